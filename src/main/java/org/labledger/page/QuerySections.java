package org.labledger.page;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.chart.Chart;
import org.labledger.chart.ChartFactory;
import org.labledger.chart.SvgChart;
import org.labledger.chart.SvgLayout;
import org.labledger.display.Address;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.Notes;
import org.labledger.display.PageRequest;
import org.labledger.display.ResultTable;
import org.labledger.display.ResultTableFactory;
import org.labledger.display.Text;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;

/**
 * Sections of pages that are answers of saved queries. A query whose {@code about} names a class is
 * a section on the page of each of its instances; the instance is bound to {@code ?this}, and to
 * the only required IRI parameter if there is one.
 */
final class QuerySections {

    private static final Var THIS = Var.alloc("this");

    /** Tag of the queries shown on the front page. */
    private static final String HOME = "home";

    /** Maximum number of rows shown in a section; the page of the query has them all. */
    private static final int MAX_ROWS = 10;

    /** Maximum number of rows read for a chart. */
    private static final int MAX_CHART_ROWS = 80;

    /** Maximum number of rows shown on the page of a source. */
    private static final int MAX_SOURCE_ROWS = 500;

    private final Snapshot snapshot;
    private final QueryPages queries;
    private final DisplayNames names;
    private final ResultTableFactory tables;
    private final Engine engine;

    QuerySections(
            Snapshot snapshot,
            QueryPages queries,
            DisplayNames names,
            ResultTableFactory tables,
            Engine engine) {
        this.snapshot = snapshot;
        this.queries = queries;
        this.names = names;
        this.tables = tables;
        this.engine = engine;
    }

    /**
     * Returns the sections of a thing, in {@code order} of the queries; empty answers are left out.
     * Blocks while the queries run.
     *
     * @throws LimitException if a query exceeds a limit
     */
    List<ThingPage.Section> of(Node thing, List<Node> types, PageRequest request, Notes notes)
            throws LimitException {
        List<ThingPage.Section> sections = new ArrayList<>();
        for (SavedQuery query : inOrder()) {
            if (isAbout(query, types)) {
                section(query, thing, sections.isEmpty(), request, notes).ifPresent(sections::add);
            }
        }
        return sections;
    }

    /**
     * A section with all its rows.
     *
     * @param title the heading
     * @param table the answer
     */
    record Whole(Text title, ResultTable table) {}

    /**
     * Returns the sections of a thing with all their rows, the columns that its page leaves out
     * among them. Blocks while the queries run.
     *
     * @throws LimitException if a query exceeds a limit
     */
    List<Whole> wholeOf(Node thing, List<Node> types, PageRequest request, Notes notes)
            throws LimitException {
        List<Whole> sections = new ArrayList<>();
        for (SavedQuery query : inOrder()) {
            Optional<Asked> asked =
                    isAbout(query, types) ? asked(query, thing, request) : Optional.empty();
            if (asked.isPresent()
                    && engine.answer(
                                    query.query(),
                                    asked.get().binding(),
                                    snapshot,
                                    GraphChoice.NONE)
                            instanceof Answer.Solutions all
                    && !all.rows().isEmpty()) {
                sections.add(
                        new Whole(
                                heading(query, thing, request.language()),
                                tables.create(
                                        query,
                                        all,
                                        constant(all, Set.of(thing)),
                                        notes,
                                        request.language(),
                                        "",
                                        0,
                                        Integer.MAX_VALUE,
                                        sort -> "")));
            }
        }
        return sections;
    }

    /** A page must not depend on remote endpoints. */
    private boolean isAbout(SavedQuery query, List<Node> types) {
        return !query.isFederated()
                && query.about().stream().anyMatch(about -> types.contains(iri(about)));
    }

    private List<SavedQuery> inOrder() {
        return snapshot.catalog().queries().stream()
                .sorted(Comparator.comparingInt(q -> q.order().orElse(Integer.MAX_VALUE)))
                .toList();
    }

    /**
     * Returns the answers of the queries tagged {@code home} without required parameters.
     *
     * @throws LimitException if a query exceeds a limit
     */
    List<ThingPage.Section> ofFrontPage(PageRequest request, Notes notes) throws LimitException {
        List<ThingPage.Section> sections = new ArrayList<>();
        for (SavedQuery query : inOrder()) {
            if (query.tags().contains(HOME)
                    && !query.isFederated()
                    && query.parameters().stream().noneMatch(Parameter::required)) {
                try {
                    Binding binding = queries.bind(query, Map.of(), request.language());
                    String href = "/query/" + Address.encode(query.name());
                    section(
                                    query,
                                    binding,
                                    Text.of(query.title(), request.language()),
                                    Set.of(),
                                    href,
                                    MAX_ROWS,
                                    sections.isEmpty(),
                                    request,
                                    notes)
                            .ifPresent(sections::add);
                } catch (BadParameterException e) {
                    throw new IllegalStateException("It needs no values.", e);
                }
            }
        }
        return sections;
    }

    /** A query with its values, and the address of its page with them. */
    private record Asked(Binding binding, String href) {}

