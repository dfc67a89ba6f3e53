package org.labledger.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.snapshot.Snapshot;

class FragmentTest {

    private static final String BASE = "http://server.test/";
    private static final String YEAR = "https://library.example/vocab#year";
    private static final String LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
    private static final Snapshot LIBRARY = HomeFolder.LIBRARY.load();

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ?s | https://library.example/vocab#year | ?o | 6
                    `` | https://library.example/vocab#year | `` | 6
                    <https://library.example/id/the-tin-orchard> | https://library.example/vocab#year | `` | 2
                    `` | `` | "1961"^^http://www.w3.org/2001/XMLSchema#gYear | 1
                    `` | `` | "1961"^^<http://www.w3.org/2001/XMLSchema#gYear> | 1
                    `` | `` | "The Tin Orchard"@en | 1
                    `` | `` | "The Tin Orchard" | 0
                    `` | `` | "Mending Clocks, "Fast" and Slow"@en | 1
                    `` | `` | "錫果園"@zh-Hant | 1
                    https://library.example/id/nobody | `` | `` | 0
                    """)
    void countsExactly(String subject, String predicate, String object, long count)
            throws BadTermException {
        assertEquals(count, fragment(subject, predicate, object, 1).count());
    }

    /** As in a pattern of SPARQL: the variables of a request are those of its pattern. */
    @ParameterizedTest
    @CsvSource({
        "?x, https://home.test/p, ?x, 1",
        "?x, https://home.test/p, ?y, 2",
        "?x, ?x, ?y, 1",
        "?x, ?y, ?y, 1",
        "?x, ?x, ?x, 0",
        "?, https://home.test/p, ?, 2",
    })
    void variablesOfTheSameNameAreOneTerm(
            String subject, String predicate, String object, int count) throws BadTermException {
        Snapshot snapshot =
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with(
                                "data/a.ttl",
                                """
                                @prefix : <https://home.test/> .
                                :a :p :a, :b . :q :q 1 . :b :r :r .
                                """)
                        .load();
        Fragment fragment =
                Fragment.of(snapshot, selector(subject, predicate, object), 1).orElseThrow();

        assertEquals(count, fragment.count());
        assertEquals(count, fragment.triples().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not an iri",
                "relative",
                "\"open",
                "\"a\"@en extra",
                "_:b0",
                "<http://a b>"
            })
    void refusesWhatIsNoTerm(String text) {
        BadTermException e = assertThrows(BadTermException.class, () -> fragment("", "", text, 1));

        assertEquals("object", e.problem().more().get("parameter"));
    }

    @Test
    void pagesLeadThroughAllMatchesOnce() throws BadTermException {
        long size = LIBRARY.dataset().getDefaultGraph().size();
        List<Triple> all = new ArrayList<>();
        int page = 1;
        Optional<Fragment> fragment = Fragment.of(LIBRARY, selector("", "", ""), page);
        while (fragment.isPresent()) {
            assertEquals(size, fragment.get().count());
            all.addAll(fragment.get().triples());
            fragment = Fragment.of(LIBRARY, selector("", "", ""), ++page);
        }

        assertTrue(page > 2);
        assertEquals(size, all.size());
        assertEquals(size, new HashSet<>(all).size());
    }

    @Test
    void hasOnlyTheLinksThereAre() throws BadTermException {
        String encoded = BASE + "fragments?predicate=https%3A%2F%2Flibrary.example%2Fvocab%23year";

        assertEquals(
                Map.of("first", encoded + "&page=1", "last", encoded + "&page=1"),
                fragment("", YEAR, "", 1).links(BASE));
        assertEquals(
                List.of("first", "next", "last"),
                List.copyOf(fragment("", "", "", 1).links(BASE).keySet()));
        assertTrue(fragment("", "", "", 2).links(BASE).containsKey("previous"));
    }

    @Test
    void hasOneSearchFormWithThreeMappings() throws BadTermException {
        Fragment fragment = fragment("", LABEL, "", 1);
        List<Triple> controls =
                new ArrayList<>(
                        fragment.triples(DatasetProfile.of(LIBRARY), BASE, BASE + "fragments?p=x"));
        controls.removeAll(fragment.triples());

        assertEquals(List.of(BASE + "fragments#search"), objects(controls, "hydra/core#search"));
        assertEquals(
                List.of(BASE + "fragments{?subject,predicate,object}"),
                objects(controls, "hydra/core#template"));
        assertEquals(3, objects(controls, "hydra/core#mapping").size());
        assertEquals(
                List.of(Long.toString(fragment.count())),
                objects(controls, "hydra/core#totalItems"));
        assertEquals(
                List.of(Long.toString(fragment.count())), objects(controls, "ns/void#triples"));
        assertEquals(List.of(BASE + "fragments?p=x"), objects(controls, "ns/void#subset"));
    }

    @Test
    void keepsItsControlsInAGraphOfTheirOwn() throws BadTermException {
        Fragment fragment = fragment("", YEAR, "", 1);

        var quads = fragment.quads(DatasetProfile.of(LIBRARY), BASE, BASE + "fragments");

        assertEquals(6, quads.stream().filter(q -> q.isDefaultGraph()).count());
        assertEquals(
                1,
                quads.stream()
                        .filter(q -> !q.isDefaultGraph())
                        .map(q -> q.getGraph())
                        .distinct()
                        .count());
    }

    @Test
    void ofOneGraphHasAFormOfItsOwn() throws BadTermException {
        Fragment.Selector selector =
                new Fragment.Selector(
                        "", YEAR, "", "https://library.example/source/card-index-1974");
        Fragment fragment = Fragment.of(LIBRARY, selector, 1).orElseThrow();

        assertEquals(2, fragment.count());
        assertEquals(
                List.of(
                        BASE
                                + "fragments?graph=https%3A%2F%2Flibrary.example%2Fsource%2F"
                                + "card-index-1974{&subject,predicate,object}"),
                objects(
                        fragment.triples(DatasetProfile.of(LIBRARY), BASE, BASE),
                        "hydra/core#template"));
    }

    @Test
    void givesBlankNodesAnIriThatCanBeAskedFor() throws BadTermException {
        Snapshot snapshot =
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with("data/a.ttl", "<#a> <#p> [ <#q> 1 ] .")
                        .load();

        Node found =
                Fragment.of(snapshot, selector("", "https://home.test/a#p", ""), 1)
                        .orElseThrow()
                        .triples()
                        .getFirst()
                        .getObject();

        assertTrue(found.getURI().startsWith("https://home.test/.well-known/genid/"));
        assertEquals(
                1,
                Fragment.of(snapshot, selector(found.getURI(), "", ""), 1).orElseThrow().count());
        assertFalse(
                Fragment.of(snapshot, selector("", "", ""), 1).orElseThrow().triples().stream()
                        .anyMatch(t -> t.getSubject().isBlank() || t.getObject().isBlank()));
    }

    private static Fragment fragment(String subject, String predicate, String object, int page)
            throws BadTermException {
        return Fragment.of(LIBRARY, selector(subject, predicate, object), page).orElseThrow();
    }

    private static Fragment.Selector selector(String subject, String predicate, String object) {
        return new Fragment.Selector(subject, predicate, object, "");
    }

    private static List<String> objects(List<Triple> triples, String predicate) {
        return triples.stream()
                .filter(t -> t.getPredicate().getURI().endsWith(predicate))
                .map(Triple::getObject)
                .map(n -> n.isLiteral() ? n.getLiteralLexicalForm() : n.toString())
                .toList();
    }
}
