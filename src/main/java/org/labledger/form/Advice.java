package org.labledger.form;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.check.EditDistance;
import org.labledger.display.Address;
import org.labledger.display.Dates;
import org.labledger.display.Language;
import org.labledger.display.Link;
import org.labledger.display.Names;
import org.labledger.display.Text;
import org.labledger.display.Visit;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;

/**
 * What to try when a question has no answer: it finds out which of the values emptied the result,
 * by asking again with one of them changed.
 */
public final class Advice {

    private static final Limits BRIEF = new Limits(Duration.ofSeconds(1), 10_000);
    private static final int MOST_PER_PARAMETER = 4;
    private static final long ENOUGH_NANOS = 150_000_000;
    private static final int MOST_LETTERS = 200;
    private static final String EARLIEST = "0001-01-01";
    private static final String LATEST = "9999-12-31";

    private final Snapshot snapshot;
    private final Names names;
    private final Candidates candidates;

    public Advice(Snapshot snapshot, Names names, Candidates candidates) {
        this.snapshot = snapshot;
        this.names = names;
        this.candidates = candidates;
    }

    /** Returns other values under which the question has an answer, as links. */
    public List<Link> on(SavedQuery query, Map<String, String> values, Visit visit) {
        List<Link> links = new ArrayList<>();
        if (query.isFederated()) {
            return links;
        }
        for (Parameter parameter : datesFirst(query)) {
            String name = parameter.name();
            if (!values.containsKey(name) || Fields.isLanguage(parameter)) {
                continue;
            }
            String called = called(parameter, values.getOrDefault(name, ""), visit.language());
            if (!parameter.required()) {
                Map<String, String> without = new LinkedHashMap<>(values);
                without.remove(name);
                offer(links, query, without, "empty.without", called, visit);
            }
            if (isDay(parameter) && !offerNear(links, query, parameter, values, visit)) {
                offer(links, query, with(values, name, EARLIEST), "empty.earlier", called, visit);
                offer(links, query, with(values, name, LATEST), "empty.later", called, visit);
            }
            int found = 0;
            long begun = System.nanoTime();
            for (String other : others(query, parameter, values.getOrDefault(name, ""))) {
                if (found == MOST_PER_PARAMETER || System.nanoTime() - begun > ENOUGH_NANOS) {
                    break;
                }
                if (offer(
                        links,
                        query,
                        with(values, name, other),
                        "empty.instead",
                        called(parameter, other, visit.language()),
                        visit)) {
                    found++;
                }
            }
        }
        return links;
    }

    private static List<Parameter> datesFirst(SavedQuery query) {
        return query.parameters().stream()
                .sorted(Comparator.comparing(parameter -> !isDay(parameter)))
                .toList();
    }

    private static boolean isDay(Parameter parameter) {
        return parameter.type().detail().equals(XSDDatatype.XSDdate.getURI());
    }

    /**
     * Offers the nearest days before and after that have an answer, of those on which something is
     * on record of the other things that are asked about.
     */
    private boolean offerNear(
            List<Link> links,
            SavedQuery query,
            Parameter parameter,
            Map<String, String> values,
            Visit visit) {
        LocalDate asked = NearDates.day(values.getOrDefault(parameter.name(), "")).orElse(null);
        if (asked == null) {
            return false;
        }
        NavigableSet<LocalDate> days = days(query, values);
        NavigableSet<LocalDate> before = days.headSet(asked, false).descendingSet();
        return offerFirst(links, query, parameter, values, before, "empty.before", visit)
                | offerFirst(
                        links,
                        query,
                        parameter,
                        values,
                        days.tailSet(asked, false),
                        "empty.after",
                        visit);
    }

    private boolean offerFirst(
            List<Link> links,
            SavedQuery query,
            Parameter parameter,
            Map<String, String> values,
            NavigableSet<LocalDate> days,
            String message,
            Visit visit) {
        long begun = System.nanoTime();
        for (LocalDate day : days) {
            if (System.nanoTime() - begun > ENOUGH_NANOS) {
                return false;
            }
            Node term = NodeFactory.createLiteralDT(day.toString(), XSDDatatype.XSDdate);
            String shown = Dates.inWords(term, visit.language()).orElse(day.toString());
            Map<String, String> then = with(values, parameter.name(), day.toString());
            if (offer(links, query, then, message, shown, visit)) {
                return true;
            }
        }
        return false;
    }

    private NavigableSet<LocalDate> days(SavedQuery query, Map<String, String> values) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        for (Parameter parameter : query.parameters()) {
            String value = values.get(parameter.name());
            if (value != null && parameter.type().kind() == Parameter.Kind.IRI) {
                try {
                    Node thing = parameter.term(value, snapshot.prefixes());
                    days.addAll(NearDates.of(thing, snapshot.store().triples()));
                } catch (BadParameterException e) {
                    // Nothing is on record of what is no name.
                }
            }
        }
        return days;
    }

    /** What is spelled like the value comes first: it may be meant. */
    private List<String> others(SavedQuery query, Parameter parameter, String value) {
        if (!parameter.choices().isEmpty()) {
            return parameter.choices();
        }
        if (parameter.type().kind() != Parameter.Kind.IRI || value.length() > MOST_LETTERS) {
            return List.of();
        }
        return candidates.of(query, parameter).stream()
                .map(names::shortForm)
                .sorted(Comparator.comparingInt(other -> EditDistance.between(other, value)))
                .toList();
    }

    private String called(Parameter parameter, String value, Language language) {
        if (parameter.type().kind() == Parameter.Kind.IRI) {
            try {
                Node thing = parameter.term(value, snapshot.prefixes());
                return names.of(thing, language).value();
            } catch (BadParameterException e) {
                return value;
            }
        }
        return value;
    }

    private boolean offer(
            List<Link> links,
            SavedQuery query,
            Map<String, String> values,
            String message,
            String called,
            Visit visit) {
        int rows = count(query, values);
        if (rows > 0) {
            links.add(
                    new Link(
                            new Text(visit.say(message, called, rows), visit.language().tag()),
                            Address.of(visit.path(), new TreeMap<>(values))));
        }
        return rows > 0;
    }

    private int count(SavedQuery query, Map<String, String> values) {
        try {
            return new Engine(BRIEF)
                                    .answer(
                                            query.query(),
                                            query.bind(values, snapshot.prefixes()),
                                            snapshot)
                            instanceof Answer.Solutions solutions
                    ? solutions.rows().size()
                    : 0;
        } catch (BadParameterException | LimitException e) {
            // This is no way to an answer; the reader loses nothing.
            return 0;
        }
    }

    private static Map<String, String> with(Map<String, String> values, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return changed;
    }
}
