package org.labledger.snapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.graph.compose.Union;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Query;
import org.apache.jena.rdfs.RDFSFactory;
import org.apache.jena.rdfs.SetupRDFS;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Substitute;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.modify.request.QuadAcc;
import org.apache.jena.sparql.syntax.ElementNamedGraph;
import org.apache.jena.sparql.syntax.ElementPathBlock;
import org.apache.jena.sparql.syntax.ElementTriplesBlock;
import org.apache.jena.sparql.syntax.ElementVisitorBase;
import org.apache.jena.sparql.syntax.ElementWalker;
import org.apache.jena.sparql.syntax.Template;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.QueryFileException;
import org.labledger.catalog.SavedQuery;
import org.labledger.source.Home;
import org.labledger.source.HomeFile;
import org.labledger.source.Location;
import org.labledger.source.ParseProblem;
import org.labledger.store.ReadSet;
import org.labledger.store.RecordingGraph;

/**
 * Derives triples from a graph: RDFS entailment of subclasses, subproperties, domains and ranges
 * (<a href="https://www.w3.org/TR/rdf11-mt/#rdfs-entailment">RDF 1.1 Semantics, section 9</a>) and
 * the home's own CONSTRUCT rules. Each graph is reasoned over by itself together with the ontology,
 * so that every derived triple belongs to the source it follows from.
 */
public final class Inference {

    /**
     * Maximum number of rounds. Rules that depend on each other settle within a few; one that has
     * not is taken to diverge.
     */
    private static final int MAX_ROUNDS = 10;

    /** Graphs that one task of a processor derives from. */
    private static final int GRAPHS_AT_ONCE = 128;

    static {
        // Rules and SHACL-SPARQL constraints run with Jena's global context; it must not allow
        // SERVICE.
        ARQ.getContext().set(ARQ.httpServiceAllowed, false);
    }

    private record Rule(Location location, Query query) {}

    /** The ontology with what it entails by itself, which belongs to no source. */
    private final Graph premises = GraphMemFactory.createDefaultGraphSameTerm();

    private final SetupRDFS rdfs;
    private final List<Rule> rules;
    private final List<ParseProblem> problems;

    private Inference(
            Graph ontology, SetupRDFS rdfs, List<Rule> rules, List<ParseProblem> problems) {
        ontology.find().forEachRemaining(premises::add);
        this.rdfs = rdfs;
        this.rules = rules;
        this.problems = problems;
        Node name = NodeFactory.createURI("urn:x-labledger:ontology");
        infer(Map.of(name, ontology.find().toList()))
                .values()
                .forEach(triples -> triples.forEach(premises::add));
    }

    /**
     * Reads the rules of a home. Malformed rules are skipped and reported in {@link #problems}.
     *
     * @param base the base IRI of the rules
     */
    static Inference of(Graph ontology, Home home, String base) {
        List<Rule> rules = new ArrayList<>();
        List<ParseProblem> problems = new ArrayList<>();
        home.files(HomeFile.Part.RULE)
                .forEach(file -> {
                    Optional<ParseProblem> malformed = file.textProblem();
                    if (malformed.isPresent()) {
                        problems.add(malformed.get());
                        return;
                    }
                    try {
                        Query rule =
                                SavedQuery.parseQuery(
                                        file.path(),
                                        file.text(),
                                        PrefixMapFactory.emptyPrefixMap(),
                                        base);
                        if (rule.isConstructType() && !rule.isConstructQuad()) {
                            rules.add(new Rule(file.start(), aboutEachGraph(rule)));
                        } else {
                            problems.add(
                                    new ParseProblem(
                                            file.start(),
                                            true,
                                            "A rule has to be a CONSTRUCT of triples."));
                        }
                    } catch (QueryFileException e) {
                        problems.add(new ParseProblem(e.location(), true, e.getMessage()));
                    }
                });
        return new Inference(ontology, RDFSFactory.setupRDFS(ontology), rules, problems);
    }

    /**
     * Returns the problems of the rules found so far: syntax errors, and after {@link #infer} rules
     * that do not terminate.
     */
    List<ParseProblem> problems() {
        return problems;
    }

