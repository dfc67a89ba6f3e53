package org.labledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.RDFParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.catalog.SavedQuery;

/**
 * The folders know the domain; the Java knows RDF and evidence. So no name of the ledger's own
 * subject stands in {@code src/main}: not in code, strings or comments, not in templates.
 *
 * <p>A name with a capital letter ({@code Departure}, {@code lastDay}) is not an English word as it
 * stands in a sentence, and is looked for as a whole word everywhere. The others ({@code on},
 * {@code start}, {@code unit}) are, and are looked for only behind their prefix or namespace.
 *
 * <p>The same holds for the columns and parameters of this home's queries, in messages and
 * templates: a query labels them itself. Those that the library's queries have too are not of this
 * home alone.
 */
class DomainFreeTest {

    private static final String NAMESPACES = "https://w3id.org/lab-ledger/";

    private final Set<String> names = new TreeSet<>();
    private final Set<String> variables;
    private final Pattern forbidden;
    private final Pattern forbiddenInTexts;

    DomainFreeTest() {
        Path ontology = ledger().path().resolve("ontology");
        names.addAll(localNames(ontology.resolve("lab.ttl"), NAMESPACES + "lab#"));
        names.addAll(localNames(ontology.resolve("codes.ttl"), NAMESPACES + "codes#"));
        forbidden =
                Pattern.compile(
                        String.join(
                                "|",
                                // lab:anything
                                "(?<![\\w-])lab:",
                                // code:percent, but not the code: of a style sheet
                                "(?<![\\w-])code:(?:" + String.join("|", names) + ")(?![\\w-])",
                                // lab#on, https://w3id.org/lab-ledger/codes
                                "(?<![\\w-])(?:lab|codes)#(?:"
                                        + String.join("|", names)
                                        + ")(?!\\w)",
                                "lab-ledger/(?:lab|codes)(?![\\w-])",
                                // Departure, lastDay
                                "(?<!\\w)(?:"
                                        + names.stream()
                                                .filter(DomainFreeTest::isDistinctive)
                                                .collect(Collectors.joining("|"))
                                        + ")(?!\\w)"));
        variables = variables(ledger());
        variables.removeAll(variables(HomeFolder.LIBRARY));
        variables.removeAll(GENERAL);
        forbiddenInTexts =
                Pattern.compile(
                        // word.state, the key of a message
                        "(?<![\\w-])word\\.(?:"
                                + String.join("|", variables)
                                + ")(?!\\w)"
                                // verdictsAgainst
                                + "|(?<!\\w)(?:"
                                + variables.stream()
                                        .filter(DomainFreeTest::isDistinctive)
                                        .collect(Collectors.joining("|"))
                                + ")(?!\\w)");
    }

    /** Returns the home whose names are looked for. */
    HomeFolder ledger() {
        return HomeFolder.SMALL_LEDGER;
    }

    /** What a query of any home may call a column or a parameter. */
    private static final Set<String> GENERAL =
            Set.of(
                    "date",
                    "kind",
                    "lang",
                    "name",
                    "number",
                    "publisher",
                    "record",
                    "since",
                    "to",
                    "value",
                    "when",
                    "year");

    @TempDir Path folder;

    @Test
    void namesNothingOfTheDomain() throws IOException {
        assertEquals(List.of(), violations(Path.of("src/main")));
    }

