package org.labledger.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.jena.graph.Node;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.util.Context;

/**
 * The data of a snapshot: one named graph per source and per vocabulary, and their union as the
 * default graph. Whatever holds them, they are asked in SPARQL and in no other way, so that an
 * embedded dataset and a remote endpoint can stand behind the same pages and documents.
 *
 * <p>A store only has to {@linkplain #execution execute queries}. Quad patterns are the smallest
 * queries there are; their methods are written in SPARQL here, and a store that has an index may
 * answer them from it. In all of them a graph is the name of a named graph, {@link Node#ANY} for
 * any named graph, or {@link Quad#defaultGraphIRI} for the default graph, and {@link Node#ANY} is
 * any subject, predicate or object. Matches come in no particular order, each once.
 *
 * <p>The data never change. Any number of threads may ask.
 */
public interface Store {

    /**
     * Prepares a query to be executed. The caller closes the execution.
     *
     * @param query the query; it is not changed
     * @param values the terms that stand in for variables of the query
     * @param graphs the dataset that the request chose (SPARQL 1.1 Protocol, section 2.1.4)
     * @param context settings of this query alone, such as its functions and its cancel signal
     */
    QueryExec execution(Query query, Binding values, GraphChoice graphs, Context context);

    /** Passes all quads that match a pattern; those of the default graph have its IRI. */
    default void forEach(
            Node graph, Node subject, Node predicate, Node object, Consumer<Quad> action) {
        Query query = isDefault(graph) ? Pattern.MATCHES : Pattern.QUADS;
        try (QueryExec execution =
                execution(
                        query,
                        Pattern.values(graph, subject, predicate, object),
                        GraphChoice.NONE,
                        Pattern.context())) {
            RowSet rows = execution.select();
            while (rows.hasNext()) {
                Binding row = rows.next();
                action.accept(
                        Quad.create(
                                isDefault(graph)
                                        ? Quad.defaultGraphIRI
                                        : Pattern.term(graph, Pattern.GRAPH, row),
                                Pattern.term(subject, Pattern.SUBJECT, row),
                                Pattern.term(predicate, Pattern.PREDICATE, row),
                                Pattern.term(object, Pattern.OBJECT, row)));
            }
        }
    }

    /** Returns whether any quad matches a pattern. */
    default boolean contains(Node graph, Node subject, Node predicate, Node object) {
        try (QueryExec execution =
                execution(
                        isDefault(graph) ? Pattern.IS_MATCHED : Pattern.IS_IN_A_GRAPH,
                        Pattern.values(graph, subject, predicate, object),
                        GraphChoice.NONE,
                        Pattern.context())) {
            return execution.ask();
        }
    }

    /** Returns how many quads match a pattern. */
    default long count(Node graph, Node subject, Node predicate, Node object) {
        long[] count = {0};
        forEach(graph, subject, predicate, object, quad -> count[0]++);
        return count[0];
    }

    /** Returns the names of the graphs that are not empty. */
    default List<Node> graphNames() {
        List<Node> names = new ArrayList<>();
        try (QueryExec execution =
                execution(
                        Pattern.GRAPHS,
                        BindingFactory.empty(),
                        GraphChoice.NONE,
                        Pattern.context())) {
            execution.select().forEachRemaining(row -> names.add(row.get(Pattern.GRAPH)));
        }
        return names;
    }

    /** Returns whether there is a named graph that is not empty. */
    default boolean containsGraph(Node name) {
        return name.isURI() && contains(name, Node.ANY, Node.ANY, Node.ANY);
    }

    /** Returns the triples of the default graph: what all graphs say together. */
    default Triples triples() {
        return new Triples(this, Quad.defaultGraphIRI);
    }

    /** Returns the triples of a named graph; none if there is no graph of the name. */
    default Triples triples(Node graph) {
        return new Triples(this, graph);
    }

    private static boolean isDefault(Node graph) {
        return graph.equals(Quad.defaultGraphIRI);
    }

    /** Quad patterns as queries. */
    final class Pattern {
        private static final Var GRAPH = Var.alloc("g");
        private static final Var SUBJECT = Var.alloc("s");
        private static final Var PREDICATE = Var.alloc("p");
        private static final Var OBJECT = Var.alloc("o");

        private static final Query MATCHES = QueryFactory.create("SELECT * { ?s ?p ?o }");
        private static final Query QUADS =
                QueryFactory.create("SELECT * { GRAPH ?g { ?s ?p ?o } }");
        private static final Query IS_MATCHED = QueryFactory.create("ASK { ?s ?p ?o }");
        private static final Query IS_IN_A_GRAPH =
                QueryFactory.create("ASK { GRAPH ?g { ?s ?p ?o } }");
        private static final Query GRAPHS =
                QueryFactory.create("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }");

        private Pattern() {}

        private static Context context() {
            return ARQ.getContext().copy();
        }

        private static Binding values(Node graph, Node subject, Node predicate, Node object) {
            BindingBuilder values = Binding.builder();
            add(values, GRAPH, isDefault(graph) ? Node.ANY : graph);
            add(values, SUBJECT, subject);
            add(values, PREDICATE, predicate);
            add(values, OBJECT, object);
            return values.build();
        }

        private static void add(BindingBuilder values, Var variable, Node term) {
            if (term.isConcrete()) {
                values.add(variable, term);
            }
        }

        /** A term that was given is not asked for. */
        private static Node term(Node given, Var variable, Binding row) {
            return given.isConcrete() ? given : row.get(variable);
        }
    }
}
