package org.labledger.form;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.system.G;
import org.apache.jena.util.iterator.ExtendedIterator;

/** The days on which something is on record of a thing, or of the records that name it. */
public final class NearDates {

    /** Of what is named everywhere, some of the records do. */
    private static final int MOST_RECORDS = 5_000;

    private NearDates() {}

    /** Returns the days, the bounds of months and years among them, in their order. */
    static NavigableSet<LocalDate> of(Node thing, Graph union) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        addDays(thing, union, days);
        ExtendedIterator<Triple> naming = union.find(Node.ANY, Node.ANY, thing);
        try {
            for (int i = 0; i < MOST_RECORDS && naming.hasNext(); i++) {
                addDays(naming.next().getSubject(), union, days);
            }
        } finally {
            naming.close();
        }
        return days;
    }

    private static void addDays(Node record, Graph union, NavigableSet<LocalDate> days) {
        G.find(union, record, Node.ANY, Node.ANY)
                .forEachRemaining(triple -> {
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
