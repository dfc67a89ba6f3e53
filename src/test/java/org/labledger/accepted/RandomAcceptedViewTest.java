package org.labledger.accepted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.out.NodeFmtLib;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.snapshot.Snapshot;
import org.labledger.vocabulary.Evidence;

/** What holds of the accepted view of any home, on random homes. */
@Timeout(120)
class RandomAcceptedViewTest {

    private static final String PREFIXES =
            """
            @prefix : <https://home.test/> .
            @prefix src: <https://home.test/source/> .
            @prefix v: <https://home.test/vocab#> .
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix owl: <http://www.w3.org/2002/07/owl#> .
            @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            """;

    private static final String VOCABULARY =
            PREFIXES
                    + """
                    v:day a rdf:Property ; ev:singleValued true ;
                        ev:earliestProperty v:earliest ; ev:latestProperty v:latest .
                    v:amount a rdf:Property ; ev:singleValued true .
                    v:of a rdf:Property ; ev:singleValued true ; owl:inverseOf v:has .
                    v:exactly rdfs:subPropertyOf v:amount .
                    v:earliest rdfs:subPropertyOf v:bound .
                    v:word a rdf:Property .
                    v:Thing rdfs:subClassOf v:Root .
                    """;

    private static final List<String> SINGLE = List.of("v:day", "v:amount", "v:of");

    private static final List<String> DAYS =
            List.of(
                    "'2024'^^xsd:gYear",
                    "'2023'^^xsd:gYear",
                    "'2024-05'^^xsd:gYearMonth",
                    "'2024-06'^^xsd:gYearMonth",
                    "'2024-05-14'^^xsd:date",
                    "'2024-05-15'^^xsd:date",
                    "'2024-05-14T10:00:00Z'^^xsd:dateTime");

    private static final List<String> AMOUNTS =
            List.of("1", "1.0", "01", "2", "'two'@en", "'二'@zh");

    @TempDir Path folder;

    private static String record(Random random) {
        return ":r" + random.nextInt(4);
    }

    private static String value(String property, Random random) {
        return switch (property) {
            case "v:day" -> DAYS.get(random.nextInt(DAYS.size()));
            case "v:amount", "v:exactly" -> AMOUNTS.get(random.nextInt(AMOUNTS.size()));
            case "v:of" -> record(random);
            default -> "'word " + random.nextInt(3) + "'";
        };
    }

    private static List<String> sources(Random random) {
        List<String> sources = new ArrayList<>();
        List<String> properties = List.of("v:day", "v:amount", "v:exactly", "v:of", "v:word");
        for (int i = 0; i < 5; i++) {
            StringBuilder text = new StringBuilder(PREFIXES);
            for (int j = 0; j < 6; j++) {
                String property = properties.get(random.nextInt(properties.size()));
                text.append(record(random))
                        .append(' ')
                        .append(property)
                        .append(' ')
                        .append(value(property, random))
                        .append(" .\n");
            }
            sources.add(text.toString());
        }
        return sources;
    }

    private static String editor(Random random) {
        StringBuilder text = new StringBuilder(PREFIXES);
        for (int i = 0; i < 4; i++) {
            String property = SINGLE.get(random.nextInt(SINGLE.size()));
            text.append(
                    ":d%d a ev:Disagreement ; ev:onRecord %s ; ev:onProperty %s .\n"
                            .formatted(i, record(random), property));
            if (random.nextBoolean()) {
                text.append(
                        ":v%d a ev:Verdict ; ev:onDisagreement :d%d ; ev:prefers %s .\n"
                                .formatted(i, i, value(property, random)));
            }
        }
        if (random.nextBoolean()) {
            text.append(
                    ":c a ev:Correction ; ev:corrects src:s%d ; ev:withdraws %s %s .\n"
                            .formatted(
                                    random.nextInt(5),
                                    record(random),
                                    random.nextBoolean() ? "; ev:onProperty v:day" : ""));
        }
        return text.toString();
    }

    private HomeFolder home(String name, List<String> sources, String editor) {
        HomeFolder home =
                HomeFolder.in(folder.resolve(name))
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with("ontology/vocab.ttl", VOCABULARY)
                        .withFolder(HomeFolder.SMALL_LEDGER, "ontology/rules")
                        .with("data/editorial/notes.ttl", editor);
        for (int i = 0; i < sources.size(); i++) {
            home.with("data/sources/2024/s" + i + ".ttl", sources.get(i));
        }
        return home;
    }

