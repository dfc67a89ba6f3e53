package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.labledger.HomeFolder;

/** Shapes are checked as data are: none of them can be switched off by a slip of the pen. */
class ShapeDefinitionsTest {

    private static final String UNION = "ontology/shapes/union.ttl";

    @TempDir private Path folder;
    private HomeFolder home;

    @BeforeEach
    void copyTheLibrary() {
        home = HomeFolder.in(folder).withAllOf(HomeFolder.LIBRARY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sh:minCount 1 ; sh:class lib:Author   | sh:minCoutn 1 ; sh:class lib:Author   | 29:5 | sh:minCoutn
                    sh:targetClass lib:Book, lib:Author   | sh:targetClass lib:Bok, lib:Author    | 10:20 | lib:Bok
                    sh:targetClass lib:Loan               | sh:targetClas lib:Loan                | 39:5 | sh:targetClas
                    sh:class lib:Member                   | sh:class lib:Membre                   | 40:67 | lib:Membre
                    sh:path lib:shelf                     | sh:path lib:shelv                     | 32:13 | lib:shelv
                    sh:property shape:name-en             | sh:property shape:name-em             | 11:17 | shapes/name-em
                    sh:severity sh:Warning                | sh:severity sh:Waring                 | 34:17 | sh:Waring
                    a sh:NodeShape ;\\n    sh:targetClass lib:Loan | a sh:NodShape ;\\n    sh:targetClass lib:Loan | 38:7 | sh:NodShape
                    sh:minCount 1 ; sh:class lib:Author   | sh:minCount "one" ; sh:class lib:Author | 29:17 | sh:minCount
                    sh:path lib:author                    | sh:path "lib:author"                  | 28:13 | sh:path
                    """)
    void reportsASlipInAShapeWhereItStands(String right, String wrong, String place, String what)
            throws IOException {
        change(UNION, right.replace("\\n", "\n"), wrong.replace("\\n", "\n"));

        List<String> findings = home.findings();

        assertTrue(
                findings.stream()
                        .anyMatch(f ->
                                f.startsWith(UNION + ":" + place + ": error: ")
                                        && f.contains(what)),
                findings::toString);
    }

    @Test
    void reportsAWrongNamespaceOnceAtItsPrefix() throws IOException {
        change(UNION, "<http://www.w3.org/ns/shacl#>", "<http://www.w3.org/ns/shacl/>");

        List<String> findings = home.findings();

        assertEquals(1, findings.size(), findings::toString);
        assertTrue(findings.getFirst().startsWith(UNION + ":3:9: error: "), findings::toString);
        assertTrue(findings.getFirst().contains("http://www.w3.org/ns/shacl#"));
    }

    @Test
    void reportsShapesThatTheDatasetNamesAndNoFileHolds() throws IOException {
        Files.delete(folder.resolve(UNION));

        List<String> findings = home.findings();

        assertEquals(1, findings.size(), findings::toString);
        assertTrue(
                findings.getFirst().startsWith("ontology/dataset.ttl:13:61: error: The shapes"),
                findings::toString);
    }

    @Test
    void reportsAShapeThatNothingUses() throws IOException {
        change(UNION, "sh:targetClass lib:Loan ;\n    ", "");

        assertEquals(
                List.of(
                        UNION
                                + ":38:7: warning: The shape <https://library.example/shapes/Borrowed>"
                                + " has no target, and no other shape refers to it, so it checks"
                                + " nothing. Add sh:targetClass, or remove it."),
                home.findings());
    }

    @Test
    void reportsAPropertyOfTheOntologyThatIsMisspelt() throws IOException {
        change("ontology/vocab.ttl", "rdfs:subClassOf lib:Book", "rdfs:subclassOf lib:Book");

        List<String> findings = home.findings();

        assertTrue(
                findings.stream()
                        .anyMatch(f ->
                                f.startsWith("ontology/vocab.ttl:21:21: error: ")
                                        && f.contains("rdfs:subClassOf")),
                findings::toString);
    }

    /** 60 times one letter of a SHACL or library term in a shapes file is dropped or doubled. */
    @Test
    void reportsAnyLetterThatIsMissingInATermOfTheShapes() throws IOException {
        String text = Files.readString(folder.resolve(UNION));
        List<MatchResult> terms = new ArrayList<>();
        Pattern.compile("\\b(?:sh|lib):[A-Za-z]{3,}")
                .matcher(text)
                .results()
                .filter(term -> !inAMessage(text, term.start()))
                .forEach(terms::add);
        Random random = new Random(22);
        for (int i = 0; i < 60; i++) {
            MatchResult term = terms.get(random.nextInt(terms.size()));
            int at = term.start() + term.group().indexOf(':') + 1;
            at += random.nextInt(term.end() - at);
            String letter = random.nextBoolean() ? "" : text.substring(at, at + 1).repeat(2);
            home.with(UNION, text.substring(0, at) + letter + text.substring(at + 1));
            int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;

            List<String> findings = home.findings();

            String told = term.group() + " in line " + line + ": " + findings;
            assertTrue(
                    findings.stream()
                            .anyMatch(f ->
                                    f.startsWith(UNION + ":" + line + ":")
                                            && f.contains(": error: ")),
                    told);
        }
    }

    private static boolean inAMessage(String text, int at) {
        return text.substring(text.lastIndexOf('\n', at), at).contains("\"")
                || text.startsWith("sh:message", at);
    }

    private void change(String file, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertTrue(text.contains(from), from);
        home.with(file, text.replace(from, to));
    }
}
