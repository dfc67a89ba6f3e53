package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.labledger.HomeFolder;

class ShapesCheckTest {

    private static final String PROLOGUE =
            """
            @prefix id: <https://home.test/> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix sh: <http://www.w3.org/ns/shacl#> .
            @prefix v: <https://home.test/v#> .
            """;

    /** Written in two files, of which only the union has both properties. */
    private static final String NEEDS_NAME_AND_SIZE =
            PROLOGUE
                    + """
                    [] a sh:NodeShape ; sh:targetClass v:Book ;
                        sh:property [ sh:path v:name ; sh:minCount 1 ; sh:message "needs a name." ] ,
                            [ sh:path v:size ; sh:minCount 1 ; sh:message "needs a size." ] .
                    """;

    @TempDir Path folder;
    private HomeFolder home;

    @BeforeEach
    void writeDataInTwoFiles() {
        home =
                HomeFolder.in(folder)
                        .with("ontology/v.ttl", PROLOGUE + "v:Novel rdfs:subClassOf v:Book .")
                        .with("data/a.ttl", PROLOGUE + "\nid:book a v:Book ; v:name \"Book\" .")
                        .with("data/b.ttl", PROLOGUE + "\n\nid:book a v:Novel ; v:size 3 .");
    }

    @Test
    void checksEachGraphByItselfAgainstSourceTtl() {
        home.with("ontology/shapes/source.ttl", NEEDS_NAME_AND_SIZE);

        assertEquals(
                List.of(
                        "data/a.ttl:6:11: error: id:book v:size: needs a size.",
                        "data/b.ttl:7:11: error: id:book v:name: needs a name."),
                home.findings());
        assertEquals("ontology/shapes/source.ttl", home.check().findings().getFirst().check());
    }

    @Test
    void checksTheUnionAgainstOtherFiles() {
        home.with("ontology/shapes/union.ttl", NEEDS_NAME_AND_SIZE);
        assertEquals(List.of(), home.findings());

        home.with("data/b.ttl", "<https://home.test/c> a <https://home.test/v#Shelf> .");
        assertEquals(
                List.of("data/a.ttl:6:11: error: id:book v:size: needs a size."), home.findings());
    }

    @Test
    void pointsToTheValueThatIsWrong() {
        home.with("data/b.ttl", PROLOGUE + "id:book a v:Book ;\n    v:size 3 ,\n        \"x\" .")
                .with(
                        "ontology/shapes/union.ttl",
                        PROLOGUE
                                + """
                                @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
                                [] a sh:NodeShape ; sh:targetClass v:Book ;
                                    sh:property [ sh:path v:size ; sh:datatype xsd:integer ;
                                        sh:message "is a whole number." ] .
                                """);

        assertEquals(
                List.of("data/b.ttl:7:9: error: id:book v:size \"x\": is a whole number."),
                home.findings());
    }

    /** SHACL 1.0, 4.4.1 to 4.4.3: as STRLEN and REGEX of SPARQL have it. */
    @ParameterizedTest
    @CsvSource({
        "sh:maxLength 2, \\U0001F4D6\\U0001F4D6, true",
        "sh:maxLength 2, \\U0001F4D6\\U0001F4D6a, false",
        "sh:minLength 2, \\U0001F4D6, false",
        "sh:minLength 2, \\U0001F4D6a, true",
        "'sh:pattern \"^[0-9]+$\"', 12\\n, false",
        "'sh:pattern \"^[0-9]+$\"', 12, true",
        "'sh:pattern \"^ab$\" ; sh:flags \"i\"', AB, true",
        "'sh:pattern \"$a\" ; sh:flags \"q\"', x$a, true",
        "'sh:or ( [ sh:maxLength 1 ] [ sh:maxLength 2 ] )', \\U0001F4D6\\U0001F4D6, true",
        "'sh:node [ sh:property [ sh:path v:none ; sh:minCount 0 ] ; sh:maxLength 1 ]',"
                + " \\U0001F4D6, true"
    })
    void measuresTextsInCharacters(String constraint, String text, boolean isValid) {
        home.with("data/b.ttl", PROLOGUE + "id:other a v:Book ; v:code \"" + text + "\" .")
                .with(
                        "ontology/shapes/union.ttl",
                        PROLOGUE
                                + """
                                [] a sh:NodeShape ; sh:targetClass v:Book ;
                                    sh:property [ sh:path v:code ; sh:message "is wrong." ; %s ] .
                                """
                                        .formatted(constraint));

        assertEquals(isValid ? 0 : 1, home.findings().size(), home.findings().toString());
    }

    @Test
    void takesASeverityBelowViolationForAWarning() {
        home.with(
                "ontology/shapes/union.ttl",
                PROLOGUE
                        + """
                        [] a sh:NodeShape ; sh:targetClass v:Book ;
                            sh:property [ sh:path v:shelf ; sh:minCount 1 ;
                                sh:severity sh:Warning ; sh:message "should have a shelf." ] ,
                              [ sh:path v:colour ; sh:minCount 1 ;
                                sh:severity sh:Info ; sh:message "might have a colour." ] .
                        """);

        Report report = home.check();

        assertTrue(report.passes());
        assertEquals(2, report.warnings());
        assertEquals(
                List.of(
                        "data/a.ttl:6:11: warning: id:book v:colour: might have a colour.",
                        "data/a.ttl:6:11: warning: id:book v:shelf: should have a shelf."),
                home.findings());
    }

    @Test
    void seesWhatFollowsFromTheOntology() {
        home.with(
                "ontology/shapes/source.ttl",
                PROLOGUE
                        + """
                        [] a sh:NodeShape ; sh:targetClass v:Book ; sh:not [ sh:class v:Novel ] ;
                            sh:message "is a novel." .
                        """);

        assertEquals(List.of("data/b.ttl:7:11: error: id:book: is a novel."), home.findings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sh:property v:Missing                                        | 5:58 | v:Missing
                    sh:property [ sh:minCount 1 ]                                | 5:72 | sh:path
                    sh:property [ sh:path v:name ; sh:minCount \"one\" ]         | 5:89 | sh:minCount, "one"
                    sh:property [ sh:path v:name ; sh:datatype \"text\" ]        | 5:89 | sh:datatype, "text"
                    sh:property [ sh:path v:name ; sh:languageIn \"en\" ]        | 5:91 | a list
                    sh:property [ sh:path v:name ; sh:pattern \"(\" ]            | 5:88 | Unclosed group
                    sh:in v:Book                                                 | 5:52 | a list
                    sh:sparql [ sh:select \"SELEKT\" ; sh:message \"x\" ]        | 5:94 | SELEKT
                    """)
    void reportsShapesThatAreNotShacl(String constraint, String place, String what) {
        home.with(
                "ontology/shapes/union.ttl",
                PROLOGUE + "v:S a sh:NodeShape ; sh:targetClass v:Book ; " + constraint + " .");

        List<String> findings = home.findings();

        assertEquals(1, findings.size(), findings::toString);
        assertTrue(
                findings.getFirst().startsWith("ontology/shapes/union.ttl:" + place + ": error: "),
                findings.getFirst());
        assertTrue(findings.getFirst().contains(what), findings.getFirst());
        assertFalse(findings.getFirst().contains("java."), findings.getFirst());
        assertFalse(findings.getFirst().contains("_:"), findings.getFirst());
    }
}
