package org.labledger.accepted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.out.NodeFmtLib;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.vocabulary.Evidence;

/** The rule of docs/accepted-view.md, sentence by sentence. */
class AcceptedViewTest {

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
            """
            v:day a rdf:Property ; ev:singleValued true ;
                ev:earliestProperty v:earliest ; ev:latestProperty v:latest .
            v:other a rdf:Property ; ev:singleValued true ;
                ev:earliestProperty v:otherEarliest ; ev:latestProperty v:otherLatest .
            v:amount a rdf:Property ; ev:singleValued true .
            v:of a rdf:Property ; ev:singleValued true ; owl:inverseOf v:has .
            v:name a rdf:Property ; ev:singleValued true .
            v:word a rdf:Property .
            v:Thing rdfs:subClassOf v:Root .
            """;

    @TempDir Path folder;
    private HomeFolder home;

    @BeforeEach
    void begin() {
        home =
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with("ontology/vocab.ttl", PREFIXES + VOCABULARY)
                        .withFolder(HomeFolder.SMALL_LEDGER, "ontology/rules");
    }

    private void source(String name, String statements) {
        home.with("data/sources/2024/" + name + ".ttl", PREFIXES + statements);
    }

    private void editor(String statements) {
        home.with("data/editorial/notes.ttl", PREFIXES + statements);
    }

    private static Node iri(String suffix) {
        return NodeFactory.createURI("https://home.test/" + suffix);
    }

    private static Triples view(Snapshot snapshot) {
        return snapshot.store().triples(snapshot.acceptedGraph());
    }

    /** Returns the accepted values of a property of {@code :r}, as lexical forms or local names. */
    private Set<String> accepted(String property) {
        return values(view(home.load()), "r", property);
    }

