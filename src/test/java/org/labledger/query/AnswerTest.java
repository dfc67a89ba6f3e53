package org.labledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.Syntax;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.util.NodeFactoryExtra;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.federation.EndpointRefusedException;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;
import org.labledger.syntax.QueryText;

@Timeout(30)
class AnswerTest {

    private static final Snapshot LIBRARY = HomeFolder.LIBRARY.load();

    private static final String PROLOGUE =
            """
            PREFIX id: <https://library.example/id/>
            PREFIX lib: <https://library.example/vocab#>
            PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
            PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
            """;

    private static final Limits ONE_SECOND = new Limits(Duration.ofSeconds(1), 1_000_000);

    @Test
    void holdsTheSolutionsOfASelectQueryInTheirOrder() throws Exception {
        Answer.Solutions answer =
                assertInstanceOf(
                        Answer.Solutions.class,
                        ask(
                                """
                                SELECT ?day ?back
                                { ?loan lib:lentOn ?day OPTIONAL { ?loan lib:returnedOn ?back } }
                                ORDER BY DESC(?day) LIMIT 2
                                """));

        assertEquals(List.of(Var.alloc("day"), Var.alloc("back")), answer.variables());
        assertEquals(2, answer.rows().size());
        assertEquals(
                NodeFactoryExtra.parseNode("'2024-08-11'^^xsd:date"),
                answer.rows().getFirst().get(Var.alloc("day")));
        assertEquals(null, answer.rows().getFirst().get(Var.alloc("back")));
    }

    @Test
    void holdsTheTruthOfAnAskQuery() throws Exception {
        assertEquals(new Answer.Truth(true), ask("ASK { id:the-tin-orchard a lib:Book }"));
        assertEquals(new Answer.Truth(false), ask("ASK { id:the-tin-orchard a lib:Member }"));
    }

    @Test
    void holdsTheTriplesOfAConstructQueryOnce() throws Exception {
        Answer.Triples answer =
                assertInstanceOf(
                        Answer.Triples.class,
                        ask("CONSTRUCT { ?a rdfs:label \"writes\" } WHERE { ?b lib:author ?a }"));

        assertEquals(3, answer.triples().size());
    }

    /** SPARQL 1.2, section 16.2: what RDF does not have is left out, in triple terms too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONSTRUCT { id:s lib:p <<( 1 lib:q 2 )>> , 3 } {}",
                "CONSTRUCT { id:s lib:p <<( ?x lib:q 2 )>> , 3 } { BIND(1 AS ?x) }",
                "CONSTRUCT { id:s lib:p <<( id:s ?x 2 )>> , 3 } { BIND('p' AS ?x) }",
                "CONSTRUCT { id:s lib:p <<( id:s lib:q <<( ?x lib:q 2 )>> )>> , 3 } { BIND(1 AS ?x) }",
                "CONSTRUCT { 1 lib:p 2 . id:s ?p 4 . id:s lib:p 3 } { BIND('p' AS ?p) }",
            })
    void holdsNoTripleThatRdfDoesNotHave(String query) throws Exception {
        Answer.Triples answer = assertInstanceOf(Answer.Triples.class, ask(query));

        assertEquals(1, answer.triples().size());
        assertEquals(NodeFactoryExtra.parseNode("3"), answer.triples().getFirst().getObject());
    }

    /** The default graph of a query with FROM is no union of its named graphs. */
    @ParameterizedTest
    @CsvSource({
        "'', 3",
        "FROM <urn:a>, 1",
        "FROM <urn:a> FROM NAMED <urn:b>, 3",
        "FROM NAMED <urn:b>, 2",
        "FROM <urn:c>, 0",
    })
    void describesFromTheChosenGraphs(String from, int triples, @TempDir Path folder)
            throws Exception {
        Snapshot snapshot =
                HomeFolder.in(folder)
                        .with(
                                "data/graphs.trig",
                                "<urn:a> { <urn:s> <urn:p> 1 }"
                                        + " <urn:b> { <urn:s> <urn:p> _:b . _:b <urn:p> 2 }")
                        .load();
        Query query = QueryText.parse("DESCRIBE <urn:s> " + from);

        Answer answer = new Engine(Limits.STANDARD).answer(query, BindingFactory.empty(), snapshot);

        assertEquals(
                triples, assertInstanceOf(Answer.Triples.class, answer).triples().size(), from);
    }

