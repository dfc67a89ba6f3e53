package org.labledger.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.function.Executable;
import org.labledger.HomeFolder;

/** What the desk of the small ledger takes, and what it says to what it does not take. */
@TestInstance(Lifecycle.PER_CLASS)
class DeskTest {

    private static final List<String> NAMES = List.of("label.en=Zyx Wvut", "label.zh-Hant=某某");
    private static final List<String> WORDS =
            List.of("paraphrase.en=x", "paraphrase.zh-Hant=某", "locator=¶1");

    private Desk desk;
    private List<String> untried;

    /** Returns the home of the desk. */
    HomeFolder ledger() {
        return HomeFolder.SMALL_LEDGER;
    }

    @BeforeAll
    void load() {
        desk = Desk.of(ledger().load());
        untried = new ArrayList<>(desk.kinds().stream().map(Kind::name).toList());
    }

    @Test
    void everyKindCanBeMade() throws DeskException {
        makes(
                "source",
                "ev:Source",
                List.of(
                        "title.en=Zyx",
                        "publisher=Fortune",
                        "issued=2024-09",
                        "language=en",
                        "url=https://example.org/",
                        "kind=press",
                        "reading=excerpt",
                        "retrievedOn=today"));
        makes("person", "schema:Person", NAMES);
        makes("organization", "org:FormalOrganization", NAMES);
        makes("laboratory", "org:FormalOrganization", NAMES);
        makes("publisher", "org:FormalOrganization", NAMES);
        makes("team", "org:OrganizationalUnit", NAMES, "unitOf=OpenAI");
        makes("group", "prov:Agent", NAMES, "anonymous=true", "headcount=6");
        makes(
                "tenure",
                "lab:Tenure",
                NAMES,
                "member=jan-leike",
                "organization=fortune",
                "role=chiefScientist",
                "start=2023-07");
        makes("departure", "lab:Departure", NAMES, "person=jan-leike", "from=fortune", "left=2024");
        makes(
                "pledge",
                "lab:ComputePledge",
                NAMES,
                "pledger=openai",
                "amount=12.5",
                "unit=code:gigawatt",
                "made=2024",
                "bindingness=publicStatement",
                "period=P4Y");
        makes(
                "report",
                "lab:DeliveryReport",
                WORDS,
                "ofPledge=superalignment-20-percent",
                "status=not delivered",
                "saidBy=ilya-sutskever");
        makes("statement", "ev:Statement", WORDS, "saidBy=jan-leike", "about=openai");
        makes("allegation", "ev:Allegation", WORDS, "saidBy=jan-leike", "about=openai");
        makes("opinion", "ev:Opinion", WORDS, "saidBy=jan-leike", "about=openai");
        makes("announcement", "ev:Announcement", WORDS, "saidBy=jan-leike", "about=openai");
        makes(
                "denial",
                "ev:Denial",
                WORDS,
                "saidBy=openai",
                "about=openai",
                "disputes=fortune-gpu-requests-refused");
        makes("investment", "lab:Investment", NAMES, "investor=Microsoft", "recipient=fortune");
        makes("event", "lab:Event", NAMES, "on=2024-05-20");
        makes("board-event", "lab:BoardEvent", NAMES, "on=2024-05-20", "body=OpenAI");
        makes(
                "disagreement",
                "ev:Disagreement",
                NAMES,
                "onRecord=leike-leaves-openai",
                "onProperty=lab:manner",
                "nature=timeZone",
                "reason.en=x",
                "reason.zh-Hant=某");
        makes("programme", "org:Organization", NAMES);
        makes(
                "commitment",
                "lab:Pledge",
                NAMES,
                "pledger=openai",
                "amount=12",
                "unit=code:gigawatt",
                "made=2024",
                "bindingness=publicStatement");
        makes("agreement", "lab:Agreement", NAMES, "party=fortune");
        makes(
                "clause",
                "lab:Clause",
                NAMES,
                "isPartOf=openai-separation-letter",
                "clauseKind=equityForfeiture");
        makes("letter", "lab:OpenLetter", NAMES, "on=2024-05", "addressee=openai-board");
        makes(
                "tally",
                "lab:Tally",
                NAMES,
                "about=openai",
                "counted=signatures",
                "amount=5",
                "unit=peopleCount");
        makes(
                "estimate",
                "lab:Estimate",
                WORDS,
                "label.en=Zyx",
                "label.zh-Hant=某",
                "saidBy=jan-leike",
                "probability=0.5",
                "outcome=agiArrives");
        makes(
                "verdict",
                "ev:Verdict",
                List.of("reason.en=x", "reason.zh-Hant=某"),
                "onDisagreement=disagreement-k03-delivery",
                "prefers=id:fortune-on-the-20-percent");
        makes(
                "correction",
                "ev:Correction",
                List.of("reason.en=x", "reason.zh-Hant=某"),
                "corrects=src:fortune-2024-05-21",
                "printed=x",
                "correctForm=id:openai");
        assertEquals(List.of(), untried);
    }

