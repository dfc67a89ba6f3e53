package org.labledger.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
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
import org.apache.jena.sparql.syntax.ElementData;
import org.apache.jena.sparql.syntax.ElementGroup;
import org.apache.jena.sparql.syntax.ElementNamedGraph;
import org.apache.jena.sparql.syntax.ElementTriplesBlock;
import org.apache.jena.sparql.util.Context;

/**
 * The data of a snapshot: one named graph per source and per vocabulary, and their union as the
 * default graph. The data are accessed only in SPARQL, so that an embedded dataset and a remote
 * endpoint can serve the same pages and documents.
 *
 * <p>An implementation needs only {@link #execution}. The methods for quad patterns have default
 * implementations in SPARQL; a store with an index may override them. In these methods a graph is
 * the name of a named graph, {@link Node#ANY} for any named graph, or {@link Quad#defaultGraphIRI}
 * for the default graph; {@link Node#ANY} matches any subject, predicate or object. Matches are
 * distinct and unordered.
 *
 * <p>Besides, a store may have graphs that only those see that name them, by {@code FROM}, {@code
 * FROM NAMED}, {@code GRAPH} with an IRI, or as the graph of a pattern. They are not part of the
 * default graph, and neither {@code GRAPH} with a variable nor {@link #graphNames} lists them. A
 * store that does not have such a graph answers as if it were empty.
 *
 * <p>The data never change. Methods may block while a query runs and may be called from any thread.
 */
public interface Store {

    /**
     * Prepares the execution of a query. The caller closes it.
     *
     * @param query the query; not modified
     * @param values terms substituted for variables of the query
     * @param graphs the RDF dataset selected by the request (SPARQL 1.1 Protocol, section 2.1.4)
     * @param context settings of this execution, such as functions and the cancel signal
     */
    QueryExec execution(Query query, Binding values, GraphChoice graphs, Context context);

    /**
     * Passes each quad that matches a pattern. Quads of the default graph have the graph name
     * {@link Quad#defaultGraphIRI}.
     */
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

    /**
     * Returns the names of the graphs that state each of some triples, in a fixed order. A triple
     * that no named graph states is left out.
     */
    default Map<Triple, List<Node>> graphsOf(Collection<Triple> triples) {
        Map<Triple, List<Node>> graphs = new HashMap<>();
        List<Triple> all = List.copyOf(triples);
        for (int i = 0; i < all.size(); i += Pattern.MAX_VALUES) {
            Query query =
                    Pattern.statements(
                            all.subList(i, Math.min(i + Pattern.MAX_VALUES, all.size())));
            try (QueryExec execution =
                    execution(query, BindingFactory.empty(), GraphChoice.NONE, Pattern.context())) {
                execution
                        .select()
                        .forEachRemaining(row ->
                                graphs.computeIfAbsent(
                                                Triple.create(
                                                        row.get(Pattern.SUBJECT),
                                                        row.get(Pattern.PREDICATE),
                                                        row.get(Pattern.OBJECT)),
                                                triple -> new ArrayList<>())
                                        .add(row.get(Pattern.GRAPH)));
            }
        }
        graphs.values().forEach(names -> names.sort(Comparator.comparing(Node::toString)));
        return graphs;
    }

    /** Returns the number of quads that match a pattern. */
    default long count(Node graph, Node subject, Node predicate, Node object) {
        long[] count = {0};
        forEach(graph, subject, predicate, object, quad -> count[0]++);
        return count[0];
    }

    /** Returns the names of the non-empty named graphs, in no particular order. */
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

    /** Returns whether a non-empty named graph has this name. */
    default boolean containsGraph(Node name) {
        return name.isURI() && contains(name, Node.ANY, Node.ANY, Node.ANY);
    }

    /** Returns the default graph: the union of all named graphs. */
    default Triples triples() {
        return new Triples(this, Quad.defaultGraphIRI);
    }

    /** Returns a named graph; empty if there is none of this name. */
    default Triples triples(Node graph) {
        return new Triples(this, graph);
    }

    private static boolean isDefault(Node graph) {
        return graph.equals(Quad.defaultGraphIRI);
    }

    /** Quad patterns as SPARQL queries. */
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

        /** Maximum number of triples that are looked up in one query. */
        private static final int MAX_VALUES = 500;

        private Pattern() {}

        /** Returns a query for the graphs of some triples. */
        private static Query statements(List<Triple> triples) {
            List<Binding> values =
                    triples.stream()
                            .map(t ->
                                    Binding.builder()
                                            .add(SUBJECT, t.getSubject())
                                            .add(PREDICATE, t.getPredicate())
                                            .add(OBJECT, t.getObject())
                                            .build())
                            .toList();
            ElementTriplesBlock pattern = new ElementTriplesBlock();
            pattern.addTriple(Triple.create(SUBJECT, PREDICATE, OBJECT));
            ElementGroup group = new ElementGroup();
            group.addElement(new ElementData(List.of(SUBJECT, PREDICATE, OBJECT), values));
            group.addElement(new ElementNamedGraph(GRAPH, pattern));
            Query query = QueryFactory.make();
            query.setQuerySelectType();
            query.setQueryResultStar(true);
            query.setQueryPattern(group);
            return query;
        }

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

        /**
         * Returns a component of a match: the given term, or the binding where it was a wildcard.
         */
        private static Node term(Node given, Var variable, Binding row) {
            return given.isConcrete() ? given : row.get(variable);
        }
    }
}
