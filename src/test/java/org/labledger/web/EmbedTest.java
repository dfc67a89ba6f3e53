package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;
import static org.labledger.web.ServedHome.json;

import java.net.http.HttpResponse;
import java.util.Objects;
import org.apache.jena.atlas.json.JsonObject;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.http.SecurityHeaders;

/** Answers and things on other sites: pages without chrome, and oEmbed 1.0. */
class EmbedTest extends LibraryServerTestCase {

    private static final String BOOKS = "query/books-by-author?author=id:ada-quill";

    private static String policy(String path) {
        return header(library.get(path), "Content-Security-Policy");
    }

    @ParameterizedTest
    @ValueSource(strings = {BOOKS, "doc/id/ada-quill", "doc/?iri=http://nothing.example/x"})
    void onlyEmbeddedPagesMayBeFramed(String page) {
        HttpResponse<String> framed = library.get("embed/" + page);

        assertEquals("(no X-Frame-Options)", header(framed, "X-Frame-Options"));
        assertEquals(
                Objects.requireNonNull(SecurityHeaders.FIELDS.get("Content-Security-Policy"))
                        .replace("frame-ancestors 'none'", "frame-ancestors *"),
                policy("embed/" + page));
        assertEquals("DENY", header(library.get(page), "X-Frame-Options"));
        assertTrue(policy(page).contains("frame-ancestors 'none'"));
        assertTrue(policy("embed/../" + page).contains("frame-ancestors 'none'"));
    }

    @ParameterizedTest
    @CsvSource({
        BOOKS + ", 200",
        "query/books-by-author?author=%3C, 400",
        "query/nothing, 404",
        "doc/id/ada-quill, 200",
        "doc/id/nobody, 404",
        "about, 404",
    })
    void whatCanBeEmbeddedSaysWhereItIsFrom(String page, int status) {
        HttpResponse<String> response =
                library.get("embed/" + page + (page.contains("?") ? "&" : "?") + "lang=en");

        assertEquals(status, response.statusCode(), page);
        if (status == 200) {
            Document embedded = Jsoup.parse(response.body());
            assertTrue(embedded.select("nav, form, .masthead").isEmpty());
            assertEquals("_blank", embedded.select("base").attr("target"));
            assertEquals(
                    "/" + page.replace(":", "%3A"),
                    embedded.expectFirst(".from a").attr("href").replace(":", "%3A"));
            assertTrue(embedded.select(".from code").attr("title").equals(library.snapshot().id()));
            assertEquals("(no Set-Cookie)", header(response, "Set-Cookie"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BOOKS, "doc/id/ada-quill"})
    void thePageHasTheCodeThatOembedGives(String path) {
        Document page =
                Jsoup.parse(
                        library.get(
                                        path + (path.contains("?") ? "&" : "?") + "lang=en",
                                        "Accept",
                                        "text/html")
                                .body());
        String link = page.select("link[type='application/json+oembed']").attr("href");
        HttpResponse<String> answer = library.get(link);
        JsonObject json = json(answer);

        assertEquals(200, answer.statusCode(), answer::body);
        assertEquals("rich", json.get("type").getAsString().value());
        assertEquals("1.0", json.get("version").getAsString().value());
        String src =
                Jsoup.parse(json.get("html").getAsString().value()).select("iframe").attr("src");
        assertEquals(
                src, Jsoup.parse(page.select("#embed-code").text()).select("iframe").attr("src"));
        assertEquals(200, library.get(src).statusCode(), src);
    }

    @Test
    void oembedKeepsToTheSizeOfTheSite() {
        JsonObject json =
                json(
                        library.get(
                                "oembed?maxwidth=400&maxheight=300&url="
                                        + encode(library.uri(BOOKS).toString())));

        assertEquals(400, json.get("width").getAsNumber().value().intValue());
        assertEquals(300, json.get("height").getAsNumber().value().intValue());
        assertTrue(json.get("html").getAsString().value().contains("width=\"400\" height=\"300\""));
    }

    @Test
    void oembedRefusesWhatItCannotGive() {
        String books = "url=" + encode(library.uri(BOOKS).toString());

        assertEquals(501, library.get("oembed?format=xml&" + books).statusCode());
        assertEquals(400, library.get("oembed").statusCode());
        assertEquals(400, library.get("oembed?maxwidth=wide&" + books).statusCode());
        for (String other :
                new String[] {
                    "https://elsewhere.example/query/books-by-author",
                    library.uri("about").toString(),
                    library.uri("query/nothing").toString()
                }) {
            assertEquals(404, library.get("oembed?url=" + encode(other)).statusCode(), other);
        }
        assertFalse(library.get("about", "Accept", "text/html").body().contains("json+oembed"));
    }
}
