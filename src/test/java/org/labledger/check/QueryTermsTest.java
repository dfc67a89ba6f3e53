package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** A query that can match nothing, since no vocabulary has its terms, is a finding. */
class QueryTermsTest {

    private static final String PREFIXES =
            """
            PREFIX lib: <https://library.example/vocab#>
            PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
            """;

    @TempDir private Path folder;

    @Test
    void reportsAPropertyThatNoVocabularyHas() {
        assertEquals(
                List.of(
                        "queries/q.rq:3:30: error: No vocabulary has the property lib:auhtor, and no"
                                + " data use it, so this pattern matches nothing. Did you mean"
                                + " lib:author?"),
                findings("queries/q.rq", "SELECT * { ?book a lib:Book; lib:auhtor ?who }"));
    }

    @Test
    void looksIntoPathsFiltersAndSubqueries() {
        assertEquals(
                List.of(
                        "queries/q.rq:3:24: error: lib:auther lib:author",
                        "queries/q.rq:3:62: error: lib:yaer lib:year",
                        "queries/q.rq:3:95: error: lib:Bok lib:Book"),
                findings(
                                "queries/q.rq",
                                "SELECT * { ?b lib:book/lib:auther+ ?w FILTER NOT EXISTS { ?b"
                                        + " lib:yaer ?y } { SELECT ?b { ?b a lib:Bok } } }")
                        .stream()
                        .map(f ->
                                f.replaceAll(
                                        "No vocabulary has the (?:property|class) (\\S+), and.*mean"
                                                + " (\\S+)\\?",
                                        "$1 $2"))
                        .toList());
    }

    @Test
    void reportsTermsOfCheckQueriesAndRules() {
        assertEquals(
                1,
                findings(
                                "queries/checks/c.rq",
                                "#+ message: \"{this}\"\nSELECT ?this { ?this rdfs:lable ?l }")
                        .size());
        assertEquals(
                1,
                findings(
                                "ontology/rules/r.rq",
                                "CONSTRUCT { ?b lib:writenBy ?a } WHERE { ?b lib:author ?a }")
                        .size());
    }

    @Test
    void leavesOtherEndpointsTemplatesAndStringsAlone() {
        assertEquals(
                List.of(),
                findings(
                        "queries/q.rq",
                        """
                        CONSTRUCT { ?b <https://other.example/wrote> ?w }
                        { ?b lib:author ?w ; rdfs:label ?l . # lib:nothing
                          FILTER(STRSTARTS(STR(?b), "https://library.example/nothing"))
                          SERVICE SILENT <https://other.example/sparql> { ?b lib:else ?x }
                        }
                        """));
    }

    @Test
    void letsAHomeWithoutDeclarationsUseAnyPropertyButMisspeltOnesOfTheW3c() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("data/a.ttl", "<a> <b> <c> .")
                        .with(
                                "queries/q.rq",
                                PREFIXES + "SELECT * { ?s lib:any ?o ; rdfs:lable ?l }");

        assertEquals(
                List.of(
                        "queries/q.rq:3:28: error: No vocabulary has the property rdfs:lable, and no"
                                + " data use it, so this pattern matches nothing. Did you mean"
                                + " rdfs:label?"),
                home.findings());
    }

    private List<String> findings(String file, String query) {
        return HomeFolder.in(folder.resolve(file.replace('/', '-')))
                .withAllOf(HomeFolder.LIBRARY)
                .with(
                        file,
                        query.startsWith("#+")
                                ? query.replaceFirst("\n", "\n" + PREFIXES)
                                : PREFIXES + query)
                .findings();
    }
}
