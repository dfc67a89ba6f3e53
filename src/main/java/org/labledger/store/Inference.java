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

    private final Graph ontology;
    private final SetupRDFS rdfs;
    private final List<Query> rules;
    private final List<ParseProblem> problems;

    private Inference(
            Graph ontology, SetupRDFS rdfs, List<Query> rules, List<ParseProblem> problems) {
        this.ontology = ontology;
        this.rdfs = rdfs;
        this.rules = rules;
        this.problems = problems;
    }

    /** Reads the rules of a home. */
    static Inference of(Graph ontology, Home home) {
        List<Query> rules = new ArrayList<>();
        List<ParseProblem> problems = new ArrayList<>();
        home.files(HomeFile.Part.RULE)
                .forEach(file -> {
                    try {
                        Query rule = QueryFactory.create(file.text());
                        if (rule.isConstructType() && !rule.isConstructQuad()) {
                            rules.add(rule);
                        } else {
                            problems.add(
                                    new ParseProblem(
                                            file.start(),
                                            true,
                                            "A rule has to be a CONSTRUCT of triples."));
                        }
                    } catch (QueryParseException e) {
                        problems.add(
                                new ParseProblem(
                                        new Place(
                                                file.path(),
                                                Math.max(1, e.getLine()),
                                                Math.max(1, e.getColumn())),
                                        true,
                                        "This rule is not a SPARQL query: "
                                                + firstLine(String.valueOf(e.getMessage()))));
                    }
                });
        return new Inference(ontology, RDFSFactory.setupRDFS(ontology), rules, problems);
    }

    /** Returns what is wrong with the rules. */
    List<ParseProblem> problems() {
        return problems;
    }

    /**
     * Returns the triples that follow from a graph and are not in it.
     *
     * @throws IllegalStateException if the rules do not come to an end
     */
    Set<Triple> infer(Graph asserted) {
        Graph all = GraphMemFactory.createDefaultGraphSameTerm();
        asserted.find().forEachRemaining(all::add);
        Set<Triple> derived = new LinkedHashSet<>();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Triple> fresh = new ArrayList<>();
            StreamRDF collect =
                    new StreamRDFBase() {
                        @Override
                        public void triple(Triple triple) {
                            if (!all.contains(triple)) {
                                fresh.add(triple);
                            }
                        }
                    };
            StreamRDF stream = RDFSFactory.streamRDFS(collect, rdfs);
            all.find().forEachRemaining(stream::triple);
            DatasetGraph dataset = DatasetGraphFactory.wrap(new Union(all, ontology));
            for (Query rule : rules) {
                try (QueryExec execution = QueryExec.dataset(dataset).query(rule).build()) {
                    execution.constructTriples().forEachRemaining(collect::triple);
                }
            }
            fresh.removeIf(triple -> isGeneralized(triple) || !derived.add(triple));
            if (fresh.isEmpty()) {
                return derived;
            }
            fresh.forEach(all::add);
        }
        throw new IllegalStateException(
                "The rules in ontology/rules/ do not come to an end: they still derive new triples"
                        + " after "
                        + MOST_ROUNDS
                        + " rounds.");
    }

    private static boolean isGeneralized(Triple triple) {
        Node subject = triple.getSubject();
        return subject.isLiteral() || !triple.getPredicate().isURI();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("unknown reason");
    }
}