    private Optional<Asked> asked(SavedQuery query, Node thing, PageRequest request) {
        List<Parameter> required =
                query.parameters().stream()
                        .filter(p -> p.required() && p.type().kind() == Parameter.Kind.IRI)
                        .toList();
        Map<String, String> values = new TreeMap<>();
        Map<String, String> shown = new TreeMap<>();
        if (required.size() == 1) {
            values.put(required.getFirst().name(), thing.getURI());
            shown.put(required.getFirst().name(), shortForm(thing));
        }
        Optional<String> day = request.day().map(LocalDate::toString).filter(d -> takesDay(query));
        day.ifPresent(d -> {
            values.put(PageRequest.DAY, d);
            shown.put(PageRequest.DAY, d);
        });
        Binding binding;
        try {
            binding =
                    BindingBuilder.create(queries.bind(query, values, request.language()))
                            .add(THIS, thing)
                            .build();
        } catch (BadParameterException e) {
            // The query has other required parameters, so it cannot be a section.
            return Optional.empty();
        }
        return Optional.of(
                new Asked(binding, Address.of("/query/" + Address.encode(query.name()), shown)));
    }

    private Optional<ThingPage.Section> section(
            SavedQuery query, Node thing, boolean isLeading, PageRequest request, Notes notes)
            throws LimitException {
        Optional<Asked> asked = asked(query, thing, request);
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        int maxRows = snapshot.store().containsGraph(thing) ? MAX_SOURCE_ROWS : MAX_ROWS;
        return section(
                query,
                asked.get().binding(),
                heading(query, thing, request.language()),
                Set.of(thing),
                asked.get().href(),
                maxRows,
                isLeading,
                request,
                notes);
    }

    /** Returns whether a query can be asked for one day. */
    private static boolean takesDay(SavedQuery query) {
        return query.parameters().stream()
                .anyMatch(p ->
                        p.name().equals(PageRequest.DAY)
                                && p.type().detail().equals(XSDDatatype.XSDdate.getURI()));
    }

    private Text heading(SavedQuery query, Node thing, Language language) {
        Text heading = Text.of(query.heading(), language);
        return new Text(
                heading.value().replace("{}", names.of(thing, language).value()),
                heading.language());
    }

    private Optional<ThingPage.Section> section(
            SavedQuery query,
            Binding binding,
            Text heading,
            Set<Node> known,
            String href,
            int maxRows,
            boolean isLeading,
            PageRequest request,
            Notes notes)
            throws LimitException {
        if (!(engine.answer(query.query(), binding, snapshot, GraphChoice.NONE)
                        instanceof Answer.Solutions all)
                || all.rows().isEmpty()) {
            return Optional.empty();
        }
        ResultTable table =
                tables.create(
                        query,
                        all,
                        constant(all, known),
                        notes,
                        request.language(),
                        "",
                        0,
                        Math.max(maxRows, MAX_CHART_ROWS),
                        sort -> href);
        Optional<Chart> chart =
                ChartFactory.create(
                        query,
                        table,
                        // The list of a timeline has marks, which belong to the notes of this page.
                        () ->
                                query.view().equals(Optional.of(SavedQuery.View.TIMELINE))
                                        ? table
                                        : tables.createWhole(query, all, request.language()),
                        request.language());
        // The chart shows the value of the first column already.
        boolean showsFirstColumn =
                chart.orElse(null) instanceof Chart.SingleValue figure && figure.hasReasons();
        return Optional.of(
                new ThingPage.Section(
                        query.name(),
                        heading,
                        href,
                        (showsFirstColumn ? table.withoutFirst() : table).first(maxRows),
                        chart.map(drawn -> first(drawn, maxRows)),
                        drawing(chart, heading, request),
                        request.day().isPresent() && !takesDay(query),
                        isLeading));
    }

    /** Returns a chart of periods or months drawn; empty for one of events, which is a list. */
    private static Optional<SvgChart> drawing(
            Optional<Chart> chart, Text heading, PageRequest request) {
        return chart.filter(drawn ->
                        drawn instanceof Chart.Months
                                || (drawn instanceof Chart.Timeline timeline
                                        && timeline.hasPeriods()))
                .flatMap(drawn ->
                        SvgLayout.of(
                                drawn, heading.value(), "", request.origin(), request.language()));
    }

    private static Chart first(Chart chart, int count) {
        return chart instanceof Chart.Timeline timeline ? timeline.first(count) : chart;
    }

    /**
     * Returns the variables bound to the thing itself in every row; its own page does not show
     * them.
     */
    private static Set<String> constant(Answer.Solutions solutions, Set<Node> known) {
        Set<String> constant = new HashSet<>();
        for (Var variable : solutions.variables()) {
            if (solutions.rows().stream()
                    .map(row -> row.get(variable))
                    .allMatch(value -> value != null && known.contains(value))) {
                constant.add(variable.getVarName());
            }
        }
        return constant;
    }

    private String shortForm(Node thing) {
        String prefixed = snapshot.prefixes().abbreviate(thing.getURI());
        return prefixed != null ? prefixed : thing.getURI();
    }

    private Node iri(String name) {
        return NodeFactory.createURI(snapshot.ontology().iri(name));
    }
}
