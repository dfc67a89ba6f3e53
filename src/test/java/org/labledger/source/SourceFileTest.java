package org.labledger.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFileTest {

    @Test
    void keepsThePlaceOfEachTripleInTurtle() {
        SourceFile file =
                parse(
                        "data/a.ttl",
                        """
                        @prefix ex: <http://example.org/> .

                        ex:a ex:p 1 ,
                            2 ;
                          ex:q 3 .
                        """);

        assertEquals(List.of("3:11 1", "4:5 2", "5:8 3"), placesOfObjects(file));
    }

    @Test
    void keepsThePlaceOfEachQuadInTrig() {
        SourceFile file =
                parse(
                        "data/a.trig",
                        """
                        @prefix ex: <http://example.org/> .
                        ex:a ex:p 1 .
                        ex:g {
                            ex:a ex:p 2 .
                        }
                        GRAPH ex:h { ex:a ex:p 3 }
                        """);

        assertEquals(List.of("2:11 1", "4:15 2", "6:24 3"), placesOfObjects(file));
    }

    @Test
    void keepsThePlaceOfEachLineInNTriples() {
        SourceFile file =
                parse(
                        "data/a.nt",
                        """
                        <http://example.org/a> <http://example.org/p> "1" .
                        # a comment
                          <http://example.org/a> <http://example.org/p> "2" .
                        """);

        assertEquals(List.of("1:1 1", "3:3 2"), placesOfObjects(file));
    }

    @Test
    void keepsThePlaceOfEachLineInNQuads() {
        SourceFile file =
                parse(
                        "data/a.nq",
                        """
                        <http://example.org/a> <http://example.org/p> "1" .

                        <http://example.org/a> <http://example.org/p> "2" <http://example.org/g> .
                        """);

        assertEquals(List.of("1:1 1", "3:1 2"), placesOfObjects(file));
    }

    @Test
    void countsTheTriplesOfABlankNodeToItsLine() {
        SourceFile file =
                parse(
                        "data/a.ttl",
                        """
                        @prefix ex: <http://example.org/> .
                        ex:a ex:p [
                            ex:q 1
                        ] .
                        """);

        assertEquals(List.of(3, 4), file.quads().stream().map(LocatedQuad::line).toList());
    }

    @Test
    void putsTriplesOfTheDefaultPartIntoTheGraphOfItsPath() {
        SourceFile trig =
                parse(
                        "data/loans/old.trig",
                        "@prefix ex: <http://example.org/> . ex:a ex:p 1 . ex:g { ex:a ex:p 2 }");
        SourceFile nquads =
                parse(
                        "data/loans/new.nq",
                        """
                        <http://example.org/a> <http://example.org/p> "1" .
                        <http://example.org/a> <http://example.org/p> "2" <http://example.org/g> .
                        """);

        assertEquals(
                List.of("https://home.invalid/loans/old", "http://example.org/g"),
                graphNames(trig));
        assertEquals(
                List.of("https://home.invalid/loans/new", "http://example.org/g"),
                graphNames(nquads));
    }

    @Test
    void reportsAnUnknownPrefixWhereItStands() {
        SourceFile file =
                parse(
                        "data/a.ttl",
                        """
                        @prefix ex: <http://example.org/> .
                        ex:a ex:p 1 .
                        ex:b nope:p 2 .
                        """);

        assertFalse(file.isWhole());
        assertEquals(
                List.of(
                        new ParseProblem(
                                new Location("data/a.ttl", 3, 6),
                                true,
                                "Syntax error: the prefix nope: is not declared. This file declares ex:.")),
                file.problems());
    }

    @Test
    void keepsWhatStandsBeforeASyntaxError() {
        SourceFile file =
                parse(
                        "data/a.ttl",
                        """
                        @prefix ex: <http://example.org/> .
                        ex:a ex:p 1 .
                        ex:a ex:p 2
                        ex:b ex:p 3 .
                        """);

        assertFalse(file.isWhole());
        assertEquals(List.of("2:11 1", "3:11 2"), placesOfObjects(file));
        assertEquals(new Location("data/a.ttl", 4, 1), file.problems().getFirst().location());
        assertEquals(1, file.problems().size());
    }

    @Test
    void reportsALineThatIsNotNQuads() {
        SourceFile file =
                parse(
                        "data/a.nq",
                        """
                        <http://example.org/a> <http://example.org/p> "1" .
                        <http://example.org/a> <http://example.org/p> 2 <http://example.org/g> .
                        """);

        assertFalse(file.isWhole());
        assertEquals(1, file.quads().size());
        assertEquals(2, file.problems().getFirst().location().line());
    }

    @Test
    void onlyWarnsOfAnIllTypedLiteral() {
        SourceFile file =
                parse(
                        "data/a.ttl",
                        """
                        @prefix ex: <http://example.org/> .
                        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
                        ex:a ex:p "2023-02-29"^^xsd:date .
                        ex:a ex:q 2 .
                        """);

        assertTrue(file.isWhole());
        assertEquals(2, file.quads().size());
        ParseProblem problem = file.problems().getFirst();
        assertEquals(new Location("data/a.ttl", 3, 11), problem.location());
        assertFalse(problem.isFatal());
        assertTrue(problem.message().contains("2023-02-29"), problem.message());
    }

    @Test
    void givesBlankNodesTheSameLabelsAtEveryLoad() {
        String text = "@prefix ex: <http://example.org/> . _:x ex:p [ ex:q ( 1 2 ) ] .";

        SourceFile once = parse("data/a.ttl", text);
        SourceFile again = parse("data/a.ttl", text);

        assertEquals(6, once.quads().size());
        assertEquals(once.quads(), again.quads());
    }

    @Test
    void givesBlankNodesOtherLabelsInOtherFiles() {
        String text = "@prefix ex: <http://example.org/> . _:x ex:p [] .";

        Set<Node> shared = blankNodes(parse("data/a.ttl", text));
        shared.retainAll(blankNodes(parse("data/b.ttl", text)));

        assertEquals(2, blankNodes(parse("data/a.ttl", text)).size());
        assertEquals(Set.of(), shared);
    }

    @Test
    void resolvesRelativeIrisAgainstItsGraph() {
        SourceFile file = parse("data/people/a.ttl", "<#x> <p> <../y> .");

        assertEquals(
                "https://home.invalid/people/a#x https://home.invalid/people/p"
                        + " https://home.invalid/y",
                spo(file.quads().getFirst()));
    }

    @Test
    void knowsThePrefixesItDeclares() {
        SourceFile file = parse("data/a.ttl", "@prefix ex: <http://example.org/> .");

        assertEquals("http://example.org/", file.prefixes().get("ex"));
        assertEquals(List.of(), file.quads());
        assertTrue(file.isWhole());
    }

    @Test
    void readsTripleTerms() {
        SourceFile file =
                parse(
                        "data/a.ttl",
                        """
                        VERSION "1.2"
                        PREFIX ex: <http://example.org/>
                        ex:a ex:p 1 {| ex:q 2 |} .
                        """);

        assertTrue(file.isWhole(), file.problems()::toString);
        assertEquals(3, file.quads().size());
        assertEquals(
                1, file.quads().stream().filter(p -> p.quad().getObject().isTripleTerm()).count());
    }

    /** RDF 1.2 N-Triples, 2.2: IRIs are absolute. Only Turtle and the like resolve them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a.nt  | <rel> <http://e/p> "x" .                      | 1:1
                    a.nt  | <> <http://e/p> "x" .                         | 1:1
                    a.nt  | <http://e/a> <p> "x" .                        | 1:14
                    a.nt  | <http://e/a> <http://e/p> <#o> .              | 1:27
                    a.nt  | <http://e/a> <http://e/p> "x"^^<string> .     | 1:32
                    a.nq  | <http://e/a> <http://e/p> "x" <//e/g> .       | 1:31
                    a.nq  | <www.e.it/> <http://e/p> "x" <http://e/g> .   | 1:1
                    a.nq  | <http://e/a> <urn:e:p> "x" <tag:e,2024:g> .   |
                    a.ttl | <rel> <http://e/p> <> .                       |
                    a.trig| <g> { <rel> <http://e/p> <> }                 |
                    """)
    void refusesRelativeIrisWhereTheSyntaxHasNone(String name, String text, @Nullable String at) {
        assertProblemAt(at, "is relative", parse("data/" + name.strip(), text));
    }

    /** RDF 1.2 Turtle, 6.4: an escape is never a surrogate, nor two of them one character. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            textBlock =
                    """
                    a.ttl  | <http://e/a> <http://e/p> "é\\uD83D\\uDE00" .          | 1:29
                    a.trig | <http://e/a> <http://e/p> <http://e/\\ud83d\\ude00> .   | 1:37
                    a.nt   | <http://e/a> <http://e/p> "\\U0000D83D\\U0000DE00" .   | 1:28
                    a.ttl  | <http://e/a> <http://e/p> "\\\\uD83D\\\\uDE00" .       |
                    a.ttl  | <http://e/a> <http://e/p> "\\U0001F600" . # \\uD83D     |
                    """)
    void refusesEscapedSurrogates(String name, String text, @Nullable String at) {
        SourceFile file = parse("data/" + name.strip(), text);

        assertProblemAt(at, "Write the character, or \\U0001F600.", file);
    }

    /** What a JSON-LD processor leaves out without a word. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            textBlock =
                    """
                    "e:p": "x", "e:q": { "e:p": 1 }, "e:p": "y"       | 1:83 | the key "e:p" stands twice
                    "e:p": { "@value": "x", "@language": "en_GB" }    | 1:87 | "en_gb" is no language tag
                    "e:p": { "@value": "x", "@language": "zh-Hant" }  |      |
                    "e:p": { "@id": "some text" }                     | 1:66 | "some text" is no IRI
                    "e:p": { "@id": "http://e/x y" }                  | 1:66 | is no IRI. Write a space as %20
                    "@type": [ "e:Work", "e: Work" ]                  | 1:71 | "e: Work" is no IRI
                    "e:p q": 1                                        | 1:1  | "http://e/p q" is no IRI
                    "e:p^q": 1                                        | 1:1  | "http://e/p^q" is no IRI
                    "e:p": { "@id": "é/ü?x=1#f" }                     |      |
                    "e:p": { "@type": "@json", "@value": { "@id": "a b", "@language": "e_n" } } | |
                    "e:p": [ { "e:q": 1 }, { "e:q": 2 } ]             |      |
                    """)
    void refusesWhatJsonLdWouldLose(String json, @Nullable String at, @Nullable String message) {
        assertProblemAt(at, String.valueOf(message), parse("data/a.jsonld", jsonld("", json)));
    }

    @Test
    void warnsOfKeysThatStateNothing() {
        SourceFile typo = parse("data/a.jsonld", jsonld("", "\"e:p\": 1, \"titel\": \"x\""));

        assertTrue(typo.isWhole());
        assertEquals(1, typo.quads().size());
        assertEquals(
                "1:60 The key \"titel\" states nothing, for it has no IRI. Define it in @context, or"
                        + " map it to null there.",
                typo.problems().getFirst().location().line()
                        + ":"
                        + typo.problems().getFirst().location().column()
                        + " "
                        + typo.problems().getFirst().message());
        assertEquals(
                List.of(),
                parse("data/a.jsonld", jsonld(", \"note\": null", "\"e:p\": 1, \"note\": \"x\""))
                        .problems());
    }

    @Test
    void tellsTextsWhoseLanguageOrDirectionIsLost() {
        String context = ", \"names\": { \"@id\": \"e:names\", \"@container\": \"@language\" }";

        assertProblemAt(
                "1:130",
                "\"en_gb\" is no language tag",
                parse(
                        "data/a.jsonld",
                        jsonld(context, "\"names\": { \"de\": \"x\", \"en_GB\": \"y\" }")));
        assertEquals(
                List.of(),
                parse("data/a.jsonld", jsonld(context, "\"names\": { \"en-GB\": \"y\" }"))
                        .problems());
        SourceFile directed =
                parse(
                        "data/a.jsonld",
                        jsonld("", "\"e:p\": { \"@value\": \"x\", \"@direction\": \"rtl\" }"));
        assertTrue(directed.isWhole());
        assertTrue(
                directed.problems().getFirst().message().contains("Turtle has it"),
                directed.problems()::toString);
    }

    private static String jsonld(String context, String json) {
        return "{\"@context\":{\"e\":\"http://e/\"%s},\"@id\":\"http://e/a\",%s}"
                .formatted(context, json);
    }

    /** Where the declaration and the bytes differ, parsers read other letters than editors show. */
    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1, 1:31",
        "UTF-16, 1:31",
        "windows-1252, 1:31",
        "utf-8,",
        "UTF8,",
        "US-ASCII,"
    })
    void refusesXmlThatDeclaresAnotherEncodingThanItsOwn(String encoding, @Nullable String at) {
        String text =
                """
                <?xml version="1.0" encoding="%s"?>
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">
                <rdf:Description rdf:about="http://e/a"><e:p>caf%s</e:p></rdf:Description>
                </rdf:RDF>
                """
                        .formatted(encoding, encoding.equals("US-ASCII") ? "e" : "é");

        assertProblemAt(at, "declares the encoding " + encoding, parse("data/a.rdf", text));
    }

    /** RDF 1.2 Concepts, 3.4: a literal of this datatype has a language tag. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            textBlock =
                    """
                    a.ttl    | <http://e/a> <http://e/p> "x"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> .
                    a.nt     | <http://e/a> <http://e/p> "x"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString> .
                    a.jsonld | {"@id":"http://e/a","http://e/p":{"@value":"x","@type":"http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}}
                    a.rdf    | <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"><rdf:Description rdf:about="http://e/a"><e:p rdf:datatype="http://www.w3.org/1999/02/22-rdf-syntax-ns#langString" xml:lang="en">x</e:p></rdf:Description></rdf:RDF>
                    """)
    void refusesTextsOfALanguageWithoutTheirTag(String name, String text) {
        SourceFile file = parse("data/" + name.strip(), text);

        assertFalse(file.isWhole());
        assertTrue(
                file.problems().getLast().message().contains("has a language tag"),
                file.problems()::toString);
    }

    private static void assertProblemAt(@Nullable String at, String message, SourceFile file) {
        assertEquals(at == null, file.isWhole(), file.problems()::toString);
        if (at != null) {
            ParseProblem problem = file.problems().getLast();
            Location place = problem.location();
            assertEquals(at, place.line() + ":" + place.column(), problem::message);
            assertTrue(problem.message().contains(message), problem::message);
        }
    }

    private static SourceFile parse(String path, String text) {
        HomeFile file = new HomeFile(path, text.getBytes(StandardCharsets.UTF_8));
        return SourceFile.parse(file, UriSpace.undeclared().graphOf(file));
    }

    private static List<String> placesOfObjects(SourceFile file) {
        return file.quads().stream()
                .map(p ->
                        p.line()
                                + ":"
                                + p.column()
                                + " "
                                + p.quad().getObject().getLiteralLexicalForm())
                .toList();
    }

    private static List<String> graphNames(SourceFile file) {
        return file.quads().stream().map(p -> p.quad().getGraph().getURI()).toList();
    }

    private static Set<Node> blankNodes(SourceFile file) {
        return file.quads().stream()
                .flatMap(p -> List.of(p.quad().getSubject(), p.quad().getObject()).stream())
                .filter(Node::isBlank)
                .collect(Collectors.toSet());
    }

    private static String spo(LocatedQuad located) {
        return located.quad().getSubject()
                + " "
                + located.quad().getPredicate()
                + " "
                + located.quad().getObject();
    }
}
