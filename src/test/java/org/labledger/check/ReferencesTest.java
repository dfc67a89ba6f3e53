package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

class ReferencesTest {

    private static final String PROLOGUE =
            """
            @prefix id: <https://home.test/id/> .
            @prefix v: <https://home.test/v#> .
            """;

    @TempDir Path folder;
    private HomeFolder home;

    @BeforeEach
    void declareTheUriSpace() {
        home =
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with(
                                "ontology/v.ttl",
                                PROLOGUE
                                        + "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
                                        + "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
                                        + "v:author owl:inverseOf v:wrote ; rdfs:range v:Author .");
    }

    @Test
    void mayBeToWhatAnyFileDescribes() {
        saying(
                "a",
                "id:book v:author id:quill ; v:kind v:author ; v:more <http://other.example/> .");
        saying(
                "b",
                "id:quill v:name \"Quill\" ; v:in <https://home.test/a>, <https://home.test/v> .");

        assertEquals(List.of(), home.findings());
    }

    @Test
    void mayNotBeToWhatNoFileDescribes() {
        saying("a", "id:book v:translator id:nobody .");

        assertEquals(
                List.of(
                        "data/a.ttl:3:22: error: id:book v:translator refers to id:nobody, which no"
                                + " file describes."),
                home.findings());
    }

    @Test
    void areSuggestedWhereMisspelt() {
        saying("a", "id:book v:translator id:qiull .");
        saying("b", "id:quill v:name \"Quill\" .");

        assertEquals(
                List.of(
                        "data/a.ttl:3:22: error: id:book v:translator refers to id:qiull, which no"
                                + " file describes. Did you mean id:quill?"),
                home.findings());
    }

    @Test
    void areNotDescribedByWhatFollowsFromThem() {
        home.with(
                "ontology/rules/inverse.rq",
                "PREFIX owl: <http://www.w3.org/2002/07/owl#>"
                        + " CONSTRUCT { ?o ?q ?s } WHERE { ?p owl:inverseOf ?q . ?s ?p ?o }");
        saying("a", "id:book v:author id:nobody .");

        assertEquals(
                List.of(
                        "data/a.ttl:3:18: error: id:book v:author refers to id:nobody, which no"
                                + " file describes."),
                home.findings());
    }

    @Test
    void mayBeToTheWholeOfAnotherFile() {
        saying("sources/2024/card", "id:book v:name \"Book\" .");
        saying("a", "id:book v:from <https://home.test/source/card> .");

        assertEquals(List.of(), home.findings());
    }

    @Test
    void beginInTheHomesOwnUriSpace() {
        saying("a", "<https://other.example/book> v:name \"Book\" .");
        saying("b", "<https://home.text/id/book> v:name \"Book\" . id:book v:name \"Book\" .");

        assertEquals(
                List.of(
                        "data/a.ttl:3:37: error: The subject <https://other.example/book> does"
                                + " not begin with https://home.test/, the URI space of this"
                                + " ledger.",
                        "data/b.ttl:3:36: error: The subject <https://home.text/id/book> does"
                                + " not begin with https://home.test/, the URI space of this"
                                + " ledger. Did you mean id:book?"),
                home.findings());
    }

    @Test
    void areFreeInAHomeWithoutAUriSpace() {
        home.with("ontology/dataset.ttl", "");
        saying("a", "<https://other.example/book> v:author <https://home.invalid/nobody> .");

        assertEquals(List.of(), home.findings());
    }

    private void saying(String file, String turtle) {
        home.with("data/" + file + ".ttl", PROLOGUE + turtle);
    }
}
