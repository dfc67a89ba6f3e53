package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

class QueryClassesTest {

    private static final String ONTOLOGY =
            """
            PREFIX : <https://home.test/>
            PREFIX owl: <http://www.w3.org/2002/07/owl#>
            PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
            PREFIX sh: <http://www.w3.org/ns/shacl#>
            :Book a rdfs:Class . :Author a owl:Class . :title a owl:DatatypeProperty .
            :prefixes sh:declare [ sh:prefix "home" ; sh:namespace "https://home.test/" ] .
            """;

    private static final String QUERY = "\nSELECT ?this { ?this ?p ?o }";

    @TempDir private Path folder;

    private List<String> findings(String ontology, String decorators) {
        return new QueryClasses()
                        .findings(
                                HomeFolder.in(folder)
                                        .with("ontology/terms.ttl", ontology)
                                        .with("data/a.ttl", "")
                                        .with("queries/q.rq", decorators + QUERY)
                                        .load())
                        .stream()
                        .map(Finding::toString)
                        .toList();
    }

    @Test
    void refusesAClassThatTheOntologyDoesNotDeclare() {
        assertEquals(
                List.of(
                        "queries/q.rq:2:23: error: \"about\" needs a class that the ontology declares,"
                                + " not home:Bok. Did you mean home:Book?"),
                findings(ONTOLOGY, "#+ title: T\n#+ about: [home:Book, home:Bok]"));
        assertEquals(
                List.of(
                        "queries/q.rq:1:11: error: \"about\" needs a class that the ontology declares,"
                                + " not home:title."),
                findings(ONTOLOGY, "#+ about: home:title"));
    }

    @Test
    void takesClassesOfBothVocabulariesByNameOrIri() {
        assertEquals(
                List.of(),
                findings(ONTOLOGY, "#+ about: [home:Author, \"https://home.test/Book\"]"));
    }

    @Test
    void takesAnyClassWhereTheOntologyDeclaresNone() {
        assertEquals(List.of(), findings("", "#+ about: home:Bok"));
    }
}
