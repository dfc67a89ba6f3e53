package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.cli.LabLedger;
import picocli.CommandLine;

/** A curator breaks one file of the small ledger; {@code check} says where, and exits with 1. */
class BrokenFileTest {

    private static final String FORTUNE = "data/sources/2024/fortune-2024-05-21.ttl";
    private static final String PEOPLE = "data/entities/people-openai.ttl";

    @TempDir Path home;

    private String output = "";

    @BeforeEach
    void copyTheSmallLedger() {
        // Without the expected answers: what they are is for other tests.
        HomeFolder.in(home)
                .withFolder(HomeFolder.SMALL_LEDGER, "ontology")
                .withFolder(HomeFolder.SMALL_LEDGER, "data")
                .withFolder(HomeFolder.SMALL_LEDGER, "queries/checks");
    }

    @Test
    void nothingIsFoundBeforeAnythingIsBroken() {
        assertEquals(0, check(), () -> output);
    }

    @Test
    void findsASyntaxError() throws IOException {
        replace(FORTUNE, "lab:status code:notDelivered ;", "lab:status code:notDelivered ,,");
        finds(FORTUNE, lineOf(FORTUNE, ",,"), "error");
    }

    @Test
    void findsAnUnknownPrefix() throws IOException {
        replace(FORTUNE, "lab:ofPledge id:", "labb:ofPledge id:");
        finds(FORTUNE, lineOf(FORTUNE, "labb:"), "labb");
    }

    @Test
    void findsAMissingSourceDescription() throws IOException {
        String text = read(FORTUNE);
        int begin = text.indexOf("src:fortune-2024-05-21\n");
        int end = text.indexOf(" .\n\n", begin) + 3;
        write(FORTUNE, text.substring(0, begin) + text.substring(end));
        finds(FORTUNE, 1, "does not describe its source");
    }

    @Test
    void findsAFileWhosePathIsNotThatOfItsSource() throws IOException {
        String wrong = "data/sources/2024/fortune-2024-05-20.ttl";
        Files.move(home.resolve(FORTUNE), home.resolve(wrong));
        finds(
                wrong,
                lineOf(wrong, "a ev:Source"),
                "src:fortune-2024-05-21 is described in the file of src:fortune-2024-05-20");
    }

    @Test
    void findsAnUndeclaredProperty() throws IOException {
        replace(FORTUNE, "lab:asOf \"2024-05\"", "lab:asof \"2024-05\"");
        finds(
                FORTUNE,
                lineOf(FORTUNE, "lab:asof"),
                "the property lab:asof. Did you mean lab:asOf?");
    }

    @Test
    void findsABadDate() throws IOException {
        replace(FORTUNE, "dct:issued \"2024-05-21\"", "dct:issued \"2024-05-32\"");
        finds(FORTUNE, lineOf(FORTUNE, "2024-05-32"), "a date is one valid xsd:date");
    }

    @Test
    void findsADanglingReference() throws IOException {
        replace(
                FORTUNE,
                "lab:ofPledge id:superalignment-20-percent",
                "lab:ofPledge id:superalignmnt-20-percent");
        finds(
                FORTUNE,
                lineOf(FORTUNE, "superalignmnt"),
                "refers to id:superalignmnt-20-percent, which no file describes. Did you mean id:superalignment-20-percent?");
    }

    @Test
    void findsAnIdDescribedTwice() throws IOException {
        String other = "data/entities/people-public.ttl";
        write(
                other,
                read(other)
                        + "\nid:jan-leike a schema:Person ;\n    rdfs:label \"Jan Leike\"@en .\n");
        finds(
                other,
                lineOf(other, "\"Jan Leike\"@en"),
                "id:jan-leike is described in another entity file too");
    }

    @Test
    void findsAnUnsourcedStatement() throws IOException {
        write(
                PEOPLE,
                read(PEOPLE)
                        + "\nid:jan-leike <https://w3id.org/lab-ledger/lab#left> \"2024\"^^<http://www.w3.org/2001/XMLSchema#gYear> .\n");
        finds(PEOPLE, lineOf(PEOPLE, "lab#left"), "said here without a source");
    }

    @Test
    void findsAContradictionThatNobodyAcknowledged() throws IOException {
        replace(FORTUNE, "lab:amount 20 ;", "lab:amount 25 ;");
        finds(
                FORTUNE,
                lineOf(FORTUNE, "lab:amount 25"),
                "Sources disagree on lab:amount of id:superalignment-20-percent");
    }

    @Test
    void findsSwappedDates() throws IOException {
        replace(FORTUNE, "pav:retrievedOn \"2026-11-23\"", "pav:retrievedOn \"2024-05-20\"");
        finds(FORTUNE, lineOf(FORTUNE, "dct:issued"), "Are the two dates swapped?");
    }

    @Test
    void findsAnEndBeforeTheStart() throws IOException {
        append(
                "id:test-tenure a lab:Tenure ;\n    rdfs:label \"x\"@en, \"x\"@zh-Hant ;\n"
                        + "    org:member id:jan-leike ;\n    org:organization id:openai ;\n"
                        + "    org:role code:researcher ;\n    lab:start \"2024-05\"^^xsd:gYearMonth ;\n"
                        + "    lab:end \"2023\"^^xsd:gYear .\n");
        finds(FORTUNE, lineOf(FORTUNE, "lab:end \"2023\""), "ends (\"2023\") before it starts");
    }

