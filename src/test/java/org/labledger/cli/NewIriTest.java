package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** A permanent IRI says what it stands for, or somebody chooses it. */
class NewIriTest {

    @TempDir Path folder;
    private HomeFolder home = HomeFolder.LIBRARY;

    @BeforeEach
    void theLibraryTakesAuthorsAndRemarks() {
        home =
                HomeFolder.in(folder)
                        .withFolder(HomeFolder.LIBRARY, "ontology")
                        .withFolder(HomeFolder.LIBRARY, "data")
                        .with(
                                "ontology/shapes/fields.ttl",
                                """
                                @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
                                @prefix lib: <https://library.example/vocab#> .
                                @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
                                @prefix sh: <http://www.w3.org/ns/shacl#> .
                                lib:A a sh:NodeShape ; sh:targetClass lib:Author ;
                                    ev:newAs "author" ; ev:newIn "data/authors.ttl" .
                                lib:R a sh:NodeShape ; sh:targetClass lib:Remark ;
                                    ev:newAs "remark" ; ev:newIn "{source}" ;
                                    sh:property [ sh:path ev:paraphrase ; sh:datatype rdf:langString ] .
                                """)
                        .with(
                                "ontology/remarks.ttl",
                                """
                                @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
                                @prefix lib: <https://library.example/vocab#> .
                                @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
                                @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                                lib:Remark a rdfs:Class . ev:paraphrase a rdf:Property .
                                """);
    }

    @Test
    void aNameWithoutLatinLettersNeedsAChosenIri() throws IOException {
        String before = authors();
        for (String name : List.of("王小明", "Андрей Карпаты", "Quill 奎爾", "٢٠٢٤")) {
            CommandRun run = author("label.en=" + name, "label.zh-Hant=王小明");
            assertEquals(1, run.status(), run::toString);
            assertTrue(run.err().contains("choose the last segment with `--id SLUG`"), run::err);
            assertEquals(before, authors());
        }
        CommandRun chosen = author("label.en=王小明", "label.zh-Hant=王小明", "--id", "wang-hsiao-ming");
        assertTrue(chosen.out().contains("wrote id:wang-hsiao-ming"), chosen::toString);
    }

    @Test
    void latinLettersKeepTheirLettersAndAnotherLabelServes() {
        assertTrue(
                author("label.en=Łukasz Ørsted", "label.zh-Hant=某")
                        .out()
                        .contains("id:lukasz-orsted"));
        assertTrue(
                author("label.en=王小明", "label.zh-Hant=Wang Hsiao-ming")
                        .out()
                        .contains("id:wang-hsiao-ming"));
    }

    @Test
    void noIriGetsANumber() throws IOException {
        for (String words : List.of("The year is that of the printing.", "It is a reprint.")) {
            CommandRun run = remark("paraphrase.en=" + words);
            assertEquals(0, run.status(), run::toString);
        }
        String file =
                Files.readString(home.path().resolve("data/sources/2019/card-index-1974.ttl"));
        assertTrue(file.contains("id:card-index-1974-the-year-is-that\n"), file);
        assertTrue(file.contains("id:card-index-1974-it-is-a-reprint\n"), file);
        CommandRun again = remark("paraphrase.en=It is a reprint, says the clerk.");
        assertEquals(1, again.status(), again::toString);
        assertTrue(again.err().contains("`--id SLUG`"), again::err);
        assertEquals(0, remark("paraphrase.zh-Hant=再版。").status());
        CommandRun second = remark("paraphrase.zh-Hant=並非初版。");
        assertEquals(1, second.status(), second::toString);
        assertFalse(second.out().contains("remark-2"), second::out);
    }

    @Test
    void theQuestionProposesNothingMeaningless() throws IOException {
        CommandRun run =
                CommandRun.answering(
                        "王小明\n王小明\n\nwang-hsiao-ming\n\n", home.path(), "new", "author");
        assertTrue(run.out().contains("Last segment of its IRI: "), run::out);
        assertTrue(authors().contains("id:wang-hsiao-ming\n"), run::out);
    }

    private CommandRun author(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "new";
        all[1] = "author";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return CommandRun.on(home.path(), all);
    }

    private CommandRun remark(String text) {
        return CommandRun.on(home.path(), "new", "remark", "--in", "src:card-index-1974", text);
    }

    private String authors() throws IOException {
        return Files.readString(home.path().resolve("data/authors.ttl"));
    }
}