    private static Set<Triple> view(Snapshot snapshot) {
        return snapshot.store().triples(snapshot.acceptedGraph()).all().collect(Collectors.toSet());
    }

    private static List<Node> values(Set<Triple> triples, Node record, Node property) {
        return triples.stream()
                .filter(t -> t.getSubject().equals(record) && t.getPredicate().equals(property))
                .map(Triple::getObject)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void isASubsetWithOneValueOrADispute(int seed) {
        for (int round = 0; round < 15; round++) {
            Random random = new Random(1000L * seed + round);
            List<String> sources = sources(random);
            String editor = editor(random);
            Snapshot snapshot = home("subset" + round, sources, editor).load();
            Set<Triple> all = snapshot.store().triples().all().collect(Collectors.toSet());
            Set<Triple> view = view(snapshot);
            String where = "seed " + seed + ", round " + round;

            Set<Triple> computed = new HashSet<>(view);
            computed.removeAll(all);
            Set<Triple> disputed =
                    view.stream()
                            .filter(t -> t.getPredicate().equals(Evidence.DISPUTED_PROPERTY))
                            .collect(Collectors.toSet());
            assertEquals(disputed, computed, where);
            for (Triple triple : all) {
                Node record = triple.getSubject();
                Node property = triple.getPredicate();
                if (!snapshot.ontology().isSingleValued(property)) {
                    continue;
                }
                List<Node> values = values(view, record, property);
                assertEquals(
                        Compatibility.areIncompatible(values),
                        disputed.contains(
                                Triple.create(record, Evidence.DISPUTED_PROPERTY, property)),
                        where + " " + record + " " + property + " " + values);
            }
            assertTrue(
                    view.stream()
                            .filter(t -> t.getPredicate().getURI().endsWith("#has"))
                            .allMatch(t ->
                                    view.stream()
                                            .anyMatch(of ->
                                                    of.getSubject().equals(t.getObject())
                                                            && of.getObject().equals(t.getSubject())
                                                            && of.getPredicate()
                                                                    .getURI()
                                                                    .endsWith("#of"))),
                    where);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6})
    void doesNotDependOnTheOrderOfFiles(int seed) {
        for (int round = 0; round < 10; round++) {
            Random random = new Random(1000L * seed + round);
            List<String> sources = sources(random);
            // Corrections name a source, so its text keeps its name.
            String editor = editor(random).replaceAll("ev:corrects src:s\\d", "ev:corrects src:s0");
            List<String> others = new ArrayList<>(sources.subList(1, sources.size()));
            Collections.shuffle(others, random);
            List<String> shuffled = new ArrayList<>(List.of(sources.getFirst()));
            shuffled.addAll(others);

            assertEquals(
                    view(home("one" + round, sources, editor).load()),
                    view(home("other" + round, shuffled, editor).load()),
                    "seed " + seed + ", round " + round);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8})
    void ofWhatItHasEverythingIsAccepted(int seed) {
        for (int round = 0; round < 10; round++) {
            Random random = new Random(1000L * seed + round);
            Snapshot first = home("first" + round, sources(random), editor(random)).load();
            Set<Triple> view = view(first);
            String stated =
                    view.stream()
                            .filter(t -> !t.getPredicate().equals(Evidence.DISPUTED_PROPERTY))
                            .filter(t ->
                                    t.getSubject().getURI().matches("https://home.test/[rdv]\\d"))
                            .map(NodeFmtLib::strNT)
                            .collect(Collectors.joining("\n"));
            Snapshot second =
                    home("second" + round, List.of(stated), PREFIXES + ":x v:word '' .").load();

            Set<Triple> again = view(second);
            Set<Triple> lost =
                    view.stream()
                            .filter(t ->
                                    t.getSubject().getURI().matches("https://home.test/[rdv]\\d"))
                            .filter(t -> !again.contains(t))
                            .collect(Collectors.toSet());
            assertEquals(Set.of(), lost, "seed " + seed + ", round " + round);
        }
    }
}
