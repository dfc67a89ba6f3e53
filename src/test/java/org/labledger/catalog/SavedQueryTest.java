package org.labledger.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.util.NodeFactoryExtra;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.query.Engine;
import org.labledger.query.Limits;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.Location;
import org.labledger.syntax.QueryText;

class SavedQueryTest {

    private static final Snapshot LIBRARY = HomeFolder.LIBRARY.load();
    private static final PrefixMap PREFIXES = LIBRARY.prefixes();

    @Test
    void readsItsDecorators() throws Exception {
        SavedQuery query =
                parse(
                        """
                        #+ title: {en: Loans between two days, zh-Hant: 兩日之間的借閱}
                        #+ question:
                        #+   en: "What was lent: when?"
                        #+   zh-Hant: 何時借出什麼？
                        #+ summary: Loans by day
                        #+ tags:
                        #+   - loans
                        #+   - days
                        #+ pagination: 50
                        #+ view: timeline
                        #+ about: https://library.example/vocab#Book
                        #+ defaults:
                        #+   - from: 2023-01-01
                        #+ enumerate:
                        #+   - kind: [a, b]
                        SELECT * { ?s ?p ?o FILTER(?o >= ?_from_date) FILTER(?_kind = "a") }
                        """);

        assertEquals("a-question", query.name());
        assertEquals("topic", query.topic());
        assertEquals("queries/topic/a-question.rq", query.path());
        assertEquals("Loans between two days", query.title().in(List.of("en-GB")));
        assertEquals("兩日之間的借閱", query.title().in(List.of("zh-Hant-TW", "en")));
        assertEquals("Loans between two days", query.title().in(List.of("fr")));
        assertEquals("What was lent: when?", query.question().in(List.of("en")));
        assertEquals("何時借出什麼？", query.question().in(List.of("zh-Hant")));
        assertEquals(Map.of("", "Loans by day"), query.summary().byLanguage());
        assertEquals(List.of("loans", "days"), query.tags());
        assertEquals(OptionalInt.of(50), query.pagination());
        assertEquals(Optional.of(SavedQuery.View.TIMELINE), query.view());
        assertEquals(List.of("https://library.example/vocab#Book"), query.about());
        assertEquals(
                List.of("from=2023-01-01", "kind=a"),
                query.parameters().stream().map(Parameter::usage).toList());
        assertEquals(List.of("a", "b"), query.parameters().getLast().choices());
        assertEquals(Map.of("from", "2023-01-01", "kind", "a"), query.examples());
    }

    @Test
    void isNamedAfterItsFileWhereItHasNoTitle() throws Exception {
        SavedQuery query = parse("SELECT * { ?s ?p ?o }");

        assertEquals("a question", query.title().in(List.of("en")));
        assertEquals(List.of(), query.parameters());
        assertEquals(List.of(), query.tags());
        assertEquals(OptionalInt.empty(), query.pagination());
        assertTrue(query.summary().isEmpty());
    }

    @Test
    void readsDecoratorsWithOrWithoutASpaceBeforeThem() throws Exception {
        SavedQuery query = parse("#+title: A title\n#+ view: table\nASK {}");

        assertEquals("A title", query.title().in(List.of("en")));
        assertEquals(Optional.of(SavedQuery.View.TABLE), query.view());
    }

    @Test
    void readsDefaultsAsAMapAsWell() throws Exception {
        assertEquals(
                Map.of("title", "moonlight"),
                parse("#+ defaults: {title: moonlight}\nSELECT * { ?s ?p ?_title }").examples());
    }

