package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;
import static org.labledger.web.ServedHome.json;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.atlas.json.JsonValue;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.http.Reply;

class SavedQueryRouteTest extends LibraryServerTestCase {

    private static final String QUILL = "query/books-by-author?author=id:ada-quill";
    private static final String LOANS = "query/loans-between?from=2023-01-01";

    // The list

    @Test
    void listsTheQueries() {
        HttpResponse<String> response = library.get("query/");

        assertEquals(200, response.statusCode());
        assertEquals("application/json", header(response, "Content-Type"));
        assertEquals(library.snapshot().id(), json(response).getString("snapshot"));
        assertEquals(
                List.of(
                        "books-by-author",
                        "catalogue",
                        "find-book",
                        "has-loans",
                        "loans-between",
                        "who-borrowed-what",
                        "who-had-a-book"),
                json(response)
                        .getArray("queries")
                        .map(q -> q.getAsObject().getString("name"))
                        .toList());
        JsonObject first = json(response).get("queries").getAsArray().get(0).getAsObject();
        assertEquals("books", first.getString("topic"));
        assertEquals("某作者的書", first.getObj("title").getString("zh-Hant"));
        JsonObject author = first.get("parameters").getAsArray().get(0).getAsObject();
        assertEquals("author", author.getString("name"));
        assertEquals("an IRI or a prefixed name", author.getString("type"));
        assertTrue(author.getBoolean("required"));
        assertEquals("id:ada-quill", author.getString("example"));
        assertFalse(author.hasKey("choices"));
        assertEquals("[\"books\",\"authors\"]", compact(first.get("tags")));
        JsonObject book =
                json(response)
                        .get("queries")
                        .getAsArray()
                        .get(3)
                        .getAsObject()
                        .get("parameters")
                        .getAsArray()
                        .get(0)
                        .getAsObject();
        assertEquals(
                "[\"id:the-tin-orchard\",\"id:lanterns-over-mill-lane\"]",
                compact(book.get("choices")));
    }

    @Test
    void listsAnExampleOfEachQueryThatWorks() {
        List<String> examples =
                json(library.get("query/"))
                        .getArray("queries")
                        .map(q -> q.getAsObject().getString("example"))
                        .toList();

        assertEquals("/query/books-by-author?author=id%3Aada-quill", examples.getFirst());
        assertEquals("/query/catalogue", examples.get(1));
        for (String example : examples) {
            assertEquals(200, library.get(example).statusCode(), example);
        }
    }

    // Formats

    @ParameterizedTest
    @CsvSource({
        "json, application/sparql-results+json",
        "xml,  application/sparql-results+xml",
        "csv,  text/csv; charset=utf-8",
        "tsv,  text/tab-separated-values; charset=utf-8",
        "txt,  text/plain; charset=utf-8",
    })
    void givesResultsInEachFormat(String suffix, String contentType) {
        String mediaType = contentType.split(";", 2)[0];

        HttpResponse<String> byAccept = library.get(QUILL, "Accept", mediaType);
        HttpResponse<String> bySuffix =
                library.get("query/books-by-author." + suffix + "?author=id:ada-quill");

        for (HttpResponse<String> response : List.of(byAccept, bySuffix)) {
            assertEquals(200, response.statusCode());
            assertEquals(contentType, contentType(response));
            assertTrue(response.body().contains("The Tin Orchard"), response.body());
            assertFalse(response.body().contains("Moonlight"), response.body());
        }
        assertEquals(byAccept.body(), bySuffix.body());
        assertEquals(Reply.VARY, header(byAccept, "Vary"));
    }

    @ParameterizedTest
    @CsvSource({
        "ttl,    text/turtle; charset=utf-8",
        "jsonld, application/ld+json",
        "nt,     application/n-triples",
        "rdf,    application/rdf+xml",
        "trig,   application/trig",
        "nq,     application/n-quads",
    })
    void givesAGraphInEachFormat(String suffix, String contentType) {
        String mediaType = contentType.split(";", 2)[0];

        HttpResponse<String> byAccept = library.get("query/catalogue", "Accept", mediaType);
        HttpResponse<String> bySuffix = library.get("query/catalogue." + suffix);

        Lang lang = RDFLanguages.contentTypeToLang(mediaType);
        for (HttpResponse<String> response : List.of(byAccept, bySuffix)) {
            assertEquals(200, response.statusCode());
            assertEquals(contentType, contentType(response));
            // Four books, with two titles and an author each, and six years in all.
            assertEquals(
                    18,
                    RDFParser.source(
                                    new ByteArrayInputStream(
                                            response.body().getBytes(StandardCharsets.UTF_8)))
                            .lang(lang)
                            .toGraph()
                            .size());
        }
    }