    /**
     * Derives the triples that follow from each graph together with the ontology and are in
     * neither. If the rules do not settle within {@value #MAX_ROUNDS} rounds, the result is
     * incomplete and a {@linkplain #problems problem} is added.
     *
     * <p>Graphs do not depend on each other, so processors share them; many are passed to a rule at
     * once, so that it is not compiled for each.
     *
     * @param asserted the triples that each graph states, by its name
     * @return the derived triples by graph name
     */
    Map<Node, Set<Triple>> infer(Map<Node, List<Triple>> asserted) {
        if (rules.isEmpty() && !rdfs.hasRDFS()) {
            return Map.of();
        }
        List<Node> names = List.copyOf(asserted.keySet());
        List<Derivation> parts =
                IntStream.range(0, (names.size() + GRAPHS_AT_ONCE - 1) / GRAPHS_AT_ONCE)
                        .parallel()
                        .mapToObj(part ->
                                inferPart(
                                        names.subList(
                                                part * GRAPHS_AT_ONCE,
                                                Math.min(
                                                        names.size(), (part + 1) * GRAPHS_AT_ONCE)),
                                        asserted))
                        .toList();
        Map<Node, Set<Triple>> derived = new LinkedHashMap<>();
        parts.forEach(part -> derived.putAll(part.triples()));
        // The last rule that is still busy, as if all graphs had been passed at once.
        parts.stream()
                .map(Derivation::busy)
                .filter(Objects::nonNull)
                .max(Comparator.comparingInt(rules::indexOf))
                .ifPresent(busy ->
                        problems.add(
                                new ParseProblem(
                                        busy.location(),
                                        true,
                                        "The rules do not come to an end: this one still derives"
                                                + " new triples after "
                                                + MAX_ROUNDS
                                                + " rounds.")));
        return derived;
    }

    /**
     * What follows from some graphs.
     *
     * @param triples the derived triples by graph name
     * @param busy the last rule that had not settled; {@code null} if all had
     */
    private record Derivation(Map<Node, Set<Triple>> triples, @Nullable Rule busy) {}

