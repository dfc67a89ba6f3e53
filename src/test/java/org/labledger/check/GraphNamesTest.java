package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

class GraphNamesTest {

    @TempDir Path folder;

    @Test
    void mayNotBeSharedByTwoFiles() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("data/sources/2023/vox.ttl", "")
                        .with("data/sources/2024/vox.nq", "")
                        .with("data/a.ttl", "")
                        .with("data/a.trig", "");

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
    void mayNotBeSharedWithAVocabulary() {
        HomeFolder home =
                HomeFolder.in(folder).with("ontology/books.ttl", "").with("data/books.ttl", "");

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
