package org.labledger.term;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import javax.xml.datatype.DatatypeConstants;
import javax.xml.datatype.XMLGregorianCalendar;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.ValueSpace;
import org.jspecify.annotations.Nullable;

/**
 * The place of a term in the order of {@code ORDER BY}, {@code MIN} and {@code MAX} (SPARQL 1.2,
 * section 15.1): nothing, blank nodes, IRIs, literals, triple terms. It extends the operator {@code
 * <} to a total preorder, so that no two terms are incomparable and sorting never fails:
 *
 * <ul>
 *   <li>Literals are grouped by value space: strings, language-tagged strings, numbers, booleans,
 *       points in time, dates, times of day, durations, then all others by lexical form.
 *   <li>Numbers are compared by their exact values, NaN last. A date or time without time zone is
 *       taken for UTC. A month of a duration counts as a twelfth of 365.2425 days.
 * </ul>
 *
 * Keys of equal values, such as {@code 1} and {@code 1.0}, are equal in this order.
 */
public final class SortKey implements Comparable<SortKey> {

    /** By value, and by form where the values are equal: consistent with equals of terms. */
    public static final Comparator<Node> BY_VALUE =
            (a, b) -> {
                int difference = of(a).compareTo(of(b));
                return difference != 0 ? difference : TermOrder.BY_TERM.compare(a, b);
            };

    private static final SortKey NOTHING = new SortKey(-1, "");
    private static final int LITERALS_OF_OTHER_DATATYPES = 998;

    private static final BigDecimal SECONDS_OF_A_DAY = BigDecimal.valueOf(86_400);

    /** A year beyond which dates are no longer told apart. */
    private static final BigInteger MAX_YEAR = BigInteger.TEN.pow(12);

    private static final long DAYS_OF_400_YEARS = 146_097;

    private final int space;
    private final Object value;

    private SortKey(int space, Object value) {
        this.space = space;
        this.value = value;
    }

    /**
     * Returns the key of a term.
     *
     * @param node the term, or {@code null} for no value
     */
    public static SortKey of(@Nullable Node node) {
        return node == null ? NOTHING : of(NodeValue.makeNode(node));
    }

    /** Returns the key of the value of an expression. */
    public static SortKey of(NodeValue value) {
        ValueSpace space = ValueSpace.valueSpace(value);
        Node node = value.asNode();
        return switch (space) {
            case VSPACE_BLANKNODE -> key(space, node.getBlankNodeLabel());
            case VSPACE_URI -> key(space, node.getURI());
            case VSPACE_STRING -> key(space, node.getLiteralLexicalForm());
            case VSPACE_LANG -> key(space, node);
            case VSPACE_NUM -> key(space, Num.of(value));
            case VSPACE_BOOLEAN -> key(space, value.getBoolean());
            case VSPACE_DATETIME, VSPACE_DATE, VSPACE_TIME -> key(space, instant(value));
            case VSPACE_DURATION ->
                    key(space, DurationParts.of(value.getDuration()).averageSeconds());
            case VSPACE_TRIPLE_TERM ->
                    key(
                            space,
                            List.of(
                                    of(node.getTriple().getSubject()),
                                    of(node.getTriple().getPredicate()),
                                    of(node.getTriple().getObject())));
            default -> new SortKey(LITERALS_OF_OTHER_DATATYPES, node);
        };
    }

    private static SortKey key(ValueSpace space, Object value) {
        return new SortKey(space.comparisonOrder(), value);
    }

    @Override
    public int compareTo(SortKey other) {
        if (space != other.space) {
            return Integer.compare(space, other.space);
        }
        return switch (value) {
            case String text -> TermOrder.compareCodepoints(text, (String) other.value);
            case Num number -> number.compareTo((Num) other.value);
            case Boolean truth -> truth.compareTo((Boolean) other.value);
            case BigDecimal seconds -> seconds.compareTo((BigDecimal) other.value);
            case Node literal -> TermOrder.BY_TERM.compare(literal, (Node) other.value);
            case List<?> parts -> {
                List<?> others = (List<?>) other.value;
                int difference = 0;
                for (int i = 0; i < parts.size() && difference == 0; i++) {
                    difference = ((SortKey) parts.get(i)).compareTo((SortKey) others.get(i));
                }
                yield difference;
            }
            default -> throw new IllegalStateException("No such value: " + value.getClass());
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SortKey key && compareTo(key) == 0;
    }

    @Override
    public int hashCode() {
        return Integer.hashCode(space);
    }

    /**
     * The exact value of a number.
     *
     * @param approximate the nearest double, which decides where it differs
     * @param exact the value; {@code null} if it is not finite
     */
    private record Num(double approximate, @Nullable BigDecimal exact) {

        static Num of(NodeValue value) {
            if (value.isInteger()) {
                BigInteger integer = value.getInteger();
                return new Num(integer.doubleValue(), new BigDecimal(integer));
            } else if (value.isDecimal()) {
                BigDecimal decimal = value.getDecimal();
                return new Num(decimal.doubleValue(), decimal);
            }
            // Without the sign of zero.
            double number = (value.isFloat() ? value.getFloat() : value.getDouble()) + 0.0;
            return new Num(number, Double.isFinite(number) ? new BigDecimal(number) : null);
        }

        int compareTo(Num other) {
            int difference = Double.compare(approximate, other.approximate);
            if (difference != 0) {
                return difference;
            } else if (exact != null && other.exact != null) {
                return exact.compareTo(other.exact);
            }
            // A finite number beyond the doubles is nearer to zero than infinity.
            int nearer = Boolean.compare(exact == null, other.exact == null);
            return approximate < 0 ? -nearer : nearer;
        }
    }

    /** Returns the seconds from the epoch to where a date or time begins, at UTC. */
    private static BigDecimal instant(NodeValue value) {
        XMLGregorianCalendar time = value.getDateTime();
        BigInteger written = time.getEonAndYear();
        // Fields that a datatype lacks are those of 1972-12-31, as in XML Schema 1.1, part 2,
        // appendix E.3.4; but a year or a month is where it begins.
        boolean startsWithYear = written != null;
        long year =
                startsWithYear ? written.max(MAX_YEAR.negate()).min(MAX_YEAR).longValue() : 1972;
        int month = or(time.getMonth(), startsWithYear ? 1 : 12);
        int day = or(time.getDay(), startsWithYear || time.getMonth() > 0 ? 1 : 31);
        BigDecimal seconds =
                BigDecimal.valueOf(daysFromEpoch(year, month, day))
                        .multiply(SECONDS_OF_A_DAY)
                        .add(
                                BigDecimal.valueOf(
                                        3_600L * or(time.getHour(), 0)
                                                + 60L * or(time.getMinute(), 0)
                                                + or(time.getSecond(), 0)));
        if (time.getFractionalSecond() != null) {
            seconds = seconds.add(time.getFractionalSecond());
        }
        return seconds.subtract(BigDecimal.valueOf(60L * or(time.getTimezone(), 0)));
    }

    private static int or(int field, int otherwise) {
        return field == DatatypeConstants.FIELD_UNDEFINED ? otherwise : field;
    }

    /** Returns the days from 1970-01-01 to a day of the proleptic Gregorian calendar. */
    private static long daysFromEpoch(long year, int month, int day) {
        // Years that begin with March have the leap day at their end.
        long shifted = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(shifted, 400L);
        long yearOfEra = shifted - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_OF_400_YEARS + dayOfEra - 719_468;
    }
}
