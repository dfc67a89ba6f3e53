package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

class DeclaredTermsTest {

    private static final String PROLOGUE =
            """
            @prefix owl: <http://www.w3.org/2002/07/owl#> .
            @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix v: <https://home.test/v#> .
            """;

    @TempDir Path folder;
    private HomeFolder home;

    @BeforeEach
    void declareTerms() {
        home =
                HomeFolder.in(folder)
                        .with(
                                "ontology/v.ttl",
                                PROLOGUE
                                        + """
                                        rdf:type a rdf:Property .
                                        v:author a rdf:Property .
                                        v:shelf a owl:ObjectProperty .
                                        v:pages a owl:DatatypeProperty .
                                        v:note a owl:AnnotationProperty .
                                        v:returnedToTheShelf a rdf:Property .
                                        v:returnedToTheShelves a rdf:Property .
                                        v:Book a rdfs:Class .
                                        v:Shelf a owl:Class .
                                        """);
    }

    @Test
    void mayBeUsed() {
        saying("<a> a v:Book, v:Shelf ; v:author <b> ; v:shelf <c> ; v:pages 3 ; v:note \"x\" .");

        assertEquals(List.of(), home.findings());
    }

    @Test
    void areSuggestedForAMisspeltProperty() {
        saying("<a> v:author <b> ;\n    v:auhtor <c> .");

        assertEquals(
                List.of(
                        "data/a.ttl:6:14: error: The ontology does not declare the property v:auhtor."
                                + " Did you mean v:author?"),
                home.findings());
    }

    @Test
    void areSuggestedForAMisspeltClass() {
        saying("<a> a v:Bok .");

        assertEquals(
                List.of(
                        "data/a.ttl:5:7: error: The ontology does not declare the class v:Bok."
                                + " Did you mean v:Book?"),
                home.findings());
    }

    @Test
    void areSuggestedTheNearestFirst() {
        saying("<a> v:returnedToTheSlv 1 .");

        assertEquals(
                List.of(
                        "data/a.ttl:5:24: error: The ontology does not declare the property"
                                + " v:returnedToTheSlv. Did you mean v:returnedToTheShelf?"),
                home.findings());
    }

    @Test
    void areNotSuggestedForAShortNameOfWhichMostIsDifferent() {
        saying("<a> v:nxyz 1 .");

        assertEquals(
                List.of(
                        "data/a.ttl:5:12: error: The ontology does not declare the property v:nxyz."),
                home.findings());
    }

    @Test
    void areNotSuggestedForSomethingElse() {
        saying("<a> v:translator <b> ; a <http://other.example/Thing> .");

        assertEquals(
                List.of(
                        "data/a.ttl:5:18: error: The ontology does not declare the property v:translator.",
                        "data/a.ttl:5:26: error: The ontology does not declare the class"
                                + " <http://other.example/Thing>."),
                home.findings());
    }

    @Test
    void areNeededInEveryFileThatFillsAGraph() {
        home.with("data/b.trig", PROLOGUE + "<g> { <a> v:no 1 }");
        home.with("data/c.trig", PROLOGUE + "<g> { <a> v:no 2 }");

        assertEquals(
                List.of("data/b.trig", "data/c.trig"),
                home.check().findings().stream().map(f -> f.location().file()).toList());
    }

    private void saying(String turtle) {
        home.with("data/a.ttl", PROLOGUE + turtle);
    }
}
