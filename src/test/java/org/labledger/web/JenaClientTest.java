package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.http.QueryExecHTTP;
import org.apache.jena.sparql.exec.http.QueryExecHTTPBuilder;
import org.apache.jena.sparql.util.IsoMatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jena's client reads every format that the server writes, and finds the same in each. */
class JenaClientTest extends LibraryServerTestCase {

    private static final String PATTERN =
            " { ?book <https://library.example/vocab#author> ?author ;"
                    + " <http://www.w3.org/2000/01/rdf-schema#label> ?title }";

    @ParameterizedTest
    @ValueSource(strings = {"application/sparql-results+xml", "text/tab-separated-values"})
    void readsResultsWithTheirTerms(String mediaType) {
        List<Binding> expected = rows("application/sparql-results+json");

        assertEquals(true, expected.size() >= 8, expected::toString);
        assertEquals(expected, rows(mediaType));
    }

    @ParameterizedTest
    @ValueSource(strings = "text/csv")
    void readsAsManyRowsInCsv(String mediaType) {
        assertEquals(rows("application/sparql-results+json").size(), rows(mediaType).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/sparql-results+json", "application/sparql-results+xml"})
    void readsTruth(String mediaType) {
        try (QueryExecHTTP yes = client("ASK" + PATTERN, mediaType).build();
                QueryExecHTTP no = client("ASK { <urn:x> ?p ?o }", mediaType).build()) {
            assertTrue(yes.ask());
            assertEquals(false, no.ask());
            assertEquals(mediaType, mediaType(no));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/n-triples",
                "application/rdf+xml",
                "application/ld+json",
                "application/trig",
                "application/n-quads"
            })
    void readsGraphs(String mediaType) {
        Graph expected = graph("text/turtle");

        assertTrue(expected.size() >= 8, expected::toString);
        assertTrue(expected.isIsomorphicWith(graph(mediaType)));
    }

    @Test
    void readsDatasets() {
        DatasetGraph expected = dataset("trig");

        assertTrue(expected.listGraphNodes().hasNext());
        assertTrue(IsoMatcher.isomorphic(expected, dataset("nq")));
    }

    private static List<Binding> rows(String mediaType) {
        try (QueryExecHTTP exec =
                client("SELECT ?book ?title" + PATTERN + " ORDER BY ?book ?title", mediaType)
                        .build()) {
            List<Binding> rows = exec.select().materialize().stream().toList();
            assertEquals(mediaType, mediaType(exec));
            return rows;
        }
    }

    private static Graph graph(String mediaType) {
        try (QueryExecHTTP exec = client("CONSTRUCT WHERE" + PATTERN, mediaType).build()) {
            Graph graph = exec.construct();
            assertEquals(mediaType, mediaType(exec));
            return graph;
        }
    }

    private static DatasetGraph dataset(String suffix) {
        return RDFParser.source(library.uri("doc/id/the-tin-orchard." + suffix).toString())
                .toDatasetGraph();
    }

    private static QueryExecHTTPBuilder client(String query, String accept) {
        return QueryExecHTTP.service(library.uri("sparql").toString())
                .queryString(query)
                .acceptHeader(accept);
    }

    private static String mediaType(QueryExecHTTP exec) {
        return exec.getHttpResponseContentType().replaceFirst(";.*", "");
    }
}
