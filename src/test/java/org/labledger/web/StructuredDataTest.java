package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** What pages tell search engines, in JSON-LD. */
class StructuredDataTest extends LibraryServerTestCase {

    private static List<JsonObject> of(String path) {
        return Jsoup.parse(library.get(path, "Accept", "text/html").body())
                .select("script[type='application/ld+json']")
                .stream()
                .map(Element::data)
                .map(JSON::parse)
                .toList();
    }

    @Test
    void theHomePageIsASiteWithASearchAndADataset() {
        List<JsonObject> graph =
                of("/?lang=en").getFirst().getArray("@graph").toList().stream()
                        .map(value -> value.getAsObject())
                        .toList();

        assertEquals("WebSite", graph.getFirst().getString("@type"));
        JsonObject search = graph.getFirst().getObj("potentialAction");
        String address = search.getObj("target").getString("urlTemplate");
        assertEquals(
                200, library.get(address.replace("{search_term_string}", "orchard")).statusCode());
        assertEquals("Dataset", graph.getLast().getString("@type"));
        assertEquals(library.snapshot().id(), graph.getLast().getString("version"));
    }

    @Test
    void aVocabularyIsASetOfTerms() {
        JsonObject set = of("vocab?lang=en").getFirst();

        assertEquals("DefinedTermSet", set.getString("@type"));
        assertEquals("https://library.example/vocab", set.getString("@id"));
        assertTrue(
                set.getArray("hasDefinedTerm").toList().stream()
                        .anyMatch(term ->
                                term.getAsObject()
                                        .getString("@id")
                                        .equals("https://library.example/vocab#Author")));
    }

    @Test
    void crumbsAreAList() {
        JsonObject list = of("query/catalogue?lang=en").getLast();

        assertEquals("BreadcrumbList", list.getString("@type"));
        assertEquals(2, list.getArray("itemListElement").toList().size());
        assertEquals(
                library.uri("query/").toString(),
                list.getArray("itemListElement").toList().get(1).getAsObject().getString("item"));
    }
}
