package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

class ReportTest {

    @TempDir Path folder;

    @Test
    void isSummedUpInOneLine() {
        assertEquals(
                "Passed: 0 errors, 0 warnings in 1 file (1 quad, 1 source, snapshot "
                        + HomeFolder.in(folder)
                                .with("data/a.ttl", "<a> <b> 1 .")
                                .read()
                                .shortSnapshot()
                        + ").",
                HomeFolder.in(folder).check().summary());
    }

    @Test
    void countsErrorsAndWarnings() {
        Report report = reportOfAWarningAndTwoErrors();

        assertFalse(report.passes());
        assertEquals(2, report.errors());
        assertEquals(1, report.warnings());
        assertTrue(
                report.summary().startsWith("Failed: 2 errors, 1 warning in 3 files ("),
                report.summary());
    }

    @Test
    void leavesOutWarningsThatAreKnownButNoError() {
        Report report = reportOfAWarningAndTwoErrors();

        Report again = report.withoutWarningsOf(report);

        assertEquals(2, again.errors());
        assertEquals(0, again.warnings());
        assertEquals(1, report.withoutWarningsOf(HomeFolder.LIBRARY.check()).warnings());
    }

    @Test
    void namesErrorsFirstWhereThatIsWanted() {
        Report report = reportOfAWarningAndTwoErrors();

        assertEquals(Finding.Severity.WARNING, report.findings().getFirst().severity());
        assertEquals(Finding.Severity.ERROR, report.errorsFirst().findings().getFirst().severity());
        assertEquals(
                Finding.Severity.WARNING, report.errorsFirst().findings().getLast().severity());
    }

    @Test
    void isWrittenAsJson() {
        Report report = reportOfAWarningAndTwoErrors();

        JsonObject json = JSON.parse(JSON.toString(report.json()));

        assertEquals(report.snapshot().id(), json.getString("snapshot"));
        assertFalse(json.getBoolean("passes"));
        assertEquals(2, json.getNumber("errors").intValue());
        assertEquals(1, json.getNumber("warnings").intValue());
        assertEquals(3, json.get("findings").getAsArray().size());
        JsonObject first = json.get("findings").getAsArray().get(0).getAsObject();
        assertEquals("data/a.ttl", first.getString("file"));
        assertEquals(1, first.getNumber("line").intValue());
        assertEquals(9, first.getNumber("column").intValue());
        assertEquals("warning", first.getString("severity"));
        assertEquals("syntax", first.getString("rule"));
        assertEquals(report.findings().getFirst().message(), first.getString("message"));
        JsonObject second = json.get("findings").getAsArray().get(1).getAsObject();
        assertEquals("data/b.ttl", second.getString("file"));
        assertEquals(2, second.getNumber("line").intValue());
        assertEquals("error", second.getString("severity"));
    }

    @Test
    void keepsQuotesAndOtherScriptsInJson() {
        Report report =
                HomeFolder.in(folder)
                        .with("data/a.ttl", "<a> <b> \"\"\"\"月光\" \\\\ \"\"\"@zh .")
                        .with(
                                "queries/checks/c.rq",
                                "#+ message: '{value} is \"odd\" 書'\n"
                                        + "SELECT ?value { ?this ?p ?value }")
                        .check();

        JsonObject json = JSON.parse(JSON.toString(report.json()));

        assertEquals(
                "\"\"月光\" \\ \" is \"odd\" 書",
                json.get("findings").getAsArray().get(0).getAsObject().getString("message"));
    }

    private Report reportOfAWarningAndTwoErrors() {
        return HomeFolder.in(folder)
                .with("data/a.ttl", "<a> <b> \"x\"^^<http://www.w3.org/2001/XMLSchema#integer> .")
                .with("data/b.ttl", "<a> <b> 1 .\n<a> no:b 2 .")
                .with("queries/q.rq", "SELECT")
                .check();
    }
}
