package org.labledger.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;

/** Formats {@code xsd:duration} in a reader's language: {@code P4Y} becomes "4 years". */
public final class Durations {

    private static final Pattern PARTS =
            Pattern.compile("P(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)D)?(?:T(?:(\\d+)H)?(?:(\\d+)M)?)?");
    private static final List<String> UNITS =
            List.of(
                    "duration.years",
                    "duration.months",
                    "duration.days",
                    "duration.hours",
                    "duration.minutes");

    private Durations() {}

    /**
     * Returns the formatted duration, or empty if the term is no duration, or one with seconds, a
     * sign or fractions.
     */
    public static Optional<String> format(Node node, Language language) {
        if (!node.isLiteral()
                || !node.getLiteralDatatypeURI().equals(XSDDatatype.XSDduration.getURI())) {
            return Optional.empty();
        }
        Matcher matcher = PARTS.matcher(node.getLiteralLexicalForm());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < UNITS.size(); i++) {
            String number = matcher.group(i + 1);
            if (number != null && number.length() < 10) {
                parts.add(Messages.all().say(language, UNITS.get(i), Integer.valueOf(number)));
            }
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(Messages.all().say(language, "duration.and"), parts));
    }
}
