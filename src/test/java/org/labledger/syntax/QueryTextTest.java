package org.labledger.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.sparql.core.Var;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.syntax.QuerySyntaxException.Kind;

@Timeout(120)
class QueryTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ASK {}",
                "SELECT * { ?s <http://x/((((> '((((((' , \"\"\"{{{\"{{\"\"\" }",
                "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o < 3 && ?o > -1) } # ((((",
                "SELECT * { << ?s ?p ?o >> ?q ?z }",
                "PREFIX a-b.c: <http://x/> SELECT * { ?s a-b.c:d-e.f a-b.c:g\\(\\( }",
            })
    void takesWhatIsAQuery(String text) throws Exception {
        QueryText.parse(text);
    }

    /** SPARQL 1.2, section 19.2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"abc\\u005Ctuv\"|abc\\tuv",
                "'x\\U0001F600y'|x😀y",
                "\"\\u0022\\u0027\"|\"'",
                "'''\\u0027'''|'",
                "\"\\\\u0041\"|\\u0041",
                "\"\\\\\\u0041\"|\\A",
                "<https://e.example/\\u0041\\U000000e9>|https://e.example/Aé",
            })
    void decodesEscapesInsideOfIrisAndStrings(String term, String meant) throws Exception {
        Query query = QueryText.parse("SELECT (" + term + " AS ?x) {} # \\u000A is no escape here");

        Node node = query.getProject().getExpr(Var.alloc("x")).getConstant().asNode();
        assertEquals(meant, node.isURI() ? node.getURI() : node.getLiteralLexicalForm());
    }

    @Test
    void decodesAnEscapedLineBreakInsideOfAString() throws Exception {
        Query query = QueryText.parse("SELECT (\"a\\u000Ab\\u000D\\u0000\" AS ?x) {}");

        assertEquals(
                "a\nb\r\0",
                query.getProject()
                        .getExpr(Var.alloc("x"))
                        .getConstant()
                        .asNode()
                        .getLiteralLexicalForm());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u0041\\u0053\\u004B\\u0020\\u007B\\u007D",
                "PREFIX e: <https://e.example/> ASK { ?s ?p e\\u003Ax }",
                "PREFIX e: <https://e.example/> ASK { ?s ?p e:\\u0078 }",
                "PREFIX e: <https://e.example/> ASK { ?s ?p e:a\\u005c=b }",
                "ASK { ?s ?p ?\\u0061 }",
                "ASK { ?s ?p \\u0022value\" }",
                "ASK {\\u0020}",
                "SELECT ('x'@e\\u006e AS ?y) {}",
                "SELECT (1\\u0030 AS ?y) {}",
                "SELECT (\"\\uD83D\\uDE00\" AS ?x) {}",
                "SELECT (\"\\uDE00\" AS ?x) {}",
                "SELECT (\"\\U0000D83D\" AS ?x) {}",
                "SELECT (\"\\U00110000\" AS ?x) {}",
                "SELECT (\"\\u00g0\" AS ?x) {}",
                "SELECT (\"\\u00",
                "SELECT (<https://e.example/\\u0020> AS ?x) {}",
                "SELECT (<https://e.example/\\u003E> AS ?x) {}",
                "SELECT (<https://e.example/\\uD83D\\uDE00> AS ?x) {}",
            })
    void refusesEscapesElsewhereAndOfNoCharacter(String text) {
        assertTrue(refusal(text).getMessage().contains("The escape \\"), refusal(text)::getMessage);
    }

    @Test
    void saysWhereAMistakeBehindAnEscapeIs() {
        QuerySyntaxException e = refusal("ASK {\n ?s ?p \"\\u0041\\u0042\" , }");

        assertEquals(2, e.line());
        assertEquals(25, e.column());
        assertEquals(" ?s ?p \"\\u0041\\u0042\" , }\n                        ^", e.excerpt());
    }

    @Test
    void saysWhereTheMistakeIs() {
        QuerySyntaxException e = refusal("SELECT *\n{\t?s ?p }\n");

        assertEquals(Kind.SYNTAX, e.kind());
        assertEquals(2, e.line());
        assertEquals(9, e.column());
        assertEquals("{ ?s ?p }\n        ^", e.excerpt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    SELECT SAMPLE(?x) AS ?x { ?s ?p ?x }        | 1:8  | parentheses around both
                    SELECT ?s COUNT(?x) { ?s ?p ?x } GROUP BY ?s | 1:11 | parentheses around both
                    SELECT COUNT(DISTINCT ?s) AS ?n { ?s ?p ?x } | 1:8  | parentheses around both
                    SELECT ?s AS ?t { ?s ?p ?x }                | 1:11 | parentheses around both
                    SELECT (SAMPLE(?x) AS ?x) { ?s ?p ?x }      | 1:23 | Choose another name, such as ?x_1
                    SELECT (COUNT(*)) { ?s ?p ?x }              | 1:17 | the expression has no name
                    SELECT * { ?s ?p ?x BIND(1 AS ?x) }         | 1:31 | ?x has values before
                    SELECT * { ?s ?p ?x BIND(?x + 1) }          | 1:32 | the expression has no name
                    SELECT (1 AS ?x) (2 AS ?x) { ?s ?p ?y }     | 1:24 | ?x is selected twice
                    SELECT (COUNT(?x) AS ?n) ?s { ?s ?p ?x }    | 1:26 | ?s is selected, but is neither
                    SELECT * { ?s ?p ?x } GROUP BY ?s           | 1:8  | SELECT * cannot stand with GROUP BY
                    SELECT ?s { ?s ?p ?x FILTER(COUNT(?x) > 1) } | 1:29 | HAVING
                    SELECT (SUM(COUNT(?x)) AS ?n) { ?s ?p ?x }  | 1:13 | not inside another one
                    SELECT ?s { ?s ?p ?x NOT EXISTS { ?s ?q 1 } } | 1:22 | FILTER NOT EXISTS
                    SELECT * { VALUES (?y ?z) { (1) } }         | 1:31 | VALUES names 2 variables
                    SELECT * { ?s ?p “x” }                      | 1:18 | U+201C, left double quotation mark
                    SELECT * { ?s ?p ?x ；?q ?r }                | 1:21 | U+FF1B, fullwidth semicolon
                    SELECT *\u00A0{ ?s ?p ?x }                  | 1:9  | U+00A0, no-break space
                    SELECT * { ?s ?p "x }                       | 1:18 | the string that begins here is not closed
                    """)
    void tellsErrorsThatAreCommonWhereTheyAre(String text, String place, String said) {
        QuerySyntaxException e = refusal(text);

        assertEquals(place, e.line() + ":" + e.column(), e::getMessage);
        assertTrue(String.valueOf(e.getMessage()).contains(said), e::getMessage);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT * { ?s ?p }|unexpected \"}\"; expected one of: an IRI, a prefixed name, a blank node, a variable, TRUE,",
                "SELECT * { ?s ?p ?o .. }|unexpected \".\"; expected one of: }, an IRI,",
                "SELECT * { ?s ?p ?o|unexpected end of the query; expected one of: }, VALUES, GRAPH, OPTIONAL, MINUS, BIND, SERVICE, FILTER.",
                "SELECT * { ?s ?p \"o }|the string that begins here is not closed. Add \".",
                "SELECT * {} LIMIT x|the last word is not a SPARQL keyword.",
                "SELECT ?s ?o { ?s ?p ?o } GROUP BY ?s|?o is selected, but is neither in GROUP BY nor inside an aggregate such as SAMPLE(?o).",
                "SELECT * { ?s <a b> ?o }|unexpected \"<\"; expected one of: "
            })
    void saysInPlainWordsWhatIsWrong(String text, String said) {
        String message = refusal(text).getMessage();

        assertTrue(message.startsWith("Syntax error: " + said), message);
        assertFalse(message.contains("Encountered"), message);
    }

    @Test
    void shortensALongLineAroundTheMistake() {
        String text = "SELECT * { " + "?s ?p ?o . ".repeat(100) + "?s } # " + "x".repeat(500);

        String[] lines = refusal(text).excerpt().split("\n");

        assertTrue(lines[0].length() < 90, lines[0]);
        assertEquals('}', lines[0].charAt(lines[1].indexOf('^')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT DATA { <a:a> <a:b> <a:c> }",
                "# a comment\nPREFIX a: <a:> DELETE WHERE { ?s ?p ?o }",
                "load <file:///etc/passwd>",
                "DROP ALL",
            })
    void refusesAnUpdate(String text) {
        QuerySyntaxException e = refusal(text);

        assertEquals(Kind.UPDATE, e.kind());
        assertTrue(e.getMessage().contains("read-only"), e.getMessage());
    }

    @Test
    void saysWhatLineDeclaresAPrefixOfTheHome() {
        PrefixMap known = PrefixMapFactory.create(Map.of("lib", "https://library.example/vocab#"));

        QuerySyntaxException e =
                assertThrows(
                        QuerySyntaxException.class,
                        () ->
                                QueryText.parse(
                                        "SELECT * {\n ?s lib:year ?o }", known, QueryText.NO_BASE));

        assertEquals(Kind.UNDECLARED_PREFIX, e.kind());
        assertTrue(
                e.getMessage().contains("PREFIX lib: <https://library.example/vocab#>"),
                e.getMessage());
        assertEquals(2, e.line());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT (<x:f>(?s) AS ?n) (SUM(?o) AS ?m) { ?s ?p ?o } HAVING",
                "SELECT * { LET (?x := 1) }",
                "SELECT * { ?s ?p ?o } GROUP BY ?s",
                "SELECT ?o { ?s ?p ?o } GROUP BY ?s",
                "JSON { 'a': ?s } WHERE { ?s ?p ?o }",
                "SELECT * { ?s <a:b>{2} ?o }",
            })
    void takesNoExtensions(String text) {
        assertEquals(Kind.SYNTAX, refusal(text).kind());
    }

    @Test
    void refusesWhatIsLongerThanTheLimit() {
        assertEquals(Kind.TOO_LONG, refusal("ASK {} #" + "ä".repeat(131_072)).kind());
    }

    /** Every construct repeated up to the length limit is taken or refused, quickly. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("repetitions")
    void survivesRepetition(String before, String part, String after) throws Exception {
        for (int times : new int[] {90, 900, 5_000, 250_000 / part.length()}) {
            try {
                QueryText.parse(before + part.repeat(times) + after);
            } catch (QuerySyntaxException e) {
                assertTrue(e.line() >= 1);
            }
        }
    }

    static Stream<String[]> repetitions() {
        return Stream.of(
                new String[] {"SELECT * { FILTER(", "(", "1"},
                new String[] {"SELECT * { FILTER(", "!", "1) }"},
                new String[] {"SELECT * { FILTER(", "- ", "1) }"},
                new String[] {"SELECT * { FILTER(1", "+1", ") }"},
                new String[] {"SELECT * { FILTER(1", "||1", ") }"},
                new String[] {"SELECT * { FILTER(1", "&& 1", ") }"},
                new String[] {"SELECT * { FILTER(1", "*1", ") }"},
                new String[] {"SELECT * ", "{", "}"},
                new String[] {"SELECT * { ", "OPTIONAL {", "}"},
                new String[] {"SELECT * { ", "OPTIONAL {?s ?p ?o}", "}"},
                new String[] {"SELECT * { {}", "UNION {}", "}"},
                new String[] {"SELECT * { ", "{?s ?p ?o}", "}"},
                new String[] {"SELECT * { ", "MINUS {?s ?p ?o}", "}"},
                new String[] {"SELECT * { ", "FILTER(1)", "}"},
                new String[] {"SELECT * { ", "VALUES ?x {1}", "}"},
                new String[] {"SELECT * { VALUES ?x {", "1 ", "} }"},
                new String[] {"SELECT * { VALUES (?x) {", "(1)", "} }"},
                new String[] {"SELECT * { ", "?s ?p ?o .", "}"},
                new String[] {"SELECT * { ?s ?p ?o", ";?p ?o", "}"},
                new String[] {"SELECT * { ?s ?p ?o", ",?o", "}"},
                new String[] {"SELECT * { ?s <a:a>", "/<a:a>", " ?o }"},
                new String[] {"SELECT * { ?s <a:a>", "|<a:a>", " ?o }"},
                new String[] {"SELECT * { ?s ", "^", "<a:a> ?o }"},
                new String[] {"SELECT * { ?s ", "(", "<a:a> ?o }"},
                new String[] {"SELECT * { ?s !(<a:a>", "|<a:a>", ") ?o }"},
                new String[] {"SELECT * { ", "[<a:a> ", "}"},
                new String[] {"SELECT * { ?s ?p (", "1 ", ") }"},
                new String[] {"SELECT * { ?s ?p ", "(", "1 }"},
                new String[] {"SELECT * { ?s ?p ", "<<( ?s ?p ", "?o }"},
                new String[] {"SELECT * { ", "<< ", "?o }"},
                new String[] {"SELECT * { ", "{SELECT * ", "}"},
                new String[] {"SELECT * { FILTER(1 IN (1", ",1", ")) }"},
                new String[] {"SELECT * { FILTER(CONCAT('a'", ",'a'", ")) }"},
                new String[] {"SELECT * { FILTER(", "CONCAT(", "1) }"},
                new String[] {"SELECT * { FILTER(", "EXISTS {FILTER ", "}"},
                new String[] {"SELECT * { FILTER(", "\\u0028", "1) }"},
                new String[] {"SELECT * { FILTER(true", "-1", ") }"},
                new String[] {"SELECT * { FILTER(REGEX('a', '", "(", "')) }"},
                new String[] {"SELECT * { FILTER(", "a-a", "}"},
                new String[] {"SELECT ", "(1 AS ?x) ", "{}"},
                new String[] {"SELECT ?s { ?s ?p ?o } ORDER BY ", "?s ", ""},
                new String[] {"SELECT * {} ORDER BY ", "!", "?s"},
                new String[] {"SELECT * ", "FROM <a:a> ", "{}"},
                new String[] {"", "PREFIX a: <a:a> ", "ASK {}"},
                new String[] {"SELECT * { ?s ?p '", "'''", "' }"},
                new String[] {"ASK { ", "BIND(1 AS ?x) ", "}"},
                new String[] {"DESCRIBE ", "<a:a> ", ""});
    }

    private static QuerySyntaxException refusal(String text) {
        return assertThrows(QuerySyntaxException.class, () -> QueryText.parse(text));
    }
}
