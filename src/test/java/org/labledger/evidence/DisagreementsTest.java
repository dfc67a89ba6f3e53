package org.labledger.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

class DisagreementsTest {

    private static final String PROLOGUE =
            """
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix ex: <https://home.test/> .
            @prefix owl: <http://www.w3.org/2002/07/owl#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            """;

    @TempDir Path folder;
    private HomeFolder home;

    @BeforeEach
    void declareOnePropertyWithOneValue() {
        home =
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with("ontology/v.ttl", PROLOGUE + "ex:year ev:singleValued true .");
    }

    @Test
    void findsWhatTheCardsOfTheLibraryDisagreeOn() {
        Disagreements disagreements = Disagreements.in(HomeFolder.LIBRARY.load());

        assertEquals(1, disagreements.all().size());
        Disagreements.Conflict one = disagreements.all().getFirst();
        assertEquals("https://library.example/id/the-tin-orchard", one.record().getURI());
        assertEquals("https://library.example/vocab#year", one.property().getURI());
        assertTrue(one.isAcknowledged());
        assertEquals(
                List.of("1961", "1962"),
                one.sides().keySet().stream().map(Node::getLiteralLexicalForm).toList());
        assertEquals(
                List.of(
                        "https://library.example/source/card-index-1974",
                        "https://library.example/source/card-index-1998"),
                one.sides().values().stream().map(g -> g.getFirst().getURI()).toList());
        assertEquals(List.of(), disagreements.obsolete());
    }

    @Test
    void findsOneThatNobodyAcknowledges() {
        saying("a", "ex:book ex:year 1961 .");
        saying("b", "ex:book ex:year 1962 .");

        assertFalse(disagreements().all().getFirst().isAcknowledged());
    }

    @Test
    void ordersSidesAndTheirGraphsAsTheyAreLoaded() {
        for (String source : List.of("a", "c", "d", "e", "f", "g", "h")) {
            saying(source, "ex:book ex:year 1962 .");
        }
        for (String source : List.of("b", "i", "j", "k")) {
            saying(source, "ex:book ex:year 1961 .");
        }

        List<String> graphs =
                disagreements().all().getFirst().sides().values().stream()
                        .map(side ->
                                side.stream()
                                        .map(g -> g.getURI().substring(g.getURI().length() - 1))
                                        .reduce("", String::concat))
                        .toList();

        assertEquals(List.of("acdefgh", "bijk"), graphs);
    }

    @Test
    void findsNoneWhereSourcesAgree() {
        saying("a", "ex:book ex:year 1961 .");
        saying("b", "ex:book ex:year 1961 . ex:other ex:year 1999 .");
        saying("c", "ex:book ex:year 1961.0 .");

        assertEquals(List.of(), disagreements().all());
    }

    @Test
    void findsNoneOnAPropertyThatMayHaveManyValues() {
        saying("a", "ex:book ex:title \"The Tin Orchard\" .");
        saying("b", "ex:book ex:title \"Tin Orchard\" .");

        assertEquals(List.of(), disagreements().all());
    }

    @Test
    void findsNoneBetweenADateAndItsMonth() {
        saying("a", "ex:book ex:year \"1961-05\"^^xsd:gYearMonth .");
        saying("b", "ex:book ex:year \"1961-05-14\"^^xsd:date .");

        assertEquals(List.of(), disagreements().all());
    }

    @Test
    void findsTwoDaysOfOneMonth() {
        saying("a", "ex:book ex:year \"1961-05-14\"^^xsd:date .");
        saying("b", "ex:book ex:year \"1961-05\"^^xsd:gYearMonth .");
        saying("c", "ex:book ex:year \"1961-05-17\"^^xsd:date .");

        assertEquals(1, disagreements().all().size());
        assertEquals(3, disagreements().all().getFirst().sides().size());
    }

    @Test
    void doesNotCountWhatIsDerived() {
        home.with("ontology/more.ttl", PROLOGUE + "ex:firstPrinted rdfs:subPropertyOf ex:year .");
        saying("a", "ex:book ex:year 1961 .");
        saying("b", "ex:book ex:firstPrinted 1962 .");

        assertEquals(List.of(), disagreements().all());
    }

    @Test
    void ordersThemByRecord() {
        saying("a", "ex:z ex:year 1 . ex:y ex:year 1 .");
        saying("b", "ex:y ex:year 2 . ex:z ex:year 2 .");

        assertEquals(
                List.of("https://home.test/y", "https://home.test/z"),
                disagreements().all().stream().map(d -> d.record().getURI()).toList());
    }

    @Test
    void takesAnAcknowledgementOfTheRightPropertyOnly() {
        saying("a", "ex:book ex:year 1961 .");
        saying("b", "ex:book ex:year 1962 .");
        home.with(
                "data/editorial/e.ttl",
                PROLOGUE + "ex:d ev:onRecord ex:book ; ev:onProperty ex:title .");

        Disagreements disagreements = disagreements();

        assertFalse(disagreements.all().getFirst().isAcknowledged());
        assertEquals(1, disagreements.obsolete().size());
    }

    @Test
    void tellsWhichAcknowledgementIsObsolete() {
        saying("a", "ex:book ex:year 1961 .");
        saying("b", "ex:book ex:year 1961 .");
        home.with(
                "data/editorial/e.ttl",
                PROLOGUE
                        + "ex:d a ev:Disagreement ; ev:onRecord ex:book ; ev:onProperty ex:year .");

        List<Quad> obsolete = disagreements().obsolete();

        assertEquals(1, obsolete.size());
        assertEquals("https://home.test/editorial/e", obsolete.getFirst().getGraph().getURI());
        assertEquals("https://home.test/d", obsolete.getFirst().getSubject().getURI());
        assertEquals("https://home.test/book", obsolete.getFirst().getObject().getURI());
    }

    private void saying(String source, String turtle) {
        home.with("data/sources/2024/" + source + ".ttl", PROLOGUE + turtle);
    }

    private Disagreements disagreements() {
        return Disagreements.in(home.load());
    }
}
