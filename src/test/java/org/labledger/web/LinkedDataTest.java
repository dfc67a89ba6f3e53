package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.core.DatasetGraph;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

/** Things, sources, vocabularies and the dataset itself over HTTP. */
class LinkedDataTest extends LibraryServerTestCase {

    private static final String SPACE = "https://library.example/";
    private static final String ORCHARD = SPACE + "id/the-tin-orchard";

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id/the-tin-orchard",
                "source/card-index-1974",
                "loans/2023",
                "shelves/attic"
            })
    void getThingLeadsToItsDocument(String path) {
        HttpResponse<String> response = library.get(path);

        assertEquals(303, response.statusCode());
        assertEquals(library.uri("doc/" + path).toString(), header(response, "Location"));
    }

    @Test
    void getThingWithSuffixLeadsToItsDocumentInThatFormat() {
        HttpResponse<String> response = library.get("id/the-tin-orchard.ttl");

        assertEquals(303, response.statusCode());
        assertEquals(
                library.uri("doc/id/the-tin-orchard.ttl").toString(), header(response, "Location"));
    }

    @ParameterizedTest
    @CsvSource({
        "text/turtle, text/turtle",
        "application/ld+json, application/ld+json",
        "application/n-triples, application/n-triples",
        "application/rdf+xml, application/rdf+xml",
        "application/trig, application/trig",
        "application/n-quads, application/n-quads",
        "*/*, text/turtle",
    })
    void getDocumentInEveryFormat(String accept, String type) {
        HttpResponse<String> response = library.get("doc/id/the-tin-orchard", "Accept", accept);

        assertEquals(200, response.statusCode());
        assertEquals(type, header(response, "Content-Type").replaceFirst(";.*", ""));
        DatasetGraph read = dataset(response);
        assertTrue(
                Iter.toList(read.find(Node.ANY, iri(ORCHARD), Node.ANY, Node.ANY)).size() > 4,
                response.body());
        assertTrue(response.body().contains("library.example"), response.body());
        assertFalse(response.body().contains("127.0.0.1"), response.body());
    }

    @Test
    void getDocumentAsTrigHasTheSourcesAsGraphs() {
        DatasetGraph read = dataset(library.get("doc/id/the-tin-orchard.trig"));

        assertTrue(read.containsGraph(iri(SPACE + "source/card-index-1974")));
        assertTrue(read.containsGraph(iri(SPACE + "source/card-index-1998")));
    }

    @Test
    void getDocumentNamesItsOtherFormatsAndItsThing() {
        List<String> links =
                library.get("doc/id/the-tin-orchard", "Accept", "text/turtle")
                        .headers()
                        .allValues("Link");

        assertTrue(links.contains("<" + ORCHARD + ">; rel=\"canonical\""), links::toString);
        assertTrue(
                links.contains(
                        "</doc/id/the-tin-orchard.html>; rel=\"alternate\"; type=\"text/html\""),
                links::toString);
        assertTrue(links.contains("</.well-known/void>; rel=\"describedby\""), links::toString);
        assertEquals(12, links.size());
    }

    @Test
    void getDocumentIsNotSentAgainUnlessItChanged() {
        HttpResponse<String> first = library.get("doc/id/the-tin-orchard.ttl");
        HttpResponse<String> second =
                library.get("doc/id/the-tin-orchard.ttl", "If-None-Match", header(first, "ETag"));

        assertTrue(header(first, "Vary").contains("Accept"), header(first, "Vary"));
        assertEquals(304, second.statusCode());
    }

    @Test
    void getDocumentForABrowserIsAPageInItsLanguage() {
        HttpResponse<String> response =
                library.get(
                        "doc/id/the-tin-orchard",
                        "Accept",
                        "text/html,application/xhtml+xml,*/*;q=0.8",
                        "Accept-Language",
                        "zh-Hant,en;q=0.5");

        assertTrue(header(response, "Content-Type").matches("text/html; ?charset=utf-8"));
        assertTrue(response.body().contains("<html lang=\"zh-Hant\""), response.body());
        assertTrue(response.body().contains("錫果園</h1>"), response.body());
        assertTrue(response.body().contains("Card index of the village library"));
        assertTrue(response.body().contains("說法分歧之處"), response.body());
        assertTrue(response.body().contains("application/ld+json"));
    }

    @Test
    void getPageOfHostileTextRunsNothing() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with(
                                "data/a.ttl",
                                """
                                <https://home.test/id/x> <https://home.test/p>
                                    "</script><script>alert(1)</script><!--" ;
                                    <http://www.w3.org/2000/01/rdf-schema#label> "<img src=x>" ;
                                    <https://home.test/q> <javascript:alert(1)> .
                                """);
        try (ServedHome snapshot = ServedHome.start(home)) {
            String page = snapshot.get("doc/id/x.html").body();

            assertFalse(page.contains("<script>alert"), page);
            assertFalse(page.contains("<img"), page);
            assertFalse(page.contains("href=\"javascript:"), page);
            assertTrue(
                    Jsoup.parse(page).select("script[type=application/ld+json]").stream()
                            .map(script -> JSON.parse(script.data()).toString())
                            .anyMatch(json -> json.contains("script")),
                    "The text itself is kept");
        }
    }

    @Test
    void getVocabularyIsADocumentWithItsTerms() {
        HttpResponse<String> response = library.get("vocab", "Accept", "text/turtle");

        assertEquals(200, response.statusCode());
        Graph graph = dataset(response).getDefaultGraph();
        assertTrue(graph.contains(iri(SPACE + "vocab#Book"), Node.ANY, Node.ANY));
        assertTrue(graph.contains(iri(SPACE + "vocab#lentOn"), Node.ANY, Node.ANY));
        assertEquals(200, library.get("vocab.jsonld").statusCode());
        assertEquals(200, library.get("prefixes.html").statusCode());
    }

    @Test
    void getUnknownThingIsNotFoundAndNamesWhatIsNear() {
        HttpResponse<String> response =
                library.get("id/the-tin-orchid", "Accept", "application/json");

        assertEquals(404, response.statusCode());
        assertTrue(response.body().contains("/id/the-tin-orchard"), response.body());
        assertEquals(404, library.get("doc/id/the-tin-orchard.exe").statusCode());
        assertEquals(404, library.get("doc/").statusCode());
    }

    @Test
    void getDocumentInAnUnknownFormatIsNotAcceptable() {
        HttpResponse<String> response =
                library.get("doc/id/the-tin-orchard", "Accept", "image/png");

        assertEquals(406, response.statusCode());
        assertTrue(response.body().contains("text/turtle"), response.body());
    }

    @Test
    void getDocumentOfAnIriOfAnotherSpace() {
        HttpResponse<String> response =
                library.get(
                        "doc/?iri=" + encode("https://w3id.org/lab-ledger/evidence#Source"),
                        "Accept",
                        "text/turtle");

        assertEquals(200, response.statusCode());
        assertTrue(response.body().contains("card-index-1974"), response.body());
    }

    @Test
    void getGraphOfTheGraphStore() {
        String source = SPACE + "source/card-index-1974";
        HttpResponse<String> one = library.get("data?graph=" + encode(source));
        HttpResponse<String> all = library.get("data?default", "Accept", "application/n-triples");

        assertEquals(
                library.snapshot().dataset().getGraph(iri(source)).size(),
                dataset(one).getDefaultGraph().size());
        assertEquals(
                library.snapshot().dataset().getDefaultGraph().size(),
                dataset(all).getDefaultGraph().size());
        assertEquals(200, library.head("data?default").statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "data, 400",
        "data?default&graph=https://library.example/books, 400",
        "data?graph=books, 400",
        "data?graph=https://library.example/no-such-graph, 404",
        "data?graph=, 400",
        "data?default&format=exe, 400",
    })
    void getGraphThatIsWronglyNamed(String path, int status) {
        assertEquals(status, library.get(path).statusCode());
    }

    @Test
    void getDumpWithAndWithoutDerived() {
        long all = Iter.count(dataset(library.get("dump.nq")).find());
        long stated = Iter.count(dataset(library.get("dump.nq?derived=false")).find());

        assertEquals(library.snapshot().quadCount(), all);
        assertTrue(stated < all);
        assertEquals(400, library.get("dump.trig?derived=maybe").statusCode());
        assertEquals("application/gzip", header(library.head("dump.trig.gz"), "Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void",
                ".well-known/void",
                "catalog",
                ".well-known/sparql-examples",
                "sparql/.well-known/sparql-examples",
                "sparql",
                "fragments",
            })
    void getSelfDescription(String path) {
        HttpResponse<String> response = library.get(path, "Accept", "text/turtle");

        assertEquals(200, response.statusCode(), response.body());
        assertTrue(dataset(response).getDefaultGraph().size() > 10);
        assertTrue(response.body().contains(library.uri("").toString()), response.body());
        assertEquals(200, library.get(path, "Accept", "application/ld+json").statusCode());
    }

    @Test
    void getFragmentRepeatsItsOwnAddress() {
        String path = "fragments?predicate=" + encode(SPACE + "vocab#year");
        HttpResponse<String> response = library.get(path, "Accept", "application/trig");

        DatasetGraph read = dataset(response);
        assertEquals(6, read.getDefaultGraph().size());
        assertTrue(
                read.contains(
                        Node.ANY,
                        iri(library.uri(path).toString()),
                        iri("http://rdfs.org/ns/void#triples"),
                        NodeFactory.createLiteralDT("6", XSDDatatype.XSDinteger)),
                response.body());
    }

    @ParameterizedTest
    @CsvSource({"page=0, 400", "page=x, 400", "page=999, 404", "object=%22open, 400"})
    void getFragmentThatIsWronglyAskedFor(String query, int status) {
        assertEquals(status, library.get("fragments?" + query).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x=1", "predicate=&x=1", "Subject=", "lang=en", "%78"})
    void refuseFragmentWithAParameterThatItDoesNotHave(String query) {
        HttpResponse<String> response = library.get("fragments?" + query);

        assertEquals(400, response.statusCode(), response.body());
        assertTrue(
                response.body()
                        .contains(
                                "is unknown; use subject, predicate, object, graph, page, format,"
                                        + " at."),
                response.body());
    }

    /** An address with a parameter that nobody reads is the same question to a cache. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dump.nq",
                "data?default",
                "void",
                "catalog",
                "sitemap.xml",
                "robots.txt",
                "openapi.json",
                "browse",
                "about",
                "doc/id/ada-quill",
                "doc/id/ada-quill.ttl",
                "sparql",
                "sparql?query=ASK%7B%7D",
            })
    void leaveUnknownParametersOutOfTheEntityTag(String path) {
        String junk = path + (path.contains("?") ? "&" : "?") + "x=1";

        HttpResponse<String> plain = library.get(path);
        HttpResponse<String> other = library.get(junk);

        assertEquals(200, other.statusCode(), other.body());
        assertTrue(header(plain, "ETag").startsWith("\""), header(plain, "ETag"));
        assertEquals(header(plain, "ETag"), header(other, "ETag"));
    }

    @Test
    void getRobotsSitemapAndOpenApi() {
        assertTrue(library.get("robots.txt").body().contains("/sitemap.xml"));
        assertTrue(
                library.get("sitemap.xml")
                        .body()
                        .contains("<loc>" + library.uri("id/the-tin-orchard") + "</loc>"));
        assertEquals(
                "3.1.0",
                ServedHome.json(library.get("openapi.json")).get("openapi").getAsString().value());
    }

    private static DatasetGraph dataset(HttpResponse<String> response) {
        Lang lang =
                RDFLanguages.contentTypeToLang(
                        header(response, "Content-Type").replaceFirst(";.*", ""));
        return RDFParser.source(
                        new ByteArrayInputStream(response.body().getBytes(StandardCharsets.UTF_8)))
                .lang(lang)
                .base("http://nowhere.test/")
                .toDatasetGraph();
    }

    private static Node iri(String iri) {
        return NodeFactory.createURI(iri);
    }
}
