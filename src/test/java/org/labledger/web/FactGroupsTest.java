package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** Where a home says in which groups facts are shown, and where it does not. */
class FactGroupsTest {

    private static final String VOCABULARY =
            """
            @prefix : <https://home.test/vocab#> .
            @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix sh: <http://www.w3.org/ns/shacl#> .
            :Tree a rdfs:Class .
            :height a rdf:Property GROUP ; rdfs:label "height"@en .
            :girth a rdf:Property GROUP ; rdfs:label "girth"@en .
            :street a rdf:Property ; rdfs:label "street"@en .
            """;

    private static final String GROUPS =
            """
            :size a sh:PropertyGroup ; sh:order 1 ; rdfs:label "Size"@en .
            :place a sh:PropertyGroup ; sh:order 2 ; rdfs:label "Place"@en .
            """;

    private static final String TREE =
            """
            @prefix : <https://home.test/vocab#> .
            <https://home.test/id/oak> a :Tree ; :height 12 ; :girth 3 ; :street "Mill Lane" .
            """;

    @TempDir Path folder;

    private String page(String vocabulary, String shapes) {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with("ontology/vocab.ttl", vocabulary)
                        .with("ontology/shapes/union.ttl", shapes)
                        .with("data/trees.ttl", TREE);
        try (ServedHome snapshot = ServedHome.start(home)) {
            return snapshot.get("doc/id/oak", "Accept", "text/html", "Accept-Language", "en")
                    .body();
        }
    }

    @Test
    void factsOfAHomeWithoutGroupsStandInOneList() {
        String page = page(VOCABULARY.replace("GROUP", ""), "");

        assertFalse(page.contains("class=\"group\""), page);
        assertTrue(page.contains(">height<") && page.contains(">street<"), page);
    }

    @Test
    void propertiesWithoutAGroupComeFirstUnderNoHeading() {
        String page = page(VOCABULARY.replace("GROUP", "; sh:group :size") + GROUPS, "");

        int heading = page.indexOf("<h3>Size</h3>");
        assertTrue(page.indexOf(">street<") < heading, page);
        assertTrue(heading < page.indexOf(">height<"), page);
        assertTrue(heading < page.indexOf(">girth<"), page);
    }

    @Test
    void theGroupOfAPropertyShapeGoesBeforeThatOfTheProperty() {
        String page =
                page(
                        VOCABULARY.replace("GROUP", "; sh:group :size") + GROUPS,
                        """
                        @prefix : <https://home.test/vocab#> .
                        @prefix sh: <http://www.w3.org/ns/shacl#> .
                        <https://home.test/shapes/tree> a sh:NodeShape ; sh:targetClass :Tree ;
                            sh:property [ sh:path :girth ; sh:group :place ] ,
                                [ sh:path :street ; sh:group :place ] .
                        """);

        int size = page.indexOf("<h3>Size</h3>");
        int place = page.indexOf("<h3>Place</h3>");
        assertTrue(0 < size && size < page.indexOf(">height<"), page);
        assertTrue(page.indexOf(">height<") < place, page);
        assertTrue(place < page.indexOf(">girth<") && place < page.indexOf(">street<"), page);
    }
}