    @Test
    void ordersItsParametersAsTheTextDoes() throws Exception {
        SavedQuery query =
                parse("SELECT * { ?s ?p ?_z_iri . ?s ?p ?__a . ?s ?_m_iri ?x . ?s ?p ?plain }");

        assertEquals(
                List.of("z", "a", "m"), query.parameters().stream().map(Parameter::name).toList());
        assertEquals(
                List.of(true, false, true),
                query.parameters().stream().map(Parameter::required).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ?x { ?x ?p ?_author_iri }",
                "SELECT ?x { ?x ?_author_iri ?o }",
                "SELECT ?x { GRAPH ?_author_iri { ?x ?p ?o } }",
                "SELECT ?x { ?x ?p ?o FILTER(?o = ?_author_iri) }",
                "SELECT ?x { ?x ?p ?o FILTER NOT EXISTS { ?x ?q ?_author_iri } }",
                "SELECT ?x { ?x ?p ?o MINUS { ?x ?q ?_author_iri } }",
                "SELECT ?x { ?x ?p ?o OPTIONAL { ?x ?q ?_author_iri } }",
                "SELECT ?x { { SELECT ?x { ?x ?p ?_author_iri } } }",
                "SELECT ?x { ?x ?p ?o BIND(STR(?_author_iri) AS ?text) }",
                "SELECT (STR(?_author_iri) AS ?text) { }",
                "SELECT ?x { ?x ?p ?o } GROUP BY ?x HAVING(MIN(?o) = ?_author_iri)",
                "SELECT ?x { ?x ?p ?o } ORDER BY (?o = ?_author_iri)",
                "ASK { ?x ?p ?_author_iri }",
                "CONSTRUCT { ?x ?p ?_author_iri } WHERE { ?x ?p ?_author_iri }",
                "CONSTRUCT { ?x <urn:by> ?_author_iri } WHERE { ?x ?p ?o }",
                "CONSTRUCT { ?x <urn:by> <<( ?x ?p ?_author_iri )>> } WHERE { ?x ?p ?o }",
                "CONSTRUCT WHERE { ?x ?p ?_author_iri }",
                "DESCRIBE ?x { ?x ?p ?_author_iri }",
                "DESCRIBE ?_author_iri",
            })
    void findsAParameterWhereverItStands(String text) throws Exception {
        assertEquals(
                List.of("author"), parse(text).parameters().stream().map(Parameter::name).toList());
    }

