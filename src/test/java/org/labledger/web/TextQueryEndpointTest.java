package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.labledger.web.ServedHome.encode;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.labledger.HomeFolder;

/** {@code text:query} at the SPARQL endpoint, on a server that nobody has searched yet. */
class TextQueryEndpointTest extends LibraryServerTestCase {

    @Test
    void findsByWords() {
        assertEquals(
                "book\r\nhttps://library.example/id/the-tin-orchard\r\n",
                csv("SELECT ?book { ?book text:query (rdfs:label \"orchards\") }"));
    }

    @Test
    void joinsWithTheRestOfTheQuery() {
        assertEquals(
                "name\r\nAda Quill\r\n",
                csv(
                        "SELECT ?name { ?book text:query (rdfs:label \"orchard\") ;"
                                + " <https://library.example/vocab#author> ?author ."
                                + " ?author rdfs:label ?name FILTER(LANG(?name) = \"en\") }"));
    }

    @Test
    void takesTextThatIsNotInLucenesSyntax() {
        assertEquals(
                "book\r\nhttps://library.example/id/the-tin-orchard\r\n",
                csv("SELECT ?book { ?book text:query (rdfs:label \"orchard (\") }"));
    }

    @Test
    void answersTheFirstQueryOfAServer() {
        try (ServedHome fresh = ServedHome.start(HomeFolder.LIBRARY, Duration.ofSeconds(20))) {
            assertEquals(
                    200, ask(fresh, "SELECT ?book { ?book text:query \"orchard\" }").statusCode());
        }
    }

    private static String csv(String query) {
        HttpResponse<String> response = ask(library, query);
        assertEquals(200, response.statusCode(), response::body);
        return response.body();
    }

    private static HttpResponse<String> ask(ServedHome home, String query) {
        return home.get(
                "sparql?query="
                        + encode(
                                "PREFIX text: <http://jena.apache.org/text#> PREFIX rdfs:"
                                        + " <http://www.w3.org/2000/01/rdf-schema#> "
                                        + query),
                "Accept",
                "text/csv");
    }
}
