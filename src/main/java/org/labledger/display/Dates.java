package org.labledger.display;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;

/** Writes dates as a reader of a language does, never more precisely than they are given. */
public final class Dates {

    private record Form(String day, String month, String year) {}

    private static final Form ENGLISH = new Form("d MMMM uuuu", "MMMM uuuu", "uuuu");
    private static final Map<String, Form> FORMS =
            Map.of("en", ENGLISH, "zh-Hant", new Form("uuuu年M月d日", "uuuu年M月", "uuuu年"));

    private Dates() {}

    /** Returns whether a term is a day, a month or a year. */
    public static boolean isDate(Node node) {
        return node.isLiteral() && parsed(node).isPresent();
    }

    /** Returns a date in words, or empty if the term is not a valid day, month or year. */
    public static Optional<String> format(Node node, Language language) {
        Form form = FORMS.getOrDefault(language.tag(), ENGLISH);
        Locale locale = language.locale();
        return parsed(node)
                .map(date ->
                        DateTimeFormatter.ofPattern(
                                        switch (date) {
                                            case LocalDate d -> form.day();
                                            case YearMonth m -> form.month();
                                            default -> form.year();
                                        },
                                        locale)
                                .format(date));
    }

    /**
     * The days that a date may mean.
     *
     * @param first the first of them
     * @param last the last of them
     */
    public record Span(LocalDate first, LocalDate last) {}

    /** Returns the days that a date may mean, which is written as {@link #isDate} allows. */
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

    /** A time zone, as in 2024-05-17Z, does not change which day is meant. */
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
            // An ill-typed literal is shown as it stands.
            return Optional.empty();
        }
        return Optional.empty();
    }
}
