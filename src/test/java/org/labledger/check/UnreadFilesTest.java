package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

/** Nothing that was meant to be read is left out without a word. */
class UnreadFilesTest {

    private static final String RDF =
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://e.example/">
              <rdf:Description rdf:about="https://e.example/a">
                %s
              </rdf:Description>
            </rdf:RDF>
            """;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data/a.TTL",
                "data/a.ttl.gz",
                "data/a.ttl.txt",
                "data/a.ttl.bak",
                "data/a.n3",
                "data/a.json",
                "data/a.xml",
                "ontology/a.rdf",
                "ontology/a.owl",
                "ontology/shapes/a.shacl",
                "ontology/rules/a.ttl",
                "queries/a.sparql",
                "queries/checks/a.RQ",
                "queries/expected/a.CSV",
            })
    void isNamed(String path) {
        HomeFolder home = HomeFolder.in(folder).with("data/x.ttl", "<a> <b> 1 .").with(path, "x");

        List<String> findings = home.findings();

        assertEquals(1, findings.size(), findings::toString);
        assertTrue(
                findings.getFirst().startsWith(path + ":1:1: warning: This file is not read. "),
                findings::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/NOTES.md", "data/README", "queries/notes.txt", "data/page.html"})
    void isNotNamedIfItIsForPeople(String path) {
        assertEquals(
                List.of(),
                HomeFolder.in(folder).with("data/x.ttl", "<a> <b> 1 .").with(path, "x").findings());
    }

    @Test
    void readsRdfXmlAndJsonLdInData() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("data/sources/a.rdf", RDF.formatted("<e:p>1</e:p>"))
                        .with("data/b.owl", RDF.formatted("<e:p>2</e:p>"))
                        .with(
                                "data/c.jsonld",
                                """
                                {"@context": {"p": "https://e.example/p"},
                                 "@id": "https://e.example/c", "p": [3, 4]}
                                """);

        assertEquals(List.of(), home.findings());
        assertEquals(4, home.load().quadCount());
        assertEquals(
                List.of(
                        "https://home.invalid/b",
                        "https://home.invalid/c",
                        "https://home.invalid/source/a"),
                home.load().dataGraphs().stream().map(Object::toString).sorted().toList());
    }

    @Test
    void tellsWhereTheyAreWrong() {
        assertEquals(
                "data/a.rdf:3",
                place(
                        HomeFolder.in(folder.resolve("1"))
                                .with("data/a.rdf", RDF.formatted("<e:p>1</e:q>"))));
        assertEquals(
                "data/a.jsonld:2",
                place(
                        HomeFolder.in(folder.resolve("2"))
                                .with("data/a.jsonld", "{\"@id\": \"http://a/\",\n ]}")));
    }

    @Test
    void loadsNoContextFromAnotherHost() {
        List<String> findings =
                HomeFolder.in(folder)
                        .with(
                                "data/a.jsonld",
                                "{\"@context\": \"http://192.0.2.1/c\", \"@id\": \"http://a/\"}")
                        .findings();

        assertEquals(1, findings.size(), findings::toString);
        assertTrue(
                findings.getFirst().contains("http://192.0.2.1/c is not loaded"),
                findings::toString);
    }

    private static String place(HomeFolder home) {
        List<String> findings = home.findings();
        assertEquals(1, findings.size(), findings::toString);
        assertTrue(findings.getFirst().contains(": error: Syntax error: "), findings::toString);
        String[] parts = findings.getFirst().split(":", 3);
        return parts[0] + ":" + parts[1];
    }
}
