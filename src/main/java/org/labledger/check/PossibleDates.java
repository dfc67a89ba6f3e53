package org.labledger.check;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.system.G;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.snapshot.Snapshot;
import org.labledger.vocabulary.Evidence;
import org.labledger.vocabulary.Namespaces;

/**
 * Reports days that cannot be: what has happened ({@code ev:pastDate}) did not happen in the
 * future, a page reports nothing that was to happen after the day on which it was read, and nothing
 * was said ({@code ev:saidOn}) after the page was published that reports it.
 *
 * <p>A month or a year counts from its first day, so that only what is certain is an error. What
 * was said one day later is a warning: the two days may be of two time zones, or the page may have
 * been updated ({@code dct:modified} says so).
 */
final class PossibleDates implements Check {

    /** The {@link Finding#check()} of these findings. */
    static final String NAME = "impossible-date";

    private static final Node RETRIEVED_ON = Namespaces.iri("http://purl.org/pav/retrievedOn");
    private static final Node MODIFIED = DCTerms.modified.asNode();
    private static final Node ISSUED = DCTerms.issued.asNode();

    /** The days of the page itself. */
    private static final Set<Node> OF_THE_SOURCE = Set.of(ISSUED, MODIFIED, RETRIEVED_ON);

    private static final Pattern DATE =
            Pattern.compile(
                    "(\\d{4,9})(?:-(\\d\\d)(?:-(\\d\\d)(?:T.*)?)?)?(?:Z|[+-]\\d\\d:\\d\\d)?");

    private record Problem(Finding.Severity severity, String message) {}

    /** A period of days: that of one date, month or year. */
    private record Days(LocalDate first, LocalDate last) {}

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        Set<Node> past = pastDates(snapshot);
        TermText terms = new TermText(snapshot);
        // Today is what it is where the day begins first.
        LocalDate today = LocalDate.now(ZoneOffset.ofHours(14));
        Map<Node, Optional<LocalDate>> read = new HashMap<>();
        Map<Node, Optional<LocalDate>> published = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        DataFiles.forEach(
                snapshot,
                quads -> {
                    TermTest isPast = new TermTest(quads, past::contains);
                    return at -> isPast.test(at.predicate());
                },
                (file, located) -> {
                    Node property = located.quad().getPredicate();
                    Node source = located.quad().getGraph();
                    days(located.quad().getObject())
                            .flatMap(days ->
                                    problem(
                                            property,
                                            days,
                                            today,
                                            read.computeIfAbsent(
                                                    source, g -> last(snapshot, g, RETRIEVED_ON)),
                                            published.computeIfAbsent(
                                                    source, g -> published(snapshot, g))))
                            .ifPresent(problem ->
                                    findings.add(
                                            new Finding(
                                                    DataFiles.at(file, located),
                                                    problem.severity(),
                                                    terms.of(located.quad().getSubject())
                                                            + " "
                                                            + terms.of(property)
                                                            + " "
                                                            + terms.of(located.quad().getObject())
                                                            + ": "
                                                            + problem.message(),
                                                    NAME)));
                });
        return findings;
    }

    /** Returns the properties marked {@code ev:pastDate}, and those that always are such. */
    private static Set<Node> pastDates(Snapshot snapshot) {
        Set<Node> past = new HashSet<>(snapshot.ontology().pastDates());
        past.add(Evidence.SAID_ON);
        past.addAll(OF_THE_SOURCE);
        for (Node property : List.copyOf(past)) {
            past.addAll(
                    G.listPO(snapshot.ontology().graph(), RDFS.subPropertyOf.asNode(), property));
        }
        return past;
    }

    private static Optional<Problem> problem(
            Node property,
            Days days,
            LocalDate today,
            Optional<LocalDate> read,
            Optional<LocalDate> published) {
        LocalDate day = days.first();
        if (day.isAfter(today)) {
            return Optional.of(
                    new Problem(
                            Finding.Severity.ERROR,
                            "this day is in the future, but it is that of something that has"
                                    + " happened."));
        }
        if (OF_THE_SOURCE.contains(property)) {
            return Optional.empty();
        }
        if (property.equals(Evidence.SAID_ON)
                && published.isPresent()
                && day.isAfter(published.get())) {
            return Optional.of(
                    new Problem(
                            day.isAfter(published.get().plusDays(1))
                                    ? Finding.Severity.ERROR
                                    : Finding.Severity.WARNING,
                            "it was said after the page that reports it was published ("
                                    + published.get()
                                    + "). If the page was updated, add dct:modified to its"
                                    + " description."));
        }
        return read.filter(day::isAfter)
                .map(last ->
                        new Problem(
                                Finding.Severity.ERROR,
                                "this day comes after the page that reports it was read ("
                                        + last
                                        + ")."));
    }

    /** Returns the last day on which the source may have been published or updated, if known. */
    private static Optional<LocalDate> published(Snapshot snapshot, Node graph) {
        Optional<LocalDate> issued = last(snapshot, graph, ISSUED);
        Optional<LocalDate> modified = last(snapshot, graph, MODIFIED);
        return issued.isPresent() && modified.filter(issued.get()::isBefore).isPresent()
                ? modified
                : issued;
    }

    /** Returns the last day of a property of the source that a graph is named after. */
    private static Optional<LocalDate> last(Snapshot snapshot, Node graph, Node property) {
        List<LocalDate> values = new ArrayList<>();
        snapshot.dataset()
                .find(graph, graph, property, Node.ANY)
                .forEachRemaining(
                        quad -> days(quad.getObject()).ifPresent(days -> values.add(days.last())));
        return values.stream().max(Comparator.naturalOrder());
    }

    private static Optional<Days> days(Node value) {
        if (!value.isLiteral()) {
            return Optional.empty();
        }
        Matcher date = DATE.matcher(value.getLiteralLexicalForm());
        if (!date.matches()) {
            return Optional.empty();
        }
        try {
            int year = Integer.parseInt(date.group(1));
            if (date.group(2) == null) {
                return Optional.of(new Days(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)));
            }
            LocalDate first = LocalDate.of(year, Integer.parseInt(date.group(2)), 1);
            if (date.group(3) == null) {
                return Optional.of(new Days(first, first.plusMonths(1).minusDays(1)));
            }
            LocalDate day = first.withDayOfMonth(Integer.parseInt(date.group(3)));
            return Optional.of(new Days(day, day));
        } catch (DateTimeException e) {
            // No day of the calendar: the parser and the shapes report it.
            return Optional.empty();
        }
    }
}
