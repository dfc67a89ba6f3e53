package org.labledger.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.compose.Union;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import org.labledger.store.GraphChoice;
import org.labledger.vocabulary.Evidence;

/**
 * A row that names a source shows what that source says. Each saved query is asked again where the
 * default graph holds one source only, besides names, the ontology and the editors' notes; every
 * row that names the source must come back. What a query takes from other sources on purpose, such
 * as the year by which it chooses departures, it asks in a {@code GRAPH} of another name.
 */
@Tag("data")
@Tag("proofs")
class SourcesOfValuesTest {

    private static final Node EDITORIAL =
            NodeFactory.createURI("https://w3id.org/lab-ledger/codes#editorial");
    private static final Node KIND =
            NodeFactory.createURI("https://w3id.org/lab-ledger/evidence#kind");

    private static Snapshot snapshot;
    private static DatasetGraph whole;

    /** Names from everywhere, and the graphs that are no source that somebody read. */
    private static Graph context;

    /** The accepted view. */
    private static Graph accepted;

    @BeforeAll
    static void load() throws IOException {
        snapshot = Snapshot.load(Home.read(Path.of("")));
        whole = snapshot.dataset();
        context = GraphMemFactory.createDefaultGraphSameTerm();
        accepted = GraphMemFactory.createDefaultGraphSameTerm();
        snapshot.store().triples(snapshot.acceptedGraph()).all().forEach(accepted::add);
        whole.findNG(Node.ANY, Node.ANY, Node.ANY, Node.ANY)
                .forEachRemaining(quad -> {
                    if (!isRead(quad.getGraph())
                            || quad.getPredicate().equals(RDFS.label.asNode())) {
                        context.add(quad.asTriple());
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> everyRowStandsInTheSourceThatItNames() {
        return snapshot.catalog().queries().stream()
                .filter(query -> query.query().isSelectType() && !query.isFederated())
                .filter(query -> sourceOf(query) != null)
                .map(query -> dynamicTest(query.name(), () -> stands(query)));
    }

    @Test
    void mostQueriesNameTheirSources() {
        long number =
                snapshot.catalog().queries().stream()
                        .filter(query -> query.query().isSelectType() && !query.isFederated())
                        .filter(query -> sourceOf(query) != null)
                        .count();
        assertTrue(number >= 40, () -> number + " queries");
    }

    @Test
    void aRoleOfAnotherSourceIsNoticed() throws Exception {
        // The career of a person as it was: the role is asked outside the graph of the source.
        String text =
                """
                PREFIX org: <http://www.w3.org/ns/org#>
                SELECT ?tenure ?role ?source
                WHERE {
                    ?tenure org:member <https://w3id.org/lab-ledger/id/sam-altman> ; org:role ?role .
                    GRAPH ?source { ?tenure org:member <https://w3id.org/lab-ledger/id/sam-altman> }
                }
                """;
        Query query = QueryFactory.create(text);
        assertTrue(!missing(query, BindingFactory.root(), Var.alloc("source")).isEmpty());
    }

    private static void stands(SavedQuery query) throws Exception {
        Binding values = query.bind(query.examples(), snapshot.prefixes());
        List<String> missing = missing(query.query(), values, sourceOf(query));
        assertEquals(List.of(), missing, () -> query.name() + ": " + missing.size() + " rows");
    }

    /** The rows that name a source from which alone they do not follow. */
    private static List<String> missing(Query query, Binding values, Var source) {
        Map<Node, Set<Map<String, Node>>> rows = new LinkedHashMap<>();
        for (Map<String, Node> row :
                rows(
                        query,
                        snapshot.store()
                                .execution(
                                        query,
                                        values,
                                        GraphChoice.NONE,
                                        ARQ.getContext().copy()))) {
            Node named = values.contains(source) ? values.get(source) : row.get(source.getName());
            if (named != null && isRead(named)) {
                rows.computeIfAbsent(named, any -> new HashSet<>()).add(row);
            }
        }
        List<String> missing = new ArrayList<>();
        rows.forEach((named, expected) -> {
            DatasetGraph alone =
                    DatasetGraphFactory.create(new Union(whole.getGraph(named), context));
            whole.listGraphNodes()
                    .forEachRemaining(name -> alone.addGraph(name, whole.getGraph(name)));
            // What is accepted rests on all sources; a query that names the view says so.
            alone.addGraph(snapshot.acceptedGraph(), accepted);
            Binding asked =
                    values.contains(source)
                            ? values
                            : BindingFactory.binding(values, source, named);
            Set<Map<String, Node>> found =
                    rows(query, QueryExec.dataset(alone).query(query).substitution(asked).build());
            if (query.getProjectVars().contains(source)) {
                found.forEach(row -> row.put(source.getName(), named));
            }
            // Their hashes are those of their contents, which have changed.
            expected.removeAll(Set.copyOf(found));
            expected.forEach(row -> missing.add(named.getURI() + ": " + row));
        });
        return missing;
    }

    private static Set<Map<String, Node>> rows(Query query, QueryExec prepared) {
        Set<Map<String, Node>> rows = new HashSet<>();
        try (QueryExec execution = prepared) {
            execution
                    .select()
                    .forEachRemaining(binding -> {
                        Map<String, Node> row = new LinkedHashMap<>();
                        query.getProjectVars().stream()
                                .filter(binding::contains)
                                .forEach(var -> row.put(var.getName(), binding.get(var)));
                        rows.add(row);
                    });
        }
        return rows;
    }

    /** The column, or else the parameter, whose values name graphs; null if there is none. */
    private static Var sourceOf(SavedQuery query) {
        Set<Var> graphs = query.graphVariables();
        return query.query().getProjectVars().stream()
                .filter(graphs::contains)
                .findFirst()
                .orElseGet(() ->
                        graphs.stream()
                                .filter(var -> var.getName().startsWith("_"))
                                .findFirst()
                                .orElse(null));
    }

    private static boolean isRead(Node graph) {
        Graph statements = snapshot.dataset().getGraph(graph);
        return statements.contains(graph, RDF.type.asNode(), Evidence.SOURCE)
                && !statements.contains(graph, KIND, EDITORIAL);
    }
}
