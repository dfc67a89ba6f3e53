package org.labledger.web;

import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.result.StatementOrder;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;

/**
 * {@code /data}: the reading half of the <a
 * href="https://www.w3.org/TR/sparql11-http-rdf-update/">SPARQL 1.1 Graph Store HTTP Protocol</a>,
 * with indirect graph identification (section 4.2).
 */
final class GraphStoreRoute implements Route {

    private static final String USAGE =
            "Ask for one graph with ?graph=IRI, or for the union of all graphs with ?default.";

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException {
        Optional<String> name = request.parameters().one("graph");
        boolean isDefault = request.parameters().one("default").isPresent();
        if (name.isPresent() == isDefault) {
            throw new ProblemException(
                    Problem.badRequest(
                            (isDefault
                                            ? "Both a graph and the default graph are requested. "
                                            : "No graph is requested. ")
                                    + USAGE));
        }
        Triples graph = name.isPresent() ? named(name.get(), snapshot) : snapshot.store().triples();
        Format format = RdfReply.format(request);
        return RdfReply.of(
                request,
                snapshot,
                format,
                () -> new Answer.Triples(graph.all().sorted(StatementOrder.OF_TRIPLES).toList()),
                "data",
                name.orElse(""));
    }

    private static Triples named(String name, Snapshot snapshot) throws ProblemException {
        Node graph = NodeFactory.createURI(name);
        if (!name.contains(":")) {
            throw new ProblemException(
                    Problem.badParameter(
                            "graph", "\"graph\" must be an absolute IRI, not \"" + name + "\"."));
        }
        if (snapshot.store().containsGraph(graph)) {
            return snapshot.store().triples(graph);
        }
        throw new ProblemException(
                Problem.notFound(
                                "There is no graph <"
                                        + name
                                        + ">. The graphs are listed in the service description at"
                                        + " /sparql.")
                        .with("parameter", "graph"));
    }
}
