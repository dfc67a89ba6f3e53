package org.labledger.display;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;

/**
 * Formats {@code xsd:date}, {@code xsd:gYearMonth} and {@code xsd:gYear} in a reader's language,
 * with the precision of the literal.
 */
public final class Dates {

    private record Form(String day, String month, String year) {}

    private static final Form ENGLISH = new Form("d MMMM uuuu", "MMMM uuuu", "uuuu");
    private static final Map<String, Form> FORMS =
            Map.of("en", ENGLISH, "zh-Hant", new Form("uuuu年M月d日", "uuuu年M月", "uuuu年"));

    private Dates() {}

    /** Returns whether a term is a valid literal of one of the three datatypes. */
    public static boolean isDate(Node node) {
        return node.isLiteral() && parsed(node).isPresent();
    }

    /**
     * Returns the formatted date, or empty if the term is not a valid literal of the three
     * datatypes.
     */
    public static Optional<String> format(Node node, Language language) {
        return parsed(node).map(date -> formatted(date, language));
    }

    private static String formatted(TemporalAccessor date, Language language) {
        Form form = FORMS.getOrDefault(language.tag(), ENGLISH);
        return DateTimeFormatter.ofPattern(
                        switch (date) {
                            case LocalDate d -> form.day();
                            case YearMonth m -> form.month();
                            default -> form.year();
                        },
                        language.locale())
                .format(date);
    }

    /** Returns a day as requests write it, such as 2024-05-17; empty if the text is another. */
    public static Optional<LocalDate> day(String text) {
        try {
            return DAY.matcher(text).matches()
                    ? Optional.of(LocalDate.parse(text))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            // No day of the calendar, such as 2024-02-30.
            return Optional.empty();
        }
    }

    /** Formats a day in the reader's language. */
    public static String format(LocalDate day, Language language) {
        return formatted(day, language);
    }

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /**
     * The range of days that a date covers.
     *
     * @param first the first day
     * @param last the last day, included
     */
    public record Span(LocalDate first, LocalDate last) {}

    /**
     * Returns the range of days that a date covers.
     *
     * @param date a lexical form that {@link #isDate} accepts
     * @throws java.time.DateTimeException if it is another text
     */
    public static Span span(String date) {
        String[] parts = withoutZone(date).split("(?<=\\d)-", -1);
        return switch (parts.length) {
            case 1 -> {
                Year year = Year.parse(parts[0]);
                yield new Span(year.atDay(1), year.atMonth(12).atEndOfMonth());
            }
            case 2 -> {
                YearMonth month = YearMonth.parse(date);
                yield new Span(month.atDay(1), month.atEndOfMonth());
            }
            default ->
                    new Span(
                            LocalDate.parse(withoutZone(date)), LocalDate.parse(withoutZone(date)));
        };
    }

    private static final Pattern ZONE =
            Pattern.compile("(?<=\\d{4}-\\d\\d-\\d\\d)(Z|[+-]\\d{2}:\\d{2})$");

    /** Removes the time zone, as in 2024-05-17Z, which does not change the date shown. */
    private static String withoutZone(String date) {
        return ZONE.matcher(date).replaceFirst("");
    }

    private static Optional<TemporalAccessor> parsed(Node node) {
        if (!node.isLiteral()) {
            return Optional.empty();
        }
        String datatype = node.getLiteralDatatypeURI();
        String text = node.getLiteralLexicalForm();
        try {
            if (datatype.equals(XSDDatatype.XSDdate.getURI())) {
                return Optional.of(LocalDate.parse(withoutZone(text)));
            } else if (datatype.equals(XSDDatatype.XSDgYearMonth.getURI())) {
                return Optional.of(YearMonth.parse(text));
            } else if (datatype.equals(XSDDatatype.XSDgYear.getURI())) {
                return Optional.of(Year.parse(text));
            }
        } catch (DateTimeParseException e) {
            // Callers show an ill-typed literal by its lexical form.
            return Optional.empty();
        }
        return Optional.empty();
    }
}