    @Test
    void explainsAWrongValueWithFieldTypeAndExample() throws DeskException {
        refuses(
                "announced=May 14",
                "announced: \"May 14\" is not valid. Expected a day, a month or a year");
        refuses(
                "announced=2024-05-32",
                "announced: \"2024-05-32\" is not valid.",
                "such as `announced=20");
        refuses(
                "person=Jan Leikke", "Did you mean id:jan-leike (Jan Leike)?",
                "an existing schema:Person, such as `person=id:", "`./lab-ledger new person`");
        refuses("person=id:openai", "exists but is of class org:FormalOrganization");
        refuses("anounced=2024", "Did you mean announced?");
        refuses("manner=resined", "Did you mean code:resigned (resigned)?");
        refuses("label.fr=x", "label takes the languages en, zh-Hant");
        refuses("label=x", "label needs a language tag");
        refuses("left.en=2024", "left takes no language tag");
        refuses("left=", "left is empty");
    }

    @Test
    void takesOneValueOfWhatIsSingle() throws DeskException {
        Draft draft = draft("departure");
        desk.add(draft, "left", "2024");
        assertTrue(message(() -> desk.add(draft, "left", "2023")).contains("left takes one value"));
    }

    @Test
    void wantsASourceForWhatASourceSaysAndKnowsTheKinds() {
        assertTrue(
                message(() -> desk.draft(desk.kind("departure"), null))
                        .contains("Add `--in SOURCE`"));
        assertTrue(message(() -> desk.kind("departur")).contains("The kinds are: source, person"));
    }

    @Test
    void aValueMayBeANameALocalNameOrAPrefixedName() throws DeskException {
        for (String text : List.of("Jan Leike", "jan-leike", "id:jan-leike", "jan leike")) {
            Draft draft = draft("departure");
            desk.add(draft, "person", text);
            assertEquals(
                    Set.of("id:jan-leike (Jan Leike)"),
                    draft.kind().fields().stream()
                            .flatMap(field -> draft.values(field).stream())
                            .map(desk::labelled)
                            .collect(Collectors.toSet()));
        }
    }

    private void refuses(String assignment, String... words) throws DeskException {
        Draft draft = draft("departure");
        String[] parts = assignment.split("=", 2);
        String message = message(() -> desk.add(draft, parts[0], parts[1]));
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    private static String message(Executable wrong) {
        return String.valueOf(assertThrows(DeskException.class, wrong).getMessage());
    }

    private void makes(String kind, String type, List<String> values, String... more)
            throws DeskException {
        Draft draft = draft(kind);
        List<String> all = new ArrayList<>(values);
        all.addAll(List.of(more));
        for (String value : all) {
            desk.add(draft, value.split("=", 2)[0], value.split("=", 2)[1]);
        }
        assertEquals(List.of(), draft.missing(), kind);
        assertEquals(List.of(), desk.matches(draft), kind);
        desk.assignIri(draft, desk.slug(draft), false);
        TurtleEdit edit = desk.edit(draft, null);
        assertTrue(edit.block().contains("\n    a " + type + " ;\n"), edit::block);
        untried.remove(kind);
    }

    private Draft draft(String kind) throws DeskException {
        Kind found = desk.kind(kind);
        return desk.draft(found, found.isRecord() ? desk.source("fortune-2024-05-21") : null);
    }
}