    private static Set<String> values(Triples graph, String record, String property) {
        return graph.objects(iri(record), iri("vocab#" + property)).stream()
                .map(node ->
                        node.isLiteral()
                                ? node.getLiteralLexicalForm()
                                : node.getURI().replaceAll(".*[/#]", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> disputed() {
        return view(home.load()).objects(iri("r"), Evidence.DISPUTED_PROPERTY).stream()
                .map(node -> node.getURI().replaceAll(".*[/#]", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void ofCompatibleDatesTheMostPreciseStaysWithItsBoundsAlone() {
        source("a", ":r v:day '2024'^^xsd:gYear .");
        source("b", ":r v:day '2024-05'^^xsd:gYearMonth .");
        source("c", ":r v:day '2024-05-14'^^xsd:date .");

        assertEquals(Set.of("2024-05-14"), accepted("day"));
        assertEquals(Set.of("2024-05-14"), accepted("earliest"));
        assertEquals(Set.of("2024-05-14"), accepted("latest"));
        assertEquals(Set.of(), disputed());
    }

    @Test
    void ofEqualNumbersTheOneWithMoreDigitsStays() {
        source("a", ":r v:amount 20 .");
        source("b", ":r v:amount 20.0 .");

        assertEquals(Set.of("20.0"), accepted("amount"));
        assertEquals(Set.of(), disputed());
    }

    @Test
    void textsInSeveralLanguagesAllStay() {
        source("a", ":r v:name 'twenty'@en, '二十'@zh-Hant .");

        assertEquals(Set.of("twenty", "二十"), accepted("name"));
        assertEquals(Set.of(), disputed());
    }

    @Test
    void valuesThatExcludeEachOtherAllStayAndThePropertyIsDisputed() {
        source("a", ":r v:day '2024-05'^^xsd:gYearMonth ; v:amount 4 .");
        source("b", ":r v:day '2024-05-14'^^xsd:date ; v:amount 4 .");
        source("c", ":r v:day '2024-06'^^xsd:gYearMonth .");
        editor(":d a ev:Disagreement ; ev:onRecord :r ; ev:onProperty v:day .");

        assertEquals(Set.of("2024-05-14", "2024-06"), accepted("day"));
        assertEquals(Set.of("2024-05-14", "2024-06-01"), accepted("earliest"));
        assertEquals(Set.of("2024-05-14", "2024-06-30"), accepted("latest"));
        assertEquals(Set.of("day"), disputed());
    }

    @Test
    void aVerdictRejectsWhatItsValueExcludesAndNothingElse() {
        source("a", ":r v:day '2023-05'^^xsd:gYearMonth .");
        source("b", ":r v:day '2024-05'^^xsd:gYearMonth .");
        source("c", ":r v:day '2024-05-15'^^xsd:date .");
        editor(
                """
                :d a ev:Disagreement ; ev:onRecord :r ; ev:onProperty v:day .
                :v a ev:Verdict ; ev:onDisagreement :d ; ev:prefers '2024-05'^^xsd:gYearMonth .
                """);

        assertEquals(Set.of("2024-05-15"), accepted("day"));
        assertEquals(Set.of("2024-05-15"), accepted("earliest"));
        assertEquals(Set.of(), disputed());
    }

    @Test
    void whatAVerdictLeavesMayStillBeDisputed() {
        source("a", ":r v:day '2023-05'^^xsd:gYearMonth .");
        source("b", ":r v:day '2024-05-14'^^xsd:date .");
        source("c", ":r v:day '2024-05-15'^^xsd:date .");
        editor(
                """
                :d a ev:Disagreement ; ev:onRecord :r ; ev:onProperty v:day .
                :v a ev:Verdict ; ev:onDisagreement :d ; ev:prefers '2024-05'^^xsd:gYearMonth .
                """);

        assertEquals(Set.of("2024-05-14", "2024-05-15"), accepted("day"));
        assertEquals(Set.of("day"), disputed());
    }

    @Test
    void aVerdictMayPreferSeveralValues() {
        source("a", ":r v:amount 1 .");
        source("b", ":r v:amount 2 .");
        source("c", ":r v:amount 3 .");
        editor(
                """
                :d a ev:Disagreement ; ev:onRecord :r ; ev:onProperty v:amount .
                :v a ev:Verdict ; ev:onDisagreement :d ; ev:prefers 1, 2 .
                """);

        assertEquals(Set.of("1", "2"), accepted("amount"));
        assertEquals(Set.of("amount"), disputed());
    }

    @Test
    void aVerdictForWhatNoSourceSaysDecidesNothing() {
        source("a", ":r v:amount 1 .");
        source("b", ":r v:amount 2 .");
        editor(
                """
                :d a ev:Disagreement ; ev:onRecord :r ; ev:onProperty v:amount .
                :v a ev:Verdict ; ev:onDisagreement :d ; ev:prefers 3 .
                """);

        assertEquals(Set.of("1", "2"), accepted("amount"));
        assertEquals(Set.of("amount"), disputed());
    }

    @Test
    void verdictsThatTogetherRejectEverythingDecideNothing() {
        source("a", ":r v:amount 1 .");
        source("b", ":r v:amount 2 .");
        editor(
                """
                :d a ev:Disagreement ; ev:onRecord :r ; ev:onProperty v:amount .
                :v a ev:Verdict ; ev:onDisagreement :d ; ev:prefers 1 .
                :w a ev:Verdict ; ev:onDisagreement :d ; ev:prefers 2 .
                """);

        assertEquals(Set.of("1", "2"), accepted("amount"));
        assertEquals(Set.of("amount"), disputed());
    }

    @Test
    void aVerdictHoldsForEachRecordAndPropertyOfItsDisagreement() {
        source("a", ":r v:day '2024-05-14'^^xsd:date . :q v:other '2024-05-14'^^xsd:date .");
        source("b", ":r v:day '2024-05-15'^^xsd:date . :q v:other '2024-05-15'^^xsd:date .");
        source("c", ":r v:amount 1 . :q v:amount 1 .");
        source("d", ":r v:amount 2 . :q v:amount 2 .");
        editor(
                """
                :d a ev:Disagreement ; ev:onRecord :r, :q ; ev:onProperty v:day, v:other .
                :v a ev:Verdict ; ev:onDisagreement :d ; ev:prefers '2024-05-14'^^xsd:date .
                """);
        Snapshot snapshot = home.load();

        assertEquals(Set.of("2024-05-14"), values(view(snapshot), "r", "day"));
        assertEquals(Set.of("2024-05-14"), values(view(snapshot), "q", "other"));
        assertEquals(Set.of("1", "2"), values(view(snapshot), "r", "amount"));
    }

    @Test
    void aVerdictBetweenRecordsRemovesNone() {
        source("a", ":r v:amount 1 . :q v:amount 2 .");
        editor(
                """
                :d a ev:Disagreement ; ev:between :r, :q .
                :v a ev:Verdict ; ev:onDisagreement :d ; ev:prefers :r .
                """);
        Snapshot snapshot = home.load();

        assertEquals(Set.of("1"), values(view(snapshot), "r", "amount"));
        assertEquals(Set.of("2"), values(view(snapshot), "q", "amount"));
    }

    @Test
    void ofAPropertyThatMayHaveSeveralValuesAllStay() {
        source("a", ":r v:word 'one' .");
        source("b", ":r v:word 'two' .");
        editor(
                """
                :d a ev:Disagreement ; ev:onRecord :r ; ev:onProperty v:word .
                :v a ev:Verdict ; ev:onDisagreement :d ; ev:prefers 'one' .
                """);

        assertEquals(Set.of("one", "two"), accepted("word"));
        assertEquals(Set.of(), disputed());
    }

    @Test
    void aCorrectionWithdrawsWhatOneSourceSaysOfAProperty() {
        source("a", ":r v:day '2023-05-15'^^xsd:date ; v:word 'kept' .");
        source("b", ":r v:day '2024-05'^^xsd:gYearMonth .");
        editor(":c a ev:Correction ; ev:corrects src:a ; ev:withdraws :r ; ev:onProperty v:day .");

        assertEquals(Set.of("2024-05"), accepted("day"));
        assertEquals(Set.of("2024-05-01"), accepted("earliest"));
        assertEquals(Set.of("kept"), accepted("word"));
    }

    @Test
    void aCorrectionWithdrawsAllThatOneSourceSaysOfARecord() {
        source("a", ":r v:day '2023-05-15'^^xsd:date ; v:word 'gone', 'shared' . :q v:word 'x' .");
        source("b", ":r v:word 'shared' .");
        editor(":c a ev:Correction ; ev:corrects src:a ; ev:withdraws :r .");
        Snapshot snapshot = home.load();

        assertEquals(Set.of(), values(view(snapshot), "r", "day"));
        assertEquals(Set.of(), values(view(snapshot), "r", "earliest"));
        assertEquals(Set.of("shared"), values(view(snapshot), "r", "word"));
        assertEquals(Set.of("x"), values(view(snapshot), "q", "word"));
    }

    @Test
    void aCorrectionOfWordsWithdrawsNothing() {
        source("a", ":r v:amount 176 .");
        editor(":c a ev:Correction ; ev:corrects src:a ; ev:printed '176' ; ev:correctForm '76' .");

        assertEquals(Set.of("176"), accepted("amount"));
    }

    @Test
    void whatFollowsFromARejectedValueFallsWithIt() {
        source("a", ":r v:of :x .");
        source("b", ":r v:of :y .");
        editor(
                """
                :d a ev:Disagreement ; ev:onRecord :r ; ev:onProperty v:of .
                :v a ev:Verdict ; ev:onDisagreement :d ; ev:prefers :x .
                """);
        Snapshot snapshot = home.load();

        assertEquals(Set.of("x"), values(view(snapshot), "r", "of"));
        assertEquals(Set.of("r"), values(view(snapshot), "x", "has"));
        assertEquals(Set.of(), values(view(snapshot), "y", "has"));
    }

    @Test
    void whatFollowsInAnotherSourceOrFromAnotherStatementStays() {
        home.with(
                "ontology/vocab.ttl",
                PREFIXES
                        + VOCABULARY
                        + """
                        v:earliest rdfs:subPropertyOf ev:earliest .
                        v:otherEarliest rdfs:subPropertyOf ev:earliest .
                        """);
        source("a", ":r v:day '2024-05'^^xsd:gYearMonth ; v:other '2024-05-01'^^xsd:date .");
        source("b", ":r v:day '2024-05-14'^^xsd:date .");
        Snapshot snapshot = home.load();

        assertEquals(
                Set.of("2024-05-01", "2024-05-14"),
                view(snapshot).objects(iri("r"), Evidence.EARLIEST).stream()
                        .map(Node::getLiteralLexicalForm)
                        .collect(Collectors.toSet()));
        assertEquals(Set.of("2024-05-14"), values(view(snapshot), "r", "earliest"));
        assertEquals(Set.of("2024-05-01"), values(view(snapshot), "r", "otherEarliest"));
    }

    @Test
    void aRuleThatAsksForWhatIsAbsentAddsNothing() {
        home.with(
                "ontology/rules/undated.rq",
                """
                PREFIX v: <https://home.test/vocab#>
                CONSTRUCT { ?r v:word "undated" }
                WHERE { ?r v:amount ?n FILTER NOT EXISTS { ?r v:day ?day } }
                """);
        source("a", ":r v:day '2024'^^xsd:gYear ; v:amount 1 . :q v:amount 2 .");
        source("b", ":r v:day '2024-05'^^xsd:gYearMonth .");
        Snapshot snapshot = home.load();

        assertEquals(Set.of(), values(view(snapshot), "r", "word"));
        assertEquals(Set.of("undated"), values(view(snapshot), "q", "word"));
    }

    @Test
    void allOtherStatementsAreInIt() {
        source("a", ":r v:day '2024'^^xsd:gYear . :q a v:Thing ; v:word 'x' .");
        source("b", ":r v:day '2024-05'^^xsd:gYearMonth .");
        Snapshot snapshot = home.load();

        Set<Triple> all = snapshot.store().triples().all().collect(Collectors.toSet());
        Set<Triple> accepted = view(snapshot).all().collect(Collectors.toSet());
        Set<Triple> missing = new HashSet<>(all);
        missing.removeAll(accepted);

        assertTrue(all.containsAll(accepted));
        assertEquals(
                Set.of(
                        "<https://home.test/r> <https://home.test/vocab#day> \"2024\"^^<http://www.w3.org/2001/XMLSchema#gYear> .",
                        "<https://home.test/r> <https://home.test/vocab#earliest> \"2024-01-01\"^^<http://www.w3.org/2001/XMLSchema#date> .",
                        "<https://home.test/r> <https://home.test/vocab#latest> \"2024-12-31\"^^<http://www.w3.org/2001/XMLSchema#date> ."),
                missing.stream().map(NodeFmtLib::strNT).collect(Collectors.toSet()));
    }

    @Test
    void isNotAmongTheGraphsOfTheData() {
        source("a", ":r v:day '2024'^^xsd:gYear .");
        Snapshot snapshot = home.load();

        assertFalse(view(snapshot).isEmpty());
        assertTrue(snapshot.store().containsGraph(snapshot.acceptedGraph()));
        assertFalse(snapshot.store().graphNames().contains(snapshot.acceptedGraph()));
        assertFalse(
                snapshot.store()
                        .triples()
                        .contains(Node.ANY, Evidence.DISPUTED_PROPERTY, Node.ANY));
        assertEquals(
                snapshot.quadCount(),
                snapshot.store().count(Node.ANY, Node.ANY, Node.ANY, Node.ANY));
    }

    @Test
    void aFileMayNotTakeItsName() {
        home.with("data/accepted.ttl", PREFIXES + ":r v:word 'x' .");

        assertEquals(
                List.of(
                        "data/accepted.ttl:9:11: error: The graph :accepted is the"
                                + " accepted view, which is computed. Rename the file or the graph."),
                home.findings().stream().filter(f -> f.contains("accepted view")).toList());
    }
}
