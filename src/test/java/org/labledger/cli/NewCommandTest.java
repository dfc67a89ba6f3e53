package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** A curator enters what an article says into a copy of the small ledger. */
class NewCommandTest {

    private static final String PEOPLE = "data/entities/people-other-labs.ttl";
    private static final String FORTUNE = "data/sources/2024/fortune-2024-05-21.ttl";

    @TempDir Path home;

    @BeforeEach
    void copyTheSmallLedger() {
        // With other answers than expected, "new" would not say that the check passed.
        HomeFolder.in(home)
                .withFolder(HomeFolder.SMALL_LEDGER, "ontology")
                .withFolder(HomeFolder.SMALL_LEDGER, "data")
                .withFolder(HomeFolder.SMALL_LEDGER, "queries/checks");
    }

    @Test
    void listsTheKinds() {
        CommandRun run = enter();
        assertEquals(0, run.status(), run::err);
        for (String kind :
                List.of(
                        "source",
                        "person",
                        "organization",
                        "team",
                        "tenure",
                        "departure",
                        "pledge",
                        "report",
                        "statement",
                        "allegation",
                        "denial",
                        "investment",
                        "event",
                        "disagreement")) {
            assertTrue(run.out().lines().anyMatch(l -> l.startsWith(kind + " ")), run::out);
        }
    }

    @Test
    void listsTheFieldsOfAKind() {
        String out = enter("departure", "--fields").out();
        assertTrue(out.contains("label.en, label.zh-Hant (required)"), out);
        assertTrue(out.contains("person (required)\n    The person who leaves."), out);
        assertTrue(out.contains("code:partedWays  parted ways"), out);
    }

    @Test
    void listsTheRolesOfATenure() {
        String out = enter("tenure", "--fields").out();
        assertTrue(out.contains("code:researcher  researcher"), out);
    }

    @Test
    void aSourceAPersonAndADepartureAreEnteredAndTheCheckPasses() throws IOException {
        byte[] people = Files.readAllBytes(home.resolve(PEOPLE));
        CommandRun source =
                enter(
                        "source",
                        "title.en=Ada Example leaves Anthropic",
                        "publisher=Fortune",
                        "issued=2024-09-03",
                        "language=en",
                        "url=https://example.org/ada",
                        "kind=press",
                        "reading=fullText",
                        "retrievedOn=today");
        assertEquals(0, source.status(), source::toString);
        String file = "data/sources/2024/fortune-2024-09-03.ttl";
        assertTrue(source.out().contains(": wrote src:fortune-2024-09-03"), source::out);

        CommandRun person =
                enter(
                        "person",
                        "label.en=Ada Example",
                        "label.zh-Hant=艾達·範例",
                        "altLabel.en=A. Example");
        assertEquals(0, person.status(), person::toString);
        byte[] after = Files.readAllBytes(home.resolve(PEOPLE));
        assertArrayEquals(people, Arrays.copyOf(after, people.length));
        assertTrue(
                Files.readString(home.resolve(PEOPLE))
                        .endsWith(
                                """
                                .

                                id:ada-example
                                    a schema:Person ;
                                    rdfs:label "Ada Example"@en, "艾達·範例"@zh-Hant ;
                                    skos:altLabel "A. Example"@en .
                                """));

        CommandRun departure =
                enter(
                        "departure",
                        "--in",
                        "src:fortune-2024-09-03",
                        "person=Ada Example",
                        "from=Anthropic",
                        "announced=2024-09",
                        "manner=resigned",
                        "label.en=Ada Example leaves Anthropic",
                        "label.zh-Hant=艾達·範例離開 Anthropic",
                        "locator=¶1",
                        "--anyway");
        assertEquals(0, departure.status(), departure::toString);
        String text = Files.readString(home.resolve(file));
        assertTrue(text.startsWith("@prefix code:"), text);
        assertTrue(
                text.endsWith(
                        """

                        id:ada-example-leaves-anthropic
                            a lab:Departure ;
                            rdfs:label "Ada Example leaves Anthropic"@en, "艾達·範例離開 Anthropic"@zh-Hant ;
                            lab:person id:ada-example ;
                            lab:from id:anthropic ;
                            lab:manner code:resigned ;
                            lab:announced "2024-09"^^xsd:gYearMonth ;
                            ev:locator "¶1" .
                        """),
                text);
        assertEquals(
                0, CommandRun.on(home, "fmt", "--check", home.resolve(file).toString()).status());
        assertTrue(departure.out().contains("Passed: 0 errors"), departure::out);
    }

    @Test
    void refusesWhatHasTheSameNameInOtherLetters() throws IOException {
        CommandRun run = enter("organization", "label.en=Open AI", "label.zh-Hant=開放人工智慧");
        assertEquals(1, run.status());
        assertTrue(run.err().contains("id:openai (OpenAI), Formal organization"), run::err);
        assertTrue(run.err().contains("data/entities/laboratories.ttl:"), run::err);
        assertFalse(
                Files.readString(home.resolve("data/entities/companies.ttl")).contains("Open AI"));
    }

