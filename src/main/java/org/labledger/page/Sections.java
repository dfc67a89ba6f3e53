package org.labledger.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
 * The saved queries that are sections of pages: those whose {@code about} names a class of the
 * thing. The thing stands for {@code ?this} in them, or else for their only required parameter.
 */
final class Sections {

    private static final Var THIS = Var.alloc("this");

    /** The tag of queries that are shown on the home page. */
    private static final String HOME = "home";

    /** So many rows of an answer stand on the page of a thing; the question has them all. */
    private static final int ROWS = 15;

    /** What a source says is shown whole on its page, as far as a page goes. */
    private static final int ROWS_OF_A_SOURCE = 500;

    private final Snapshot snapshot;
    private final Questions questions;
    private final DisplayNames names;
    private final ResultTableFactory tables;
    private final Engine engine;

    Sections(
            Snapshot snapshot,
            Questions questions,
            DisplayNames names,
            ResultTableFactory tables,
            Engine engine) {
        this.snapshot = snapshot;
        this.questions = questions;
        this.names = names;
        this.tables = tables;
        this.engine = engine;
    }

    /**
     * Returns the sections for a thing, in the order that the queries give; empty answers fall out.
     */
    List<ThingPage.Section> of(Node thing, List<Node> types, PageRequest request, Notes notes)
            throws LimitException {
        List<ThingPage.Section> sections = new ArrayList<>();
        for (SavedQuery query : inOrder()) {
            // A page shows by itself only what is here.
            if (!query.isFederated()
                    && query.about().stream().anyMatch(about -> types.contains(iri(about)))) {
                section(query, thing, request, notes).ifPresent(sections::add);
            }
        }
        return sections;
    }

    private List<SavedQuery> inOrder() {
        return snapshot.catalog().queries().stream()
                .sorted(Comparator.comparingInt(q -> q.order().orElse(Integer.MAX_VALUE)))
                .toList();
    }

    /** Returns the answers of the queries tagged {@code home} that need no values. */
    List<ThingPage.Section> ofHome(PageRequest request, Notes notes) throws LimitException {
        List<ThingPage.Section> sections = new ArrayList<>();
        for (SavedQuery query : inOrder()) {
            if (query.tags().contains(HOME)
                    && !query.isFederated()
                    && query.parameters().stream().noneMatch(Parameter::required)) {
                try {
                    Binding binding = questions.bind(query, Map.of(), request.language());
                    String href = "/query/" + Address.encode(query.name());
                    section(
                                    query,
                                    binding,
                                    Text.of(query.title(), request.language()),
                                    Set.of(),
                                    href,
                                    ROWS,
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

    private Optional<ThingPage.Section> section(
            SavedQuery query, Node thing, PageRequest request, Notes notes) throws LimitException {
        List<Parameter> required =
                query.parameters().stream()
                        .filter(p -> p.required() && p.type().kind() == Parameter.Kind.IRI)
                        .toList();
        Map<String, String> values = new TreeMap<>();
        if (required.size() == 1) {
            values.put(required.getFirst().name(), thing.getURI());
        }
        Binding binding;
        try {
            binding =
                    BindingBuilder.create(questions.bind(query, values, request.language()))
                            .add(THIS, thing)
                            .build();
        } catch (BadParameterException e) {
            // It needs more than the thing; then it is a question, but not a section.
            return Optional.empty();
        }
        String href =
                Address.of(
                        "/query/" + Address.encode(query.name()),
                        required.size() == 1
                                ? Map.of(required.getFirst().name(), shortForm(thing))
                                : Map.of());
        int most = snapshot.store().containsGraph(thing) ? ROWS_OF_A_SOURCE : ROWS;
        return section(
                query,
                binding,
                heading(query, thing, request.language()),
                Set.of(thing),
                href,
                most,
                request,
                notes);
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
            int most,
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
                        most,
                        sort -> href);
        Optional<Chart> chart =
                ChartFactory.create(
                        query,
                        table,
                        () -> tables.createWhole(query, all, request.language()),
                        request.language());
        // The word stands above the table already.
        boolean isWordAbove =
                chart.orElse(null) instanceof Chart.SingleValue figure && figure.hasReasons();
        return Optional.of(
                new ThingPage.Section(
                        query.name(),
                        heading,
                        href,
                        isWordAbove ? table.withoutFirst() : table,
                        chart));
    }

    /** Columns that hold nothing but the thing itself say nothing on its own page. */
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
