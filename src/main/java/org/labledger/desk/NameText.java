package org.labledger.desk;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.system.G;
import org.labledger.check.Spelling;
import org.labledger.snapshot.Snapshot;

/** How terms are written for people, and when two names are likely one. */
final class Words {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NO_DIGITS = Pattern.compile("[^\\p{N}]+");

    private final Snapshot snapshot;

    public Words(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Returns a prefixed name, an IRI in angle brackets, or the lexical form of a literal. */
    public String of(Node node) {
        if (node.isURI()) {
            String shortened = snapshot.prefixes().abbreviate(node.getURI());
            return shortened != null ? shortened : "<" + node.getURI() + ">";
        }
        return node.isLiteral() ? node.getLiteralLexicalForm() : "a blank node";
    }

    /** Returns the texts of a property, English first, then the home's languages, then others. */
    List<String> texts(Graph graph, Node subject, Node property) {
        List<String> languages = new ArrayList<>(List.of("en"));
        languages.addAll(snapshot.description().languages());
        return G.listSP(graph, subject, property).stream()
                .filter(Node::isLiteral)
                .sorted(
                        Comparator.comparingInt(
                                        (Node text) -> {
                                            int at = languages.indexOf(text.getLiteralLanguage());
                                            return at < 0 ? languages.size() : at;
                                        })
                                .thenComparing(Node::getLiteralLexicalForm))
                .map(Node::getLiteralLexicalForm)
                .toList();
    }

    /** Returns what an IRI ends with, after the last {@code /} or {@code #}. */
    static String localName(Node iri) {
        String text = iri.getURI();
        return text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('#')) + 1);
    }

    /** Returns the text in small letters without marks, spaces and punctuation. */
    static String fold(String text) {
        return NO_LETTERS.matcher(withoutMarks(text)).replaceAll("");
    }

    /**
     * Returns the text in kebab case, in the letters and digits of ASCII; empty if it has none of
     * them.
     */
    static String kebab(String text) {
        return withoutMarks(text)
                .replaceAll("['’]", "")
                .replace("&", " and ")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
    }

    /**
     * Returns whether two names are likely one: the same letters, the same words in another order,
     * or nearly the same letters with the same digits.
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
        int most = Math.min(a.length(), b.length()) / 6;
        return most > 0
                && Math.abs(a.length() - b.length()) <= Math.min(most, 2)
                && NO_DIGITS.matcher(a).replaceAll("").equals(NO_DIGITS.matcher(b).replaceAll(""))
                && Spelling.distance(a, b) <= Math.min(most, 2);
    }

    private static String sortedWords(String text) {
        String[] words = NO_LETTERS.split(withoutMarks(text));
        Arrays.sort(words);
        return String.join(" ", words).strip();
    }

    private static String withoutMarks(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }
}