    @Test
    void refusesASecondDepartureOfAPersonAndSaysHowToAddWhatThisSourceSaysOfIt() {
        CommandRun run =
                enter(
                        "departure",
                        "--in",
                        FORTUNE,
                        "person=Jan Leike",
                        "from=OpenAI",
                        "announced=2024-05-15",
                        "label.en=A resignation",
                        "label.zh-Hant=辭職");
        assertEquals(1, run.status());
        assertTrue(run.err().contains("id:leike-leaves-openai"), run::err);
        assertTrue(run.err().contains("`--anyway --id leike-leaves-openai`"), run::err);

        CommandRun again =
                enter(
                        "departure",
                        "--in",
                        FORTUNE,
                        "--id",
                        "leike-leaves-openai",
                        "person=Jan Leike",
                        "from=OpenAI",
                        "left=2024-05",
                        "--anyway",
                        "--dry-run");
        assertEquals(0, again.status(), again::err);
        assertTrue(
                again.out().startsWith("id:leike-leaves-openai\n    a lab:Departure ;\n"),
                again::out);
    }

    @Test
    void refusesASlugInUse() {
        CommandRun entity =
                enter("person", "--id", "openai", "label.en=Zyx", "label.zh-Hant=某", "--anyway");
        assertEquals(1, entity.status());
        assertTrue(entity.err().contains("id:openai (OpenAI) already exists"), entity::err);
        CommandRun record =
                enter("departure", "--in", FORTUNE, "--id", "leike-leaves-openai", "left=2024-05");
        assertEquals(1, record.status());
        assertTrue(record.err().contains("use `--anyway`"), record::err);
        CommandRun described =
                enter("report", "--in", FORTUNE, "--id", "fortune-on-the-20-percent", "--anyway");
        assertEquals(1, described.status());
        assertTrue(described.err().contains("describes"), described::err);
    }

    @Test
    void saysWhatIsMissingAndWhatIsWrong() {
        String missing = enter("departure", "--in", FORTUNE).err();
        assertTrue(missing.contains("\n  person  The person who leaves."), missing);
        String wrong = enter("departure", "--in", FORTUNE, "announced=May 14").err();
        assertTrue(wrong.contains("announced: \"May 14\" is not valid."), wrong);
    }

    @Test
    void keepsAFileThatTheCheckFindsFaultWith() throws IOException {
        CommandRun run =
                enter(
                        "departure",
                        "--in",
                        FORTUNE,
                        "person=helen-toner",
                        "from=fortune",
                        "label.en=Quite another thing",
                        "label.zh-Hant=另一件事");
        assertEquals(1, run.status(), run::toString);
        assertTrue(run.out().contains("a departure needs at least one date"), run::out);
        assertTrue(run.out().contains("was written but the home has errors"), run::out);
        assertTrue(Files.readString(home.resolve(FORTUNE)).contains("id:quite-another-thing"));
    }

    @Test
    void asksForWhatIsNotGiven() throws IOException {
        String answers =
                String.join(
                        "\n",
                        "fortune-2024-05-21", // which source
                        "Helen Toner leaves Fortune",
                        "海倫離開",
                        "Nobody At All", // refused, asked again
                        "Helen Toner",
                        "fortune",
                        "", // announced: skipped
                        "2024-05-20", // left
                        ".", // no more
                        "", // the slug that is proposed
                        "y",
                        "");
        CommandRun run = CommandRun.answering(answers, home, "new", "departure");
        assertEquals(0, run.status(), run::toString);
        assertTrue(run.out().contains("nothing matches \"Nobody At All\""), run::out);
        assertTrue(
                Files.readString(home.resolve(FORTUNE))
                        .endsWith(
                                """

                                id:helen-toner-leaves-fortune
                                    a lab:Departure ;
                                    rdfs:label "Helen Toner leaves Fortune"@en, "海倫離開"@zh-Hant ;
                                    lab:person id:helen-toner ;
                                    lab:from id:fortune ;
                                    lab:left "2024-05-20"^^xsd:date .
                                """));
    }

    @Test
    void offersTheMatchWhileAskingAndLetsTheSourceSpeakOfTheSameThing() throws IOException {
        CommandRun there = CommandRun.answering("Open AI\n1\n", home, "new", "organization");
        assertEquals(1, there.status(), there::toString);
        assertTrue(there.out().contains("It exists already: id:openai (OpenAI)"), there::out);

        String answers = "2024-05\n.\ny\n";
        CommandRun same =
                CommandRun.answering(
                        "1\n\n\n" + answers,
                        home,
                        "new",
                        "departure",
                        "--in",
                        FORTUNE,
                        "person=jan-leike",
                        "from=openai");
        assertEquals(0, same.status(), same::toString);
        assertTrue(
                Files.readString(home.resolve(FORTUNE))
                        .endsWith("    lab:left \"2024-05\"^^xsd:gYearMonth .\n"),
                same::out);
    }

    @Test
    void writesNothingIfTheAnswersEnd() throws IOException {
        byte[] before = Files.readAllBytes(home.resolve(PEOPLE));
        CommandRun run = CommandRun.answering("Ada Example\n", home, "new", "person");
        assertEquals(1, run.status());
        assertTrue(run.err().contains("Nothing was written"), run::err);
        assertArrayEquals(before, Files.readAllBytes(home.resolve(PEOPLE)));
    }

    private CommandRun enter(String... arguments) {
        List<String> all = new ArrayList<>(List.of("new"));
        all.addAll(List.of(arguments));
        return CommandRun.on(home, all.toArray(String[]::new));
    }
}