    @Test
    void givesTheTruthOfAnAskQuery() {
        assertTrue(
                json(library.get("query/has-loans?book=id:the-tin-orchard")).getBoolean("boolean"));
        assertFalse(
                json(library.get("query/has-loans?book=id:lanterns-over-mill-lane"))
                        .getBoolean("boolean"));
    }

    @Test
    void mindsQualityValues() {
        HttpResponse<String> response =
                library.get(QUILL, "Accept", "image/png, text/csv;q=0.4, text/plain;q=0.7");

        assertEquals("text/plain; charset=utf-8", contentType(response));
    }

    @Test
    void readsAllLinesOfAccept() {
        HttpResponse<String> response =
                library.get(QUILL, "Accept", "text/html", "Accept", "text/csv");

        assertEquals(200, response.statusCode());
        assertEquals("text/csv; charset=utf-8", header(response, "Content-Type"));
    }

    @Test
    void givesTheFavouriteFormatToWhoeverTakesAnything() {
        assertEquals("application/sparql-results+json", header(library.get(QUILL), "Content-Type"));
        assertEquals(
                "text/turtle; charset=utf-8",
                header(library.get("query/catalogue", "Accept", "*/*"), "Content-Type"));
    }

    @Test
    void listsTheFormatsToWhoeverWantsAnother() {
        HttpResponse<String> response = library.get(QUILL, "Accept", "application/pdf");

        assertProblem(406, response);
        String detail = json(response).getString("detail");
        assertTrue(detail.contains("text/csv (csv)"), detail);
        assertTrue(detail.contains("application/sparql-results+json (json)"), detail);
        assertFalse(detail.contains("turtle"), detail);
    }

    @Test
    void listsTheFormatsForAnUnknownSuffix() {
        HttpResponse<String> response = library.get("query/catalogue.csv");

        assertProblem(404, response);
        String detail = json(response).getString("detail");
        assertTrue(detail.contains("text/turtle (ttl)"), detail);
        assertFalse(detail.contains("text/csv"), detail);
    }

    @Test
    void givesTheTextOfAQuery() throws Exception {
        HttpResponse<String> response = library.get("query/books-by-author.rq");

        assertEquals(200, response.statusCode());
        assertEquals("application/sparql-query; charset=utf-8", header(response, "Content-Type"));
        assertEquals(
                Files.readString(
                        HomeFolder.LIBRARY.path().resolve("queries/books/books-by-author.rq")),
                response.body());
    }

    // Parameters

    @Test
    void takesAPrefixedNameOrAnIri() {
        String prefixed = library.get(QUILL).body();

        assertEquals(
                prefixed,
                library.get(
                                "query/books-by-author?author="
                                        + encode("https://library.example/id/ada-quill"))
                        .body());
        assertTrue(prefixed.contains("The Tin Orchard"));
    }

    @Test
    void takesOptionalParameters() {
        String all = library.get("query/loans-between.csv?from=2023-01-01&page=3").body();
        String some =
                library.get("query/loans-between.csv?from=2023-01-01&until=2023-12-31").body();

        assertEquals(
                "lentOn,book,returnedOn\r\n2024-08-11,https://library.example/id/mending-clocks,\r\n",
                all);
        assertEquals(3, some.lines().count());
    }

    @Test
    void takesTextInAnyScript() {
        assertEquals(
                "book,label\r\nhttps://library.example/id/the-ferry-by-moonlight,月光下的渡船\r\n",
                library.get("query/find-book.csv?title=" + encode("月光")).body());
    }

    @Test
    void takesAnInjectionForATextThatMatchesNothing() {
        String before = library.get("sparql?query=" + encode("ASK { ?s ?p ?o }")).body();

        HttpResponse<String> response =
                library.get("query/find-book.csv?title=" + encode("x\" } ; DROP ALL #"));

        assertEquals(200, response.statusCode());
        assertEquals("book,label\r\n", response.body());
        assertEquals(before, library.get("sparql?query=" + encode("ASK { ?s ?p ?o }")).body());
    }

