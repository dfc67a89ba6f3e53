package org.labledger.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.ByteRunAutomaton;

/**
 * A search text, analyzed.
 *
 * @param words its words, without stop words unless there are only those
 * @param whole the whole text, {@linkplain WordAnalyzer#fold folded}
 */
record SearchText(List<SearchWord> words, String whole) {

    /** Maximum number of words; more would narrow nothing further. */
    private static final int MAX_WORDS = 16;

    /**
     * A word of a search text.
     *
     * @param word the word
     * @param isKnown whether the index has it
     * @param isOpen whether it may be the prefix of a word that is still being typed
     * @param edits the maximum edit distance of a match (Damerau-Levenshtein)
     */
    record SearchWord(WordAnalyzer.Token word, boolean isKnown, boolean isOpen, int edits) {

        /**
         * Returns an automaton that accepts words within the edit distance, or empty if that is 0.
         */
        Optional<ByteRunAutomaton> nearness() {
            return edits == 0
                    ? Optional.empty()
                    : Optional.of(SearchText.nearness(word.term(), edits));
        }
    }

    /**
     * Analyzes a search text.
     *
     * @param text plain text
     * @param reader the index to search
     */
    static SearchText of(String text, IndexReader reader) throws IOException {
        List<WordAnalyzer.Token> all = WordAnalyzer.QUERY.words(text);
        List<WordAnalyzer.Token> telling =
                all.stream()
                        .filter(w -> !EnglishAnalyzer.ENGLISH_STOP_WORDS_SET.contains(w.term()))
                        .toList();
        List<WordAnalyzer.Token> used =
                (telling.isEmpty() ? all : telling).stream().limit(MAX_WORDS).toList();
        List<SearchWord> words = new ArrayList<>();
        for (WordAnalyzer.Token word : used) {
            boolean isLast = !all.isEmpty() && word.equals(all.getLast());
            boolean isKnown = isKnown(word.terms(), reader);
            words.add(
                    new SearchWord(
                            word,
                            isKnown,
                            word.isAlphabetic() && (isLast || !isKnown),
                            word.isAlphabetic() && !isKnown ? edits(word.term()) : 0));
        }
        return new SearchText(words, WordAnalyzer.fold(text));
    }

    /** Returns whether there is nothing to search for. */
    boolean isEmpty() {
        return words.isEmpty() && whole.isEmpty();
    }

    /** Returns whether the index lacks one of the words. */
    boolean hasUnknownWord() {
        return words.stream().anyMatch(word -> !word.isKnown());
    }

    /** Returns the maximum edit distance for the whole text: 0 if the index has all its words. */
    int wholeEdits() {
        return hasUnknownWord() ? edits(whole) : 0;
    }

    /** Returns the maximum edit distance for a word or name, by its length in code points. */
    static int edits(String term) {
        int length = term.codePointCount(0, term.length());
        return length < 4 ? 0 : length < 7 ? 1 : 2;
    }

    /** Returns an automaton that accepts all terms within an edit distance, which is not 0. */
    static ByteRunAutomaton nearness(String term, int edits) {
        ByteRunAutomaton automaton =
                new FuzzyQuery(new Term("", term), edits).getAutomata().runAutomaton;
        if (automaton == null) {
            throw new IllegalStateException("With edits above 0 there is an automaton to run");
        }
        return automaton;
    }

    /** Returns whether an automaton accepts a term. */
    static boolean accepts(ByteRunAutomaton automaton, String term) {
        BytesRef bytes = new BytesRef(term);
        return automaton.run(bytes.bytes, bytes.offset, bytes.length);
    }

    private static boolean isKnown(Set<String> terms, IndexReader reader) throws IOException {
        for (String term : terms) {
            for (TextRole role : TextRole.values()) {
                if (reader.docFreq(new Term(role.words(), term)) > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
