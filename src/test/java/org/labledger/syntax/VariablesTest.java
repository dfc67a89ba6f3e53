package org.labledger.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {

    private static final Var X = Var.alloc("x");
    private static final Node TERM = NodeFactory.createURI("https://example.org/term");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ?s { ?s ?p ?x }",
                "SELECT ?s { ?s ?x ?o }",
                "SELECT ?s { ?s <urn:p>/<urn:q>* ?x }",
                "SELECT ?s { ?s ?p (1 ?x) }",
                "SELECT ?s { ?s ?p [ ?q ?x ] }",
                "SELECT ?s { ?s ?p <<( ?s ?p ?x )>> }",
                "SELECT ?s { ?s ?p <<( ?s ?p <<( ?s ?p ?x )>> )>> }",
                "SELECT ?s { << ?s ?p ?x >> ?q ?o }",
                "SELECT ?s { ?s ?p ?o ~ ?x }",
                "SELECT ?s { ?s ?p ?o {| ?q ?x |} }",
                "SELECT ?s { GRAPH ?x { ?s ?p ?o } }",
                "SELECT ?s { SERVICE ?x { ?s ?p ?o } }",
                "SELECT ?s { ?s ?p ?o FILTER (?o IN (1, ?x)) }",
                "SELECT ?s { ?s ?p ?o FILTER EXISTS { ?s ?q <<( ?s ?p ?x )>> } }",
                "SELECT ?s { ?s ?p ?o FILTER (?o = <<( ?s ?p ?x )>>) }",
                "SELECT ?s { ?s ?p ?o FILTER (TRIPLE(?s, ?p, ?x) = ?o) }",
                "SELECT ?s { ?s ?p ?o FILTER (COALESCE(?o, IF(?o, <<( ?s ?p ?x )>>, 1)) = 1) }",
                "SELECT ?s { ?s ?p ?o BIND(<<( ?s ?p ?x )>> AS ?t) }",
                "SELECT ?s { { ?s ?p ?x } UNION { ?x ?p ?o } MINUS { ?s ?q ?x } }",
                "SELECT ?s { { SELECT ?s { ?s ?p ?x } } }",
                "SELECT ?s { { SELECT ?s (<<( ?s ?p ?x )>> AS ?t) { ?s ?p ?o } } }",
                "SELECT ?s { { SELECT ?s { ?s ?p ?o } ORDER BY (<<( ?s ?p ?x )>>) } }",
                "SELECT ?s { ?s ?p ?o FILTER EXISTS { { SELECT (<<( ?s ?p ?x )>> AS ?t) { } } } }",
                "SELECT (STR(?x) AS ?text) { }",
                "SELECT (<<( ?s ?p ?x )>> AS ?t) { ?s ?p ?o }",
                "SELECT ?s { ?s ?p ?o } ORDER BY DESC(?o = ?x)",
                "SELECT ?s { ?s ?p ?o } ORDER BY ?x",
                "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY (<<( ?s ?p ?x )>> AS ?t)",
                "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY (?o = ?x)",
                "SELECT (SUM(?o + ?x) AS ?n) { ?s ?p ?o } HAVING (MAX(?o) > ?x)",
                "SELECT (GROUP_CONCAT(STR(<<( ?s ?p ?x )>>)) AS ?n) { ?s ?p ?o }",
                "ASK { ?s ?p ?x }",
                "CONSTRUCT { ?s ?p ?x } WHERE { ?s ?p ?o }",
                "CONSTRUCT { ?s ?p <<( ?s ?p ?x )>> } WHERE { ?s ?p ?o }",
                "CONSTRUCT { ?s ?p ?o ~ ?x } WHERE { ?s ?p ?o }",
                "CONSTRUCT WHERE { ?s ?p ?x }",
                "DESCRIBE ?x",
                "DESCRIBE ?s ?x { ?s ?p ?o }",
            })
    void areFoundAndReplacedWhereverSparqlLetsOneStand(String text) throws Exception {
        Query query = QueryText.parse(text);
        assertTrue(Variables.of(query).contains(X), () -> Variables.of(query).toString());

        Query replaced = Variables.replaced(query, BindingFactory.binding(X, TERM));

        assertFalse(Variables.of(replaced).contains(X), () -> replaced.serialize());
        assertTrue(replaced.serialize().contains("<" + TERM.getURI() + ">"), replaced::serialize);
        assertFalse(replaced.serialize().contains("?x"), replaced::serialize);
        assertEquals(QueryText.parse(text), query, "the query itself must not change");
    }

    @Test
    void leaveTheColumnsOfAnAnswerAsTheyAre() throws Exception {
        Query query = QueryText.parse("SELECT ?x ?s { ?s ?p ?x }");

        Query replaced = Variables.replaced(query, BindingFactory.binding(X, TERM));

        assertEquals(List.of("x", "s"), replaced.getResultVars());
    }
}
