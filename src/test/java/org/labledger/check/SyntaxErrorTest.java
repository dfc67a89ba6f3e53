package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.cli.CommandRun;

/** A syntax error is told at its place: what stands there, what could, and what was meant. */
class SyntaxErrorTest {

    private static final String PREFIXES =
            "@prefix : <http://e/> .\n@prefix id: <http://e/id/> .\n";

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            textBlock =
                    """
                    id:a :p “x” .              | 3:9  | “ (U+201C, left double quotation mark)
                    id:a :p "x" ；:q 1 .        | 3:13 | ； (U+FF1B, fullwidth semicolon) is no punctuation mark of Turtle. Write ; instead.
                    id:a :p "x"， "y" .         | 3:12 | ， (U+FF0C, fullwidth comma)
                    id:a :p "x" 。             | 3:13 | 。 (U+3002, ideographic full stop)
                    id：a :p "x" .             | 3:3  | ： (U+FF1A, fullwidth colon)
                    id:a\u00A0:p "x" .         | 3:5  | (U+00A0, no-break space)
                    id:a :p\u3000"x" .         | 3:8  | (U+3000, ideographic space)
                    id:a :p\u200B "x" .        | 3:8  | (U+200B, zero width space)
                    id:a :p "x ;\\n :q "y" .    | 3:9  | the string that begins here is not closed
                    id:a :p "a" ; :q 'x .      | 3:18 | the string that begins here is not closed
                    id:a :p \"""x\\n . id:b :p 1 . | 3:9  | the string that begins here is not closed. Add \"""
                    id:a :p "x"\\nid:b :p 1 .   | 4:1  | found "id:b", expected ";" before another property, "," before another value, or "." at the end of the statement. Is one of them missing in line 3?
                    id:a :p .                  | 3:9  | found ".", expected a value
                    id:a :p "x" .\\n :q "y" .   | 4:5  | Is the . in line 3 meant to be ;?
                    id:a :p [ :q 1 .           | 3:16 | the [ in line 3 is not closed
                    id:a :p ( 1 .              | 3:13 | The ( in line 3 is not closed
                    id:a :p "x" ] .            | 3:13 | found "]", which closes no bracket
                    id:a dct:title "x" .       | 3:6  | the prefix dct: is not declared. Add this line at the top: @prefix dct: <http://purl.org/dc/terms/> .
                    id:a ido:p "x" .           | 3:6  | the prefix ido: is not declared. Did you mean id:?
                    id:a :p "he said "no"" .   | 3:19 | right after a string. A quotation mark inside a string is written \\".
                    id:a :p 2024-05-17 .       | 3:13 | A date is written as "2024-05-17"^^xsd:date.
                    id:a :p "x"@en_US .        | 3:15 | joined by a hyphen
                    id:a :p "x"^xsd:date .     | 3:13 | expected "^^"
                    id:a :p "C:\\\\data" .       | 3:14 | \\d is no escape sequence
                    id:a :p <http://a b> .     | 3:9  | the IRI "<http://a" is not closed
                    id:a :p <http://a/b}c> .   | 3:20 | an IRI cannot have the character }. Write it as %7D.
                    id:a :p <http://a/{b}> .   | 3:19 | an IRI cannot have the character {. Write it as %7B.
                    id:a :p <http://a/b"> .    | 3:20 | an IRI cannot have the character ". Write it as %22.
                    id:a :p <http://a/b ,      | 3:9  | the IRI "<http://a/b" is not closed
                    id:a :p "x" ;              | 3:14 | the file ends within a statement
                    @perfix x: <http://x/> .   | 3:1  | there is no directive "@perfix"
                    id:a :p x .                | 3:9  | found "x", expected a term
                    """)
    void isToldWhereItIsAndWhatWasMeant(String line, String place, String what) {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with(
                                "data/a.ttl",
                                PREFIXES + line.replace("\\n", "\n").replace("\\\\", "\\") + "\n");

        List<String> findings = home.findings();

        assertEquals(1, findings.size(), findings::toString);
        assertTrue(
                findings.getFirst().startsWith("data/a.ttl:" + place + ": error: Syntax error: "),
                findings::toString);
        assertTrue(findings.getFirst().contains(what), findings::toString);
    }

    @Test
    void showsTheLineWithACaretBelowTheColumn() {
        HomeFolder home = HomeFolder.in(folder).with("data/a.ttl", PREFIXES + "id:甲 :p “x” .\n");

        CommandRun run = CommandRun.on(home.path(), "check");

        assertTrue(
                run.out()
                        .contains(
                                """
                                instead.
                                    id:甲 :p “x” .
                                       \u3000    ^
                                """),
                run::toString);
    }

    /** 150 times a character of a file is lost, doubled or replaced by one of a word processor. */
    @Test
    void isNeverToldInTheWordsOfTheParser() throws IOException {
        HomeFolder home = HomeFolder.in(folder).withAllOf(HomeFolder.LIBRARY);
        Path file = folder.resolve("data/books.ttl");
        String whole = Files.readString(file);
        List<String> others = List.of("", "“", "；", "\u00A0", "\"", "[", "<", "{", ".", "\\", "@");
        Random random = new Random(23);
        int broken = 0;
        for (int i = 0; i < 150; i++) {
            int at = random.nextInt(whole.length());
            String other = others.get(random.nextInt(others.size()));
            String text = whole.substring(0, at) + other + whole.substring(at + 1);
            Files.writeString(file, text);
            for (String finding : home.findings()) {
                if (!finding.contains("Syntax error")) {
                    continue;
                }
                broken++;
                assertFalse(
                        finding.matches(
                                ".*(\\[DOT]|KEYWORD|Broken|Unrecognized|Out of place|Triples not"
                                        + "|parser says|DIRECTIVE).*"),
                        finding);
                String[] parts = finding.split(":", 4);
                assertTrue(
                        Integer.parseInt(parts[1]) <= text.lines().count() + 1
                                && Integer.parseInt(parts[2]) >= 1,
                        finding);
            }
        }
        assertTrue(broken > 50, "some changes break the file: " + broken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data/books.ttl",
                "data/loans.trig",
                "data/shelves.nq",
                "data/NOTES.md",
                "ontology/vocab.ttl",
                "ontology/dataset.ttl",
                "ontology/prefixes.ttl",
                "ontology/shapes/union.ttl",
                "ontology/rules/inverse.rq",
                "queries/books/find-book.rq",
                "queries/checks/returned-before-lent.rq",
                "queries/expected/find-book.csv",
            })
    void isOneFindingAtTheMarkerOfAMergeConflictInAnyFile(String file) throws IOException {
        HomeFolder home = HomeFolder.in(folder).withAllOf(HomeFolder.LIBRARY);
        Path path = folder.resolve(file);
        String text = Files.exists(path) ? Files.readString(path) : "# Notes\n\nText.\n";
        int at = text.indexOf('\n') + 1;
        home.with(
                file,
                text.substring(0, at)
                        + "<<<<<<< HEAD\n"
                        + text.substring(at)
                        + "=======\n"
                        + text.substring(at)
                        + ">>>>>>> branch\n");

        List<String> findings = home.findings();

        assertEquals(
                List.of(
                        file
                                + ":2:1: error: A git merge conflict is not resolved here. Keep what"
                                + " is right of both sides, and remove the lines that begin with"
                                + " <<<<<<<, ======= and >>>>>>>."),
                findings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/authors.ttl", "data/books.ttl", "data/loans.trig"})
    void isOneFindingAtAWrongPrefix(String file) throws IOException {
        HomeFolder home = HomeFolder.in(folder).withAllOf(HomeFolder.LIBRARY);
        String text = Files.readString(folder.resolve(file));
        home.with(
                file,
                text.replace("<https://library.example/id/>", "<https://library.exmaple/id/>"));
        int line = text.substring(0, text.indexOf("@prefix id:")).split("\n", -1).length;

        assertEquals(
                List.of(
                        file
                                + ":"
                                + line
                                + ":9: error: The prefix id: stands for <https://library.example/id/>"
                                + " everywhere else, not for <https://library.exmaple/id/>. Correct"
                                + " it, or use another prefix."),
                home.findings());
    }

    @Test
    void isOneFindingAtADeclarationThatNoFileFollows() throws IOException {
        HomeFolder home = HomeFolder.in(folder).withAllOf(HomeFolder.LIBRARY);
        Path prefixes = folder.resolve("ontology/prefixes.ttl");
        Files.writeString(
                prefixes,
                Files.readString(prefixes).replace("library.example/id/", "library.exmaple/id/"));

        List<String> findings = home.findings();

        assertEquals(1, findings.size(), findings::toString);
        assertTrue(
                findings.getFirst().startsWith("ontology/prefixes.ttl:8:21: error: The prefix id:"),
                findings::toString);
    }

    @Test
    void isOneFindingAtAWrongPrefixOfAHomeThatDeclaresNone() throws IOException {
        HomeFolder home =
                HomeFolder.in(folder).with("ontology/dataset.ttl", HomeFolder.DESCRIPTION);
        for (int i = 0; i < 5; i++) {
            String space = i == 3 ? "https://home.tset/" : "https://home.test/";
            home.with(
                    "data/f" + i + ".ttl",
                    "@prefix id: <%s> .\nid:t%d id:knows id:t%d .\n"
                            .formatted(space, i, (i + 1) % 5));
        }

        List<String> findings = home.findings();

        assertEquals(1, findings.size(), findings::toString);
        assertTrue(findings.getFirst().startsWith("data/f3.ttl:1:9: error: "), findings::toString);
    }

    @Test
    void isAFindingAtAWrongPrefixOfAQuery() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .withAllOf(HomeFolder.LIBRARY)
                        .with(
                                "queries/q.rq",
                                "PREFIX lib: <https://library.example/vocab/>\n"
                                        + "SELECT * { ?s lib:author ?o }");

        assertTrue(
                home.findings().stream()
                        .anyMatch(f -> f.startsWith("queries/q.rq:1:8: error: The prefix lib:")),
                home.findings()::toString);
    }
}
