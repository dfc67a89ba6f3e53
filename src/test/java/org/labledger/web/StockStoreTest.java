package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.labledger.HomeFolder;
import org.labledger.catalog.SavedQuery;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.StockStore;

/** What stands behind the seam of the store cannot be told from outside. */
@Timeout(300)
class StockStoreTest {

    private static final List<String> DOCUMENTS =
            List.of(
                    ".well-known/void",
                    "catalog",
                    ".well-known/sparql-examples",
                    "openapi.json",
                    "sitemap.xml",
                    "robots.txt",
                    "dump.trig",
                    "dump.nq",
                    "dump.nq?derived=false",
                    "dump.nq?view=accepted",
                    "dump.trig?view=accepted&derived=false",
                    "data?graph=https://library.example/accepted",
                    "fragments?graph=https://library.example/accepted",
                    "fragments",
                    "fragments?page=2",
                    "fragments?predicate=http://www.w3.org/1999/02/22-rdf-syntax-ns%23type",
                    "data?default",
                    "sparql",
                    "query/",
                    "search?q=tin",
                    "search?q=orchard&lang=zh-Hant",
                    "browse",
                    "about",
                    "");

    private static final List<String> SPARQL =
            List.of(
                    "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 150",
                    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
                    "SELECT (COUNT(*) AS ?n) FROM <https://library.example/source/card-index-1974>"
                            + " { ?s ?p ?o }",
                    "SELECT * FROM <https://library.example/accepted> { ?s"
                            + " <https://library.example/vocab#year> ?o } ORDER BY ?s ?o",
                    "SELECT * { GRAPH <https://library.example/accepted> { ?s"
                            + " <https://library.example/vocab#year> ?o } GRAPH ?g { ?s ?p ?o } }"
                            + " ORDER BY ?s ?o ?g",
                    "PREFIX text: <http://jena.apache.org/text#> SELECT ?s { ?s text:query 'tin' }"
                            + " ORDER BY ?s");

    /** Both servers go by one name, which stands in their answers. */
    private static final String PUBLIC_URL = "http://ledger.test";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static ServedHome embedded;
    private static ServedHome stock;

    @BeforeAll
    static void serveBoth() {
        Snapshot snapshot = HomeFolder.LIBRARY.load();
        embedded = ServedHome.start(HomeFolder.LIBRARY, snapshot, PUBLIC_URL);
        stock =
                ServedHome.start(
                        HomeFolder.LIBRARY, snapshot.in(new StockStore(snapshot)), PUBLIC_URL);
    }

    @AfterAll
    static void stopBoth() {
        embedded.close();
        stock.close();
    }

    @Test
    void servesEveryDocumentByteForByteAsTheEmbeddedOne() {
        List<Executable> same = new ArrayList<>();
        for (String path : DOCUMENTS) {
            same.add(same(path, "*/*", "en"));
            same.add(same(path, "text/html", "zh-Hant"));
        }
        for (String query : SPARQL) {
            for (String format : List.of("json", "csv", "xml", "tsv")) {
                same.add(
                        same(
                                "sparql?format=" + format + "&query=" + ServedHome.encode(query),
                                "*/*",
                                "en"));
            }
        }
        assertAll(same);
    }

    @Test
    void servesEveryPageAndDescriptionByteForByteAsTheEmbeddedOne() {
        List<String> paths =
                Pattern.compile("<loc>https?://[^/]+/([^<]*)</loc>")
                        .matcher(embedded.get("sitemap.xml").body())
                        .results()
                        .map((MatchResult found) -> found.group(1).replace("&amp;", "&"))
                        .toList();
        assertTrue(paths.size() > 20, paths::toString);
        List<Executable> same = new ArrayList<>();
        for (String path : paths) {
            same.add(same(path, "text/html", "en"));
            same.add(same(path, "text/html", "zh-Hant"));
            for (String type :
                    List.of(
                            "text/turtle",
                            "application/ld+json",
                            "application/trig",
                            "application/n-quads",
                            "application/rdf+xml")) {
                same.add(same(path, type, "en"));
            }
        }
        assertAll(same);
    }

    @Test
    void answersEverySavedQueryByteForByteAsTheEmbeddedOne() {
        List<Executable> same = new ArrayList<>();
        for (SavedQuery query : HomeFolder.LIBRARY.load().catalog().queries()) {
            if (query.isFederated()) {
                continue;
            }
            StringBuilder values = new StringBuilder("?");
            query.parameters()
                    .forEach(parameter ->
                            parameter
                                    .example()
                                    .ifPresent(value ->
                                            values.append(parameter.name())
                                                    .append('=')
                                                    .append(ServedHome.encode(value))
                                                    .append('&')));
            for (String suffix : List.of(".csv", ".json", ".html", ".svg")) {
                String path =
                        "query/" + query.name() + (suffix.equals(".html") ? "" : suffix) + values;
                same.add(same(path, suffix.equals(".html") ? "text/html" : "*/*", "en"));
            }
        }
        assertAll(same);
    }

    private static Executable same(String path, String accept, String language) {
        return () -> {
            HttpResponse<byte[]> one = get(embedded, path, accept, language);
            HttpResponse<byte[]> other = get(stock, path, accept, language);
            assertEquals(one.statusCode(), other.statusCode(), path);
            assertEquals(
                    one.headers().firstValue("Content-Type"),
                    other.headers().firstValue("Content-Type"),
                    path);
            assertArrayEquals(
                    inOrder(accept, one.body()),
                    inOrder(accept, other.body()),
                    () -> path + " as " + accept + " in " + language);
        };
    }

    /** Lines of N-Quads go out as they are found, in no order. */
    private static byte[] inOrder(String accept, byte[] body) {
        return accept.equals("application/n-quads")
                ? new String(body, StandardCharsets.UTF_8)
                        .lines()
                        .sorted()
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8)
                : body;
    }

    private static HttpResponse<byte[]> get(
            ServedHome home, String path, String accept, String language) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(home.uri("").toString() + path))
                        .header("Accept", accept)
                        .header("Accept-Language", language)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }
}
