package org.labledger.generator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.labledger.HomeFolder;
import org.labledger.generator.Names.Name;

/**
 * Makes ledgers of any size in the ledger's own model: people, organizations and their teams,
 * tenures, departures, pledges and reports on them, as many sources say it, each in a graph of its
 * own. Later sources repeat what earlier ones said, often less exactly; now and then they disagree,
 * and an editor has acknowledged it.
 *
 * <p>What a record says depends on its number, the number of sources and the seed only, so a ledger
 * of any size is written as a stream, and two runs write the same bytes.
 *
 * @param sources the number of sources; at least {@value #MIN_SOURCES}
 * @param seed ledgers of different seeds are different
 */
public record LedgerGenerator(int sources, long seed) {

    /** What every IRI of the ledger begins with. */
    public static final String BASE = "https://w3id.org/lab-ledger/";

    /** The smallest number of sources. */
    public static final int MIN_SOURCES = 6;

    /** Quads of the ledger's ontology. */
    private static final int ONTOLOGY_QUADS = 2_400;

    /** Quads of a ledger for each source, with entities and derived quads, as measured. */
    private static final int QUADS_PER_SOURCE = 107;

    private static final int PEOPLE_PER_FILE = 200;
    private static final int CONFLICTS_PER_FILE = 20;

    /** Every so many sources, one disagrees with the source before it. */
    private static final int CONFLICT_INTERVAL = 30;

    /** One of so many tenures is that of a chief executive. */
    private static final int CHIEF_INTERVAL = 10;

    private static final LocalDate FIRST_ISSUE = LocalDate.of(2016, 1, 4);
    private static final int ISSUE_DAYS = 3_400;
    private static final String READ = day(LocalDate.of(2025, 8, 1));

    private static final List<String> ROLES =
            List.of(
                    "researcher",
                    "staffMember",
                    "teamLead",
                    "boardMember",
                    "adviser",
                    "policyLead",
                    "directorOfResearch",
                    "vicePresident");
    private static final List<String> MANNERS =
            List.of("resigned", "removed", "dismissed", "partedWays");
    private static final List<String> REASONS =
            List.of("safetyPriority", "lossOfTrust", "resources", "newWork", "commercialization");
    private static final List<String> STATUSES =
            List.of("notDelivered", "partlyDelivered", "delivered", "beingDelivered");
    private static final List<String> BINDINGNESSES =
            List.of("publicStatement", "letterOfIntent", "contract");
    private static final List<String> BOUNDS = List.of("exactly", "atLeast", "atMost", "about");
    private static final List<String> UNITS = List.of("gigawatt", "usd", "chip");

    /** How the files of data are laid out. */
    public enum Layout {
        /** A Turtle file for each source, as curators keep it. */
        MANY_FILES,
        /** One N-Quads file with all graphs. */
        ONE_FILE
    }

    /** What a number is drawn for; the numbers of different kinds do not depend on each other. */
    private enum Kind {
        PERSON,
        TENURE,
        DEPARTURE,
        PLEDGE,
        SOURCE,
        VALUES
    }

    /** A tenure: who, where, in what role, from when to when ({@code null} if it goes on). */
    private record Tenure(
            String iri,
            int person,
            int organization,
            int team,
            String role,
            LocalDate start,
            String startText,
            @Nullable LocalDate end) {

        String place() {
            return team < 0
                    ? Names.organization(organization).iri()
                    : Names.team(organization, team).iri();
        }
    }

    private record Departure(
            String iri, Tenure tenure, int destination, LocalDate announced, String left) {}

    private record Pledge(
            String iri, int pledger, int recipient, long amount, String unit, LocalDate made) {}

    /** Checks the number of sources. */
    public LedgerGenerator {
        if (sources < MIN_SOURCES) {
            throw new IllegalArgumentException(
                    "A ledger has at least " + MIN_SOURCES + " sources.");
        }
    }

    /** Returns a ledger that has about so many quads, with the ontology and with derived ones. */
    public static LedgerGenerator ofQuads(long quads, long seed) {
        return new LedgerGenerator(
                (int) Math.max(MIN_SOURCES, (quads - ONTOLOGY_QUADS) / QUADS_PER_SOURCE), seed);
    }

