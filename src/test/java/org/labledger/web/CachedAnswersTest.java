package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One client's request never decides what another one is answered (RFC 9110, section 8.8.1). */
class CachedAnswersTest extends LibraryServerTestCase {

    private static final String COUNT = "SELECT (COUNT(*) AS ?c) { ?s ?p ?o }";

    /** Texts that have been taken for a separator, for the end of a list, or for nothing. */
    private static final List<String> AWKWARD =
            List.of(
                    "",
                    " ",
                    ",",
                    ", ",
                    "[]",
                    "a",
                    "a, b",
                    "a=b",
                    "a, b=c",
                    "}",
                    "\n",
                    "\u0000",
                    "\u0000csv",
                    "s1:a",
                    "https://library.example/source/card-index-1974",
                    "https://library.example/source/card-index-1998",
                    "https://library.example/source/card-index-1974,"
                            + " https://library.example/source/card-index-1998");

    private final Map<String, HttpResponse<String>> answers = new HashMap<>();

    @Test
    void anEmptyGraphParameterChoosesNothing() {
        String plain = "sparql?format=csv&query=" + encode(COUNT);
        String withEmpty = plain + "&default-graph-uri=&named-graph-uri=";

        String first = library.get(withEmpty).body();
        String second = library.get(plain).body();

        assertTrue(second.matches("c\\R[1-9]\\d*\\R"), second);
        assertEquals(second, first);
    }

    @Test
    void twoGraphsAreNotTakenForOneWithACommaInItsName() {
        String one = "https://library.example/source/card-index-1974";
        String other = "https://library.example/source/card-index-1998";
        String query = "sparql?format=csv&query=" + encode(COUNT) + "&default-graph-uri=";

        HttpResponse<String> comma = library.get(query + encode(one + ", " + other));
        HttpResponse<String> both =
                library.get(query + encode(one) + "&default-graph-uri=" + encode(other));

        assertTrue(comma.body().matches("c\\R0\\R"), comma.body());
        assertTrue(both.body().matches("c\\R[1-9]\\d*\\R"), both.body());
        assertNotEquals(header(comma, "ETag"), header(both, "ETag"));
    }

    @Test
    @Timeout(180)
    void differentAnswersNeverHaveTheSameEntityTag() {
        Random random = new Random(12_001);
        int tagged = 0;
        for (int pair = 0; pair < 2_000; pair++) {
            String one = request(random);
            String other = request(random);
            HttpResponse<String> first = ask(one);
            HttpResponse<String> second = ask(other);
            String tag = header(first, "ETag");
            if (first.headers().firstValue("ETag").isPresent()
                    && tag.equals(header(second, "ETag"))) {
                tagged++;
                assertEquals(first.body(), second.body(), () -> one + " and " + other);
            }
        }
        assertTrue(tagged > 0, "some requests ask the same");
    }

    private HttpResponse<String> ask(String path) {
        return answers.computeIfAbsent(path, p -> library.get(p));
    }

    /** Requests of all routes whose replies are cached, most of them nearly alike. */
    private static String request(Random random) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> {
                StringBuilder path = new StringBuilder("sparql?query=" + encode(COUNT));
                for (String name : List.of("default-graph-uri", "named-graph-uri")) {
                    for (int i = random.nextInt(3); i > 0; i--) {
                        path.append('&').append(name).append('=').append(encode(any(random)));
                    }
                }
                yield path + "&format=" + (random.nextBoolean() ? "csv" : "json");
            }
            case 2 ->
                    "query/books-by-author."
                            + (random.nextBoolean() ? "csv" : "json")
                            + "?author="
                            + encode(any(random));
            case 3 ->
                    "fragments?subject="
                            + encode(any(random))
                            + "&predicate="
                            + encode(any(random));
            case 4 -> "search?q=" + encode(any(random)) + "&lang=" + encode(any(random));
            default -> {
                List<String> paths =
                        new ArrayList<>(List.of("browse", "about", "data", "doc/id/ada-quill"));
                yield paths.get(random.nextInt(paths.size())) + "?graph=" + encode(any(random));
            }
        };
    }

    private static String any(Random random) {
        return AWKWARD.get(random.nextInt(AWKWARD.size()));
    }
}
