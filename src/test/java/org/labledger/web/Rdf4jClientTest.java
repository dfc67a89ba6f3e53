package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.protocol.HttpContext;
import org.eclipse.rdf4j.common.lang.FileFormat;
import org.eclipse.rdf4j.model.Model;
import org.eclipse.rdf4j.model.util.Models;
import org.eclipse.rdf4j.query.BindingSet;
import org.eclipse.rdf4j.query.QueryResults;
import org.eclipse.rdf4j.query.Update;
import org.eclipse.rdf4j.query.UpdateExecutionException;
import org.eclipse.rdf4j.query.resultio.BooleanQueryResultFormat;
import org.eclipse.rdf4j.query.resultio.TupleQueryResultFormat;
import org.eclipse.rdf4j.repository.sparql.SPARQLRepository;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * RDF4J's client, which shares no code with the server, reads every format that the server writes,
 * and finds the same in each.
 */
class Rdf4jClientTest extends LibraryServerTestCase {

    private static final String PATTERN =
            " { ?book <https://library.example/vocab#author> ?author ;"
                    + " <http://www.w3.org/2000/01/rdf-schema#label> ?title }";
    private static final String ROWS =
            "SELECT ?book ?title ?missing {"
                    + PATTERN
                    + " OPTIONAL { ?book <urn:no:such> ?missing } } ORDER BY ?book ?title";

    /** Accepts one format only, and remembers in which the answer came. */
    private static final class Client extends SPARQLRepository implements AutoCloseable {

        private final FileFormat format;
        private String mediaType = "";

        Client(FileFormat format) {
            super(library.uri("sparql").toString());
            this.format = format;
            setHttpClient(
                    HttpClientBuilder.create()
                            .addInterceptorLast((HttpRequest request, HttpContext context) ->
                                    request.setHeader("Accept", format.getDefaultMIMEType()))
                            .addInterceptorLast((HttpResponse response, HttpContext context) ->
                                    mediaType =
                                            response.getFirstHeader("Content-Type")
                                                    .getValue()
                                                    .replaceFirst(";.*", ""))
                            .build());
            init();
        }

        void assertItCameInThatFormat() {
            assertEquals(format.getDefaultMIMEType(), mediaType);
        }

        @Override
        public void close() {
            shutDown();
        }
    }

    static Stream<TupleQueryResultFormat> resultsWithTerms() {
        return Stream.of(TupleQueryResultFormat.SPARQL, TupleQueryResultFormat.TSV);
    }

    @ParameterizedTest
    @MethodSource("resultsWithTerms")
    void readsResultsWithTheirTerms(TupleQueryResultFormat format) {
        List<BindingSet> expected = rows(TupleQueryResultFormat.JSON);

        assertTrue(expected.size() >= 8, expected::toString);
        assertEquals(expected, rows(format));
    }

    /** CSV has no language tags and no datatypes: what is left is what the terms say. */
    @Test
    void readsTheTextOfResultsInCsv() {
        assertEquals(
                texts(rows(TupleQueryResultFormat.JSON)), texts(rows(TupleQueryResultFormat.CSV)));
    }

    static Stream<BooleanQueryResultFormat> truths() {
        return Stream.of(BooleanQueryResultFormat.JSON, BooleanQueryResultFormat.SPARQL);
    }

    @ParameterizedTest
    @MethodSource("truths")
    void readsTruth(BooleanQueryResultFormat format) {
        try (Client client = new Client(format);
                var connection = client.getConnection()) {
            assertTrue(connection.prepareBooleanQuery("ASK" + PATTERN).evaluate());
            assertFalse(connection.prepareBooleanQuery("ASK { <urn:x> ?p ?o }").evaluate());
            client.assertItCameInThatFormat();
        }
    }

    static Stream<RDFFormat> graphs() {
        return Stream.of(
                RDFFormat.NTRIPLES,
                RDFFormat.RDFXML,
                RDFFormat.JSONLD,
                RDFFormat.TRIG,
                RDFFormat.NQUADS);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void readsGraphs(RDFFormat format) {
        Model expected = graph(RDFFormat.TURTLE);

        assertTrue(expected.size() >= 8, expected::toString);
        assertTrue(Models.isomorphic(expected, graph(format)));
    }

    @Test
    void listsTheGraphsOfTheDataset() {
        SPARQLRepository repository = new SPARQLRepository(library.uri("sparql").toString());
        try (var connection = repository.getConnection()) {
            Set<String> graphs =
                    connection.getContextIDs().stream()
                            .map(Object::toString)
                            .collect(Collectors.toCollection(TreeSet::new));

            assertTrue(
                    graphs.contains("https://library.example/source/card-index-1974"),
                    graphs::toString);
        }
    }

    @Test
    void isToldThatThereAreNoUpdates() {
        SPARQLRepository repository = new SPARQLRepository(library.uri("sparql").toString());
        try (var connection = repository.getConnection()) {
            Update update = connection.prepareUpdate("CLEAR ALL");
            Exception refused = assertThrows(UpdateExecutionException.class, update::execute);

            assertTrue(refused.toString().contains("read-only"), refused::toString);
        }
    }

    private List<BindingSet> rows(TupleQueryResultFormat format) {
        try (Client client = new Client(format);
                var connection = client.getConnection();
                var result = connection.prepareTupleQuery(ROWS).evaluate()) {
            assertEquals(List.of("book", "title", "missing"), result.getBindingNames());
            List<BindingSet> rows = QueryResults.asList(result);
            client.assertItCameInThatFormat();
            return rows;
        }
    }

    private static List<Map<String, String>> texts(List<BindingSet> rows) {
        return rows.stream()
                .map(row ->
                        row.getBindingNames().stream()
                                .filter(row::hasBinding)
                                .collect(
                                        Collectors.toMap(
                                                name -> name,
                                                name -> row.getValue(name).stringValue())))
                .toList();
    }

    private Model graph(RDFFormat format) {
        try (Client client = new Client(format);
                var connection = client.getConnection();
                var result = connection.prepareGraphQuery("CONSTRUCT WHERE" + PATTERN).evaluate()) {
            Model model = QueryResults.asModel(result);
            client.assertItCameInThatFormat();
            return model;
        }
    }
}
