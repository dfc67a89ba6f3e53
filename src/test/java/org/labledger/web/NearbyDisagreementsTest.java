package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** A thing that many disputed records name; nobody has acknowledged the disagreements. */
class NearbyDisagreementsTest {

    private static final String VOCABULARY =
            """
            @prefix : <https://home.test/vocab#> .
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            :Tree a rdfs:Class ; rdfs:label "Tree"@en .
            :street a rdf:Property .
            :planted a rdf:Property ; ev:singleValued true ; rdfs:label "planted in"@en .
            """;

    @TempDir Path folder;

    private String pageOfTheStreet(int trees) {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with("ontology/vocab.ttl", VOCABULARY)
                        .with(
                                "data/lane.ttl",
                                "<https://home.test/id/lane>"
                                        + " <http://www.w3.org/2000/01/rdf-schema#label>"
                                        + " \"Lane\"@en .")
                        .with("data/old.ttl", said(trees, 1900))
                        .with("data/new.ttl", said(trees, 1950));
        try (ServedHome snapshot = ServedHome.start(home)) {
            return snapshot.get("doc/id/lane", "Accept", "text/html", "Accept-Language", "en")
                    .body();
        }
    }

    private static String said(int trees, int year) {
        return """
        @prefix : <https://home.test/vocab#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        """
                + IntStream.rangeClosed(1, trees)
                        .mapToObj(i ->
                                """
                                <https://home.test/id/tree-%d> a :Tree ; :planted %d ;
                                    rdfs:label "Tree %d"@en ;
                                    :street <https://home.test/id/lane> .
                                """
                                        .formatted(i, year + i, i))
                        .collect(Collectors.joining());
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    @Test
    void fewAreShownWithTheirSides() {
        String page = pageOfTheStreet(8);

        assertEquals(8, count(page, "<div class=\"dispute\""), page);
        assertTrue(page.contains("<h3>Tree 3: planted in</h3>"), page);
        assertTrue(page.contains(">1,903<") && page.contains(">1,953<"), page);
    }

    @Test
    void manyAreCountedAndLinked() {
        String page = pageOfTheStreet(9);

        assertFalse(page.contains("<div class=\"dispute\""), page);
        assertTrue(page.contains("<summary>Show 9 disagreements</summary>"), page);
        assertTrue(page.contains("<a href=\"/doc/id/tree-3\">Tree 3: planted in</a>"), page);
    }
}
