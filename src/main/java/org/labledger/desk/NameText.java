package org.labledger.desk;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.labledger.check.EditDistance;

/** String operations on names: normalization, slugs and similarity. */
final class NameText {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NO_DIGITS = Pattern.compile("[^\\p{N}]+");

    /** Letters and digits of other scripts than the Latin one. */
    private static final Pattern UNWRITABLE = Pattern.compile("[[\\p{L}\\p{N}]&&[^a-z0-9]]");

    /** The maximum edit distance of two names that count as similar, however long they are. */
    private static final int MAX_DISTANCE = 2;

    private NameText() {}

    /** Returns the part of an IRI after the last {@code /} or {@code #}. */
    static String localName(Node iri) {
        String text = iri.getURI();
        return text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('#')) + 1);
    }

    /** Returns the letters and digits of a text in lower case, without combining marks. */
    static String fold(String text) {
        return NO_LETTERS.matcher(withoutMarks(text)).replaceAll("");
    }

    /** Returns the ASCII letters and digits of a text in kebab case; empty if it has none. */
    static String kebab(String text) {
        return withoutMarks(text)
                .replaceAll("['’]", "")
                .replace("&", " and ")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
    }

    /**
     * Returns whether two names probably denote the same thing: equal after folding, the same words
     * in another order, or at most {@value #MAX_DISTANCE} edits apart (one per six letters) with
     * equal digits.
     */
    static boolean areAlike(String one, String other) {
        String a = fold(one);
        String b = fold(other);
        if (a.isEmpty() || b.isEmpty()) {
            return false;
        }
        if (a.equals(b) || sortedWords(one).equals(sortedWords(other))) {
            return true;
        }
        int limit = Math.min(Math.min(a.length(), b.length()) / 6, MAX_DISTANCE);
        return limit > 0
                && Math.abs(a.length() - b.length()) <= limit
                && NO_DIGITS.matcher(a).replaceAll("").equals(NO_DIGITS.matcher(b).replaceAll(""))
                && EditDistance.between(a, b) <= limit;
    }

    private static String sortedWords(String text) {
        String[] words = NO_LETTERS.split(withoutMarks(text));
        Arrays.sort(words);
        return String.join(" ", words).strip();
    }

    /**
     * Returns a slug for a name, or an empty text if part of the name would be lost: a slug says
     * what it stands for, and letters other than Latin ones cannot stand in it.
     */
    static String slug(String name) {
        return UNWRITABLE.matcher(withoutMarks(name)).find() ? "" : kebab(name);
    }

    /** Latin letters lose their marks and ligatures: ł becomes l, ß becomes ss. */
    private static String withoutMarks(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                        .replaceAll("")
                        .toLowerCase(Locale.ROOT);
        // A letter becomes four at most.
        char[] folded = new char[4 * plain.length()];
        int length =
                ASCIIFoldingFilter.foldToASCII(plain.toCharArray(), 0, folded, 0, plain.length());
        return new String(folded, 0, length).toLowerCase(Locale.ROOT);
    }
}
