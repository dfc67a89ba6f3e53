package org.labledger.form;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.labledger.store.Triples;

/** The days on which something is on record of a thing, or of the records that name it. */
public final class NearDates {

    /** Maximum number of records inspected for a resource. */
    private static final int MAX_RECORDS = 5_000;

    private NearDates() {}

    /** Returns the days, the bounds of months and years among them, in their order. */
    static NavigableSet<LocalDate> of(Node thing, Triples union) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        addDays(thing, union, days);
        union.find(Node.ANY, Node.ANY, thing)
                .limit(MAX_RECORDS)
                .forEach(naming -> addDays(naming.getSubject(), union, days));
        return days;
    }

    private static void addDays(Node record, Triples union, NavigableSet<LocalDate> days) {
        union.find(record, Node.ANY, Node.ANY)
                .forEach(triple -> {
                    Node value = triple.getObject();
                    if (value.isLiteral()
                            && XSDDatatype.XSDdate.equals(value.getLiteralDatatype())) {
                        day(value.getLiteralLexicalForm()).ifPresent(days::add);
                    }
                });
    }

    /** Reads a day; one with a time zone, or beyond the calendar, is none to go near. */
    static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
