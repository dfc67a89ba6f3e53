package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

/** What {@code /sparql} lets clients keep (RFC 9110, sections 8.8, 12.5 and 13; RFC 9111). */
class SparqlCachingTest extends LibraryServerTestCase {

    private static final String ALL = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 100";
    private static final String ADDRESS = "sparql?query=" + encode(ALL);

    @Test
    void sameRequestHasTheSameStrongTag() {
        String tag = header(get("text/csv"), "ETag");

        assertTrue(tag.matches("\"[^\"]+\""), tag);
        assertEquals(tag, header(get("text/csv"), "ETag"));
    }

    @Test
    void otherFormatHasAnotherTag() {
        assertNotEquals(
                header(get("text/csv"), "ETag"),
                header(get("application/sparql-results+json"), "ETag"));
    }

    @Test
    void otherQueryHasAnotherTag() {
        assertNotEquals(
                header(get("text/csv"), "ETag"),
                header(library.get(ADDRESS + "%20OFFSET%201", "Accept", "text/csv"), "ETag"));
    }

    @Test
    void otherDatasetHasAnotherTag() {
        String graph = encode("https://library.example/source/card-index-1974");

        assertNotEquals(
                header(get("text/csv"), "ETag"),
                header(
                        library.get(ADDRESS + "&default-graph-uri=" + graph, "Accept", "text/csv"),
                        "ETag"));
        assertNotEquals(
                header(
                        library.get(ADDRESS + "&named-graph-uri=" + graph, "Accept", "text/csv"),
                        "ETag"),
                header(
                        library.get(ADDRESS + "&default-graph-uri=" + graph, "Accept", "text/csv"),
                        "ETag"));
    }

    @Test
    void otherSnapshotHasAnotherTag(@TempDir Path folder) {
        HomeFolder edited =
                HomeFolder.in(folder)
                        .withAllOf(HomeFolder.LIBRARY)
                        .with("data/z.nt", "<a:s> <a:p> 1 .\n");
        try (ServedHome other = ServedHome.start(edited)) {
            assertNotEquals(
                    header(get("text/csv"), "ETag"),
                    header(other.get(ADDRESS, "Accept", "text/csv"), "ETag"));
        }
    }

    @Test
    void knownAnswerIsNotSentAgain() {
        HttpResponse<String> first = get("text/csv");
        String tag = header(first, "ETag");
        HttpResponse<String> again =
                library.get(ADDRESS, "Accept", "text/csv", "If-None-Match", tag);

        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
        assertEquals(tag, header(again, "ETag"));
        assertEquals(header(first, "Vary"), header(again, "Vary"));
        assertEquals(header(first, "Cache-Control"), header(again, "Cache-Control"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\", %s", "W/%s", "*", "%s , \"x\""})
    void tagAmongOthers(String ifNoneMatch) {
        String tag = header(get("text/csv"), "ETag");

        assertEquals(
                304,
                library.get(
                                ADDRESS,
                                "Accept",
                                "text/csv",
                                "If-None-Match",
                                String.format(ifNoneMatch, tag))
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "other", "", "\"unclosed"})
    void otherTag(String ifNoneMatch) {
        assertEquals(
                200,
                library.get(ADDRESS, "Accept", "text/csv", "If-None-Match", ifNoneMatch)
                        .statusCode());
    }

    @Test
    void tagOfAnotherFormatIsNotTheSame() {
        String tag = header(get("application/sparql-results+json"), "ETag");

        assertEquals(
                200, library.get(ADDRESS, "Accept", "text/csv", "If-None-Match", tag).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT (RAND() AS ?x) {}",
                "SELECT (NOW() AS ?x) {}",
                "SELECT (UUID() AS ?x) {}",
                "SELECT (STRUUID() AS ?x) {}"
            })
    void answerThatIsNewEachTimeHasNoTag(String query) {
        HttpResponse<String> response = library.get("sparql?query=" + encode(query));

        assertEquals(200, response.statusCode());
        assertFalse(response.headers().firstValue("ETag").isPresent(), response::toString);
    }

    @Test
    void errorsAreNotKept() {
        HttpResponse<String> response = library.get("sparql?query=ASK");

        assertFalse(response.headers().firstValue("ETag").isPresent());
        assertTrue(header(response, "Cache-Control").contains("no-store"), response::toString);
    }

    @Test
    void gzipHasItsOwnTagAndTheSameContent() throws Exception {
        HttpResponse<byte[]> plain = raw("identity");
        HttpResponse<byte[]> zipped = raw("gzip");

        assertEquals("gzip", header(zipped, "Content-Encoding"));
        assertNotEquals(header(plain, "ETag"), header(zipped, "ETag"));
        assertTrue(header(zipped, "ETag").matches("\"[^\"]+\""), "strong");
        assertTrue(zipped.body().length < plain.body().length / 2);
        assertArrayEquals(
                plain.body(),
                new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes());
        assertTrue(header(plain, "Vary").matches("(?i).*accept-encoding.*"));
        assertTrue(header(zipped, "Vary").matches("(?i).*accept-encoding.*"));
    }

    @Test
    void gzipIsKnownAgainByItsTag() throws Exception {
        String tag = header(raw("gzip"), "ETag");
        HttpResponse<String> again =
                library.get(
                        ADDRESS,
                        "Accept",
                        "text/csv",
                        "Accept-Encoding",
                        "gzip",
                        "If-None-Match",
                        tag);

        assertEquals(304, again.statusCode());
        assertEquals(tag, header(again, "ETag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q=0", "identity", "br", "gzip;q=0, identity;q=0.5", "*;q=0"})
    void whoeverDoesNotTakeGzipGetsNone(String acceptEncoding) throws Exception {
        HttpResponse<byte[]> response = raw(acceptEncoding);

        assertEquals("(no Content-Encoding)", header(response, "Content-Encoding"));
        assertTrue(new String(response.body(), StandardCharsets.UTF_8).startsWith("s,p,o\r\n"));
    }

    private static HttpResponse<String> get(String accept) {
        return library.get(ADDRESS, "Accept", accept);
    }

    private static HttpResponse<byte[]> raw(String acceptEncoding) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(library.uri(ADDRESS))
                            .timeout(Duration.ofSeconds(30))
                            .header("Accept", "text/csv")
                            .header("Accept-Encoding", acceptEncoding)
                            .build(),
                    BodyHandlers.ofByteArray());
        }
    }
}