    @Test
    void holdsTheTriplesOfADescribeQuery() throws Exception {
        Answer.Triples answer =
                assertInstanceOf(Answer.Triples.class, ask("DESCRIBE id:mending-clocks"));

        assertTrue(
                answer.triples().stream()
                        .allMatch(t -> t.getSubject().getURI().endsWith("/id/mending-clocks")));
        // Author, label (2), type, year (2), shelf.
        assertEquals(7, answer.triples().size());
    }

    @Test
    void holdsTheQuadsOfAConstructQueryWithGraphs() throws Exception {
        Answer answer =
                new Engine(Limits.STANDARD)
                        .answer(
                                QueryFactory.create(
                                        PROLOGUE
                                                + "CONSTRUCT { GRAPH ?g { ?b lib:year ?y } }"
                                                + " WHERE { GRAPH ?g { ?b lib:year ?y } }",
                                        Syntax.syntaxARQ),
                                BindingFactory.empty(),
                                LIBRARY);

        assertEquals(6, assertInstanceOf(Answer.Quads.class, answer).quads().size());
    }

    @Test
    void takesTermsForVariables() throws Exception {
        Answer answer =
                new Engine(Limits.STANDARD)
                        .answer(
                                QueryFactory.create(PROLOGUE + "SELECT ?b { ?b lib:author ?who }"),
                                BindingFactory.binding(
                                        Var.alloc("who"),
                                        NodeFactoryExtra.parseNode(
                                                "<https://library.example/id/lin-yue>")),
                                LIBRARY);

        assertEquals(1, ((Answer.Solutions) answer).rows().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ?loan { ?loan a lib:Loan }",
                "CONSTRUCT { ?loan a lib:Book } WHERE { ?loan a lib:Loan }",
                "DESCRIBE ?author { ?author a lib:Author } LIMIT 1",
            })
    void stopsAtTheRowLimit(String query) throws Exception {
        int size = 5;
        if (query.startsWith("DESCRIBE")) {
            size = ((Answer.Triples) ask(query)).triples().size();
        }
        int rows = size;

        ask(query, new Limits(Duration.ofSeconds(10), rows));
        LimitException e =
                assertThrows(
                        LimitException.class,
                        () -> ask(query, new Limits(Duration.ofSeconds(10), rows - 1)));

        assertEquals(
                "The answer has more than "
                        + (rows - 1)
                        + " rows. Add LIMIT, or download the dump.",
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A sort of all the rows might reach the limit of memory first.
                "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
                        + " FILTER(STR(?a) = CONCAT(STR(?l), ' ')) } ORDER BY ?l ?i ?f ?c",
                "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
                "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
                        + " FILTER(STR(?a) = CONCAT(STR(?l), ' ')) }",
                "CONSTRUCT { ?a ?b ?c } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
                        + " FILTER(STR(?a) = CONCAT(STR(?l), ' ')) }",
            })
    void stopsAQueryThatTakesTooLong(String query) {
        LimitException e = assertThrows(LimitException.class, () -> ask(query, ONE_SECOND));

        assertTrue(
                e.getMessage().startsWith("The query timed out after 1 second. "), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
                "SELECT * { VALUES ?e { <http://127.0.0.1:9/> } SERVICE ?e { ?s ?p ?o } }",
                "ASK { ?a ?b ?c SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
            })
    void doesNotAskEndpointsThatTheHomeDoesNotList(String query) {
        EndpointRefusedException e = assertThrows(EndpointRefusedException.class, () -> ask(query));

        assertTrue(e.getMessage().contains("SERVICE"), e.getMessage());
    }

    @Test
    void slicesSolutionsIntoPages() throws Exception {
        Answer.Solutions all =
                (Answer.Solutions) ask("SELECT ?day { ?loan lib:lentOn ?day } ORDER BY ?day");

        assertEquals(all.rows().subList(0, 2), all.slice(0, 2).rows());
        assertEquals(all.rows().subList(4, 5), all.slice(4, 2).rows());
        assertEquals(List.of(), all.slice(6, 2).rows());
        assertEquals(all.variables(), all.slice(6, 2).variables());
        assertEquals(all, all.slice(0, Integer.MAX_VALUE));
    }

    private static Answer ask(String query) throws LimitException {
        return ask(query, Limits.STANDARD);
    }

    private static Answer ask(String query, Limits limits) throws LimitException {
        return new Engine(limits)
                .answer(QueryFactory.create(PROLOGUE + query), BindingFactory.empty(), LIBRARY);
    }
}
