package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** A home without void:uriSpace can be browsed and searched, whatever its IRIs. */
@Timeout(60)
class UndeclaredSpaceTest {

    private static final String DATA =
            """
            @prefix a: <https://a.example/> .
            @prefix b: <urn:b:> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            a:orchard a a:Book ; rdfs:label "The Tin Orchard" ; a:by b:ada .
            a:ferry a a:Book ; rdfs:label "The Ferry"@en ; a:by <https://c.example/x?y=1&z#lin> .
            b:ada a a:Author ; rdfs:label "Ada Quill" .
            <https://c.example/x?y=1&z#lin> a a:Author ; rdfs:label "林月" .
            """;

    @TempDir static Path folder;

    private static ServedHome home;

    @BeforeAll
    static void startServer() {
        home = ServedHome.start(HomeFolder.in(folder).with("data/books.ttl", DATA));
    }

    @AfterAll
    static void stopServer() {
        home.close();
    }

    @Test
    void listsTheThingsOfEachClass() {
        String kinds = page("/browse").body();
        List<String> lists = hrefs(kinds, "/browse\\?class=[^\"]+");
        assertEquals(2, lists.size(), kinds);

        for (String list : lists) {
            List<String> things = hrefs(page(list).body(), "/doc/\\?iri=[^\"]+");
            assertEquals(2, things.size(), list);
            for (String thing : things) {
                assertEquals(200, page(thing).statusCode(), thing);
            }
        }
    }

    @Test
    void leadsFromAThingToWhatItIsLinkedWith() {
        String book = page("/doc/?iri=https%3A%2F%2Fa.example%2Fferry").body();
        assertTrue(book.contains("The Ferry"), book);
        List<String> authors = hrefs(book, "/doc/\\?iri=https://c.example[^\"]+");
        assertTrue(!authors.isEmpty(), book);

        HttpResponse<String> author = page(authors.getFirst());
        assertEquals(200, author.statusCode());
        assertTrue(author.body().contains("林月"), author::body);
    }

    @Test
    void findsThingsByWords() {
        for (String words : List.of("orchard", "quill", "%E6%9E%97%E6%9C%88")) {
            List<String> hits = hrefs(page("/search?q=" + words).body(), "/doc/\\?iri=[^\"]+");
            assertTrue(!hits.isEmpty(), words);
            assertEquals(200, page(hits.getFirst()).statusCode(), hits::toString);
        }
    }

    private static HttpResponse<String> page(String path) {
        return home.get(path, "Accept", "text/html");
    }

    private static List<String> hrefs(String html, String pattern) {
        return Pattern.compile("href=\"(" + pattern + ")\"")
                .matcher(html)
                .results()
                .map(link -> link.group(1).replace("&amp;", "&"))
                .distinct()
                .toList();
    }
}