    @Test
    void wouldFindWhatIsPlanted() throws IOException {
        plant("Code.java", "String type = \"lab:Departure\";\nclass Tenure {}\n");
        plant("Comment.java", "// In words\n/** See {@code chiefExecutive}. */\n");
        plant("Namespace.java", "\"https://w3id.org/lab-ledger/lab#\"");
        plant("Codes.java", "iri(\"https://w3id.org/lab-ledger/codes#percent\")");
        plant("page.jte", "<p>${thing.get(\"lastDay\")}</p>\n@if(x == \"code:interim\")\n");
        plant("resources/a/query.rq", "SELECT * { ?s lab:on ?day }\n");
        plant("resources/a/b.properties", "unit=lab#unit");
        plant("resources/messages.yaml", "word.state:\nshouldBe:\nword.name:\nstate: state");
        plant("cell.jte", "@if(column.equals(\"verdictsAgainst\"))");

        assertEquals(
                List.of(
                        "Code.java:1: lab:",
                        "Code.java:1: Departure",
                        "Code.java:2: Tenure",
                        "Codes.java:1: lab-ledger/codes",
                        "Comment.java:2: chiefExecutive",
                        "Namespace.java:1: lab-ledger/lab",
                        "cell.jte:1: verdictsAgainst",
                        "page.jte:1: lastDay",
                        "page.jte:2: code:interim",
                        "resources/a/b.properties:1: lab#unit",
                        "resources/a/query.rq:1: lab:",
                        "resources/messages.yaml:1: word.state",
                        "resources/messages.yaml:2: shouldBe"),
                violations(folder).stream()
                        .filter(v -> !v.endsWith(": percent") && !v.endsWith(": on"))
                        .toList());
    }

    @Test
    void doesNotMindOrdinaryWords() throws IOException {
        plant(
                "Ordinary.java",
                """
                // From start to end: on the last day a person left the party, in a unit of its own.
                // The status of this code: exactly one release, removed from the base.
                // Lab Ledger of https://w3id.org/lab-ledger/ with https://w3id.org/lab-ledger/evidence#
                String label = "collab:start vocab:end label: lab-ledger/labels";
                int departures = pledged + tenured; // Departures, Pledged, agreements
                """);
        plant("style.css", "code:first-child { color: red } lab-x:hover {}");

        assertEquals(List.of(), violations(folder));
    }

    @Test
    void knowsTheNamesOfTheDomain() {
        for (String name : List.of("Departure", "ComputePledge", "lastDay", "on", "start")) {
            assertTrue(names.contains(name), name);
        }
        for (String name : List.of("chiefExecutive", "interim", "percent")) {
            assertTrue(names.contains(name), name);
        }
        assertTrue(names.stream().filter(DomainFreeTest::isDistinctive).count() > 50);
        assertTrue(names.stream().allMatch(name -> name.matches("\\w+")));
        assertTrue(variables.containsAll(List.of("verdictsAgainst", "state")), variables::toString);
    }

    private void plant(String file, String text) throws IOException {
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
    }

    /** Returns {@code file:line: what}, in the order of files and lines. */
    private List<String> violations(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        assertTrue(!files.isEmpty(), root::toString);
        Set<String> violations = new LinkedHashSet<>();
        for (Path file : files) {
            // Bytes that are not UTF-8, as in an image, hold no words.
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            boolean isText = file.toString().matches(".*\\.(yaml|jte)");
            List<String> lines = text.lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                String place =
                        root.relativize(file).toString().replace('\\', '/') + ":" + (i + 1) + ": ";
                for (Pattern pattern :
                        isText ? List.of(forbidden, forbiddenInTexts) : List.of(forbidden)) {
                    pattern.matcher(lines.get(i))
                            .results()
                            .forEach(found -> violations.add(place + found.group()));
                }
            }
        }
        return List.copyOf(violations);
    }

    private static boolean isDistinctive(String name) {
        return name.chars().anyMatch(Character::isUpperCase);
    }

    /** Returns the columns and parameters of the saved queries of a home. */
    private static Set<String> variables(HomeFolder home) {
        Set<String> names = new TreeSet<>();
        for (SavedQuery query : home.load().catalog().queries()) {
            query.parameters().forEach(parameter -> names.add(parameter.name()));
            if (query.query().isSelectType()) {
                query.query().getProjectVars().forEach(column -> names.add(column.getVarName()));
            }
        }
        return names;
    }

    private static Set<String> localNames(Path file, String namespace) {
        Graph graph = RDFParser.source(file).toGraph();
        return graph.find().toList().stream()
                .map(triple -> triple.getSubject())
                .filter(Node::isURI)
                .map(Node::getURI)
                .filter(iri -> iri.startsWith(namespace))
                .map(iri -> iri.substring(namespace.length()))
                .collect(Collectors.toSet());
    }
}
