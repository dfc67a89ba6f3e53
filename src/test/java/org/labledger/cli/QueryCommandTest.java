package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.labledger.HomeFolder;
import org.labledger.citation.TowerHome;

class QueryCommandTest {

    @TempDir Path folder;

    @Test
    void listsTheQueries() {
        CommandLineOutput output = query();

        assertEquals(0, output.status());
        assertEquals(
                """
                books-by-author  Books by an author
                catalogue  The catalogue
                find-book  Find a book
                has-loans  Was it ever lent?
                loans-between  Loans between two days
                who-borrowed-what  Who borrowed which book
                who-had-a-book  Who had a book
                """,
                output.out());
    }

    @Test
    void printsATable() {
        CommandLineOutput output = query("books-by-author", "author=id:ada-quill");

        assertEquals(0, output.status(), output.err());
        assertEquals(
                """
                book                        title
                --------------------------  -----------------------
                id:lanterns-over-mill-lane  Lanterns over Mill Lane
                id:the-tin-orchard          The Tin Orchard
                2 rows
                """,
                output.out());
    }

    @ParameterizedTest
    @CsvSource({
        "Ada Quill",
        "ada-quill",
        "ada quill",
        "艾達．奎爾",
        "<https://library.example/id/ada-quill>"
    })
    void findsAThingByItsName(String name) {
        CommandLineOutput output = query("books-by-author", "author=" + name);

        assertEquals(0, output.status(), output.err());
        assertTrue(output.out().endsWith("2 rows\n"), output.out());
    }

    @Test
    void saysWhichNamesAreSimilar() {
        CommandLineOutput output = query("books-by-author", "author=Ada Quil");

        assertEquals(1, output.status());
        assertEquals(
                "author: Nothing is called \"Ada Quil\". Did you mean id:ada-quill (Ada Quill)?\n",
                output.err());
    }

    @Test
    void printsCsv() {
        CommandLineOutput output = query("find-book", "title=月光", "--format", "csv");

        assertEquals(0, output.status(), output.err());
        assertEquals(
                "book,label\r\nhttps://library.example/id/the-ferry-by-moonlight,月光下的渡船\r\n",
                output.out());
    }

    @Test
    void printsAGraphAsTurtle() {
        CommandLineOutput output = query("catalogue");

        assertEquals(0, output.status(), output.err());
        assertTrue(output.out().contains("id:the-tin-orchard"), output.out());
        assertTrue(output.out().contains("lib:author"), output.out());
    }

    @ParameterizedTest
    @CsvSource({
        "json,      has-loans, true",
        "csv,       has-loans, true",
        "table,     has-loans, yes",
        "n-triples, catalogue, <https://library.example/id/the-tin-orchard>",
        "nt,        catalogue, <https://library.example/id/the-tin-orchard>",
        "jsonld,    catalogue, @context",
        "trig,      catalogue, lib:author",
    })
    void printsTheFormatAskedFor(String format, String name, String contains) {
        CommandLineOutput output =
                name.equals("has-loans")
                        ? query(name, "book=id:the-tin-orchard", "--format", format)
                        : query(name, "--format", format);

        assertEquals(0, output.status(), output.err());
        assertTrue(output.out().contains(contains), output.out());
    }

    @Test
    void printsAllRowsWhateverThePagination() {
        CommandLineOutput output = query("loans-between", "from=2023-01-01");

        assertTrue(output.out().endsWith("5 rows\n"), output.out());
    }

    @Test
    void asksAQueryInAFile() throws Exception {
        Path file = folder.resolve("mine.rq");
        Files.writeString(file, "SELECT ?n { VALUES ?n { 1 2 } FILTER(?n = ?_which_integer) }");

        CommandLineOutput output = query(file.toString(), "which=2");

        assertEquals(0, output.status(), output.err());
        assertEquals("n\n-\n2\n1 row\n", output.out());
    }

    @Test
    void saysThatThereIsNoSuchQuery() {
        assertRefused("No saved query \"books-by-colour\".", query("books-by-colour"));
        assertRefused(
                "No such file: " + folder.resolve("no.rq"),
                query(folder.resolve("no.rq").toString()));
    }

    @Test
    void saysWhichParameterIsWrong() {
        assertRefused("Parameter \"author\" is missing: ", query("books-by-author"));
        assertRefused(
                "Parameter \"from\" needs a date of the form YYYY-MM-DD, not \"soon\".",
                query("loans-between", "from=soon"));
        assertRefused(
                "The query \"catalogue\" has no parameter \"x\". It takes none.",
                query("catalogue", "x=1"));
        assertRefused(
                "\"id:ada-quill\" is not of the form name=value.",
                query("books-by-author", "id:ada-quill"));
    }