    @Test
    void findsAnAmountWithoutUnit() throws IOException {
        append(
                "id:test-count a lab:Tally ;\n    rdfs:label \"x\"@en, \"x\"@zh-Hant ;\n"
                        + "    ev:about id:openai ;\n    lab:amount 5 .\n");
        finds(FORTUNE, lineOf(FORTUNE, "id:test-count"), "an amount needs lab:unit");
    }

    @Test
    void findsAPercentageWithoutBase() throws IOException {
        append(
                "id:test-share a lab:Tally ;\n    rdfs:label \"x\"@en, \"x\"@zh-Hant ;\n"
                        + "    ev:about id:openai ;\n    lab:amount 5 ;\n    lab:unit code:percent .\n");
        finds(
                FORTUNE,
                lineOf(FORTUNE, "id:test-share") + 4,
                "No percentage without its denominator");
    }

    @Test
    void findsSimilarNames() throws IOException {
        String labs = "data/entities/laboratories.ttl";
        write(
                labs,
                read(labs)
                        + "\nid:open-ai a org:FormalOrganization ;\n"
                        + "    rdfs:label \"Open AI\"@en, \"開放人工智慧\"@zh-Hant ;\n"
                        + "    rdfs:comment \"x\"@en, \"x\"@zh-Hant .\n");
        assertEquals(1, check(), () -> output);
        assertTrue(
                output.contains("id:openai and id:open-ai have the same name but for spelling"),
                output);
    }

    @Test
    void findsTwoHoldersOfOneRoleAtOnce() throws IOException {
        append(
                "id:test-ceo a lab:Tenure ;\n    rdfs:label \"x\"@en, \"x\"@zh-Hant ;\n"
                        + "    org:member id:jan-leike ;\n    org:organization id:openai ;\n"
                        + "    org:role code:chiefExecutive ;\n"
                        + "    lab:start \"2022-01-01\"^^xsd:date ;\n"
                        + "    lab:end \"2022-02-01\"^^xsd:date .\n"
                        + "id:test-ceo-too a lab:Tenure ;\n    rdfs:label \"x\"@en, \"x\"@zh-Hant ;\n"
                        + "    org:member id:john-schulman ;\n    org:organization id:openai ;\n"
                        + "    org:role code:chiefExecutive ;\n"
                        + "    lab:start \"2022-01-15\"^^xsd:date ;\n"
                        + "    lab:end \"2022-03-01\"^^xsd:date .\n");
        finds(
                FORTUNE,
                lineOf(FORTUNE, "2022-01-15"),
                "hold one role (code:chiefExecutive) at id:openai at the same time");
    }

    @Test
    void warnsOfADepartureWithoutATenure() throws IOException {
        append(
                "id:test-leaves a lab:Departure ;\n    rdfs:label \"x\"@en, \"x\"@zh-Hant ;\n"
                        + "    lab:person id:yoshua-bengio ;\n    lab:from id:openai ;\n"
                        + "    lab:left \"2024\"^^xsd:gYear .\n");
        check();
        assertTrue(
                output.lines()
                        .anyMatch(l ->
                                l.contains(
                                        ": warning: id:test-leaves: no tenure says in"
                                                + " what role id:yoshua-bengio was at id:openai")),
                output);
    }

    @Test
    void reportsTheProblemsOfSeveralFilesAtOnce() throws IOException {
        replace(FORTUNE, "lab:ofPledge id:", "labb:ofPledge id:");
        replace(PEOPLE, "a schema:Person", "a schemaa:Person");
        assertEquals(1, check());
        assertTrue(output.startsWith(PEOPLE + ":") || output.contains("\n" + PEOPLE + ":"), output);
        assertEquals(2, output.lines().filter(l -> l.contains(": error: ")).count(), output);
        assertTrue(output.contains("Did you mean schema:?"), output);
        assertTrue(output.contains(FORTUNE + ":"), output);
    }

    private void finds(String file, int line, String words) {
        assertEquals(1, check(), () -> output);
        String place = file + ":" + line + ":";
        assertTrue(
                output.lines()
                        .anyMatch(l ->
                                l.startsWith(place)
                                        && l.contains(": error: ")
                                        && l.contains(words)),
                () -> "No error at " + place + " with \"" + words + "\" in:\n" + output);
    }

    private int check() {
        StringWriter out = new StringWriter();
        CommandLine commandLine = LabLedger.commandLine().setOut(new PrintWriter(out));
        int status = commandLine.execute("check", "--home", home.toString());
        output = out.toString();
        return status;
    }

    private void replace(String file, String old, String with) throws IOException {
        String text = read(file);
        assertTrue(text.contains(old), () -> file + " has no " + old);
        int at = text.indexOf(old);
        write(file, text.substring(0, at) + with + text.substring(at + old.length()));
    }

    private int lineOf(String file, String text) throws IOException {
        List<String> lines = read(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i + 1;
            }
        }
        throw new AssertionError(file + " has no " + text);
    }

    /** Adds records to the Fortune file, which declares the prefixes they use. */
    private void append(String records) throws IOException {
        write(FORTUNE, read(FORTUNE) + "\n" + records);
    }

    private String read(String file) throws IOException {
        return Files.readString(home.resolve(file));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(home.resolve(file), text);
    }
}
