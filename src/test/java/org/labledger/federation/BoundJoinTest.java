package org.labledger.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.exec.QueryExec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.labledger.source.ServiceEndpoint;

/**
 * A join with a remote graph has the rows of the same join with a local graph: the same ones, as
 * often. Random data, always the same; nodes that both sides have, and blank nodes that only the
 * local one has.
 */
@Timeout(120)
class BoundJoinTest {

    private static final Node REMOTE = NodeFactory.createURI("http://x/remote");

    static Stream<String> patterns() {
        return Stream.of(
                "?a :p ?b R{ ?b :q ?c }",
                "R{ ?b :q ?c } ?a :p ?b",
                "R{ ?b :q ?c } R{ ?c :r ?d } ?a :p ?b",
                "?a :p ?b R{ ?b :q ?c } ?c :p ?d",
                "?a :p ?b R{ ?x :q ?y }",
                "?a :p ?b R{ ?b :q [] }",
                "?a :p ?b R{ :n1 :q :n2 }",
                "?a :p ?b OPTIONAL { R{ ?b :q ?c } }",
                "?a :p ?b OPTIONAL { R{ ?b :q ?c } FILTER(?c != ?a) }",
                "?a :p ?b OPTIONAL { R{ ?b :q ?c } ?c :p ?d }",
                "?a :p ?b OPTIONAL { R{ ?b :q ?c } OPTIONAL { R{ ?c :r ?d } } }",
                "?a :p ?b OPTIONAL { ?b :p ?c OPTIONAL { R{ ?c :r ?d } } }",
                "?a :p ?b OPTIONAL { { R{ ?b :q ?c } } UNION { R{ ?b :r ?c } } }",
                "?a :p ?b { R{ ?b :q ?c } } UNION { R{ ?a :r ?c } } UNION { ?b :p ?c }",
                "?a :p ?b MINUS { R{ ?b :q ?c } }",
                "?a :p ?b FILTER EXISTS { R{ ?b :q ?c } }",
                "?a :p ?b FILTER NOT EXISTS { R{ ?b :q ?c } FILTER(?c = ?a) }",
                "?x :p ?a OPTIONAL { ?a :p ?b } R{ ?b :q ?c }",
                "?x :p ?a OPTIONAL { ?a :p ?b } OPTIONAL { R{ ?b :q ?c } }",
                "?x :p ?a OPTIONAL { ?a :p ?b } R{ ?a :q ?c OPTIONAL { ?c :r ?b } }",
                "?a :p ?b R{ ?b :q ?c OPTIONAL { ?c :r ?a } }",
                "?a :p ?b R{ OPTIONAL { ?b :q ?c } }",
                "?a :p ?b R{ ?b :q ?x BIND(?x AS ?c) }",
                "?a :p ?b R{ ?x :q ?y BIND(IF(?y = :n3, 1/0, ?y) AS ?b) }",
                "?a :p ?b R{ { ?b :q ?c } UNION { ?c :r ?b } }",
                "?a :p ?b R{ { ?b :q ?c } UNION { ?c :r ?a } }",
                "?a :p ?b R{ ?b :q ?c MINUS { ?b :r ?c } }",
                "?a :p ?b R{ ?b :q ?c FILTER NOT EXISTS { ?c :r ?d } }",
                "?a :p ?b R{ ?b :q/:r ?c }",
                "?a :p ?b R{ ?b (:q|:r)+ ?c }",
                "?a :p ?b R{ VALUES ?b { :n1 :n2 UNDEF } ?b :q ?c }",
                "?a :p ?b R{ VALUES (?b ?c) { (:n1 UNDEF) (UNDEF :n2) } }",
                "?a :p ?b R{ SELECT ?b (COUNT(*) AS ?n) { ?b :q ?c } GROUP BY ?b }",
                "?a :p ?b R{ SELECT (COUNT(*) AS ?n) { ?b :q ?c } }",
                "?a :p ?b R{ SELECT DISTINCT ?b { ?b :q ?c } }",
                "?a :p ?b R{ SELECT ?b { ?b :q ?c } }",
                "?a :p ?b R{ SELECT ?b ?c { ?b :q ?c } ORDER BY ?b ?c LIMIT 7 }",
                "?a :p ?b R{ SELECT ?b (MAX(?c) AS ?m) { ?b :q ?c } GROUP BY ?b HAVING(?m > :n3) }",
                "{ SELECT ?b { ?a :p ?b } } R{ ?b :q ?c }",
                "{ SELECT ?b ?c { ?a :p ?b R{ ?b :q ?c . ?c :r ?a } } } ?b :p ?d",
                "?a :p ?b { SELECT ?b (COUNT(?c) AS ?n) { R{ ?b :q ?c } } GROUP BY ?b }",
                "VALUES ?b { :n1 UNDEF :n2 } R{ ?b :q ?c }",
                "VALUES (?b ?c) { (:n1 UNDEF) (UNDEF :n2) (:n3 :n4) } R{ ?b :q ?c }",
                "BIND(:n1 AS ?b) R{ ?b :q ?c }",
                "?a :p ?b { ?a :p ?x R{ ?x :q ?c FILTER(?c != :n1) } }",
                "?a :p ?b { R{ ?x :q ?c } FILTER(!BOUND(?b)) }");
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void hasTheRowsOfTheLocalJoin(String pattern) {
        Random random = new Random(4);
        for (int round = 0; round < 4; round++) {
            DatasetGraph local = DatasetGraphFactory.create();
            DatasetGraph remote = DatasetGraphFactory.create();
            fill(local, random, "p", true);
            fill(remote, random, "q", false);
            fill(remote, random, "r", false);
            DatasetGraph both = DatasetGraphFactory.create();
            local.find().forEachRemaining(both::add);
            remote.getDefaultGraph().find().forEachRemaining(t -> both.add(Quad.create(REMOTE, t)));

            List<String> expected =
                    rows(both, pattern.replace("R{", "GRAPH <http://x/remote> {"), null);
            try (StandInEndpoint endpoint = new StandInEndpoint(remote)) {
                assertEquals(
                        expected,
                        rows(
                                local,
                                pattern.replace("R{", "SERVICE <" + endpoint.iri() + "> {"),
                                endpoint),
                        () -> String.join("\n", endpoint.queries()));
            }
        }
    }

    private static List<String> rows(
            DatasetGraph dataset, String pattern, @Nullable StandInEndpoint endpoint) {
        try (QueryExec execution =
                QueryExec.dataset(dataset)
                        .query("PREFIX : <http://x/> SELECT * { " + pattern + " }")
                        .build()) {
            if (endpoint != null) {
                Federation.of(
                                FederationTest.description(
                                        new ServiceEndpoint(
                                                endpoint.iri(),
                                                Duration.ofSeconds(30),
                                                ServiceEndpoint.DEFAULT_RESPONSE_LIMIT)))
                        .configure(execution.getContext());
            }
            List<String> variables =
                    execution.getQuery().getResultVars().stream().sorted().toList();
            return execution.select().materialize().stream()
                    .map(row ->
                            variables.stream().map(v -> v + "=" + row.get(v)).toList().toString())
                    .sorted()
                    .toList();
        }
    }

    private static void fill(
            DatasetGraph dataset, Random random, String property, boolean withBlankNodes) {
        Node[] nodes = new Node[10];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] =
                    withBlankNodes && i == 0
                            ? NodeFactory.createBlankNode()
                            : i == 9
                                    ? NodeFactory.createLiteralLang("chat \"\n", "fr")
                                    : NodeFactory.createURI("http://x/n" + i);
        }
        for (int i = 0; i < 30; i++) {
            Node subject = nodes[random.nextInt(9)];
            Node object = nodes[random.nextInt(10)];
            if (withBlankNodes || !(subject.equals(nodes[0]) && object.equals(nodes[0]))) {
                dataset.add(
                        Quad.defaultGraphIRI,
                        subject,
                        NodeFactory.createURI("http://x/" + property),
                        object);
            }
        }
    }
}