    @Test
    void refusesAnInjectionForAnIri() {
        assertProblem(
                400,
                library.get(
                        "query/books-by-author?author="
                                + encode("https://library.example/id/a> ?p ?o } #")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    query/books-by-author                                 | author | is missing
                    query/loans-between.csv                               | from   | is missing
                    query/loans-between?from=soon                         | from   | a date of the form YYYY-MM-DD
                    query/loans-between?from=2023-01-01&until=2023-02-30  | until  | a date of the form YYYY-MM-DD
                    query/books-by-author?author=quill                    | author | an IRI or a prefixed name
                    query/books-by-author?author=id:ada-quill&colour=red  | colour | It takes: author=id:ada-quill
                    query/catalogue?page=1                                | page   | It takes none
                    query/books-by-author?author=id:a&author=id:b         | author | more than once
                    query/books-by-author?_author_iri=id:ada-quill        | author | is missing
                    query/has-loans?book=id:the-ferry-by-moonlight        | book   | needs one of id:the-tin-orchard, id:lanterns-over-mill-lane
                    query/loans-between?from=2023-01-01&page=0            | page   | a whole number from 1 on
                    query/loans-between?from=2023-01-01&page=x            | page   | a whole number from 1 on
                    query/books-by-author?author=id:ada-quill&timeout=x   | timeout | a number of seconds
                    query/books-by-author?author=id:ada-quill&format=docx | format  | text/csv (csv)
                    """)
    void namesTheParameterThatIsWrong(String path, String parameter, String reason) {
        HttpResponse<String> response = library.get(path);

        assertProblem(400, response);
        assertEquals(parameter, json(response).getString("parameter"));
        String detail = json(response).getString("detail");
        assertTrue(detail.contains("\"" + parameter + "\""), detail);
        assertTrue(detail.contains(reason), detail);
    }

    @Test
    void writesProblemsInUtf8() {
        HttpResponse<String> response =
                library.get(QUILL + "&" + encode("書名") + "=" + encode("月光"));

        assertProblem(400, response);
        assertEquals("書名", json(response).getString("parameter"));
        assertEquals(
                response.body().getBytes(StandardCharsets.UTF_8).length,
                Integer.parseInt(header(response, "Content-Length")));
    }

    @Test
    void saysThatThereIsNoSuchQuery() {
        HttpResponse<String> response = library.get("query/books-by-colour.csv?colour=red");

        assertProblem(404, response);
        String detail = json(response).getString("detail");
        assertTrue(detail.contains("\"books-by-colour\""), detail);
        assertTrue(detail.contains("/query/"), detail);
        assertProblem(404, library.get("query/returned-before-lent"));
        assertProblem(404, library.get("query/books/books-by-author?author=id:ada-quill"));
    }

    // Methods

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void takesNoOtherMethods(String method) {
        HttpResponse<String> response =
                library.send(method, QUILL, BodyPublishers.ofString("author=id:lin-yue"));

        assertProblem(405, response);
        assertEquals("GET, HEAD, OPTIONS", header(response, "Allow"));
    }

    @Test
    void saysWhichMethodsItTakes() {
        HttpResponse<String> response = library.send("OPTIONS", QUILL, BodyPublishers.noBody());

        assertEquals(204, response.statusCode());
        assertEquals("GET, HEAD, OPTIONS", header(response, "Allow"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query/",
                "query/catalogue.rq",
                QUILL,
                LOANS,
                "query/books-by-author",
                "query/no-such-query",
            })
    void answersAHeadAsAGetWithoutItsBody(String path) {
        HttpResponse<String> get = library.get(path);
        HttpResponse<String> head = library.head(path);

        assertEquals("", head.body());
        assertEquals(get.statusCode(), head.statusCode());
        assertEquals(headersButDate(get), headersButDate(head));
    }

    // Caching

    @Test
    void givesEqualAnswersEqualTags() {
        String tag = header(library.get(QUILL), "ETag");

        assertTrue(tag.matches("\"[0-9a-f]{32}\""), tag);
        assertEquals(tag, header(library.get(QUILL), "ETag"));
        assertEquals(tag, header(library.get(QUILL, "Accept", "application/json"), "ETag"));
        assertNotEquals(tag, header(library.get(QUILL, "Accept", "text/csv"), "ETag"));
        assertNotEquals(
                tag, header(library.get("query/books-by-author?author=id:lin-yue"), "ETag"));
        assertNotEquals(
                header(library.get(LOANS + "&page=1"), "ETag"),
                header(library.get(LOANS + "&page=2"), "ETag"));
        assertEquals(
                header(library.get(LOANS), "ETag"), header(library.get(LOANS + "&page=1"), "ETag"));
    }

    @Test
    void givesOtherSnapshotsOtherTags(@TempDir Path folder) {
        HomeFolder other =
                HomeFolder.in(folder)
                        .withAllOf(HomeFolder.LIBRARY)
                        .with("data/notes.md", "One byte is enough.");
        try (ServedHome changed = ServedHome.start(other)) {
            assertEquals(library.get(QUILL).body(), changed.get(QUILL).body());
            assertNotEquals(header(library.get(QUILL), "ETag"), header(changed.get(QUILL), "ETag"));
        }
    }

    @Test
    void doesNotRepeatWhatAClientHas() {
        String tag = header(library.get(QUILL), "ETag");

        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            HttpResponse<String> response = library.get(QUILL, "If-None-Match", known);
            assertEquals(304, response.statusCode(), known);
            assertEquals("", response.body());
            assertEquals(tag, header(response, "ETag"));
            assertEquals(Reply.VARY, header(response, "Vary"));
        }
        assertEquals(200, library.get(QUILL, "If-None-Match", "\"other\"").statusCode());
        assertEquals(
                200, library.get(QUILL, "If-None-Match", tag, "Accept", "text/csv").statusCode());
    }

    @Test
    void givesProblemsNoTag() {
        for (String path : List.of("query/books-by-author", LOANS + "&page=9", "query/no")) {
            HttpResponse<String> response = library.get(path);
            assertTrue(response.statusCode() >= 400);
            assertEquals("(no ETag)", header(response, "ETag"));
            assertEquals("no-store", header(response, "Cache-Control"));
        }
    }

    // Pages

    @Test
    void linksTheFirstPage() {
        HttpResponse<String> response = library.get("query/loans-between.csv?from=2023-01-01");

        assertEquals(
                "</query/loans-between.csv?from=2023-01-01&page=1>; rel=\"first\","
                        + " </query/loans-between.csv?from=2023-01-01&page=2>; rel=\"next\","
                        + " </query/loans-between.csv?from=2023-01-01&page=3>; rel=\"last\"",
                pages(response));
        assertEquals(
                List.of("lentOn,book,returnedOn", "2023-02-03", "2023-11-20"),
                firstCells(response));
    }

    @Test
    void linksAPageBetween() {
        HttpResponse<String> response =
                library.get("query/loans-between.csv?page=2&from=2023-01-01");

        assertEquals(
                "</query/loans-between.csv?from=2023-01-01&page=1>; rel=\"first\","
                        + " </query/loans-between.csv?from=2023-01-01&page=1>; rel=\"prev\","
                        + " </query/loans-between.csv?from=2023-01-01&page=3>; rel=\"next\","
                        + " </query/loans-between.csv?from=2023-01-01&page=3>; rel=\"last\"",
                pages(response));
        assertEquals(
                List.of("lentOn,book,returnedOn", "2024-02-29", "2024-05-02"),
                firstCells(response));
    }

    @Test
    void keepsTheFormatInItsLinks() {
        String link = pages(library.get("query/loans-between?from=2023-01-01&format=csv"));

        assertTrue(link.contains("?format=csv&from=2023-01-01&page=2>; rel=\"next\""), link);
    }

    /** A parameter of the query comes before one of the route. */
    @Test
    void leavesAParameterOfTheQueryToIt(@TempDir Path folder) {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("data/a.ttl", "<http://a.example/s> <http://a.example/p> \"csv\" .")
                        .with("queries/of.rq", "SELECT ?s { ?s ?p ?o FILTER(STR(?o) = ?_format) }");
        try (ServedHome own = ServedHome.start(home)) {
            HttpResponse<String> response = own.get("query/of?format=csv");

            assertEquals("application/sparql-results+json", contentType(response));
            assertTrue(response.body().contains("http://a.example/s"), response::body);
        }
    }

    @Test
    void linksTheLastPage() {
        HttpResponse<String> response =
                library.get("query/loans-between.csv?page=3&from=2023-01-01");

        assertEquals(
                "</query/loans-between.csv?from=2023-01-01&page=1>; rel=\"first\","
                        + " </query/loans-between.csv?from=2023-01-01&page=2>; rel=\"prev\","
                        + " </query/loans-between.csv?from=2023-01-01&page=3>; rel=\"last\"",
                pages(response));
        assertEquals(List.of("lentOn,book,returnedOn", "2024-08-11"), firstCells(response));
    }

    @Test
    void linksOneEmptyPageWhereThereAreNoRows() {
        HttpResponse<String> response = library.get("query/loans-between.csv?from=2099-01-01");

        assertEquals(
                "</query/loans-between.csv?from=2099-01-01&page=1>; rel=\"first\","
                        + " </query/loans-between.csv?from=2099-01-01&page=1>; rel=\"last\"",
                pages(response));
        assertEquals("lentOn,book,returnedOn\r\n", response.body());
    }

    @Test
    void linksOnlyWhatHasPages() {
        assertEquals("(no Link)", pages(library.get(QUILL)));
    }

    @Test
    void hasNoPageAfterTheLast() {
        HttpResponse<String> response = library.get(LOANS + "&page=4");

        assertProblem(404, response);
        assertTrue(json(response).getString("detail").contains("3 pages"));
    }

    @Test
    void followsItsOwnLinksToTheEnd() {
        String path = "query/loans-between.csv?from=2023-01-01";
        int rows = 0;
        int pages = 0;
        while (path != null && pages < 10) {
            HttpResponse<String> response = library.get(path);
            assertEquals(200, response.statusCode());
            rows += (int) response.body().lines().count() - 1;
            pages++;
            path = null;
            for (String link : pages(response).split(", ", -1)) {
                if (link.endsWith("rel=\"next\"")) {
                    path = link.substring(1, link.indexOf('>'));
                }
            }
        }
        assertEquals(3, pages);
        assertEquals(5, rows);
    }

    // Limits

    @Test
    void stopsAtItsLimits(@TempDir Path folder) {
        HomeFolder home =
                HomeFolder.in(folder)
                        .withAllOf(HomeFolder.LIBRARY)
                        .with("queries/many.rq", "SELECT * { ?a ?b ?c . ?d ?e ?f }")
                        .with(
                                "queries/slow.rq",
                                "SELECT (COUNT(*) AS ?n)"
                                        + " { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }");
        try (ServedHome limited = ServedHome.start(home, Duration.ofSeconds(1))) {
            HttpResponse<String> many = limited.get("query/many");
            HttpResponse<String> slow = limited.get("query/slow");

            for (HttpResponse<String> response : List.of(many, slow)) {
                assertProblem(503, response);
                assertEquals("5", header(response, "Retry-After"));
                assertEquals("(no ETag)", header(response, "ETag"));
            }
            assertTrue(json(many).getString("detail").contains("more than 200 rows"));
            assertTrue(json(slow).getString("detail").contains("timed out after 1 second."));
            assertTrue(
                    json(limited.get("query/slow?timeout=0.2"))
                            .getString("detail")
                            .contains("timed out after 200 ms"));
            assertTrue(
                    json(limited.get("query/slow?timeout=9"))
                            .getString("detail")
                            .contains("timed out after 1 second."));
        }
    }

    @Test
    void saysThatAnAnswerDoesNotFitAFormat(@TempDir Path folder) {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("data/a.ttl", "<http://a.example/s> <http://a.example/1> 2 .")
                        .with("queries/all.rq", "CONSTRUCT WHERE { ?s ?p ?o }");
        try (ServedHome odd = ServedHome.start(home)) {
            HttpResponse<String> response = odd.get("query/all.rdf");

            assertProblem(406, response);
            String detail = json(response).getString("detail");
            assertTrue(detail.contains("application/rdf+xml"), detail);
            assertTrue(detail.contains("http://a.example/1"), detail);
            assertEquals(200, odd.get("query/all.nt").statusCode());
        }
    }

    private static String compact(JsonValue json) {
        return JSON.toStringFlat(json).replace(" ", "");
    }

    /** Jetty leaves out the space before the charset of some types. */
    private static String contentType(HttpResponse<String> response) {
        return header(response, "Content-Type").replaceFirst("; *charset", "; charset");
    }

    private static void assertProblem(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals("application/problem+json", header(response, "Content-Type"));
        assertEquals(status, json(response).getNumber("status").intValue());
        assertFalse(json(response).getString("title").isBlank());
        assertFalse(json(response).getString("detail").isBlank());
        assertFalse(response.body().contains("org.labledger"), response.body());
        assertFalse(response.body().contains("org.apache"), response.body());
        assertFalse(response.body().contains("Exception"), response.body());
    }

    private static Map<String, List<String>> headersButDate(HttpResponse<String> response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.remove("date");
        return headers;
    }

    private static List<String> firstCells(HttpResponse<String> response) {
        return response.body()
                .lines()
                .map(line -> line.startsWith("2") ? line.substring(0, 10) : line)
                .toList();
    }

    /** Returns the links to pages of rows, without the one that says how to cite the answer. */
    private static String pages(HttpResponse<?> response) {
        return response.headers().allValues("Link").stream()
                .filter(link -> !link.contains("cite-as"))
                .findFirst()
                .orElse("(no Link)");
    }
}