    @Test
    void refusesAnUnknownDecoratorWithItsLine() {
        QueryFileException e =
                refusal("#+ title: A title\n\n#+ sumary: A slip\nSELECT * { ?s ?p ?o }");

        assertEquals(new Location("queries/topic/a-question.rq", 3, 4), e.location());
        assertTrue(e.getMessage().startsWith("Unknown decorator \"sumary\". "), e.getMessage());
        assertTrue(e.getMessage().contains("summary"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    title: {en: Who left, and when, zh-Hant: 誰離開了} | 26
                    title: {en: Yes, no}                              | 21
                    labels: {o: {en: The day, if known}}              | 30
                    """)
    void refusesATextThatACommaCutsInTwo(String decorator, int column) {
        QueryFileException e =
                refusal("#+ tags: [a]\n#+ " + decorator + "\nSELECT ?o { ?s ?p ?o }");

        assertEquals(new Location("queries/topic/a-question.rq", 2, column), e.location());
        assertTrue(e.getMessage().contains("Quote a text that contains a comma"), e.getMessage());
    }

    @Test
    void refusesAViewThatThereIsNot() {
        QueryFileException e = refusal("#+ title: T\n#+ view: pie\nSELECT * { ?s ?p ?o }");

        assertEquals(new Location("queries/topic/a-question.rq", 2, 10), e.location());
        assertEquals(
                "\"view\" needs one of table, timeline, bar, graph, number, states, months, not \"pie\".",
                e.getMessage());
    }

    @Test
    void refusesALabelOfWhatItDoesNotHave() throws Exception {
        String query = "\nSELECT ?s { ?s ?p ?_when_date }";
        QueryFileException e =
                refusal("#+ labels:\n#+   s: {en: subject}\n#+   whn: {en: day}" + query);

        assertEquals(new Location("queries/topic/a-question.rq", 3, 6), e.location());
        assertEquals(
                "\"labels\" names \"whn\", which the query neither selects nor takes as a parameter."
                        + " It has: s, when.",
                e.getMessage());
        assertEquals(2, parse("#+ labels: {s: thing, when: day}" + query).labels().size());
    }

    @Test
    void refusesAHeadingWithANamedPlaceholder() {
        QueryFileException e =
                refusal("#+ heading: {en: \"Books of {author}\"}\nSELECT * { ?s ?p ?o }");

        assertEquals(new Location("queries/topic/a-question.rq", 1, 18), e.location());
        assertEquals(
                "\"heading\" has the placeholder {author}. Only {} is replaced, by the name of the"
                        + " thing.",
                e.getMessage());
    }

    @Test
    void readsTheVariablesOfAGraphWithOrWithoutQuestionMarks() throws Exception {
        assertEquals(
                List.of("s", "o", "p"),
                parse("#+ graph: [s, \"?o\", p]\nSELECT * { ?s ?p ?o }").graph());
    }

    @Test
    void refusesAGraphOfWhatItDoesNotSelect() {
        QueryFileException e =
                refusal("#+ view: graph\n#+ graph: [s, label]\nSELECT ?s ?o { ?s ?p ?o }");

        assertEquals(new Location("queries/topic/a-question.rq", 2, 15), e.location());
        assertEquals(
                "\"graph\" names ?label, which the query does not select. It selects: s, o.",
                e.getMessage());
    }

    @Test
    void readsTheNumbersThatBarsAreMadeOf() throws Exception {
        assertEquals(
                List.of("n", "m"),
                parse("#+ bars: [n, \"?m\"]\nSELECT ?s ?m ?n { ?s ?m ?n }").bars());
        assertTrue(
                refusal("#+ bars: [k]\nSELECT ?s ?n { ?s ?p ?n }")
                        .getMessage()
                        .contains("\"bars\""));
    }

    @Test
    void refusesBadYamlWithItsLine() {
        QueryFileException e =
                refusal("# A comment\n#+ title: A title\n#+ tags: [a, b\nSELECT * { ?s ?p ?o }");

        assertTrue(e.getMessage().startsWith("The #+ lines are not YAML here: "), e.getMessage());
        assertTrue(e.location().line() >= 3, e.location()::toString);

        QueryFileException colon = refusal("\n#+ title: Who left: and why\nASK {}");
        assertEquals(2, colon.location().line());
        assertEquals(
                "The text of \"title\" needs quotation marks, since it has a character that means"
                        + " something in YAML: `#+ title: \"Who left: and why\"`.",
                colon.getMessage());
        assertEquals(1, refusal("#+ only words\nASK {}").location().line());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "2.5", "[1]"})
    void refusesAPaginationThatIsNoNumberFromOneOn(String number) {
        QueryFileException e =
                refusal("# A comment\n#+ pagination: " + number + "\nSELECT * { ?s ?p ?o }");

        assertEquals(2, e.location().line());
        assertEquals(
                "\"pagination\" needs a whole number from 1, not \"" + number + "\".",
                e.getMessage());
    }

    @Test
    void refusesAQueryThatCannotBeParsedWhereItBreaks() {
        QueryFileException e = refusal("#+ title: A title\nSELECT * {\n    ?s ?p\n}\n");

        assertEquals(new Location("queries/topic/a-question.rq", 4, 1), e.location());
        assertEquals(
                "Syntax error: unexpected \"}\"; expected one of: an IRI, a prefixed"
                        + " name, a blank node, a variable, TRUE, FALSE, a number, a string.",
                e.getMessage());
    }

    @Test
    void refusesAnUpdate() {
        assertEquals(2, refusal("# Away with it!\nDROP ALL").location().line());
    }

    @Test
    void refusesTwoVariablesForOneParameter() {
        QueryFileException e = refusal("SELECT * { ?_x_iri ?p ?_x_integer }");

        assertEquals("Two variables stand for parameter \"x\". Rename one.", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * { VALUES ?_x { 1 2 } ?s ?p ?_x }",
                "SELECT * { BIND(1 AS ?_x) ?s ?p ?_x }",
                "SELECT (1 AS ?_x) { ?s ?p ?_x_iri }",
            })
    void refusesAParameterThatTheQueryGivesAValueItself(String text) {
        assertTrue(refusal(text).getMessage().contains("?_x"), refusal(text).getMessage());
    }

    @Test
    void bindsItsParametersAsTerms() throws Exception {
        SavedQuery query = parse("SELECT * { ?s ?_p_iri ?_day_date FILTER(?__n_integer > 1) }");

        Binding binding = query.bind(Map.of("p", "lib:lentOn", "day", "2024-05-02"), PREFIXES);

        assertEquals(
                NodeFactoryExtra.parseNode("<https://library.example/vocab#lentOn>"),
                binding.get(Var.alloc("_p_iri")));
        assertEquals(
                NodeFactoryExtra.parseNode("'2024-05-02'^^xsd:date"),
                binding.get(Var.alloc("_day_date")));
        assertEquals(2, binding.size());
    }

    @Test
    void refusesAMissingParameterWithItsTypeAndAnExample() throws Exception {
        SavedQuery query = parse("#+ defaults: {day: 2024-05-02}\nSELECT * { ?s ?p ?_day_date }");

        BadParameterException e =
                assertThrows(BadParameterException.class, () -> query.bind(Map.of(), PREFIXES));

        assertEquals("day", e.parameter());
        assertEquals(
                "Parameter \"day\" is missing: a date of the form YYYY-MM-DD. For example:"
                        + " day=2024-05-02",
                e.getMessage());
    }

    @Test
    void refusesAnUnknownParameterAndNamesItsOwn() throws Exception {
        BadParameterException e =
                assertThrows(
                        BadParameterException.class,
                        () ->
                                parse("SELECT * { ?s ?p ?__day_date ; ?__q_iri ?o }")
                                        .bind(Map.of("date", "2024-05-02"), PREFIXES));
        BadParameterException none =
                assertThrows(
                        BadParameterException.class,
                        () -> parse("ASK {}").bind(Map.of("_day_date", "x"), PREFIXES));

        assertEquals("date", e.parameter());
        assertEquals(
                "The query \"a-question\" has no parameter \"date\". It takes: day=2024-05-17"
                        + " q=https://example.org/thing",
                e.getMessage());
        assertEquals(
                "The query \"a-question\" has no parameter \"_day_date\". It takes none.",
                none.getMessage());
    }

    @Test
    void takesAnInjectionForATextThatMatchesNothing() throws Exception {
        String attack = "x\" } ; DROP ALL #";
        String query =
                """
                PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
                SELECT * { ?book rdfs:label ?label FILTER(CONTAINS(STR(?label), ?_title)) }
                """;

        assertEquals(0, rows(query, Map.of("title", attack)));
        assertEquals(1, rows(query, Map.of("title", "\"Fast\" and")));
        assertEquals(2, rows(query, Map.of("title", "The ")));
    }

    @Test
    void asksWithItsParametersWhereverTheyStand() throws Exception {
        String prefix = "PREFIX lib: <https://library.example/vocab#> ";
        Map<String, String> quill = Map.of("author", "id:ada-quill");

        assertEquals(2, rows(prefix + "SELECT ?b { ?b lib:author ?_author_iri }", quill));
        assertEquals(
                2, rows(prefix + "SELECT ?b ?_author_iri { ?b lib:author ?_author_iri }", quill));
        assertEquals(
                2,
                rows(prefix + "SELECT ?b { { SELECT ?b { ?b lib:author ?_author_iri } } }", quill));
        assertEquals(
                2,
                rows(
                        prefix
                                + "SELECT ?b { ?b lib:author ?a"
                                + " FILTER NOT EXISTS { ?b lib:author ?_author_iri } }",
                        quill));
        assertEquals(
                4,
                rows(
                        prefix
                                + "SELECT ?b { ?b lib:author ?a"
                                + " FILTER(!BOUND(?__author_iri) || ?a = ?__author_iri) }",
                        Map.of()));
        assertEquals(
                2,
                rows(
                        prefix
                                + "SELECT ?b { ?b lib:author ?a"
                                + " FILTER(!BOUND(?__author_iri) || ?a = ?__author_iri) }",
                        quill));
    }

    @Test
    void describesAThingThatIsAParameter() throws Exception {
        SavedQuery query = parse("DESCRIBE ?_thing_iri");

        Answer answer =
                new Engine(Limits.STANDARD)
                        .answer(
                                query.query(),
                                query.bind(Map.of("thing", "id:ada-quill"), PREFIXES),
                                LIBRARY);

        assertTrue(Format.TURTLE.fits(answer));
        assertEquals(
                Set.of("https://library.example/id/ada-quill"),
                Set.copyOf(
                        ((Answer.Triples) answer)
                                .triples().stream().map(t -> t.getSubject().getURI()).toList()));
    }

    @Test
    void fillsAParameterIntoATemplate() throws Exception {
        SavedQuery query =
                parse(
                        "CONSTRUCT { ?book <https://e.example/by> ?_by_iri } WHERE { ?book a"
                                + " <https://library.example/vocab#Book> }");

        Answer.Triples answer =
                (Answer.Triples)
                        new Engine(Limits.STANDARD)
                                .answer(
                                        query.query(),
                                        query.bind(Map.of("by", "id:ada-quill"), PREFIXES),
                                        LIBRARY);

        assertEquals(4, answer.triples().size());
        assertEquals(
                Set.of("https://library.example/id/ada-quill"),
                Set.copyOf(answer.triples().stream().map(t -> t.getObject().getURI()).toList()));
    }

    private static int rows(String text, Map<String, String> values) throws Exception {
        SavedQuery query = parse(text);
        Answer answer =
                new Engine(Limits.STANDARD)
                        .answer(query.query(), query.bind(values, PREFIXES), LIBRARY);
        return ((Answer.Solutions) answer).rows().size();
    }

    private static SavedQuery parse(String text) throws QueryFileException {
        return SavedQuery.parse(
                new HomeFile("queries/topic/a-question.rq", text.getBytes(StandardCharsets.UTF_8)),
                PREFIXES,
                QueryText.NO_BASE);
    }

    private static QueryFileException refusal(String text) {
        return assertThrows(QueryFileException.class, () -> parse(text));
    }
}
