package org.labledger.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.graph.compose.Union;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.QueryParseException;
import org.apache.jena.rdfs.RDFSFactory;
import org.apache.jena.rdfs.SetupRDFS;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.exec.QueryExec;
import org.labledger.source.Home;
import org.labledger.source.HomeFile;
import org.labledger.source.ParseProblem;
import org.labledger.source.Place;

/**
 * What follows from a graph: RDFS (subclasses, subproperties, domains and ranges as the ontology
 * states them; <a href="https://www.w3.org/TR/rdf11-mt/#rdfs-entailment">RDF Semantics, section
 * 9</a>) and the home's own CONSTRUCT rules. Each graph is taken by itself, together with the
 * ontology, so that what is derived belongs to the source that it follows from.
 */
final class Inference {

    /** Rules that feed each other settle within a few rounds; more is a rule that never ends. */
    private static final int MOST_ROUNDS = 10;

    private record Rule(Place place, Query query) {}

    /** The ontology with what follows from it alone, which belongs to no source. */
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
        infer(ontology).forEach(premises::add);
    }

    /** Reads the rules of a home. */
    static Inference of(Graph ontology, Home home) {
        List<Rule> rules = new ArrayList<>();
        List<ParseProblem> problems = new ArrayList<>();
        home.files(HomeFile.Part.RULE)
                .forEach(file -> {
                    try {
                        Query rule = QueryFactory.create(file.text());
                        if (rule.isConstructType() && !rule.isConstructQuad()) {
                            rules.add(new Rule(file.start(), rule));
                        } else {
                            problems.add(
                                    new ParseProblem(
                                            file.start(),
                                            true,
                                            "A rule has to be a CONSTRUCT of triples."));
                        }
                    } catch (QueryParseException e) {
                        problems.add(ParseProblem.of(file, e));
                    }
                });
        return new Inference(ontology, RDFSFactory.setupRDFS(ontology), rules, problems);
    }

    /** Returns what is wrong with the rules, as far as it is known by now. */
    List<ParseProblem> problems() {
        return problems;
    }

    /**
     * Returns the triples that follow from a graph, together with the ontology, and are in neither.
     * Where the rules do not come to an end there are only some of them, and a {@link #problems
     * problem}.
     */
    Set<Triple> infer(Graph asserted) {
        Graph all = GraphMemFactory.createDefaultGraphSameTerm();
        asserted.find().forEachRemaining(all::add);
        Set<Triple> derived = new LinkedHashSet<>();
        Place busy = null;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Triple> fresh = new ArrayList<>();
            StreamRDF collect =
                    new StreamRDFBase() {
                        @Override
                        public void triple(Triple triple) {
                            if (!all.contains(triple) && !premises.contains(triple)) {
                                fresh.add(triple);
                            }
                        }
                    };
            StreamRDF stream = RDFSFactory.streamRDFS(collect, rdfs);
            all.find().forEachRemaining(stream::triple);
            DatasetGraph dataset = DatasetGraphFactory.wrap(new Union(all, premises));
            for (Rule rule : rules) {
                int before = fresh.size();
                try (QueryExec execution = QueryExec.dataset(dataset).query(rule.query()).build()) {
                    execution.constructTriples().forEachRemaining(collect::triple);
                }
                if (fresh.size() > before) {
                    busy = rule.place();
                }
            }
            fresh.removeIf(triple -> isGeneralized(triple) || !derived.add(triple));
            if (fresh.isEmpty()) {
                return derived;
            }
            fresh.forEach(all::add);
        }
        if (busy != null) {
            ParseProblem problem =
                    new ParseProblem(
                            busy,
                            true,
                            "The rules do not come to an end: this one still derives new triples"
                                    + " after "
                                    + MOST_ROUNDS
                                    + " rounds.");
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
        }
        return derived;
    }

    private static boolean isGeneralized(Triple triple) {
        Node subject = triple.getSubject();
        return subject.isLiteral() || !triple.getPredicate().isURI();
    }
}
