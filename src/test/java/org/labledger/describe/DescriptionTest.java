package org.labledger.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.evidence.Disagreement;
import org.labledger.snapshot.Snapshot;

class DescriptionTest {

    private static final String SPACE = "https://library.example/";
    private static final String VOCAB = SPACE + "vocab#";
    private static final Snapshot LIBRARY = HomeFolder.LIBRARY.load();

    private static final String PROLOGUE =
            """
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix ex: <https://home.test/> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            """;

    @TempDir Path folder;

    @Test
    void isEmptyForWhatNobodySpeaksOf() {
        assertEquals(Optional.empty(), Description.of(iri(SPACE + "id/no-such-book"), LIBRARY));
    }

    @Test
    void tellsTheSourcesOfEachTriple() {
        Description book = describe("id/the-tin-orchard");

        assertEquals(
                List.of(SPACE + "source/card-index-1974"),
                graphs(find(book.outgoing(), VOCAB + "year", "1961")));
        assertEquals(
                List.of(SPACE + "source/card-index-1998"),
                graphs(find(book.outgoing(), VOCAB + "year", "1962")));
        assertEquals(
                List.of(SPACE + "shelves/ground-floor"),
                graphs(find(book.outgoing(), VOCAB + "shelf", SPACE + "id/shelf-a")));
    }

    @Test
    void tellsWhatIsDerivedFromWhatIsStated() {
        SourcedTriple stated =
                find(describe("id/the-tin-orchard").outgoing(), VOCAB + "author", null);
        SourcedTriple derived = find(describe("id/ada-quill").outgoing(), VOCAB + "wrote", null);

        assertFalse(stated.isDerived());
        assertTrue(derived.isDerived());
        assertEquals(List.of(SPACE + "books"), graphs(derived));
    }

    @Test
    void knowsAllTypesAlsoThoseThatFollow() {
        assertEquals(
                List.of(VOCAB + "Book", VOCAB + "Novel"),
                describe("id/the-tin-orchard").types().stream().map(Node::getURI).toList());
    }

    @Test
    void holdsWhatPointsToTheThing() {
        Description book = describe("id/the-tin-orchard");

        assertEquals(
                Map.of(
                        VOCAB + "book",
                        2L,
                        VOCAB + "wrote",
                        1L,
                        "https://w3id.org/lab-ledger/evidence#onRecord",
                        1L),
                book.incomingCounts().entrySet().stream()
                        .collect(Collectors.toMap(e -> e.getKey().getURI(), Map.Entry::getValue)));
        assertEquals(4, book.incoming().size());
    }

    @Test
    void namesEverythingThatOccursInAllLanguages() {
        Description book = describe("id/the-tin-orchard");

        assertEquals(
                Map.of("en", "The Tin Orchard", "zh-Hant", "錫果園"),
                names(book, iri(SPACE + "id/the-tin-orchard")));
        assertEquals("Ada Quill", names(book, iri(SPACE + "id/ada-quill")).get("en"));
        assertEquals("year of publication", names(book, iri(VOCAB + "year")).get("en"));
        assertEquals("Novel", names(book, iri(VOCAB + "Novel")).get("en"));
        assertEquals(
                "Card index of the village library",
                names(book, iri(SPACE + "source/card-index-1974")).get("en"));
        assertEquals(Map.of(), names(book, iri(SPACE + "shelves/ground-floor")));
    }

    @Test
    void showsBothSidesOfADisagreement() {
        Description book = describe("id/the-tin-orchard");

        assertEquals(1, book.disagreements().size());
        Disagreement disagreement = book.disagreements().getFirst();
        assertEquals(Optional.of(iri(SPACE + "id/year-of-the-tin-orchard")), disagreement.note());
        assertEquals(Optional.of(iri(VOCAB + "year")), disagreement.property());
        assertEquals(
                List.of("1961", "1962"),
                disagreement.sides().keySet().stream().map(Node::getLiteralLexicalForm).toList());
        assertEquals(
                List.of(List.of(iri(SPACE + "source/card-index-1974"))),
                disagreement.sides().values().stream().limit(1).toList());
    }

    @Test
    void showsADisagreementThatNobodyHasAcknowledged() {
        Snapshot snapshot =
                home().with("ontology/v.ttl", PROLOGUE + "ex:year ev:singleValued true .")
                        .with("data/sources/a.ttl", PROLOGUE + "ex:book ex:year 1961 .")
                        .with("data/sources/b.ttl", PROLOGUE + "ex:book ex:year 1962 .")
                        .load();

        Disagreement disagreement =
                Description.of(iri("https://home.test/book"), snapshot)
                        .orElseThrow()
                        .disagreements()
                        .getFirst();

        assertEquals(Optional.empty(), disagreement.note());
        assertEquals(2, disagreement.sides().size());
    }

    @Test
    void showsRecordsThatContradictEachOtherWithTheVerdict() {
        Snapshot snapshot =
                home().with(
                                "data/editorial/e.ttl",
                                PROLOGUE
                                        + """
                                        ex:d a ev:Disagreement ; ev:between ex:one, ex:other .
                                        ex:v a ev:Verdict ; ev:onDisagreement ex:d ; ev:prefers ex:one .
                                        """)
                        .with("data/a.ttl", PROLOGUE + "ex:one rdfs:label \"One\" .")
                        .load();

        Disagreement disagreement =
                Description.of(iri("https://home.test/one"), snapshot)
                        .orElseThrow()
                        .disagreements()
                        .getFirst();

        assertEquals(
                List.of(iri("https://home.test/one"), iri("https://home.test/other")),
                disagreement.between());
        assertEquals(List.of(iri("https://home.test/v")), disagreement.verdicts());
    }

