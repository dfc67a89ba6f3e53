package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

/** Whatever RDF 1.2 allows can be served; what is odd about it is a warning. */
@Timeout(60)
class OddDataTest {

    private static final String DATA =
            """
            VERSION "1.2"
            @prefix t: <https://home.test/id/> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            @prefix x: <http://elsewhere.example/> .
            t:a x:p "abc"^^xsd:integer , "x"@x-odd-tagthatistoolong , "2024-13-45"^^xsd:date ,
                    <http://elsewhere.example/a%zz> , "dir"@ar--rtl , "\\u0001" ;
                x:q <<( x:s x:r x:o )>> .
            << t:a x:r x:o >> x:says x:b .
            t:a x:r x:o2 {| x:by x:c |} .
            """;

    @TempDir static Path folder;

    private static HomeFolder home;
    private static ServedHome snapshot;

    @BeforeAll
    static void startServer() {
        home =
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with("data/odd.ttl", DATA);
        snapshot = ServedHome.start(home);
    }

    @AfterAll
    static void stopServer() {
        snapshot.close();
    }

    @Test
    void isWarnedOf() {
        List<String> findings = home.findings();

        assertTrue(
                findings.stream().allMatch(line -> line.contains(": warning: ")),
                findings::toString);
        assertTrue(findings.stream().anyMatch(line -> line.contains("'abc'")), findings::toString);
        assertTrue(
                findings.stream().anyMatch(line -> line.contains("x-odd-tag")), findings::toString);
        assertTrue(home.check().passes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "xml", "csv", "tsv", "txt"})
    void isAnsweredInEveryFormatOfResults(String format) {
        HttpResponse<String> response =
                snapshot.get(
                        "sparql?format=" + format + "&query=" + encode("SELECT * { ?s ?p ?o }"));

        assertEquals(200, response.statusCode(), response.body());
        assertTrue(response.body().contains("abc"), response.body());
        // XML 1.0 cannot carry U+0001; the other formats keep it, JSON by its escape.
        assertEquals(format.equals("xml"), response.body().contains("\ufffd"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ttl", "nt", "trig", "nq"})
    void isDescribedInEveryFormatThatHasTripleTerms(String suffix) {
        HttpResponse<String> response = snapshot.get("doc/id/a." + suffix);

        assertEquals(200, response.statusCode(), response.body());
        assertTrue(response.body().contains("<<("), response.body());
    }

    @ParameterizedTest
    @CsvSource({
        "rdf, '\\\\u0001\\\" has the character U+0001, which XML cannot carry.'",
        "jsonld, '@ar--rtl has a base direction, which readers of this format ignore.'"
    })
    void isRefusedWithTheTermAndTheReasonInFormatsThatHaveNoWayToWriteIt(
            String suffix, String reason) {
        HttpResponse<String> response = snapshot.get("doc/id/a." + suffix);

        assertEquals(406, response.statusCode());
        assertTrue(response.body().contains(reason), response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"doc/id/a.html", "dump.nq", "dump.trig", "void", "fragments"})
    void isShownEverywhere(String path) {
        assertEquals(200, snapshot.get(path).statusCode());
    }
}
