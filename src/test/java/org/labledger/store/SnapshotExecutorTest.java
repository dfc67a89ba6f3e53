package org.labledger.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.junit.jupiter.api.Test;
import org.labledger.index.IndexBuilder;

/** GRAPH with a variable gives what Jena's own executor gives on Jena's own dataset. */
class SnapshotExecutorTest {

    private static final String[] SHAPES = {
        "GRAPH ?g { %1$s }",
        "GRAPH ?g { %1$s %2$s }",
        "%1$s GRAPH ?g { %2$s }",
        "GRAPH ?g { %1$s OPTIONAL { %2$s } }",
        "GRAPH ?g { OPTIONAL { %1$s } %2$s }",
        "GRAPH ?g { { %1$s } UNION { %2$s } }",
        "GRAPH ?g { %1$s FILTER NOT EXISTS { %2$s } }",
        "GRAPH ?g { %1$s MINUS { %2$s } }",
        "GRAPH ?g { %1$s } GRAPH ?h { %2$s }",
        "GRAPH ?g { %1$s } GRAPH ?g { %2$s }",
        "GRAPH ?g { %1$s BIND(?g AS ?x) }",
        "GRAPH ?g { { SELECT ?a WHERE { %1$s } } %2$s }",
        "GRAPH ?g { ?a b:p0+ ?b . %2$s }",
        "VALUES ?g { b:g1 b:g2 b:none } GRAPH ?g { %1$s }",
        "%2$s FILTER EXISTS { GRAPH ?g { %1$s } }",
        "GRAPH ?g { ?g b:p0 ?b . %1$s }",
        "GRAPH ?g {}",
    };

    @Test
    void agreesWithJenaOnRandomPatterns() {
        Random random = new Random(7);
        int withRows = 0;
        for (int round = 0; round < 20; round++) {
            DatasetGraph stock = DatasetGraphFactory.create();
            IndexBuilder builder = new IndexBuilder();
            for (int i = 0; i < 120; i++) {
                Node graph = iri("g" + random.nextInt(8));
                Triple triple =
                        Triple.create(
                                iri((random.nextBoolean() ? "s" : "g") + random.nextInt(8)),
                                iri("p" + random.nextInt(3)),
                                iri("s" + random.nextInt(8)));
                builder.add(graph, triple.getSubject(), triple.getPredicate(), triple.getObject());
                stock.add(graph, triple.getSubject(), triple.getPredicate(), triple.getObject());
                stock.getDefaultGraph().add(triple);
            }
            DatasetGraph snapshot = new SnapshotDataset(builder.build(), PrefixMapFactory.create());
            for (String shape : SHAPES) {
                for (int i = 0; i < 5; i++) {
                    String query =
                            "PREFIX b: <https://books.example/> SELECT * { "
                                    + shape.formatted(pattern(random), pattern(random))
                                    + " }";
                    List<String> expected = rows(stock, query);
                    assertEquals(expected, rows(snapshot, query), query);
                    withRows += expected.isEmpty() ? 0 : 1;
                }
            }
        }
        int found = withRows;
        assertTrue(found > 500, () -> found + " queries with rows prove too little");
    }

    private static String pattern(Random random) {
        String[] subjects = {"?a", "?b", "b:s" + random.nextInt(8), "?a"};
        String[] predicates = {"b:p" + random.nextInt(3), "b:p0", "?p"};
        String[] objects = {"?b", "?c", "b:s" + random.nextInt(8), "?a"};
        return subjects[random.nextInt(4)]
                + " "
                + predicates[random.nextInt(3)]
                + " "
                + objects[random.nextInt(4)]
                + " .";
    }

    private static List<String> rows(DatasetGraph dataset, String query) {
        List<String> rows = new ArrayList<>();
        try (QueryExec execution = QueryExec.dataset(dataset).query(query).build()) {
            RowSet rowSet = execution.select();
            rowSet.forEachRemaining(row -> {
                StringBuilder text = new StringBuilder();
                rowSet.getResultVars()
                        .forEach(v -> text.append(v).append('=').append(row.get(v)).append(' '));
                rows.add(text.toString());
            });
        }
        rows.sort(null);
        return rows;
    }

    private static Node iri(String name) {
        return NodeFactory.createURI("https://books.example/" + name);
    }
}
