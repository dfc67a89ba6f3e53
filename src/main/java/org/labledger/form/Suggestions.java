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
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.Link;
import org.labledger.display.Messages;
import org.labledger.display.PageRequest;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;

/**
 * Suggests other parameter values for a query without results, by running it again with one value
 * changed. Every suggestion has at least one result.
 */
public final class Suggestions {

    /** Limits of one query that is tried. */
    private static final Limits BRIEF = new Limits(Duration.ofSeconds(1), 10_000);

    /** Maximum number of other values suggested for one parameter. */
    private static final int MAX_PER_PARAMETER = 4;

    /**
     * Maximum number of values tried for one parameter. A bound of time would make the page depend
     * on the machine's load.
     */
    private static final int MAX_TRIED = 40;

    /** Maximum length of a value that is compared with others, in UTF-16 units. */
    private static final int MAX_VALUE_LENGTH = 200;

    private static final String EARLIEST = "0001-01-01";
    private static final String LATEST = "9999-12-31";

    private final Snapshot snapshot;
    private final DisplayNames names;
    private final ParameterValues parameterValues;

    public Suggestions(Snapshot snapshot, DisplayNames names, ParameterValues parameterValues) {
        this.snapshot = snapshot;
        this.names = names;
        this.parameterValues = parameterValues;
    }

    /**
     * Returns links to the same query with other values, dates first. Runs queries, and so blocks
     * for up to a second or so per parameter. Federated queries are not tried.
     *
     * @param values the values that have no results, by parameter
     */
    public List<Link> forEmptyResult(
            SavedQuery query, Map<String, String> values, PageRequest request) {
        List<Link> links = new ArrayList<>();
        if (query.isFederated()) {
            return links;
        }
        for (Parameter parameter : datesFirst(query)) {
            String name = parameter.name();
            if (!values.containsKey(name) || FormFields.isLanguage(parameter)) {
                continue;
            }
            String shown = name(parameter, values.getOrDefault(name, ""), request.language());
            if (!parameter.required()) {
                Map<String, String> without = new LinkedHashMap<>(values);
                without.remove(name);
                suggest(links, query, without, "empty.without", shown, request);
            }
            if (isDay(parameter) && !suggestNearestDays(links, query, parameter, values, request)) {
                suggest(
                        links,
                        query,
                        with(values, name, EARLIEST),
                        "empty.earlier",
                        shown,
                        request);
                suggest(links, query, with(values, name, LATEST), "empty.later", shown, request);
            }
            int suggested = 0;
            int tried = 0;
            for (String other : otherValues(query, parameter, values.getOrDefault(name, ""))) {
                if (suggested == MAX_PER_PARAMETER || tried++ == MAX_TRIED) {
                    break;
                }
                if (suggest(
                        links,
                        query,
                        with(values, name, other),
                        "empty.instead",
                        name(parameter, other, request.language()),
                        request)) {
                    suggested++;
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
     * Suggests the nearest days before and after that have results, among the days recorded for the
     * things that the other parameters name.
     *
     * @return whether there are any
     */
    private boolean suggestNearestDays(
            List<Link> links,
            SavedQuery query,
            Parameter parameter,
            Map<String, String> values,
            PageRequest request) {
        LocalDate asked = NearbyDates.day(values.getOrDefault(parameter.name(), "")).orElse(null);
        if (asked == null) {
            return false;
        }
        NavigableSet<LocalDate> days = days(query, values);
        NavigableSet<LocalDate> before = days.headSet(asked, false).descendingSet();
        return suggestFirst(links, query, parameter, values, before, "empty.before", request)
                | suggestFirst(
                        links,
                        query,
                        parameter,
                        values,
                        days.tailSet(asked, false),
                        "empty.after",
                        request);
    }

    /** Suggests the first of the days that has results. */
    private boolean suggestFirst(
            List<Link> links,
            SavedQuery query,
            Parameter parameter,
            Map<String, String> values,
            NavigableSet<LocalDate> days,
            String message,
            PageRequest request) {
        int tried = 0;
        for (LocalDate day : days) {
            if (tried++ == MAX_TRIED) {
                return false;
            }
            Node term = NodeFactory.createLiteralDT(day.toString(), XSDDatatype.XSDdate);
            String shown = Dates.format(term, request.language()).orElse(day.toString());
            Map<String, String> then = with(values, parameter.name(), day.toString());
            if (suggest(links, query, then, message, shown, request)) {
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
                    days.addAll(NearbyDates.of(thing, snapshot.store().triples()));
                } catch (BadParameterException e) {
                    // A value that is no IRI has no records.
                }
            }
        }
        return days;
    }

    /** Returns other values of a parameter, those with a similar spelling first. */
    private List<String> otherValues(SavedQuery query, Parameter parameter, String value) {
        if (!parameter.choices().isEmpty()) {
            return parameter.choices();
        }
        if (parameter.type().kind() != Parameter.Kind.IRI || value.length() > MAX_VALUE_LENGTH) {
            return List.of();
        }
        return parameterValues.of(query, parameter).stream()
                .map(names::shortForm)
                .sorted(Comparator.comparingInt(other -> EditDistance.between(other, value)))
                .toList();
    }

    private String name(Parameter parameter, String value, Language language) {
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

    private boolean suggest(
            List<Link> links,
            SavedQuery query,
            Map<String, String> values,
            String message,
            String shown,
            PageRequest request) {
        int rows = count(query, values);
        if (rows > 0) {
            links.add(
                    new Link(
                            Messages.all().text(request.language(), message, shown, rows),
                            Address.of(request.path(), new TreeMap<>(values))));
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
            // Only what has results within the limits is suggested.
            return 0;
        }
    }

    private static Map<String, String> with(Map<String, String> values, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return changed;
    }
}