    private Derivation inferPart(List<Node> names, Map<Node, List<Triple>> asserted) {
        Map<Node, Graph> all = new LinkedHashMap<>();
        Map<Node, Set<Triple>> derived = new LinkedHashMap<>();
        Map<Node, List<Triple>> fresh = new LinkedHashMap<>();
        for (Node name : names) {
            Graph graph = GraphMemFactory.createDefaultGraphSameTerm();
            asserted.getOrDefault(name, List.of()).forEach(graph::add);
            all.put(name, graph);
            derived.put(name, new LinkedHashSet<>());
            fresh.put(name, graph.find().toList());
        }
        Map<Rule, ReadSet> reads = new HashMap<>();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Map<Node, List<Triple>> next = new LinkedHashMap<>();
            fresh.forEach((name, triples) -> {
                // RDFS entailment of a triple depends on that triple and the ontology only.
                StreamRDF stream =
                        RDFSFactory.streamRDFS(
                                new StreamRDFBase() {
                                    @Override
                                    public void triple(Triple triple) {
                                        collect(name, triple, all, next);
                                    }
                                },
                                rdfs);
                triples.forEach(stream::triple);
            });
            Rule busy = null;
            for (Rule rule : rules) {
                ReadSet known = reads.get(rule);
                if (known != null && !mayMatch(known, fresh)) {
                    // No triple added in the previous round can match the rule.
                    continue;
                }
                ReadSet read = reads.computeIfAbsent(rule, r -> new ReadSet());
                // A rule sees one graph and the premises only, so a graph without new triples
                // yields nothing new.
                DatasetGraph dataset = DatasetGraphFactory.createGeneral();
                for (Node name : fresh.keySet()) {
                    Graph whole = new Union(Objects.requireNonNull(all.get(name)), premises);
                    dataset.addGraph(name, new RecordingGraph(name, whole, read));
                }
                int before = count(next);
                try (QueryExec execution =
                        QueryExec.dataset(dataset).query(rule.query().cloneQuery()).build()) {
                    execution
                            .constructQuads()
                            .forEachRemaining(
                                    quad -> collect(quad.getGraph(), quad.asTriple(), all, next));
                }
                if (count(next) > before) {
                    busy = rule;
                }
            }
            boolean isSettled = true;
            fresh.clear();
            for (Map.Entry<Node, List<Triple>> entry : next.entrySet()) {
                List<Triple> added = new ArrayList<>();
                for (Triple triple : entry.getValue()) {
                    if (Objects.requireNonNull(derived.get(entry.getKey())).add(triple)) {
                        added.add(triple);
                    }
                }
                if (!added.isEmpty()) {
                    isSettled = false;
                    Graph graph = Objects.requireNonNull(all.get(entry.getKey()));
                    added.forEach(graph::add);
                    fresh.put(entry.getKey(), added);
                }
            }
            if (isSettled) {
                return new Derivation(derived, null);
            }
            if (round == MAX_ROUNDS - 1) {
                return new Derivation(derived, busy);
            }
        }
        return new Derivation(derived, null);
    }

    /**
     * Returns how triples of a graph follow from others of it, each by one step.
     *
     * @param name the name of the graph
     * @param triples what the graph states, then what is derived from it
     */
    Map<Triple, Derivations.Step> steps(Node name, List<Triple> triples) {
        Map<Triple, Derivations.Step> steps = new HashMap<>();
        for (Triple triple : triples) {
            RDFSFactory.streamRDFS(
                            new StreamRDFBase() {
                                @Override
                                public void triple(Triple entailed) {
                                    if (!entailed.equals(triple)) {
                                        steps.putIfAbsent(
                                                entailed,
                                                new Derivations.Step(
                                                        Derivations.RDFS, List.of(triple)));
                                    }
                                }
                            },
                            rdfs)
                    .triple(triple);
        }
        Graph graph = GraphMemFactory.createDefaultGraphSameTerm();
        triples.forEach(graph::add);
        DatasetGraph dataset = DatasetGraphFactory.createGeneral();
        dataset.addGraph(name, new Union(graph, premises));
        for (Rule rule : rules) {
            steps(rule, graph, dataset, steps);
        }
        return steps;
    }

    private static void steps(
            Rule rule, Graph graph, DatasetGraph dataset, Map<Triple, Derivations.Step> steps) {
        List<Triple> patterns = patterns(rule.query());
        Query solutions = rule.query().cloneQuery();
        solutions.setQuerySelectType();
        solutions.setQueryResultStar(true);
        solutions.resetResultVars();
        try (QueryExec execution = QueryExec.dataset(dataset).query(solutions).build()) {
            execution
                    .select()
                    .forEachRemaining(row -> {
                        List<Triple> from =
                                patterns.stream()
                                        .map(pattern -> Substitute.substitute(pattern, row))
                                        .filter(Triple::isConcrete)
                                        .filter(graph::contains)
                                        .toList();
                        for (Quad made : rule.query().getConstructTemplate().getQuads()) {
                            Triple triple = Substitute.substitute(made.asTriple(), row);
                            if (triple.isConcrete() && !from.contains(triple)) {
                                steps.putIfAbsent(
                                        triple, new Derivations.Step(rule.location().file(), from));
                            }
                        }
                    });
        }
    }

    /** Returns the triple patterns of a query, in groups of any kind. */
    private static List<Triple> patterns(Query query) {
        List<Triple> patterns = new ArrayList<>();
        ElementWalker.walk(
                query.getQueryPattern(),
                new ElementVisitorBase() {
                    @Override
                    public void visit(ElementTriplesBlock block) {
                        block.patternElts().forEachRemaining(patterns::add);
                    }

                    @Override
                    public void visit(ElementPathBlock block) {
                        block.patternElts()
                                .forEachRemaining(path -> {
                                    if (path.isTriple()) {
                                        patterns.add(path.asTriple());
                                    }
                                });
                    }
                });
        return patterns;
    }

    private static boolean mayMatch(ReadSet reads, Map<Node, List<Triple>> added) {
        return added.entrySet().stream()
                .anyMatch(graph ->
                        graph.getValue().stream()
                                .anyMatch(t -> reads.mayMatch(Quad.create(graph.getKey(), t))));
    }

    private static int count(Map<Node, List<Triple>> triples) {
        return triples.values().stream().mapToInt(List::size).sum();
    }

    private void collect(
            Node name, Triple triple, Map<Node, Graph> all, Map<Node, List<Triple>> next) {
        Graph graph = all.get(name);
        if (graph != null
                && !isGeneralized(triple)
                && !graph.contains(triple)
                && !premises.contains(triple)) {
            next.computeIfAbsent(name, n -> new ArrayList<>()).add(triple);
        }
    }

    /**
     * Wraps the template and the WHERE clause of a rule in {@code GRAPH ?g}, so that it runs over
     * all graphs.
     */
    private static Query aboutEachGraph(Query rule) {
        Var name = Var.alloc("graph_of_the_rule");
        Query query = rule.cloneQuery();
        query.setQueryPattern(new ElementNamedGraph(name, rule.getQueryPattern()));
        QuadAcc template = new QuadAcc();
        for (Triple triple : rule.getConstructTemplate().getTriples()) {
            template.addQuad(Quad.create(name, triple));
        }
        query.setConstructTemplate(new Template(template));
        return query;
    }

    /** Returns whether a triple is not valid RDF (generalized RDF, RDF 1.1 Concepts, section 7). */
    private static boolean isGeneralized(Triple triple) {
        Node subject = triple.getSubject();
        return subject.isLiteral() || !triple.getPredicate().isURI();
    }
}
