package org.labledger.check;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.SKOS;
import org.jspecify.annotations.Nullable;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.LocatedQuads;
import org.labledger.source.SourceFile;
import org.labledger.vocabulary.LabelProperties;

/**
 * Reports characters in texts and IRIs that nobody sees and that nobody means: U+FFFD, which stands
 * for a letter that was lost; control, formatting and directional characters; labels that are
 * empty, padded or broken into lines; and letters of a script in which the language of the text is
 * not written.
 */
final class LiteralText implements Check {

    private static final String NAME = "text";

    /** How the problem of a character begins that cannot be seen. */
    private static final String ODD = "it has ";

    /** Marks of direction that a text in a right-to-left script may need. */
    private static final Set<Integer> MARKS = Set.of(0x200E, 0x200F, 0x061C);

    /** Scripts of which any text may have letters, such as names and symbols. */
    private static final Set<UnicodeScript> SHARED =
            EnumSet.of(
                    UnicodeScript.LATIN,
                    UnicodeScript.GREEK,
                    UnicodeScript.COMMON,
                    UnicodeScript.INHERITED,
                    UnicodeScript.UNKNOWN);

    /** The languages that are written in Latin letters, so that others are a wrong tag. */
    private static final Set<String> LATIN =
            Set.of(
                    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "nb", "nn", "fi",
                    "pl", "cs", "sk", "hu", "ro", "tr", "id", "vi", "et", "lv", "lt", "sl", "hr",
                    "ca");

    private static final Set<Node> LABELS = labels();

    private static Set<Node> labels() {
        Set<Node> labels = new HashSet<>(LabelProperties.BY_PREFERENCE);
        labels.add(SKOS.altLabel.asNode());
        labels.add(SKOS.hiddenLabel.asNode());
        return Set.copyOf(labels);
    }

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        TermText terms = new TermText(snapshot);
        Set<Node> labels = new HashSet<>(LABELS);
        LABELS.forEach(label -> labels.addAll(snapshot.ontology().subproperties(label)));
        Set<SourceFile> files = new LinkedHashSet<>(DataFiles.of(snapshot));
        files.addAll(DataFiles.ofOntology(snapshot));
        List<Finding> findings = new ArrayList<>();
        for (SourceFile file : files) {
            DataFiles.forEach(
                    file,
                    quads -> mayHaveProblem(quads, labels),
                    (of, located) -> {
                        Node property = located.quad().getPredicate();
                        for (Node term :
                                List.of(located.quad().getSubject(), located.quad().getObject())) {
                            problem(term, labels.contains(property))
                                    .ifPresent(problem ->
                                            findings.add(
                                                    new Finding(
                                                            DataFiles.at(file, located),
                                                            severity(
                                                                    problem,
                                                                    labels.contains(property)),
                                                            terms.of(located.quad().getSubject())
                                                                    + " "
                                                                    + terms.of(property)
                                                                    + ": "
                                                                    + problem,
                                                            NAME)));
                        }
                    });
        }
        return findings;
    }

    private static Predicate<LocatedQuads.Cursor> mayHaveProblem(
            LocatedQuads quads, Set<Node> labels) {
        TermTest isLabel = new TermTest(quads, labels::contains);
        TermTest isBadLabel = new TermTest(quads, term -> problem(term, true).isPresent());
        TermTest isBadText = new TermTest(quads, term -> problem(term, false).isPresent());
        return at -> {
            TermTest isBad = isLabel.test(at.predicate()) ? isBadLabel : isBadText;
            return isBad.test(at.subject()) || isBad.test(at.object());
        };
    }

    /** A character that cannot be seen does harm in a label; elsewhere it is only odd. */
    private static Finding.Severity severity(String problem, boolean isLabel) {
        return !isLabel && problem.startsWith(ODD)
                ? Finding.Severity.WARNING
                : Finding.Severity.ERROR;
    }

    private static Optional<String> problem(Node term, boolean isLabel) {
        if (term.isURI()) {
            return isPrintableAscii(term.getURI())
                    ? Optional.empty()
                    : invisible(term.getURI(), false);
        }
        if (!term.isLiteral()) {
            return Optional.empty();
        }
        String text = term.getLiteralLexicalForm();
        String language = term.getLiteralLanguage();
        if (text.isBlank() && (isLabel || !language.isEmpty())) {
            return Optional.of("the text is empty. Write it, or remove this value.");
        }
        if (isLabel && text.codePoints().anyMatch(LiteralText::isLineBreak)) {
            return Optional.of("a label is one line, without line breaks or tabs.");
        }
        if (isLabel && isPadded(text)) {
            return Optional.of("the label begins or ends with a space. Remove it.");
        }
        if (isPrintableAscii(text)) {
            // Most texts: nothing of what follows can be wrong with them.
            return Optional.empty();
        }
        return invisible(text, isRightToLeft(text)).or(() -> foreign(text, language, isLabel));
    }

    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLineBreak(int c) {
        return (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private static boolean isPadded(String text) {
        return isSpace(text.codePointAt(0)) || isSpace(text.codePointBefore(text.length()));
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isRightToLeft(String text) {
        return text.codePoints()
                .map(Character::getDirectionality)
                .anyMatch(direction ->
                        direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
    }

    /** Returns the first character that cannot be meant. */
    private static Optional<String> invisible(String text, boolean isRightToLeft) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            String problem = invisible(c, isRightToLeft);
            if (problem != null) {
                return Optional.of("%s (U+%04X) after \"%s\".".formatted(problem, c, end(text, i)));
            }
            i += Character.charCount(c);
        }
        return Optional.empty();
    }

    /** Returns the last few characters before an index, for finding the place. */
    private static String end(String text, int index) {
        String before = text.substring(Math.max(0, index - 12), index);
        return !before.isEmpty() && Character.isLowSurrogate(before.charAt(0))
                ? before.substring(1)
                : before;
    }

    private static @Nullable String invisible(int c, boolean isRightToLeft) {
        if (c == 0xFFFD) {
            return "a letter was lost: a replacement character";
        }
        if (MARKS.contains(c)) {
            return isRightToLeft ? null : ODD + "a directional mark";
        }
        if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) {
            return ODD + "a directional control character";
        }
        if (c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0xAD) {
            return ODD + "an invisible character";
        }
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c <= 0x9F)) {
            return ODD + "a control character";
        }
        return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF)
                ? ODD + "a character that Unicode does not assign"
                : null;
    }

    /**
     * Returns the problem of a text with letters that its language is not written in: any in a
     * label, most of them in a longer text, which may quote some words.
     */
    private static Optional<String> foreign(String text, String tag, boolean isLabel) {
        List<String> subtags = List.of(tag.toLowerCase(Locale.ROOT).split("-", -1));
        boolean isInLatin = LATIN.contains(subtags.getFirst()) || subtags.contains("latn");
        if (!isInLatin || subtags.contains("x")) {
            return Optional.empty();
        }
        int[] letters = text.codePoints().filter(Character::isLetter).toArray();
        int[] foreign =
                IntStream.of(letters).filter(c -> !SHARED.contains(UnicodeScript.of(c))).toArray();
        if (foreign.length == 0 || (!isLabel && foreign.length * 2 <= letters.length)) {
            return Optional.empty();
        }
        String script =
                UnicodeScript.of(foreign[0]).name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Optional.of(
                "\"%s\" is a %s letter, but the text is tagged @%s. Correct the tag, or the text."
                        .formatted(
                                Character.toString(foreign[0]),
                                Character.toUpperCase(script.charAt(0)) + script.substring(1),
                                tag));
    }
}
