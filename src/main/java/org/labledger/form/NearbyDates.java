package org.labledger.form;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.labledger.store.Triples;

/** The days that the records of a thing mention. */
final class NearbyDates {

    /** Maximum number of records inspected for a resource. */
    private static final int MAX_RECORDS = 5_000;

    private NearbyDates() {}

    /**
     * Returns the days that the record of a thing, or a record that refers to it, has as values;
     * derived first and last days of months and years among them. Queries the store.
     */
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

    /** Parses a day; empty for one with a time zone, or that does not exist. */
    static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
