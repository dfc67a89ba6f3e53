package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

class GraphNamesTest {

    @TempDir Path folder;

    @Test
    void mayNotBeSharedByTwoFiles() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("data/sources/2023/vox.ttl", "<a> <b> 1 .")
                        .with("data/sources/2024/vox.nq", "<a:a> <b:b> <c:c> .")
                        .with("data/a.ttl", "<a> <b> 1 .")
                        .with("data/a.trig", "<a> <b> 1 .");

        assertEquals(
                List.of(
                        "data/a.ttl:1:1: error: This file and data/a.trig have the same graph"
                                + " IRI, <https://home.invalid/a>. Rename one of them.",
                        "data/sources/2024/vox.nq:1:1: error: This file and"
                                + " data/sources/2023/vox.ttl have the same graph IRI,"
                                + " <https://home.invalid/source/vox>. Rename one of them."),
                home.findings());
    }

    @Test
    void areOfFilesThatSaySomething() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("data/a.ttl", "")
                        .with("data/b.trig", "# <a> <b> 1 .\n@prefix a: <http://a/> .\n")
                        .with("data/c.nt", "\n\n");

        assertEquals(
                Stream.of("a.ttl", "b.trig", "c.nt")
                        .map(file ->
                                "data/"
                                        + file
                                        + ":1:1: error: This file says nothing. Put its content back,"
                                        + " or remove the file.")
                        .toList(),
                home.findings());
    }

    @Test
    void mayNotBeSharedWithAVocabulary() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("ontology/books.ttl", "")
                        .with("data/books.ttl", "<a> <b> 1 .");

        assertEquals(
                List.of(
                        "data/books.ttl:1:1: error: This file and ontology/books.ttl have the same"
                                + " graph IRI, <https://home.invalid/books>. Rename one of them."),
                home.findings());
    }

    @Test
    void mayBeSharedByPartsOfTrigFiles() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("data/a.trig", "<http://a.example/g> { <a> <b> 1 }")
                        .with("data/b.trig", "<http://a.example/g> { <a> <b> 2 }");

        assertEquals(List.of(), home.findings());
    }

    @Test
    void aUriSpaceEndsWhereANameCanBegin() {
        assertEquals(
                List.of(
                        "ontology/dataset.ttl:2:53: error: The URI space \"https://home.test\" must"
                                + " end with / or #. If IRIs in data/ begin so, write"
                                + " `https://home.test/`."),
                HomeFolder.in(folder)
                        .with(
                                "ontology/dataset.ttl",
                                HomeFolder.DESCRIPTION.replace(".test/\" .", ".test\" ."))
                        .findings());
    }
}
