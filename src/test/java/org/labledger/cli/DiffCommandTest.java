package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.GitHome;
import org.labledger.HomeFolder;

/** {@code diff}: states and folders, formats, exit statuses, and what it says when it cannot. */
class DiffCommandTest {

    private static final String THINGS =
            """
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            <https://home.test/id/a> a <https://home.test/v#Thing> ; rdfs:label "%s"@en .
            """;

    @TempDir private Path folder;

    private HomeFolder before;
    private HomeFolder after;

    @BeforeEach
    void writeTwoHomes() {
        before = home("before", "Alpha");
        after = home("after", "Beta");
    }

    private HomeFolder home(String name, String label) {
        return HomeFolder.in(folder.resolve(name))
                .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                .with("data/things.ttl", THINGS.formatted(label));
    }

    private CommandRun diff(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "diff";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandRun.on(after.path(), all);
    }

    @Test
    void saysWhatIsDifferentInAFolder() {
        CommandRun run = diff(before.path().toString());

        assertEquals(
                List.of(
                        "Records",
                        "  Changed: Beta (things)",
                        "    name: changed from Alpha to Beta",
                        "",
                        "one thing changed, one statement added, one statement removed"),
                run.out().lines().toList());
        assertEquals("", run.err());
        assertEquals(0, run.status());
    }

    @Test
    void saysItInChinese() {
        CommandRun run =
                diff(before.path().toString(), after.path().toString(), "--lang", "zh-Hant");

        assertTrue(run.out().contains("名稱：由「Alpha」改為「Beta」"), run.out());
    }

    @Test
    void tellsScriptsByTheExitStatusIfTheyAsk() {
        assertEquals(1, diff(before.path().toString(), "--exit-code").status());
        assertEquals(0, diff(after.path().toString(), "--exit-code").status());

        before.with("data/things.ttl", "# A comment.\n" + THINGS.formatted("Beta"));
        CommandRun layout = diff(before.path().toString(), "--exit-code");

        assertEquals(0, layout.status());
        assertEquals(
                "Nothing changed in substance: only layout, comments or notes of one file.",
                layout.out().strip());
    }

    @Test
    void comparesStatesOfTheHistory() {
        try (GitHome git = GitHome.in(folder.resolve("git"))) {
            git.home()
                    .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                    .with("data/things.ttl", THINGS.formatted("Alpha"));
            git.commit("first", "2024-05-14T12:00:00Z");
            git.tag("v1", false);
            git.home().with("data/things.ttl", THINGS.formatted("Beta"));
            String second = git.commit("second", "2024-05-15T12:00:00Z");
            git.home().with("data/things.ttl", THINGS.formatted("Gamma"));
            Path home = git.home().path();

            assertTrue(
                    CommandRun.on(home, "diff", "v1", second)
                            .out()
                            .contains("name: changed from Alpha to Beta"));
            assertTrue(
                    CommandRun.on(home, "diff", "2024-05-14")
                            .out()
                            .contains("name: changed from Alpha to Gamma"));
        }
    }

    @Test
    void saysWhyItCannotCompare() {
        CommandRun noHistory = diff("v1");

        assertEquals(2, noHistory.status());
        assertTrue(
                noHistory.err().startsWith("\"v1\" is no folder, and no state of the home. "),
                noHistory.err());

        CommandRun language = diff(before.path().toString(), "--lang", "fr");

        assertEquals(2, language.status());
        assertEquals(
                "--lang: there are texts in en, zh-Hant, not in \"fr\".", language.err().strip());
    }

    @Test
    void makesNoPatchFromAFileThatIsBroken() {
        after.with("data/things.ttl", "<https://home.test/id/a> <https://home.test/v#p> .");

        CommandRun run = diff(before.path().toString(), "--format", "rdfpatch");

        assertEquals(2, run.status());
        assertEquals("", run.out());
        assertEquals(
                "No patch: what these files say would be missing. Correct them first:"
                        + " data/things.ttl.",
                run.err().strip());
    }

    @Test
    void writesAnRdfPatch() {
        String patch = diff(before.path().toString(), "--format", "rdfpatch").out();

        assertEquals(
                List.of(
                        "TX .",
                        "D <https://home.test/id/a> <http://www.w3.org/2000/01/rdf-schema#label>"
                                + " \"Alpha\"@en <https://home.test/things> .",
                        "A <https://home.test/id/a> <http://www.w3.org/2000/01/rdf-schema#label>"
                                + " \"Beta\"@en <https://home.test/things> .",
                        "TC ."),
                patch.lines().filter(line -> !line.startsWith("H ")).toList());
    }

    @Test
    void writesJson() {
        JsonObject json = JSON.parse(diff(before.path().toString(), "--format", "json").out());

        assertEquals(before.read().snapshot(), json.getString("from"));
        assertEquals(after.read().snapshot(), json.getString("to"));
        JsonObject change = json.getArray("changes").iterator().next().getAsObject();
        assertEquals("https://home.test/id/a", change.getString("thing"));
        assertEquals("changed", change.getString("kind"));
        JsonObject value = change.getArray("values").iterator().next().getAsObject();
        assertEquals(
                "\"Alpha\"@en", value.getArray("before").iterator().next().getAsString().value());
        assertEquals(
                "\"Beta\"@en", value.getArray("after").iterator().next().getAsString().value());
        assertEquals("https://home.test/things", value.getString("graph"));
    }

    @Test
    void writesAPageThatRunsNothingAndLoadsNothing() {
        after.with(
                "data/things.ttl",
                THINGS.formatted(
                        "<script>alert(1)</script>\\\"'><img src=x onerror=alert(2)>\\u0007"));

        Document page = Jsoup.parse(diff(before.path().toString(), "--format", "html").out());

        assertEquals("en", page.select("html").attr("lang"));
        assertTrue(page.text().contains("<script>alert(1)</script>\"'><img"), page.text());
        assertTrue(page.select("script, img, link, iframe, [src], [onerror]").isEmpty());
        assertFalse(page.html().contains("\u0007"));
    }
}
