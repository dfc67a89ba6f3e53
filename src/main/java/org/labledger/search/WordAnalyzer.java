package org.labledger.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.KeywordRepeatFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Splits text of any language into words. Texts mix scripts ("OpenAI 超級對齊團隊"), so one analyzer
 * serves all: words are folded (case, width, diacritics) and kept both as they are and stemmed as
 * English; runs of Chinese, Japanese and Korean characters become bigrams, and in the index also
 * single characters, so that one character has matches too. Safe for use by several threads.
 */
final class WordAnalyzer extends Analyzer {

    /** The analyzer of indexed texts. */
    static final WordAnalyzer INDEX = new WordAnalyzer(true);

    /** The analyzer of search texts. */
    static final WordAnalyzer QUERY = new WordAnalyzer(false);

    /** The characters that {@link #fold} removes: all but letters, combining marks and digits. */
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private static final Pattern LATIN_MARKS = Pattern.compile("(?<=\\p{IsLatin})\\p{M}+");
    private static final Pattern POSSESSIVE =
            Pattern.compile("(?<=\\p{L})['’＇]s\\b", Pattern.CASE_INSENSITIVE);

    /** "20 percent" matches "20 per cent". */
    private static final Pattern PERCENT = Pattern.compile("^percent$");

    private static final Pattern APOSTROPHE = Pattern.compile("['’＇]");

    /** Whether single CJK characters are terms beside bigrams. */
    private final boolean hasSingles;

    private WordAnalyzer(boolean hasSingles) {
        this.hasSingles = hasSingles;
    }

    /**
     * A word of a text.
     *
     * @param terms the word, and its stem if that differs
     * @param start where it begins, in UTF-16 units
     * @param end where it ends, exclusive
     */
    record Token(Set<String> terms, int start, int end) {

        /** Returns the word, unstemmed. */
        String term() {
            return terms.iterator().next();
        }

        /** Returns whether the word does not begin with an ideograph. */
        boolean isAlphabetic() {
            return !Character.isIdeographic(term().codePointAt(0));
        }
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer source = new StandardTokenizer();
        TokenStream words = new LowerCaseFilter(new CJKWidthFilter(source));
        words = new CJKBigramFilter(words, 0xff, hasSingles);
        words = new ASCIIFoldingFilter(new EnglishPossessiveFilter(words));
        words = new PatternReplaceFilter(words, APOSTROPHE, "", true);
        words = new PatternReplaceFilter(words, PERCENT, "cent", true);
        words = new KStemFilter(new KeywordRepeatFilter(words));
        return new TokenStreamComponents(source, new RemoveDuplicatesTokenFilter(words));
    }

    /** Returns the words of a text, in order. */
    List<Token> words(String text) {
        List<Token> words = new ArrayList<>();
        try (TokenStream stream = tokenStream("", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            PositionIncrementAttribute increment =
                    stream.addAttribute(PositionIncrementAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                if (term.isEmpty()) {
                    continue;
                }
                Token last = words.isEmpty() ? null : words.getLast();
                if (last != null
                        && increment.getPositionIncrement() == 0
                        && last.start() == offset.startOffset()
                        && last.end() == offset.endOffset()) {
                    last.terms().add(term.toString());
                } else {
                    Set<String> terms = new LinkedHashSet<>();
                    terms.add(term.toString());
                    words.add(new Token(terms, offset.startOffset(), offset.endOffset()));
                }
            }
            stream.end();
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException("Reading a string cannot fail", e);
        }
    }

    /**
     * Returns a text reduced to its letters and digits, so that spellings of one name are equal:
     * "Open AI" and "OpenAI", "Mądry" and "Madry".
     */
    static String fold(String text) {
        String parts =
                LATIN_MARKS
                        .matcher(
                                Normalizer.normalize(
                                        POSSESSIVE.matcher(text).replaceAll(""),
                                        Normalizer.Form.NFKD))
                        .replaceAll("");
        String lower =
                Normalizer.normalize(parts, Normalizer.Form.NFC)
                        .toLowerCase(Locale.ROOT)
                        .replace("ł", "l")
                        .replace("ø", "o")
                        .replace("đ", "d")
                        .replace("ß", "ss");
        return NO_LETTERS.matcher(lower).replaceAll("");
    }
}
