package org.labledger.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

class DatasetDescriptionTest {

    @TempDir Path folder;

    @Test
    void readsWhatTheLibrarySaysAboutItself() {
        DatasetDescription library = DatasetDescription.of(HomeFolder.LIBRARY.read());

        assertEquals(
                Map.of("en", "The library of Millbrook", "zh-Hant", "磨溪村圖書館"), library.titles());
        assertEquals(new UriSpace("https://library.example/", true), library.uriSpace());
        assertEquals(List.of("en", "zh-Hant"), library.languages());
        assertEquals(
                Optional.of("https://creativecommons.org/publicdomain/zero/1.0/"),
                library.license());
        assertEquals(List.of(), library.serviceEndpoints());
    }

    @Test
    void readsTheEndpointsThatServiceMayReach() {
        DatasetDescription description =
                describedAs(
                        """
                        @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
                        @prefix void: <http://rdfs.org/ns/void#> .
                        <d> a void:Dataset ; ev:serviceEndpoint <http://127.0.0.1:9/sparql> .
                        """);

        assertEquals(
                List.of(
                        new ServiceEndpoint(
                                "http://127.0.0.1:9/sparql", Duration.ofSeconds(20), 16_777_216)),
                description.serviceEndpoints());
        assertEquals(UriSpace.undeclared(), description.uriSpace());
    }

    @Test
    void readsHowLongAnEndpointMayTakeAndHowMuchItMaySend() {
        DatasetDescription description =
                describedAs(
                        """
                        @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
                        @prefix void: <http://rdfs.org/ns/void#> .
                        <d> a void:Dataset ; ev:serviceEndpoint <http://a.example/>, <http://b.example/> .
                        <http://a.example/> ev:timeout 3 ; ev:responseLimit 1000 .
                        <http://b.example/> ev:timeout -3 ; ev:responseLimit "much" .
                        """);

        assertEquals(
                Set.of(
                        new ServiceEndpoint("http://a.example/", Duration.ofSeconds(3), 1000),
                        new ServiceEndpoint(
                                "http://b.example/",
                                ServiceEndpoint.DEFAULT_TIMEOUT,
                                ServiceEndpoint.DEFAULT_RESPONSE_LIMIT)),
                Set.copyOf(description.serviceEndpoints()));
    }

    @Test
    void isEmptyWithoutADescription() {
        DatasetDescription none = DatasetDescription.of(HomeFolder.in(folder).read());

        assertFalse(none.uriSpace().isDeclared());
        assertEquals(Map.of(), none.titles());
        assertEquals(List.of(), none.languages());
        assertEquals("Untitled ledger", none.title("en"));
    }

    @Test
    void hasATitleInTheLanguageAskedForOrElseInTheDefaultOne() {
        DatasetDescription library = DatasetDescription.of(HomeFolder.LIBRARY.read());

        assertEquals("磨溪村圖書館", library.title("zh-Hant"));
        assertEquals("The library of Millbrook", library.title("en"));
        assertEquals("The library of Millbrook", library.title("fr"));
    }

    @Test
    void takesAnyTitleWhereNoLanguageIsTheDefault() {
        DatasetDescription description =
                describedAs(
                        """
                        @prefix dct: <http://purl.org/dc/terms/> .
                        @prefix void: <http://rdfs.org/ns/void#> .
                        <d> a void:Dataset ; dct:title "B", "A"@de .
                        """);

        assertEquals("A", description.title("en"));
        assertEquals("B", description.title(""));
    }

    @Test
    void ignoresWhatIsSaidOfOtherThings() {
        DatasetDescription description =
                describedAs(
                        """
                        @prefix dct: <http://purl.org/dc/terms/> .
                        @prefix void: <http://rdfs.org/ns/void#> .
                        <other> a void:Linkset ; dct:title "Other" ; void:uriSpace "https://other.example/" .
                        <d> a void:Dataset ; dct:title "Mine" .
                        """);

        assertEquals("Mine", description.title("en"));
        assertEquals(UriSpace.undeclared(), description.uriSpace());
    }

    private DatasetDescription describedAs(String turtle) {
        return DatasetDescription.of(
                HomeFolder.in(folder).with(DatasetDescription.PATH, turtle).read());
    }
}
