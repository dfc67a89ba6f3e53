package org.labledger.result;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;

/**
 * A table of a workbook.
 *
 * @param name its name on the tab; what Excel does not take there is replaced
 * @param columns the headings
 * @param rows the rows, each with a cell for each column
 */
public record Sheet(String name, List<String> columns, List<List<Cell>> rows) {

    /** A cell without a value. */
    public static final Cell EMPTY = new Words("", "");

    /** Maximum number of significant digits that Excel keeps. */
    private static final int MAX_DIGITS = 15;

    /** Excel takes 1900 for a leap year, so that days before March 1900 would be others. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);

    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    /** What a cell holds. */
    public sealed interface Cell {}

    /**
     * Text, which is never run as a formula.
     *
     * @param href the web address that it links to, or empty
     */
    public record Words(String text, String href) implements Cell {}

    /** A number that Excel keeps exactly. */
    public record Amount(BigDecimal number) implements Cell {}

    /** A day that Excel has. */
    public record Day(LocalDate day) implements Cell {}

    /** Returns a cell with text. */
    public static Cell words(String text) {
        return text.isEmpty() ? EMPTY : new Words(text, "");
    }

    /**
     * Returns a cell for a literal: a number or a day where Excel keeps it exactly; otherwise its
     * lexical form, so that nothing is rounded or moved.
     */
    public static Cell of(Node literal) {
        String lexical = literal.getLiteralLexicalForm();
        if (!literal.getLiteralDatatype().isValid(lexical)) {
            return words(lexical);
        }
        if (literal.getLiteralDatatypeURI().equals(XSDDatatype.XSDdate.getURI())) {
            return day(lexical);
        }
        return literal.getLiteralValue() instanceof Number ? number(lexical) : words(lexical);
    }

    /** Returns a cell for the lexical form of a date: a day, or the text if it is not one. */
    public static Cell day(String lexical) {
        if (lexical.matches("\\d{4}-\\d{2}-\\d{2}")) {
            LocalDate day = LocalDate.parse(lexical);
            if (!day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY)) {
                return new Day(day);
            }
        }
        return words(lexical);
    }

    /** Returns a cell for the lexical form of a number, or the text if Excel would round it. */
    public static Cell number(String lexical) {
        if (!lexical.strip().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,2})?")) {
            return words(lexical);
        }
        BigDecimal number = new BigDecimal(lexical.strip());
        return number.stripTrailingZeros().precision() <= MAX_DIGITS
                ? new Amount(number)
                : words(lexical);
    }
}
