package org.labledger.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;

/** {@code text:query} in SPARQL. */
class TextQueryTest {

    @TempDir Path folder;

    private Snapshot snapshot;

    @BeforeEach
    void load() {
        snapshot =
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with(
                                "data/one.ttl",
                                """
                                @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                                @prefix : <https://home.test/> .
                                :a rdfs:label "Red boat"@en , "紅色的船"@zh-Hant ; :note "boat" .
                                :b rdfs:label "Red house"@en ; rdfs:comment "No boat"@en .
                                """)
                        .with(
                                "data/two.ttl",
                                """
                                @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                                @prefix : <https://home.test/> .
                                :c rdfs:label "Old boats"@en .
                                """)
                        .load();
    }

    /** Returns the rows, each with its terms in the order of the variables. */
    private List<String> ask(String select) throws LimitException {
        String query =
                """
                PREFIX text: <http://jena.apache.org/text#>
                PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
                PREFIX : <https://home.test/>
                """
                        + select;
        Answer answer =
                new Engine(Limits.STANDARD)
                        .answer(QueryFactory.create(query), BindingFactory.empty(), snapshot);
        Answer.Solutions solutions = assertInstanceOf(Answer.Solutions.class, answer);
        return solutions.rows().stream()
                .map(row ->
                        solutions.variables().stream()
                                .map(variable -> text(row.get(variable)))
                                .collect(Collectors.joining(" ")))
                .sorted()
                .toList();
    }

    private static String text(Node term) {
        return term.isURI() ? term.getURI().replaceAll("^.*/", "") : term.getLiteralLexicalForm();
    }

    @Test
    void looksIntoOneProperty() throws LimitException {
        assertEquals(List.of("a", "c"), ask("SELECT ?s { ?s text:query (rdfs:label \"boat\") }"));
    }

    @Test
    void looksIntoAllProperties() throws LimitException {
        assertEquals(List.of("a", "b", "c"), ask("SELECT DISTINCT ?s { ?s text:query \"boat\" }"));
    }

    @Test
    void returnsLiteralGraphAndProperty() throws LimitException {
        assertEquals(
                List.of("c Old boats two rdf-schema#label"),
                ask(
                        "SELECT ?s ?l ?g ?p { (?s ?score ?l ?g ?p) text:query"
                                + " (rdfs:label \"old\") FILTER(?score > 0) }"));
    }

    @Test
    void joinsWithOtherPatterns() throws LimitException {
        assertEquals(
                List.of("b"),
                ask("SELECT ?s { ?s text:query (rdfs:label \"red\") ; rdfs:comment ?c }"));
        assertEquals(
                List.of("b"),
                ask("SELECT ?s { ?s rdfs:comment ?c . ?s text:query (rdfs:label \"red\") }"));
    }

    @Test
    void takesALimit() throws LimitException {
        assertEquals(1, ask("SELECT ?s { ?s text:query (rdfs:label \"boat\" 1) }").size());
    }

    @Test
    void takesALanguageAsLangMatchesDoes() throws LimitException {
        assertEquals(
                List.of("a"), ask("SELECT ?s { ?s text:query (rdfs:label \"船\" \"lang:zh\") }"));
        assertEquals(List.of("a"), ask("SELECT ?s { ?s text:query (\"boat\" \"lang:none\") }"));
        assertEquals(List.of(), ask("SELECT ?s { ?s text:query (rdfs:label \"船\" \"lang:en\") }"));
    }

    @Test
    void takesLucenesSyntax() throws LimitException {
        assertEquals(List.of("b"), ask("SELECT ?s { ?s text:query (rdfs:label \"hou*\") }"));
        assertEquals(
                List.of("a"), ask("SELECT ?s { ?s text:query (rdfs:label \"red AND boat\") }"));
        assertEquals(List.of("a"), ask("SELECT ?s { ?s text:query (rdfs:label '\"red boat\"') }"));
        assertEquals(List.of("b"), ask("SELECT ?s { ?s text:query (rdfs:label \"huose~\") }"));
        assertEquals(List.of("a"), ask("SELECT ?s { ?s text:query (rdfs:label \"紅色\") }"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "red AND", "a:b:c", "[", "red^", "/", "*", "**", "", "((((*"})
    void takesTextThatIsNotInThatSyntaxAsWords(String text) throws LimitException {
        ask("SELECT ?s { ?s text:query (rdfs:label \"" + text + "\") }");
        assertEquals(List.of("a", "b"), ask("SELECT ?s { ?s text:query (rdfs:label \"red (\") }"));
    }

    @Test
    void looksInsideGraphOnlyThere() throws LimitException {
        assertEquals(
                List.of("c"),
                ask("SELECT ?s { GRAPH :two { ?s text:query (rdfs:label \"boat\") } }"));
        assertEquals(
                List.of("one a", "two c"),
                ask("SELECT ?g ?s { GRAPH ?g { ?s text:query (rdfs:label \"boat\") } }"));
    }

    @Test
    void findsNothingInAPropertyWithoutStrings() throws LimitException {
        assertEquals(List.of(), ask("SELECT ?s { ?s text:query (:nothing \"boat\") }"));
    }
}
