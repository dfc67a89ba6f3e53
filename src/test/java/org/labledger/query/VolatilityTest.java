package org.labledger.query;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.syntax.QueryText;

class VolatilityTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT (NOW() AS ?x) {}",
                "SELECT (YEAR(NOW()) AS ?x) {}",
                "SELECT * { ?s ?p ?o FILTER (?o < NOW()) }",
                "SELECT * { ?s ?p ?o FILTER (?o = 1 || RAND() > 0.5) }",
                "SELECT * { ?s ?p ?o BIND(UUID() AS ?x) }",
                "SELECT * { ?s ?p ?o BIND(CONCAT('a', STRUUID()) AS ?x) }",
                "SELECT * { ?s ?p ?o BIND(BNODE() AS ?x) }",
                "SELECT * { ?s ?p ?o BIND(BNODE('a') AS ?x) }",
                "SELECT * { ?s ?p ?o } ORDER BY RAND()",
                "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY (NOW() AS ?now)",
                "SELECT (SUM(RAND()) AS ?n) { ?s ?p ?o }",
                "SELECT ?p { ?s ?p ?o } GROUP BY ?p HAVING (COUNT(*) > RAND())",
                "SELECT * { { SELECT ?s { ?s ?p ?o FILTER (RAND() > 0.5) } } }",
                "SELECT * { ?s ?p ?o FILTER NOT EXISTS { ?s ?q ?x FILTER (?x = NOW()) } }",
                "SELECT * { ?s ?p ?o OPTIONAL { ?s ?q ?x FILTER (?x = NOW()) } }",
                "SELECT * { ?s ?p ?o MINUS { ?s ?q ?x BIND(RAND() AS ?y) } }",
                "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o FILTER (RAND() > 0.5) } } }",
                "SELECT * { SERVICE <https://e.example/sparql> { ?s ?p ?o } }",
                "SELECT * { OPTIONAL { SERVICE SILENT ?e { ?s ?p ?o } } }",
                "ASK { FILTER (RAND() > 0.5) }",
                "CONSTRUCT { [] ?p ?o } WHERE { ?s ?p ?o }",
                "CONSTRUCT { ?s ?p _:b } WHERE { ?s ?p ?o }",
                "CONSTRUCT { ?s ?p (1 2) } WHERE { ?s ?p ?o }",
                "SELECT * { ?s ?p ?o } ORDER BY (EXISTS { ?s ?q ?x FILTER (RAND() > 0.5) })",
                "SELECT (COUNT(DISTINCT ?o + RAND()) AS ?n) { ?s ?p ?o }",
                "CONSTRUCT { ?s ?p <<( _:b ?p ?o )>> } WHERE { ?s ?p ?o }",
                "DESCRIBE ?s { ?s ?p ?o FILTER (?o < NOW()) }",
            })
    void isWhatMayDifferEachTime(String query) throws Exception {
        assertTrue(Volatility.of(QueryText.parse(query)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * { ?s ?p 'NOW() RAND() SERVICE' } # UUID()",
                "SELECT ?now ?rand { ?now ?rand ?service }",
                "SELECT * { [] ?p _:b }",
                "CONSTRUCT WHERE { ?s ?p ?o }",
                "CONSTRUCT { ?s ?p ?o ~ <https://e.example/r> } WHERE { ?s ?p ?o }",
                "DESCRIBE <https://e.example/service>",
                "SELECT (YEAR(?o) AS ?y) (SUM(?o) AS ?n) { ?s ?p ?o } GROUP BY ?o ORDER BY STR(?o)",
            })
    void isNotWhatDependsOnTheSnapshotAlone(String query) throws Exception {
        assertFalse(Volatility.of(QueryText.parse(query)));
    }
}
