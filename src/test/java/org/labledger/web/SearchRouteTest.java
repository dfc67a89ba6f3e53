package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;
import static org.labledger.web.ServedHome.json;

import java.net.http.HttpResponse;
import java.util.List;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.atlas.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.search.SearchResult;

class SearchRouteTest extends LibraryServerTestCase {

    private static final String ORCHARD = "https://library.example/id/the-tin-orchard";

    @Test
    void findsAThingByItsNameWithALetterWrong() {
        JsonObject first = results("search?q=tin+orchrad&lang=en").getFirst();

        assertEquals(ORCHARD, first.getString("iri"));
        assertEquals("/id/the-tin-orchard", first.getString("address"));
        assertEquals("thing", first.getString("kind"));
        assertEquals("The Tin Orchard", first.getString("label"));
        assertEquals("name", first.getObj("found").getString("role"));
    }

    @Test
    void saysWhereInTheTextTheWordsStand() {
        JsonObject found = results("search?q=orchard&lang=en").getFirst().getObj("found");
        JsonValue range = found.get("highlights").getAsArray().get(0);
        int start = range.getAsArray().get(0).getAsNumber().value().intValue();
        int end = range.getAsArray().get(1).getAsNumber().value().intValue();

        assertEquals("Orchard", found.getString("text").substring(start, end));
        assertEquals("en", found.getString("language"));
    }

    @ParameterizedTest
    @CsvSource({"orchard, THING,    303", "author,  TERM,     200", "catalogue, QUESTION, 200"})
    void givesAddressesThatLeadToWhatWasFound(String text, SearchResult.Kind kind, int status) {
        List<String> addresses =
                results("search?lang=en&q=" + text).stream()
                        .filter(result -> result.getString("kind").equalsIgnoreCase(kind.name()))
                        .map(result -> result.getString("address"))
                        .toList();

        assertNotEquals(List.of(), addresses);
        assertEquals(status, library.get(addresses.getFirst()).statusCode(), addresses.getFirst());
    }

    @Test
    void labelsInTheLanguageThatIsAskedFor() {
        assertEquals("錫果園", labelOf("search?q=tin+orchard&lang=zh-Hant"));
        assertEquals("錫果園", labelOf("search?q=tin+orchard&lang=zh-Hant-TW"));
        assertEquals("錫果園", labelOf("search?q=" + encode("錫果園") + "&lang=zh-hant"));
    }

    @Test
    void labelsInTheLanguageThatTheBrowserPrefers() {
        HttpResponse<String> response =
                library.get(
                        "search?q=tin+orchard", "Accept-Language", "de, zh-Hant;q=0.8, en;q=0.1");

        assertEquals(
                "錫果園",
                json(response).get("results").getAsArray().get(0).getAsObject().getString("label"));
    }

    @Test
    void keepsToAClass() {
        String author = "https://library.example/vocab#Author";

        assertEquals(List.of("Author"), typesOf("search?q=quill&type=" + encode(author)));
        assertEquals(List.of("Author"), typesOf("search?q=quill&type=lib:Author"));
        assertEquals(List.of(), typesOf("search?q=quill&type=lib:Book"));
    }

    @Test
    void countsWhatIsFoundOfEachClass() {
        JsonObject json = json(library.get("search?q=the&lang=en&limit=1"));
        JsonObject novels =
                json.get("types").getAsArray().stream()
                        .map(JsonValue::getAsObject)
                        .filter(type -> type.getString("type").endsWith("#Novel"))
                        .findFirst()
                        .orElseThrow();

        assertEquals("Novel", novels.getString("label"));
        assertEquals(1, json.get("results").getAsArray().size());
        assertTrue(novels.getNumber("count").intValue() > 1);
        assertTrue(json.getNumber("total").intValue() >= novels.getNumber("count").intValue());
    }

    @Test
    void givesTheNextOnesByOffset() {
        List<JsonObject> all = results("search?q=the&limit=3");
        List<JsonObject> later = results("search?q=the&offset=1&limit=2");

        assertEquals(3, all.size());
        assertEquals(all.subList(1, 3), later);
        assertEquals(List.of(), results("search?q=the&limit=0"));
        assertEquals(List.of(), results("search?q=the&offset=10000"));
    }

    @Test
    void findsNothingInAnEmptyText() {
        JsonObject json = json(library.get("search?q="));

        assertEquals(0, json.getNumber("total").intValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"((", "*", "\"", "a AND", "[", "\\", "+-&&||!(){}^~?:/", "\u0000"})
    void takesAnySignAsText(String text) {
        assertEquals(200, library.get("search?q=" + encode(text)).statusCode(), text);
    }

    @ParameterizedTest
    @CsvSource({
        "search,                    q",
        "search?lang=en,            q",
        "search?q=a&q=b,            q",
        "search?q=a&limit=101,      limit",
        "search?q=a&limit=-1,       limit",
        "search?q=a&limit=,         limit",
        "search?q=a&limit=ten,      limit",
        "search?q=a&offset=10001,   offset",
        "search?q=a&offset=1.5,     offset",
        "search?q=a&type=book,      type",
        "search?q=a&type=%3Ca%20b%3E, type",
        "search?q=a&lang=e_n,       lang",
        "search?q=a&format=xml,     format",
        "search?q=a&limt=5,         limt"
    })
    void namesTheParameterThatIsWrong(String path, String parameter) {
        HttpResponse<String> response = library.get(path);

        assertEquals(400, response.statusCode());
        assertEquals("application/problem+json", header(response, "Content-Type"));
        assertEquals(parameter, json(response).getString("parameter"));
    }

    @Test
    void refusesAVeryLongText() {
        HttpResponse<String> response = library.get("search?q=" + "a".repeat(201));

        assertEquals(400, response.statusCode());
        assertTrue(json(response).getString("detail").contains("200"), response::body);
        assertEquals(200, library.get("search?q=" + "a".repeat(200)).statusCode());
    }

    @Test
    void isNotSentAgainToAClientThatHasIt() {
        HttpResponse<String> first = library.get("search?q=orchard");
        String tag = header(first, "ETag");

        assertEquals(304, library.get("search?q=orchard", "If-None-Match", tag).statusCode());
        assertEquals(200, library.get("search?q=tin", "If-None-Match", tag).statusCode());
        assertNotEquals(tag, header(library.get("search?q=orchard&limit=1"), "ETag"));
        assertNotEquals(tag, header(library.get("search?q=orchard&lang=zh-Hant"), "ETag"));
        assertNotEquals(tag, header(library.get("search?q=orchard&type=lib:Book"), "ETag"));
    }

    @Test
    void isOfferedInJson() {
        assertEquals("application/json", header(library.get("search?q=a"), "Content-Type"));
        assertEquals(406, library.get("search?q=a", "Accept", "text/csv").statusCode());
        assertEquals(405, library.post("search", "text/plain", "a").statusCode());
    }

    private static List<JsonObject> results(String path) {
        HttpResponse<String> response = library.get(path);
        assertEquals(200, response.statusCode(), response::body);
        return json(response).get("results").getAsArray().stream()
                .map(JsonValue::getAsObject)
                .toList();
    }

    private static String labelOf(String path) {
        return results(path).getFirst().getString("label");
    }

    /** Returns the local names of the classes of all that is found, each once. */
    private static List<String> typesOf(String path) {
        return results(path).stream()
                .flatMap(result -> result.get("types").getAsArray().stream())
                .map(type -> type.getAsString().value().replaceFirst(".*#", ""))
                .distinct()
                .toList();
    }
}
