package org.labledger.citation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.jspecify.annotations.Nullable;
import org.labledger.describe.SourcedTriples;
import org.labledger.query.Absence;
import org.labledger.query.CitedAnswer;
import org.labledger.query.CitedSolution;
import org.labledger.query.CitedTriple;
import org.labledger.query.Statement;
import org.labledger.query.Witness;
import org.labledger.snapshot.Derivations;
import org.labledger.snapshot.Snapshot;

/**
 * The sources of one answer. What is cited in all is known at once; the details of a row are looked
 * up when they are asked for, so that a large answer is not held twice. Not safe for concurrent
 * use.
 */
public final class Citations {

    /** What supports one row or triple. */
    private record Support(List<Witness> witnesses, long witnessCount, List<Absence> absences) {}

    private final Snapshot snapshot;
    private final Sources sources;
    private final Disputes disputes;
    private final Derivations derivations;
    private final SourcedTriples sourced;
    private final List<Support> rows;
    private final List<CitedSource> cited;
    private final Node accepted;
    private final long searched;
    private final @Nullable String link;

    Citations(
            CitedAnswer answer,
            Snapshot snapshot,
            Sources sources,
            Disputes disputes,
            Derivations derivations,
            long searched,
            @Nullable String link) {
        this.snapshot = snapshot;
        this.sources = sources;
        this.disputes = disputes;
        this.derivations = derivations;
        this.sourced = new SourcedTriples(snapshot);
        this.accepted = snapshot.acceptedGraph();
        this.searched = searched;
        this.link = link;
        this.rows =
                switch (answer) {
                    case CitedAnswer.Solutions solutions ->
                            solutions.rows().stream().map(this::support).toList();
                    case CitedAnswer.Truth truth -> List.of(support(truth.support()));
                    case CitedAnswer.Triples triples ->
                            triples.triples().stream().map(this::support).toList();
                };
        Set<Node> graphs = new LinkedHashSet<>();
        rows.forEach(row -> graphs.addAll(graphs(row.witnesses())));
        this.cited = graphs.stream().map(sources::of).toList();
    }

    private Citations(Citations other, String link) {
        this.snapshot = other.snapshot;
        this.sources = other.sources;
        this.disputes = other.disputes;
        this.derivations = other.derivations;
        this.sourced = other.sourced;
        this.rows = other.rows;
        this.cited = other.cited;
        this.accepted = other.accepted;
        this.searched = other.searched;
        this.link = link;
    }

    /** Returns these citations with the address at which this very answer can be had again. */
    public Citations withLink(String address) {
        return new Citations(this, address);
    }

    private Support support(CitedSolution row) {
        return new Support(stated(row.witnesses()), row.witnessCount(), row.absences());
    }

    private Support support(CitedTriple triple) {
        return new Support(stated(triple.witnesses()), triple.witnessCount(), triple.absences());
    }

    /** Replaces the accepted view, which is no source, by the graphs that it chose from. */
    private List<Witness> stated(List<Witness> witnesses) {
        return witnesses.stream()
                        .flatMap(witness -> witness.statements().stream())
                        .noneMatch(statement -> statement.graphs().contains(accepted))
                ? witnesses
                : witnesses.stream()
                        .map(witness ->
                                new Witness(
                                        witness.statements().stream().map(this::stated).toList(),
                                        witness.statementCount()))
                        .toList();
    }

    private Statement stated(Statement statement) {
        List<Node> graphs =
                statement.graphs().contains(accepted)
                        ? snapshot.graphsOf(statement.triple())
                        : List.of();
        return graphs.isEmpty() ? statement : new Statement(statement.triple(), graphs);
    }

    /** Returns the graphs that are cited for any row, in the order of the rows. */
    public List<CitedSource> sources() {
        return cited;
    }

    /** Returns what is known about a graph. */
    public CitedSource source(Node graph) {
        return sources.of(graph);
    }

    /** Returns how strong the answer as a whole rests. */
    public Strength strength() {
        return Strength.of(cited);
    }

    /** Returns the number of sources that the query could read; what is absent, is absent there. */
    public long searched() {
        return searched;
    }

    /** Returns the address at which this very answer can be had again. */
    public Optional<String> link() {
        return Optional.ofNullable(link);
    }

    /** Returns the number of rows: of an ASK one, of a graph that of its triples. */
    public int size() {
        return rows.size();
    }

    /** Returns the graphs that are cited for a row. */
    Set<Node> graphs(int row) {
        return graphs(rows.get(row).witnesses());
    }

    /** Returns the sets of sources of a row, any one of which is enough. */
    public List<Set<Node>> sourceSets(int row) {
        return SourceSets.of(rows.get(row).witnesses());
    }

    /** Returns what supports a row, from 0 on, in the order of the answer. */
    public CitedRow row(int index) {
        Support support = rows.get(index);
        Set<Dispute> found = new LinkedHashSet<>();
        List<CitedRow.Alternative> alternatives = new ArrayList<>();
        for (Witness witness : support.witnesses()) {
            List<CitedStatement> statements = new ArrayList<>();
            for (Statement statement : witness.statements()) {
                CitedStatement one = cite(statement);
                statements.add(one);
                found.addAll(disputes.about(statement.triple()));
                for (CitedStatement.Place place : one.places()) {
                    place.derivation().map(Derivations.Derivation::premises).stream()
                            .flatMap(List::stream)
                            .forEach(premise -> found.addAll(disputes.about(premise)));
                }
            }
            alternatives.add(new CitedRow.Alternative(statements, witness.statementCount()));
        }
        List<CitedSource> all = graphs(support.witnesses()).stream().map(sources::of).toList();
        return new CitedRow(
                alternatives,
                support.witnessCount(),
                support.absences(),
                SourceSets.of(support.witnesses()),
                all,
                List.copyOf(found),
                Strength.of(all),
                Independence.ways(support.witnesses(), sources::of));
    }

    /**
     * Returns the sources of a row with the locators of what they say for it: what its notes show.
     */
    public Map<Node, Set<String>> places(int row) {
        Map<Node, Set<String>> places = new LinkedHashMap<>();
        for (Witness witness : rows.get(row).witnesses()) {
            for (Statement statement : witness.statements()) {
                for (Node graph : statement.graphs()) {
                    places.computeIfAbsent(graph, g -> new LinkedHashSet<>())
                            .addAll(sourced.locators(graph, statement.triple()));
                }
            }
        }
        return places;
    }

    private CitedStatement cite(Statement statement) {
        Triple triple = statement.triple();
        List<CitedStatement.Place> places = new ArrayList<>();
        for (Node graph : statement.graphs()) {
            Quad quad = Quad.create(graph, triple);
            Optional<Derivations.Derivation> derivation =
                    snapshot.isDerived(quad) ? Optional.of(derivations.of(quad)) : Optional.empty();
            Set<String> locators = new LinkedHashSet<>(sourced.locators(graph, triple));
            if (locators.isEmpty()) {
                derivation.map(Derivations.Derivation::premises).stream()
                        .flatMap(List::stream)
                        .forEach(premise -> locators.addAll(sourced.locators(graph, premise)));
            }
            places.add(new CitedStatement.Place(graph, List.copyOf(locators), derivation));
        }
        return new CitedStatement(triple, places);
    }

    private static Set<Node> graphs(List<Witness> witnesses) {
        Set<Node> graphs = new LinkedHashSet<>();
        for (Witness witness : witnesses) {
            for (Statement statement : witness.statements()) {
                graphs.addAll(statement.graphs());
            }
        }
        return graphs;
    }
}