    @Test
    void givesTheLocatorOfTheRecordInEachSource() {
        Snapshot snapshot =
                home().with("data/sources/a.ttl", PROLOGUE + "ex:r ex:p ex:x ; ev:locator \"¶2\" .")
                        .with(
                                "data/sources/b.ttl",
                                PROLOGUE
                                        + """
                                        ex:r ex:p ex:x ; ex:q ex:y .
                                        ex:c ev:supports ex:r ; ev:onProperty ex:q ; ev:locator "p. 7" .
                                        ex:d ev:supports ex:r ; ev:locator "p. 8" .
                                        """)
                        .load();

        Description record = Description.of(iri("https://home.test/r"), snapshot).orElseThrow();

        assertEquals(
                List.of(List.of("¶2"), List.of("p. 8")),
                locators(find(record.outgoing(), "https://home.test/p", null)));
        assertEquals(
                List.of(List.of("p. 7")),
                locators(find(record.outgoing(), "https://home.test/q", null)));
    }

    @Test
    void boundsWhatPointsToAThingAndCountsTheRest() {
        StringBuilder turtle = new StringBuilder(PROLOGUE);
        for (int i = 0; i < 250; i++) {
            turtle.append("ex:s%03d ex:p ex:hub .%n".formatted(i));
        }
        Snapshot snapshot = home().with("data/a.ttl", turtle + "ex:one ex:q ex:hub .").load();

        Description hub = Description.of(iri("https://home.test/hub"), snapshot).orElseThrow();

        assertEquals(101, hub.incoming().size());
        assertEquals(250L, hub.incomingCounts().get(iri("https://home.test/p")));
        assertEquals(
                "https://home.test/s000", hub.incoming().getFirst().triple().getSubject().getURI());
    }

    @Test
    void bringsBlankNodesAlong() {
        Snapshot snapshot =
                home().with("data/a.ttl", PROLOGUE + "ex:a ex:p [ ex:q [ ex:r 1 ] ] .").load();

        assertEquals(
                3,
                Description.of(iri("https://home.test/a"), snapshot)
                        .orElseThrow()
                        .outgoing()
                        .size());
    }

    @Test
    void ofASourceHoldsAllThatItSays() {
        Description source = describe("source/card-index-1974");

        assertTrue(
                source.content().stream()
                        .anyMatch(
                                s -> s.triple().getSubject().getURI().endsWith("mending-clocks")));
        assertEquals(
                LIBRARY.dataset().getGraph(iri(SPACE + "source/card-index-1974")).size(),
                source.quads().stream()
                        .filter(q -> q.getGraph().getURI().endsWith("card-index-1974"))
                        .count());
    }

    @Test
    void ofAVocabularyHoldsItsTerms() {
        List<Triple> triples = describe("vocab").triples();

        for (String term : List.of("Book", "Loan", "year", "lentOn")) {
            assertTrue(
                    triples.stream().anyMatch(t -> t.getSubject().equals(iri(VOCAB + term))), term);
        }
    }

    @Test
    void isAGraphAndADatasetThatSayTheSame() {
        Description book = describe("id/the-tin-orchard");

        assertEquals(
                setOf(book.triples()), setOf(book.quads().stream().map(Quad::asTriple).toList()));
        assertTrue(book.quads().stream().allMatch(LIBRARY.dataset()::contains));
    }

    private static <T> Set<T> setOf(List<T> list) {
        return new HashSet<>(list);
    }

    private HomeFolder home() {
        return HomeFolder.in(folder).with("ontology/dataset.ttl", HomeFolder.DESCRIPTION);
    }

    private static Description describe(String name) {
        return Description.of(iri(SPACE + name), LIBRARY).orElseThrow();
    }

    private static SourcedTriple find(
            List<SourcedTriple> all, String predicate, @Nullable String object) {
        return all.stream()
                .filter(s -> s.triple().getPredicate().getURI().equals(predicate))
                .filter(s ->
                        object == null
                                || (s.triple().getObject().isLiteral()
                                                ? s.triple().getObject().getLiteralLexicalForm()
                                                : s.triple().getObject().toString())
                                        .equals(object))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> graphs(SourcedTriple sourced) {
        return sourced.occurrences().stream().map(o -> o.graph().getURI()).toList();
    }

    private static List<List<String>> locators(SourcedTriple sourced) {
        return sourced.occurrences().stream().map(SourcedTriple.Occurrence::locators).toList();
    }

    private static Node iri(String iri) {
        return NodeFactory.createURI(iri);
    }

    /** Returns what a thing that occurs is called, by language tag. */
    private static Map<String, String> names(Description description, Node thing) {
        return description.labels().getOrDefault(thing, List.of()).stream()
                .map(label -> label.triple().getObject())
                .collect(
                        Collectors.toMap(
                                Node::getLiteralLanguage,
                                Node::getLiteralLexicalForm,
                                (a, b) -> a));
    }
}
