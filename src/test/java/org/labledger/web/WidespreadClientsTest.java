package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.jena.atlas.web.ContentType;
import org.apache.jena.graph.Graph;
import org.apache.jena.query.ResultSetFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.ResultSetMgr;
import org.apache.jena.sparql.exec.http.QueryExecHTTP;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What widespread clients send by themselves works. The requests were recorded from SPARQLWrapper
 * 1.8.5 (Debian's {@code python3-sparqlwrapper}) with each format that it sends for the form of the
 * query, and from rdflib 6.1.1 and 7.6.0 ({@code SPARQLStore}, {@code Graph.parse}); those of R's
 * package SPARQL are from its source. RDF4J and Comunica ask in {@link Rdf4jClientTest} and {@link
 * ComunicaTest}.
 */
class WidespreadClientsTest extends LibraryServerTestCase {

    private static final String PATTERN =
            "{ ?book <https://library.example/vocab#author> ?author }";

    private static final Map<String, String> QUERIES =
            Map.of(
                    "SELECT", "SELECT ?book ?author WHERE " + PATTERN,
                    "ASK", "ASK WHERE " + PATTERN,
                    "CONSTRUCT", "CONSTRUCT WHERE " + PATTERN,
                    "DESCRIBE", "DESCRIBE <https://library.example/id/the-tin-orchard>");

    /** SPARQLWrapper names the format in three parameters, of some formats twice in each. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    xml     | application/sparql-results+xml | SELECT ASK | application/sparql-results+xml
                    json    | application/sparql-results+json,application/json,text/javascript,application/javascript | SELECT ASK | application/sparql-results+json
                    csv     | text/csv                       | SELECT ASK | text/csv
                    tsv text/tab-separated-values | text/tab-separated-values | SELECT ASK | text/tab-separated-values
                    xml     | application/rdf+xml            | CONSTRUCT DESCRIBE | application/rdf+xml
                    rdf     | */*                            | CONSTRUCT DESCRIBE | application/rdf+xml
                    rdf%2Bxml application%2Frdf%2Bxml | application/rdf+xml | CONSTRUCT DESCRIBE | application/rdf+xml
                    turtle  | application/turtle,text/turtle | CONSTRUCT DESCRIBE | text/turtle
                    n3      | application/turtle,text/turtle,text/rdf+n3,application/n-triples,application/n3,text/n3 | CONSTRUCT DESCRIBE | text/turtle
                    json    | */*                            | CONSTRUCT DESCRIBE | application/ld+json
                    json-ld application%2Fld%2Bjson | application/ld+json,application/json | CONSTRUCT DESCRIBE | application/ld+json
                    """)
    void sparqlWrapperGetsEveryFormOfQuery(
            String formats, String accept, String forms, String mediaType) {
        StringBuilder parameters = new StringBuilder();
        for (String parameter : new String[] {"format", "output", "results"}) {
            for (String format : formats.split(" ")) {
                parameters.append('&').append(parameter).append('=').append(format);
            }
        }
        for (String form : forms.split(" ")) {
            assertAnswers(form, parameters.toString(), accept, mediaType);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application/sparql-results+xml, application/rdf+xml | SELECT ASK | application/sparql-results+xml
                    application/sparql-results+xml, application/rdf+xml | CONSTRUCT DESCRIBE | application/rdf+xml
                    application/sparql-results+json | SELECT ASK | application/sparql-results+json
                    text/csv                        | SELECT     | text/csv
                    text/tab-separated-values       | SELECT     | text/tab-separated-values
                    """)
    void rdflibsStoreGetsEveryFormOfQuery(String accept, String forms, String mediaType) {
        for (String form : forms.split(" ")) {
            assertAnswers(form, "", accept, mediaType);
        }
    }

    /**
     * R's package decodes what its argument {@code format} says; programs name it to the server.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                                | application/sparql-results+xml | application/sparql-results+xml
                    &format=csv | */*                            | text/csv
                    &format=tsv | */*                            | text/tab-separated-values
                    &format=application/sparql-results+json | application/json, text/xml, application/xml, */* | application/sparql-results+json
                    """)
    void programsInRGetRows(String parameters, String accept, String mediaType) {
        assertAnswers("SELECT", parameters == null ? "" : parameters, accept, mediaType);
    }

    /** rdflib reads what comes by the format that the program named. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    text/turtle,application/x-turtle, */*;q=0.1                   | text/turtle
                    text/n3, */*;q=0.1                                            | text/turtle
                    text/plain, */*;q=0.1                                         | application/n-triples
                    application/ld+json, application/json;q=0.9, */*;q=0.1        | application/ld+json
                    application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1 | application/rdf+xml
                    application/rdf+xml, text/n3, text/turtle, application/n-triples, application/ld+json, application/n-quads, application/trix, application/trig | text/turtle
                    application/trig, */*;q=0.1                                   | application/trig
                    application/json                                              | application/ld+json
                    application/xml                                               | application/rdf+xml
                    """)
    void rdflibParsesDocuments(String accept, String mediaType) {
        for (String path :
                new String[] {
                    "doc/id/the-tin-orchard",
                    "data?default",
                    "query/catalogue",
                    "vocab",
                    ".well-known/void",
                    "sparql?query=" + encode(query("CONSTRUCT"))
                }) {
            assertReadable("CONSTRUCT", mediaType, library.get(path, "Accept", accept));
        }
    }

    /** A graph as JSON is JSON-LD, by whatever name it is asked for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "doc/id/the-tin-orchard.json",
                "doc/id/the-tin-orchard?format=json",
                "query/catalogue.json",
                "query/catalogue?format=application/json",
                "data?default&format=json",
                "fragments?format=json",
                "catalog?format=application/ld+json"
            })
    void aGraphAsJsonIsJsonLd(String path) {
        assertReadable("CONSTRUCT", "application/ld+json", library.get(path));
    }

    /**
     * LibreOffice Calc opens a link to CSV as it opens WebDAV: it looks what the server can do, and
     * takes the file where that fails.
     */
    @Test
    void libreOfficeOpensTheCsvOfAQuery() {
        String path = "query/books-by-author.csv?author=id:ada-quill";
        String[] any = {"Accept", "*/*"};

        assertEquals(204, library.send("OPTIONS", path, BodyPublishers.noBody(), any).statusCode());
        HttpResponse<String> properties =
                library.send("PROPFIND", path, BodyPublishers.ofString("<propfind/>"), any);
        assertEquals(405, properties.statusCode());
        assertTrue(header(properties, "Allow").contains("GET"));
        assertEquals(200, library.head(path, any).statusCode());
        assertEquals("text/csv; charset=utf-8", header(library.get(path, any), "Content-Type"));
    }

    /** Jena asks for what it likes best by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"CONSTRUCT", "DESCRIBE"})
    void jenaGetsGraphsByItself(String form) {
        try (QueryExecHTTP client =
                QueryExecHTTP.service(library.uri("sparql").toString())
                        .queryString(query(form))
                        .build()) {
            Graph graph = form.equals("DESCRIBE") ? client.describe() : client.construct();
            assertTrue(graph.size() >= 4, graph::toString);
        }
    }

    private static String query(String form) {
        return Objects.requireNonNull(QUERIES.get(form));
    }

    /** Asks in the three ways of the protocol. */
    private static void assertAnswers(
            String form, String parameters, String accept, String mediaType) {
        String query = query(form);
        Stream.of(
                        library.get("sparql?query=" + encode(query) + parameters, "Accept", accept),
                        library.post(
                                "sparql",
                                "application/x-www-form-urlencoded",
                                "query=" + encode(query) + parameters,
                                "Accept",
                                accept),
                        library.post(
                                "sparql?" + parameters,
                                "application/sparql-query",
                                query,
                                "Accept",
                                accept))
                .forEach(response -> assertReadable(form, mediaType, response));
    }

    private static void assertReadable(
            String form, String mediaType, HttpResponse<String> response) {
        String asked = response.request().uri() + " " + response.body();
        assertEquals(200, response.statusCode(), asked);
        String type = header(response, "Content-Type").replaceFirst(" *;.*", "");
        assertEquals(mediaType, type, asked);
        Lang lang = RDFLanguages.contentTypeToLang(ContentType.create(mediaType));
        switch (form) {
            case "SELECT" -> {
                var in = new ByteArrayInputStream(response.body().getBytes(StandardCharsets.UTF_8));
                assertTrue(
                        ResultSetFactory.copyResults(ResultSetMgr.read(in, lang)).size() >= 4,
                        asked);
            }
            case "ASK" -> assertTrue(response.body().contains("true"), asked);
            default ->
                    assertTrue(
                            RDFParser.fromString(response.body(), lang).toDatasetGraph().stream()
                                            .count()
                                    >= 4,
                            asked);
        }
    }
}
