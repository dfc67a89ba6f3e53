package org.labledger.term;

import java.math.BigDecimal;
import javax.xml.datatype.DatatypeConstants;
import javax.xml.datatype.Duration;

/**
 * The value of an {@code xsd:duration} (XML Schema 1.1, part 2, section 3.3.6): months and seconds,
 * of which neither can be told in the other.
 *
 * @param months the months, with sign
 * @param seconds the seconds, with sign
 */
public record DurationParts(BigDecimal months, BigDecimal seconds) {

    private static final BigDecimal SECONDS_OF_A_DAY = BigDecimal.valueOf(86_400);

    /** A twelfth of 365.2425 days. */
    private static final BigDecimal SECONDS_OF_A_MONTH = BigDecimal.valueOf(2_629_746);

    /** Returns the value of a duration. */
    public static DurationParts of(Duration duration) {
        BigDecimal sign = BigDecimal.valueOf(duration.getSign());
        BigDecimal months =
                field(duration, DatatypeConstants.YEARS)
                        .multiply(BigDecimal.valueOf(12))
                        .add(field(duration, DatatypeConstants.MONTHS));
        BigDecimal seconds =
                field(duration, DatatypeConstants.DAYS)
                        .multiply(SECONDS_OF_A_DAY)
                        .add(
                                field(duration, DatatypeConstants.HOURS)
                                        .multiply(BigDecimal.valueOf(3_600)))
                        .add(
                                field(duration, DatatypeConstants.MINUTES)
                                        .multiply(BigDecimal.valueOf(60)))
                        .add(field(duration, DatatypeConstants.SECONDS));
        return new DurationParts(months.multiply(sign), seconds.multiply(sign));
    }

    private static BigDecimal field(Duration duration, DatatypeConstants.Field field) {
        Number number = duration.getField(field);
        return switch (number) {
            case null -> BigDecimal.ZERO;
            case BigDecimal decimal -> decimal;
            default -> new BigDecimal(number.toString());
        };
    }

    /** Returns the seconds it takes on average. */
    public BigDecimal averageSeconds() {
        return months.multiply(SECONDS_OF_A_MONTH).add(seconds);
    }
}
