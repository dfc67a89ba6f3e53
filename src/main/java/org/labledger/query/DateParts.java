package org.labledger.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import javax.xml.datatype.DatatypeConstants;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.Duration;
import javax.xml.datatype.XMLGregorianCalendar;
import org.apache.jena.sparql.expr.ExprEvalException;
import org.apache.jena.sparql.expr.NodeValue;

/**
 * {@code YEAR}, {@code MONTH}, {@code DAY}, {@code HOURS}, {@code MINUTES} and {@code SECONDS}
 * (SPARQL 1.2, section 17.4.5; XPath and XQuery Functions and Operators 3.1, section 9.5), of every
 * datatype that has the part. Jena takes them from the lexical form, with leading zeros and hours
 * of 24.
 */
final class DateParts {

    private static final Duration A_DAY = DatatypeFactory.newDefaultInstance().newDuration("P1D");

    private DateParts() {}

    static NodeValue year(NodeValue value) {
        BigInteger year = time(value).getEonAndYear();
        if (year == null) {
            throw none("year", value);
        }
        return NodeValue.makeInteger(year);
    }

    static NodeValue month(NodeValue value) {
        return integer("month", value, time(value).getMonth());
    }

    static NodeValue day(NodeValue value) {
        return integer("day", value, time(value).getDay());
    }

    static NodeValue hours(NodeValue value) {
        return integer("hours", value, time(value).getHour());
    }

    static NodeValue minutes(NodeValue value) {
        return integer("minutes", value, time(value).getMinute());
    }

    static NodeValue seconds(NodeValue value) {
        XMLGregorianCalendar time = time(value);
        int seconds = time.getSecond();
        if (seconds == DatatypeConstants.FIELD_UNDEFINED) {
            throw none("seconds", value);
        }
        BigDecimal fraction = time.getFractionalSecond();
        return NodeValue.makeDecimal(
                fraction == null
                        ? BigDecimal.valueOf(seconds)
                        : BigDecimal.valueOf(seconds).add(fraction));
    }

    private static NodeValue integer(String part, NodeValue value, int field) {
        if (field == DatatypeConstants.FIELD_UNDEFINED) {
            throw none(part, value);
        }
        return NodeValue.makeInteger(field);
    }

    private static XMLGregorianCalendar time(NodeValue value) {
        if (!value.hasDateTime() || Comparisons.isLeapSecond(value)) {
            throw new ExprEvalException("Not a date or time: " + value);
        }
        XMLGregorianCalendar time = value.getDateTime();
        if (time.getHour() == 24) {
            // The end of a day is the start of the next.
            time = (XMLGregorianCalendar) time.clone();
            time.setHour(0);
            if (time.getDay() != DatatypeConstants.FIELD_UNDEFINED) {
                time.add(A_DAY);
            }
        }
        return time;
    }

    private static ExprEvalException none(String part, NodeValue value) {
        return new ExprEvalException("No " + part + ": " + value);
    }
}