    /**
     * Writes a home: ontology, queries and checks of another home, without its expected answers,
     * and generated data.
     *
     * @param folder the home; its {@code data/} must be empty
     * @param ledger a home with the ontology of the ledger
     */
    public void write(Path folder, HomeFolder ledger, Layout layout) throws IOException {
        HomeFolder.in(folder).withFolder(ledger, "ontology").withFolder(ledger, "queries");
        deleteAll(folder.resolve("queries").resolve("expected"));
        Path data = folder.resolve("data");
        if (layout == Layout.ONE_FILE) {
            try (BufferedWriter out = Files.newBufferedWriter(data.resolve("ledger.nq"))) {
                graphs(graph -> out.write(graph.nquads()));
            }
        } else {
            graphs(graph -> {
                Path file = data.resolve(graph.name() + ".ttl");
                Files.createDirectories(file.getParent());
                Files.writeString(file, graph.turtle());
            });
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    /** Takes graphs one after the other. */
    private interface GraphConsumer {
        void accept(Statements graph) throws IOException;
    }

    private void graphs(GraphConsumer out) throws IOException {
        for (int file = 0; file * PEOPLE_PER_FILE < people(); file++) {
            out.accept(peopleFile(file));
        }
        for (int file = 0; file * PEOPLE_PER_FILE < organizations(); file++) {
            out.accept(organizationsFile(file));
        }
        out.accept(publishersFile());
        for (int source = 0; source < sources; source++) {
            out.accept(source(source));
        }
        int conflicts = sources / CONFLICT_INTERVAL;
        for (int file = 0; file * CONFLICTS_PER_FILE < conflicts; file++) {
            out.accept(editorialFile(file, conflicts));
        }
    }

    // Entities: what things are called.

    private int people() {
        return sources;
    }

    private int organizations() {
        return Math.max(6, sources / 12);
    }

    private int publishers() {
        return Math.max(4, sources / 30);
    }

    private Statements peopleFile(int file) {
        Statements graph = new Statements("entities/people-" + (file + 1));
        int end = Math.min(people(), (file + 1) * PEOPLE_PER_FILE);
        for (int i = file * PEOPLE_PER_FILE; i < end; i++) {
            SplittableRandom random = random(Kind.PERSON, i);
            Name name = Names.person(i);
            describe(
                    graph,
                    name,
                    "schema:Person",
                    random.nextBoolean() ? "AI researcher" : "Technology executive",
                    random.nextBoolean() ? "AI 研究者" : "科技業主管");
            if (random.nextInt(3) == 0) {
                graph.say(name.iri(), "skos:exactMatch", "wd:Q" + (900_000_000 + i));
            }
        }
        return graph;
    }

    private Statements organizationsFile(int file) {
        Statements graph = new Statements("entities/organizations-" + (file + 1));
        int end = Math.min(organizations(), (file + 1) * PEOPLE_PER_FILE);
        for (int i = file * PEOPLE_PER_FILE; i < end; i++) {
            Name name = Names.organization(i);
            describe(graph, name, "org:FormalOrganization", "AI laboratory", "AI 實驗室");
            String whole = name.iri();
            for (int t = 0; t < Names.TEAMS_EACH; t++) {
                Name team = Names.team(i, t);
                describe(
                        graph,
                        team,
                        "org:OrganizationalUnit",
                        "Team of " + name.en(),
                        name.zh() + "的團隊");
                graph.say(team.iri(), "org:unitOf", whole);
                whole = team.iri();
            }
        }
        return graph;
    }

    private Statements publishersFile() {
        Statements graph = new Statements("entities/publishers");
        describe(
                graph,
                new Name("Lab Ledger", "實驗室帳本"),
                "org:FormalOrganization",
                "Editors of this ledger",
                "本帳本的編輯");
        for (int i = 0; i < publishers(); i++) {
            describe(graph, Names.publisher(i), "org:FormalOrganization", "News site", "新聞網站");
        }
        return graph;
    }

    private static void describe(
            Statements graph, Name name, String type, String comment, String zhComment) {
        graph.say(name.iri(), "rdf:type", type)
                .say(name.iri(), "rdfs:label", both(name))
                .say(name.iri(), "rdfs:comment", both(new Name(comment, zhComment)));
    }

    // Sources: what is said of them.

    private LocalDate issued(int source) {
        return FIRST_ISSUE.plusDays((long) source * ISSUE_DAYS / sources);
    }

    private String sourceName(int source) {
        return Names.publisher(random(Kind.SOURCE, source).nextInt(publishers())).slug()
                + "-"
                + issued(source)
                + "-"
                + (source + 1);
    }

    private Statements source(int source) {
        SplittableRandom random = random(Kind.SOURCE, source);
        Name publisher = Names.publisher(random.nextInt(publishers()));
        LocalDate issued = issued(source);
        String name = sourceName(source);
        Statements graph = new Statements("sources/" + issued.getYear() + "/" + name);
        String iri = "src:" + name;
        Departure departure = departure(source / 2);
        String person = Names.person(departure.tenure.person).en();
        graph.say(iri, "rdf:type", "ev:Source")
                .say(iri, "dct:title", text(person + " and other changes of the week", "en"))
                .say(iri, "dct:publisher", publisher.iri())
                .say(iri, "ev:byline", "\"" + Names.person(random.nextInt(people())).en() + "\"")
                .say(iri, "dct:issued", day(issued))
                .say(iri, "dct:language", "\"en\"")
                .say(iri, "schema:url", "<https://news.example/" + name + ">")
                .say(iri, "ev:kind", random.nextInt(4) == 0 ? "code:retelling" : "code:press")
                .say(iri, "ev:reading", random.nextBoolean() ? "code:fullText" : "code:excerpt")
                .say(iri, "pav:retrievedOn", READ);
        newTenure(graph, tenure(2 * source));
        newTenure(graph, tenure(2 * source + 1));
        if (source > 0) {
            Tenure known = tenure(random.nextInt(2 * source));
            graph.say(known.iri, "rdf:type", "lab:Tenure")
                    .say(known.iri, "org:member", Names.person(known.person).iri())
                    .say(known.iri, "org:organization", known.place())
                    .say(known.iri, "org:role", "code:" + known.role)
                    .say(known.iri, "lab:start", year(known.start))
                    .say(known.iri, "ev:locator", "\"¶" + (2 + random.nextInt(9)) + "\"");
        }
        if (source % 2 == 0) {
            newDeparture(graph, departure, random);
        } else {
            knownDeparture(graph, source, random);
        }
        if (source % 4 == 0) {
            reason(graph, departure, source, random);
        }
        switch (source % 3) {
            case 0 -> newPledge(graph, pledge(source / 3), random);
            case 1 -> report(graph, pledge(random.nextInt(source / 3 + 1)), source, random);
            default -> opinion(graph, source, random);
        }
        return graph;
    }

    private static void newTenure(Statements graph, Tenure tenure) {
        Name person = Names.person(tenure.person);
        Name place =
                tenure.team < 0
                        ? Names.organization(tenure.organization)
                        : Names.team(tenure.organization, tenure.team);
        String years = " (" + tenure.start.getYear() + ")";
        graph.say(tenure.iri, "rdf:type", "lab:Tenure")
                .say(
                        tenure.iri,
                        "rdfs:label",
                        both(
                                new Name(
                                        person.en() + " at " + place.en() + years,
                                        person.zh() + "任職於" + place.zh() + years)))
                .say(tenure.iri, "org:member", person.iri())
                .say(tenure.iri, "org:organization", tenure.place())
                .say(tenure.iri, "org:role", "code:" + tenure.role)
                .say(tenure.iri, "lab:start", tenure.startText)
                .say(tenure.iri, "ev:locator", "\"¶1\"");
        if (tenure.end != null) {
            graph.say(tenure.iri, "lab:end", day(tenure.end));
        }
    }

    private static void newDeparture(
            Statements graph, Departure departure, SplittableRandom random) {
        Name person = Names.person(departure.tenure.person);
        Name from = Names.organization(departure.tenure.organization);
        Name to = Names.organization(departure.destination);
        String year = " (" + departure.announced.getYear() + ")";
        graph.say(departure.iri, "rdf:type", "lab:Departure")
                .say(
                        departure.iri,
                        "rdfs:label",
                        both(
                                new Name(
                                        person.en() + " leaves " + from.en() + year,
                                        person.zh() + "離開" + from.zh() + year)))
                .say(departure.iri, "lab:person", person.iri())
                .say(departure.iri, "lab:from", from.iri())
                .say(departure.iri, "lab:manner", "code:" + any(MANNERS, random))
                .say(departure.iri, "lab:announced", day(departure.announced))
                .say(departure.iri, "lab:left", departure.left)
                .say(departure.iri, "lab:destination", to.iri())
                .say(
                        departure.iri,
                        "ev:paraphrase",
                        both(
                                new Name(
                                        person.en()
                                                + " tells colleagues in a note that the time has come to"
                                                + " go, and joins "
                                                + to.en()
                                                + ".",
                                        person.zh() + "在給同事的信中表示是離開的時候了，並加入" + to.zh() + "。")))
                .say(departure.iri, "ev:locator", "\"¶2\"");
    }

    /** Reports a departure that an earlier source has reported, by its month or another day. */
    private void knownDeparture(Statements graph, int source, SplittableRandom random) {
        boolean isConflict = (source + 1) % CONFLICT_INTERVAL == 0;
        Departure known = departure(isConflict ? source / 2 : random.nextInt(source / 2 + 1));
        graph.say(known.iri, "rdf:type", "lab:Departure")
                .say(known.iri, "lab:person", Names.person(known.tenure.person).iri())
                .say(known.iri, "lab:from", Names.organization(known.tenure.organization).iri())
                .say(
                        known.iri,
                        "lab:announced",
                        isConflict ? day(known.announced.minusDays(1)) : month(known.announced))
                .say(known.iri, "ev:locator", "\"¶4\"");
    }

    private void reason(
            Statements graph, Departure departure, int source, SplittableRandom random) {
        String iri = departure.iri + "-reason";
        Name person = Names.person(departure.tenure.person);
        graph.say(iri, "rdf:type", "ev:Statement")
                .say(iri, "lab:reasonFor", departure.iri)
                .say(iri, "lab:reasonKind", "code:" + any(REASONS, random))
                .say(iri, "ev:about", person.iri())
                .say(iri, "ev:saidBy", person.iri())
                .say(iri, "ev:basis", "code:firstHand")
                .say(iri, "ev:saidOn", day(issued(source).minusDays(1)))
                .say(
                        iri,
                        "ev:paraphrase",
                        both(
                                new Name(
                                        person.en()
                                                + " says that the company and its leaders no longer"
                                                + " agreed on what comes first.",
                                        person.zh() + "表示，公司與領導層對何者優先已無共識。")))
                .say(iri, "ev:locator", "\"¶3\"");
    }

    private void newPledge(Statements graph, Pledge pledge, SplittableRandom random) {
        Name pledger = Names.organization(pledge.pledger);
        Name recipient = Names.organization(pledge.recipient);
        String year = " (" + pledge.made.getYear() + ")";
        graph.say(pledge.iri, "rdf:type", "lab:ComputePledge")
                .say(
                        pledge.iri,
                        "rdfs:label",
                        both(
                                new Name(
                                        pledger.en()
                                                + " promises compute to "
                                                + recipient.en()
                                                + year,
                                        pledger.zh() + "承諾提供算力給" + recipient.zh() + year)))
                .say(pledge.iri, "lab:pledger", pledger.iri())
                .say(pledge.iri, "lab:recipient", recipient.iri())
                .say(pledge.iri, "lab:amount", number(pledge.amount))
                .say(pledge.iri, "lab:unit", "code:" + pledge.unit)
                .say(pledge.iri, "lab:bound", "code:" + any(BOUNDS, random))
                .say(pledge.iri, "lab:bindingness", "code:" + any(BINDINGNESSES, random))
                .say(pledge.iri, "lab:made", day(pledge.made))
                .say(pledge.iri, "lab:deadline", year(pledge.made.plusYears(2)))
                .say(
                        pledge.iri,
                        "ev:paraphrase",
                        both(
                                new Name(
                                        pledger.en()
                                                + " says that the capacity will be ready within two"
                                                + " years.",
                                        pledger.zh() + "表示，這批容量將在兩年內備妥。")))
                .say(pledge.iri, "ev:locator", "\"¶5\"");
    }

    private void report(Statements graph, Pledge pledge, int source, SplittableRandom random) {
        String iri = "id:report-" + (source + 1) + "-on-" + pledge.iri.substring(3);
        LocalDate issued = issued(source);
        String speaker =
                Names.organization(random.nextBoolean() ? pledge.pledger : pledge.recipient).iri();
        graph.say(iri, "rdf:type", "lab:DeliveryReport")
                .say(iri, "lab:ofPledge", pledge.iri)
                .say(iri, "lab:status", "code:" + any(STATUSES, random))
                .say(iri, "lab:amount", number(pledge.amount * random.nextInt(10) / 10))
                .say(iri, "lab:unit", "code:" + pledge.unit)
                .say(iri, "ev:saidBy", speaker)
                .say(iri, "ev:basis", "code:unnamedPeople")
                .say(
                        iri,
                        "lab:asOf",
                        random.nextBoolean() ? month(issued.minusMonths(1)) : day(issued))
                .say(
                        iri,
                        "ev:paraphrase",
                        both(
                                new Name(
                                        "A part of what was promised has been delivered, and the rest"
                                                + " is said to follow.",
                                        "承諾的一部分已經交付，據稱其餘將陸續到位。")))
                .say(iri, "ev:locator", "\"¶6\"");
    }

    private void opinion(Statements graph, int source, SplittableRandom random) {
        String iri = "id:opinion-" + (source + 1);
        Name about = Names.organization(organization(random));
        graph.say(iri, "rdf:type", "ev:Statement")
                .say(iri, "ev:about", about.iri())
                .say(iri, "ev:saidBy", Names.person(random.nextInt(people())).iri())
                .say(iri, "ev:saidOn", day(issued(source)))
                .say(
                        iri,
                        "ev:paraphrase",
                        both(
                                new Name(
                                        about.en()
                                                + " should publish what it measures before it ships.",
                                        about.zh() + "應在推出產品前公布其測量結果。")))
                .say(iri, "ev:locator", "\"¶7\"");
    }

    // Editors: disagreements between two sources.

    private Statements editorialFile(int file, int conflicts) {
        String name = "editorial/days-of-departures-" + (file + 1);
        Statements graph = new Statements(name);
        String iri = "<" + BASE + name + ">";
        graph.say(iri, "rdf:type", "ev:Source")
                .say(iri, "dct:title", text("Days of departures on which sources differ", "en"))
                .say(iri, "dct:publisher", "id:lab-ledger")
                .say(iri, "dct:issued", READ)
                .say(iri, "dct:language", "\"en\"")
                .say(iri, "schema:url", iri)
                .say(iri, "ev:kind", "code:editorial")
                .say(iri, "ev:reading", "code:fullText")
                .say(iri, "pav:retrievedOn", READ);
        int end = Math.min(conflicts, (file + 1) * CONFLICTS_PER_FILE);
        for (int i = file * CONFLICTS_PER_FILE; i < end; i++) {
            // The source that disagrees reports the departure with half its own number.
            Departure departure = departure(((i + 1) * CONFLICT_INTERVAL - 1) / 2);
            String question = "id:disagreement-" + (i + 1);
            String verdict = "id:verdict-" + (i + 1);
            Name person = Names.person(departure.tenure.person);
            graph.say(question, "rdf:type", "ev:Disagreement")
                    .say(
                            question,
                            "rdfs:label",
                            both(
                                    new Name(
                                            "On which day did "
                                                    + person.en()
                                                    + " go? ("
                                                    + (i + 1)
                                                    + ")",
                                            person.zh() + "是哪一天離開的？（" + (i + 1) + "）")))
                    .say(question, "ev:onRecord", departure.iri)
                    .say(question, "ev:onProperty", "lab:announced")
                    .say(question, "ev:nature", "code:timeZone")
                    .say(
                            question,
                            "ev:reason",
                            both(new Name("One report has the day before.", "有一則報導寫的是前一天。")))
                    .say(verdict, "rdf:type", "ev:Verdict")
                    .say(verdict, "ev:onDisagreement", question)
                    .say(verdict, "ev:prefers", day(departure.announced))
                    .say(
                            verdict,
                            "ev:reason",
                            both(new Name("The first report was made on the spot.", "最早的報導來自現場。")));
        }
        return graph;
    }

    // Records by their numbers.

    private Tenure tenure(int index) {
        SplittableRandom random = random(Kind.TENURE, index);
        LocalDate known = issued(index / 2);
        if (index % CHIEF_INTERVAL == CHIEF_INTERVAL - 1) {
            // One after the other: the sources of two in one organization are years apart.
            int organization = index / CHIEF_INTERVAL % organizations();
            LocalDate start = known.minusDays(100 + random.nextInt(300));
            return new Tenure(
                    "id:tenure-" + (index + 1),
                    random.nextInt(people()),
                    organization,
                    -1,
                    "chiefExecutive",
                    start,
                    day(start),
                    known.minusDays(random.nextInt(60)));
        }
        int person = index % 2 == 0 ? index / 2 : random.nextInt(people());
        int organization = organization(random);
        // Of an even number, the person leaves; the tenure is in the organization or its first
        // team.
        int team = random.nextInt(index % 2 == 0 ? 2 : 6) - 1;
        LocalDate start = known.minusDays(200 + random.nextInt(1_200));
        int precision = random.nextInt(10);
        return new Tenure(
                "id:tenure-" + (index + 1),
                person,
                organization,
                team < Names.TEAMS_EACH ? team : -1,
                any(ROLES, random),
                start,
                precision < 5 ? day(start) : precision < 8 ? month(start) : year(start),
                index % 2 == 0 || random.nextInt(3) == 0
                        ? known.minusDays(5 + random.nextInt(60))
                        : null);
    }

    /** A departure is first reported by the source of twice its number, as the end of a tenure. */
    private Departure departure(int index) {
        SplittableRandom random = random(Kind.DEPARTURE, index);
        Tenure tenure = tenure(4 * index);
        int destination = organization(random);
        if (destination == tenure.organization) {
            destination = (destination + 1) % organizations();
        }
        LocalDate end = Objects.requireNonNull(tenure.end, "the tenure ends");
        int precision = random.nextInt(10);
        return new Departure(
                "id:departure-" + (index + 1),
                tenure,
                destination,
                end.minusDays(1 + random.nextInt(20)),
                precision < 6 ? day(end) : precision < 9 ? month(end) : year(end));
    }

    private Pledge pledge(int index) {
        SplittableRandom random = random(Kind.PLEDGE, index);
        int pledger = organization(random);
        int recipient = organization(random);
        return new Pledge(
                "id:pledge-" + (index + 1),
                pledger,
                recipient == pledger ? (recipient + 1) % organizations() : recipient,
                (1 + random.nextInt(50)) * 10L,
                UNITS.get(index % UNITS.size()),
                issued(3 * index).minusDays(random.nextInt(5)));
    }

    /** Draws an organization: some are met more often than others. */
    private int organization(SplittableRandom random) {
        double drawn = random.nextDouble();
        return (int) (drawn * drawn * organizations());
    }

    private SplittableRandom random(Kind kind, long index) {
        return new SplittableRandom(
                new SplittableRandom(seed * 31 + kind.ordinal()).nextLong() + index);
    }

    private static <T> T any(List<T> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }

    // What is asked.

    /** How many people a question names at once. */
    private static final int PEOPLE_ASKED = 8;

    /**
     * Returns values for the placeholders of questions: things of the ledger that the question
     * finds something about, terms in SPARQL by the names of the placeholders.
     *
     * @param request the number of the request; the value of {@code unique} is never the same for
     *     two
     */
    public Map<String, String> values(int request) {
        SplittableRandom random = random(Kind.VALUES, request);
        Tenure tenure = tenure(random.nextInt(2 * sources));
        Departure departure = departure(random.nextInt((sources + 1) / 2));
        Pledge pledge = pledge(random.nextInt((sources + 2) / 3));
        int organization = organization(random);
        StringBuilder people = new StringBuilder();
        for (int i = 0; i < PEOPLE_ASKED; i++) {
            people.append(iri(Names.person(random.nextInt(people())).iri())).append(' ');
        }
        return Map.ofEntries(
                Map.entry("person", iri(Names.person(tenure.person).iri())),
                Map.entry("place", iri(tenure.place())),
                Map.entry("date", tenure.start.plusDays(60).toString()),
                Map.entry("from", iri(Names.organization(departure.tenure.organization).iri())),
                Map.entry("to", iri(Names.organization(departure.destination).iri())),
                Map.entry("departure", iri(departure.iri)),
                Map.entry("pledge", iri(pledge.iri)),
                Map.entry("source", iri("src:" + sourceName(random.nextInt(sources)))),
                Map.entry("name", Names.person(tenure.person).en()),
                Map.entry("pledger", iri(Names.organization(pledge.pledger).iri())),
                Map.entry("organization", iri(Names.organization(organization).iri())),
                Map.entry("prefix", Names.organization(organization).en().substring(0, 4)),
                Map.entry("ending", Names.lastName(tenure.person).toLowerCase(Locale.ROOT)),
                Map.entry("people", people.toString().strip()),
                Map.entry("offset", Integer.toString(request % 20)),
                Map.entry("unique", Integer.toString(1_000_000 + request)));
    }

    private static String iri(String name) {
        return Statements.expanded(name);
    }

    // Literals.

    private static String[] both(Name text) {
        return new String[] {text(text.en(), "en"), text(text.zh(), "zh-Hant")};
    }

    private static String text(String text, String language) {
        return "\"" + text + "\"@" + language;
    }

    private static String number(long number) {
        return "\"" + number + "\"^^xsd:integer";
    }

    private static String day(LocalDate date) {
        return "\"" + date + "\"^^xsd:date";
    }

    private static String month(LocalDate date) {
        return "\"" + date.toString().substring(0, 7) + "\"^^xsd:gYearMonth";
    }

    private static String year(LocalDate date) {
        return "\"" + date.getYear() + "\"^^xsd:gYear";
    }
}