    @Test
    void takesEverythingAfterTheFirstEqualsSignForTheValue() {
        CommandLineOutput output = query("find-book", "title=x\" } ; DROP ALL # = ?");

        assertEquals(0, output.status(), output.err());
        assertTrue(output.out().endsWith("0 rows\n"), output.out());
    }

    @Test
    void saysWhichFormatsAnAnswerHas() {
        assertRefused(
                "This answer cannot be written as turtle. Use one of: json, xml, csv, tsv,"
                        + " spreadsheet, txt.",
                query("find-book", "title=x", "--format", "turtle"));
        assertRefused(
                "This answer cannot be written as csv. Use one of: ttl, jsonld, nt, rdf, trig, nq.",
                query("catalogue", "--format", "csv"));
    }

    @Test
    void saysThatAnAnswerDoesNotFitAFormat() {
        HomeFolder.in(folder)
                .with("data/a.ttl", "<http://a.example/s> <http://a.example/1> 2 .")
                .with("queries/all.rq", "CONSTRUCT WHERE { ?s ?p ?o }");

        assertRefused(
                "This answer cannot be written as application/rdf+xml: <http://a.example/1> ",
                CommandLineOutput.of(
                        "query", "--home", folder.toString(), "all", "--format", "rdf"));
    }

    @Test
    void saysWhereAQueryFileIsWrong() {
        HomeFolder.in(folder).with("queries/topic/bad.rq", "SELECT *\nWHERE { ?s ?p }");

        assertRefused(
                "queries/topic/bad.rq:2:15: error: Syntax error: ",
                CommandLineOutput.of("query", "--home", folder.toString(), "bad"));
    }

    @Test
    void saysWhereAFileOfOnesOwnIsWrong() throws Exception {
        Path file = folder.resolve("mine.rq");
        Files.writeString(file, "SELECT *\nWHERE { ?s ?p }");

        assertRefused(file + ":2:15: error: Syntax error: ", query(file.toString()));
    }

    @Test
    void asksNoEndpointThatIsNotListed() throws Exception {
        Path file = folder.resolve("far.rq");
        Files.writeString(file, "ASK { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }");

        assertRefused("SERVICE may not reach http://127.0.0.1:9/", query(file.toString()));
    }

    @Test
    void saysThatThereIsNoSuchHome() {
        assertRefused(
                "No such folder: ",
                CommandLineOutput.of("query", "--home", folder.resolve("no").toString()));
    }

    private static CommandLineOutput query(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "query";
        all[1] = "--home";
        all[2] = HomeFolder.LIBRARY.path().toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return CommandLineOutput.of(all);
    }

    private static void assertRefused(String message, CommandLineOutput output) {
        assertEquals(1, output.status());
        assertEquals("", output.out());
        assertTrue(output.err().startsWith(message), output.err());
        assertFalse(output.err().contains("\tat "), output.err());
    }

    // Sources of each row

    private static String withoutToken(String text) {
        return text.replaceAll("/cite/[A-Za-z0-9_-]{40,}", "/cite/…");
    }

    @Test
    void tablesHaveNumberedNotes() {
        CommandRun run = CommandRun.on(TowerHome.in(folder).path(), "query", "heights", "--cite");

        assertEquals(
                """
                height  _sources
                ------  ---------------------
                100     [1] | [2] | [3] | [4]
                90      [5]
                2 rows

                Sources
                [1] The Press, 2001-02-03: Report A, ¶2 (primary, full text) https://press.example/a
                [2] Copy B, ¶1 (copy)
                [3] Copy C
                [4] Digest D, p. 7
                [5] Letter E
                3 independent sources, 1 primary, 1 read in full; 2 retellings, 1 machine-written
                Disputed: id:tower v:height 100 [1] [2] [3] [4]; 90 [5]. Verdict: 100. It was measured again.
                Permanent link: https://home.test/cite/…
                """,
                withoutToken(run.out()));
        assertEquals(0, run.status());
    }

    @Test
    void sourcesComeInOtherFormatsToo() {
        Path home = TowerHome.in(folder).path();

        assertEquals(
                "birth,_sources\r\nhttps://home.test/id/oslo,https://home.test/source/f"
                        + " https://home.test/source/g\r\n"
                        + "# Permanent link: https://home.test/cite/…\r\n",
                withoutToken(
                        CommandRun.on(home, "query", "births", "--cite", "--format", "csv").out()));
        CommandRun graph = CommandRun.on(home, "query", "births", "--cite", "--format", "turtle");
        assertEquals(1, graph.status());
        assertTrue(graph.err().contains("This answer cannot be written as turtle."), graph::err);
    }
}
