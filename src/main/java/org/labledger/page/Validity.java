package org.labledger.page;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.labledger.display.Dates;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.vocabulary.Evidence;

/**
 * Whether records hold on a day, by the dates of the properties that the ontology marks with {@code
 * ev:beginning} and {@code ev:ending}. Values that a verdict rejects do not count. Where the others
 * agree, the most precise counts; where they exclude each other, everything from the first to the
 * last day of all of them is open. Safe for concurrent use; each call queries the store.
 */
final class Validity {

    /** How sure it is that a record holds on a day, in ascending order. */
    enum Degree {
        /** It has not begun, or it has ended. */
        NOT,
        /** A date is too imprecise or disputed to tell, or only the ending is dated. */
        POSSIBLY,
        /** The dates enclose the day; an ending that is not dated has not come yet. */
        CERTAINLY
    }

    private final Triples union;
    private final Set<Node> beginnings;
    private final Set<Node> endings;

    Validity(Snapshot snapshot) {
        this.union = snapshot.store().triples();
        this.beginnings = snapshot.ontology().beginnings();
        this.endings = snapshot.ontology().endings();
    }

    /** Returns whether the ontology marks any property, so that a page of a day makes sense. */
    boolean isKnown() {
        return !beginnings.isEmpty() || !endings.isEmpty();
    }

    /**
     * Returns whether a record holds on a day; empty if it has neither a beginning nor an ending.
     */
    Optional<Degree> of(Node record, LocalDate day) {
        List<Degree> begun =
                spans(record, beginnings).stream()
                        .map(span -> degree(!span.last().isAfter(day), !span.first().isAfter(day)))
                        .toList();
        List<Degree> going =
                spans(record, endings).stream()
                        .map(span ->
                                degree(!span.first().isBefore(day), !span.last().isBefore(day)))
                        .toList();
        List<Degree> degrees = new ArrayList<>(begun);
        degrees.addAll(going);
        if (begun.isEmpty() && !going.isEmpty()) {
            degrees.add(Degree.POSSIBLY);
        }
        return degrees.stream().min(Comparator.naturalOrder());
    }

    private static Degree degree(boolean isCertain, boolean isPossible) {
        return isCertain ? Degree.CERTAINLY : isPossible ? Degree.POSSIBLY : Degree.NOT;
    }

    /** Returns the days that may be meant, one span for each property with dates. */
    private List<Dates.Span> spans(Node record, Set<Node> properties) {
        List<Dates.Span> spans = new ArrayList<>();
        for (Node property : properties) {
            List<Dates.Span> dates = accepted(record, property).stream().map(Dates::span).toList();
            if (!dates.isEmpty()) {
                spans.add(together(dates));
            }
        }
        return spans;
    }

    /** Returns the days that all dates include, or if there are none, those from first to last. */
    private static Dates.Span together(List<Dates.Span> dates) {
        List<LocalDate> firsts = dates.stream().map(Dates.Span::first).sorted().toList();
        List<LocalDate> lasts = dates.stream().map(Dates.Span::last).sorted().toList();
        return firsts.getLast().isAfter(lasts.getFirst())
                ? new Dates.Span(firsts.getFirst(), lasts.getLast())
                : new Dates.Span(firsts.getLast(), lasts.getFirst());
    }

    /** Returns the lexical forms of the dates of a record that no verdict rejects. */
    private List<String> accepted(Node record, Node property) {
        List<String> dates =
                union.objects(record, property).stream()
                        .filter(Dates::isDate)
                        .map(Node::getLiteralLexicalForm)
                        .distinct()
                        .toList();
        if (dates.size() < 2) {
            return dates;
        }
        List<String> preferred =
                union.subjects(Evidence.ON_RECORD, record).stream()
                        .filter(note -> union.contains(note, Evidence.ON_PROPERTY, property))
                        .flatMap(note -> union.subjects(Evidence.ON_DISAGREEMENT, note).stream())
                        .flatMap(verdict -> union.objects(verdict, Evidence.PREFERS).stream())
                        .filter(Dates::isDate)
                        .map(Node::getLiteralLexicalForm)
                        .toList();
        List<String> accepted =
                dates.stream()
                        .filter(date ->
                                preferred.stream()
                                        .anyMatch(p -> p.startsWith(date) || date.startsWith(p)))
                        .toList();
        return accepted.isEmpty() ? dates : accepted;
    }
}
