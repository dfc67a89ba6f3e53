package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class CheckCommandTest {

    private static final String LIBRARY = HomeFolder.LIBRARY.path().toString();

    @TempDir Path folder;

    @Test
    void passesTheLibrary() {
        CommandLineOutput output = CommandLineOutput.of("check", "--home", LIBRARY);

        assertEquals(0, output.status(), output.out());
        assertEquals(HomeFolder.LIBRARY.check().summary() + "\n", output.out());
        assertTrue(output.out().startsWith("Passed: 0 errors, 0 warnings in 26 files ("));
        assertEquals("", output.err());
    }

    @Test
    void printsFindingsAsFileLineColumn() {
        HomeFolder home =
                HomeFolder.in(folder).with("data/a.ttl", "<a> <b> 1 .\n<a> no:such 2 .\n");

        CommandLineOutput output = check(home);

        assertEquals(1, output.status());
        assertEquals(
                """
                data/a.ttl:2:5: error: Syntax error: the prefix no: is not declared. Add a line at the\
                 top: @prefix no: <…> .
                    <a> no:such 2 .
                        ^
                """
                        + home.check().summary()
                        + "\n",
                output.out());
    }

    @Test
    void succeedsInSpiteOfWarnings() {
        CommandLineOutput output =
                check(
                        HomeFolder.in(folder)
                                .with(
                                        "data/a.ttl",
                                        "<a> <b> \"x\"^^<http://www.w3.org/2001/XMLSchema#date> ."));

        assertEquals(0, output.status());
        assertTrue(output.out().startsWith("data/a.ttl:1:9: warning: "), output.out());
        assertTrue(output.out().contains("Passed: 0 errors, 1 warning"), output.out());
    }

    @Test
    void printsJson() {
        HomeFolder home = HomeFolder.in(folder).with("data/a.ttl", "<a> no:such 2 .\n");

        CommandLineOutput output =
                CommandLineOutput.of("check", "--format", "json", "--home", folder.toString());

        assertEquals(1, output.status());
        JsonObject json = JSON.parse(output.out());
        assertEquals(home.check().json(), json);
        assertFalse(json.getBoolean("passes"));
    }

    @Test
    void printsAnEmptyListOfFindingsAsJson() {
        CommandLineOutput output =
                CommandLineOutput.of("check", "--format", "json", "--home", LIBRARY);

        assertEquals(0, output.status());
        assertTrue(JSON.parse(output.out()).getBoolean("passes"));
        assertEquals(0, JSON.parse(output.out()).get("findings").getAsArray().size());
    }

    @Test
    void coloursTheSeverityOnATerminal() {
        HomeFolder.in(folder).with("data/a.ttl", "<a> <b@|red 1 .");
        StringWriter out = new StringWriter();
        CommandLine commandLine = LabLedger.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.ON));

        assertEquals(1, commandLine.execute("check", "--home", folder.toString()));

        assertTrue(out.toString().contains("\u001B[1m\u001B[31merror"), out.toString());
        assertTrue(out.toString().contains("@|red"), out.toString());
    }

    @Test
    void writesTheAnswersThatItThenExpects() throws Exception {
        HomeFolder home =
                HomeFolder.in(folder)
                        .withAllOf(HomeFolder.LIBRARY)
                        .with("queries/expected/books-by-author.csv", "book,title\n");
        assertEquals(1, check(home).status());

        CommandLineOutput output =
                CommandLineOutput.of("check", "--write-expected", "--home", folder.toString());

        assertEquals(0, output.status(), output.out());
        assertEquals("Wrote queries/expected/books-by-author.csv.\n", output.err());
        assertEquals(
                Files.readString(
                        HomeFolder.LIBRARY.path().resolve("queries/expected/books-by-author.csv")),
                Files.readString(folder.resolve("queries/expected/books-by-author.csv")));
        assertEquals(HomeFolder.LIBRARY.read().snapshot(), HomeFolder.in(folder).read().snapshot());
    }

    @Test
    void removesAnExpectedAnswerThatBelongsToNoQueryWhenToldTo() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .withAllOf(HomeFolder.LIBRARY)
                        .with("queries/expected/gone.csv", "x\n");
        assertTrue(check(home).out().contains("--write-expected"));

        CommandLineOutput output =
                CommandLineOutput.of("check", "--write-expected", "--home", folder.toString());

        assertEquals(0, output.status(), output.out());
        assertEquals(
                "Removed queries/expected/gone.csv: it belongs to no saved query.\n", output.err());
    }

    @Test
    void takesADeletedSourceForNoEntry() throws Exception {
        HomeFolder home = HomeFolder.in(folder).withAllOf(HomeFolder.LIBRARY);
        Files.writeString(
                folder.resolve("data/loans.trig"),
                Files.readString(folder.resolve("data/loans.trig"))
                        .replaceAll("(?s)id:loan-3.*", "}"));

        CommandLineOutput output = check(home);

        assertEquals(1, output.status());
        assertTrue(output.out().contains("The answer has lost 3 rows"), output.out());
        assertTrue(output.out().contains("git status data/"), output.out());
        assertFalse(output.out().contains("When all data are entered"), output.out());
    }

    @Test
    void doesNotRepeatStandingWarningsWhileWatching() throws Exception {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with(
                                "data/a.ttl",
                                "<a> <b> \"x\"^^<http://www.w3.org/2001/XMLSchema#date> .");
        StringWriter out = new StringWriter();
        Thread watching =
                Thread.startVirtualThread(() ->
                        LabLedger.commandLine()
                                .setOut(new PrintWriter(out, true))
                                .execute("check", "--watch", "--home", folder.toString()));
        await(out, "Passed: ", 1);

        home.with("data/b.ttl", "<a> <b> \"y\"^^<http://www.w3.org/2001/XMLSchema#date> .");
        await(out, "Not shown again: ", 1);
        watching.interrupt();
        watching.join();

        String text = out.toString();
        assertEquals(1, text.lines().filter(l -> l.startsWith("data/a.ttl:1:9: ")).count(), text);
        assertEquals(1, text.lines().filter(l -> l.startsWith("data/b.ttl:1:9: ")).count(), text);
        assertTrue(text.contains("Passed: 0 errors, 2 warnings"), text);
        assertTrue(text.contains("Not shown again: 1 of the warnings."), text);
    }

    private static void await(StringWriter out, String text, int times) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (out.toString().split(text, -1).length <= times) {
            assertTrue(System.nanoTime() < end, out::toString);
            Thread.sleep(50);
        }
    }

    @Test
    void writesNoAnswerOfDataWithErrors() throws Exception {
        HomeFolder home =
                HomeFolder.in(folder)
                        .withAllOf(HomeFolder.LIBRARY)
                        .with("queries/expected/books-by-author.csv", "book,title\n")
                        .with(
                                "data/slip.ttl",
                                "<https://library.example/id/a>"
                                        + " <https://library.example/vocab#no-such> 1 .");

        CommandLineOutput output =
                CommandLineOutput.of("check", "--write-expected", "--home", folder.toString());

        assertEquals(1, output.status());
        assertTrue(output.err().contains("data/slip.ttl:1:"), output.err());
        assertTrue(
                output.err().contains("Nothing was written: the data have errors."), output.err());
        assertEquals(
                "book,title\n",
                Files.readString(home.path().resolve("queries/expected/books-by-author.csv")));
    }

    @Test
    void saysThatThereIsNoSuchHome() {
        CommandLineOutput output =
                CommandLineOutput.of("check", "--home", folder.resolve("nowhere").toString());

        assertEquals(1, output.status());
        assertEquals("", output.out());
        assertTrue(output.err().startsWith("No such folder: "), output.err());
        assertEquals(1, output.err().lines().count(), output.err());
    }

    @Test
    void refusesAFormatItDoesNotKnow() {
        CommandLineOutput output =
                CommandLineOutput.of("check", "--format", "xml", "--home", LIBRARY);

        assertEquals(2, output.status());
        assertTrue(output.err().contains("xml"), output.err());
        assertFalse(output.err().contains("\tat "), output.err());
    }

    private static CommandLineOutput check(HomeFolder home) {
        return CommandLineOutput.of("check", "--home", home.path().toString());
    }
}
