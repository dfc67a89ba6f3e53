package org.labledger.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.util.NodeFactoryExtra;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {

    private static final PrefixMap PREFIXES =
            PrefixMapFactory.create(
                    Map.of(
                            "id", "https://library.example/id/",
                            "lib", "https://library.example/vocab#"));

    @ParameterizedTest
    @CsvSource({
        "_author_iri,       author,     IRI",
        "_size_integer,     size,       INTEGER",
        "_share_number,     share,      NUMBER",
        "_day_date,         day,        DATATYPE",
        "_word_literal,     word,       LITERAL",
        "_word,             word,       LITERAL",
        "_word_en,          word,       LANGUAGE",
        "_word_zh,          word,       LANGUAGE",
        "_year_xsd_gYear,   year,       DATATYPE",
        "_mark_lib_mark,    mark,       DATATYPE",
        "_first_name_iri,   first_name, IRI",
        "_first_name,       first_name, LITERAL",
        "_date,             date,       LITERAL",
        "_from_id_iri,      from_id,    IRI",
        "_lib_date,         lib,        DATATYPE",
        "_a_lib_number,     a_lib,      NUMBER",
        "_a_xsd_integer,    a,          DATATYPE",
    })
    void readsNameAndTypeOffAVariable(String variable, String name, Parameter.Kind kind) {
        assertEquals(name, parameter(variable).name());
        assertEquals(kind, parameter(variable).type().kind());
        assertTrue(parameter(variable).required());
        assertEquals(name, parameter("_" + variable).name());
        assertEquals(kind, parameter("_" + variable).type().kind());
        assertFalse(parameter("_" + variable).required());
        assertEquals(Var.alloc(variable), parameter(variable).variable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"author", "author_iri", "a_b", "_", "__", "___author"})
    void leavesOrdinaryVariablesAlone(String variable) {
        assertEquals(
                Optional.empty(),
                Parameter.of(Var.alloc(variable), PREFIXES, List.of(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    _x_iri       | https://library.example/id/a | <https://library.example/id/a>
                    _x_iri       | id:a                | <https://library.example/id/a>
                    _x_iri       | lib:Book            | <https://library.example/vocab#Book>
                    _x_iri       | https://a.example/v#b?c | <https://a.example/v#b?c>
                    _x_iri       | urn:isbn:0          | <urn:isbn:0>
                    _x_integer   | 12                  | 12
                    _x_integer   | -12                 | -12
                    _x_number    | 12                  | 12
                    _x_number    | 0.5                 | 0.5
                    _x_number    | .5                  | .5
                    _x_number    | 1e3                 | 1e3
                    _x_date      | 2024-02-29          | "2024-02-29"^^xsd:date
                    _x_literal   | 2024-02-29          | "2024-02-29"
                    _x           | id:a                | "id:a"
                    _x_en        | tin                 | "tin"@en
                    _x_xsd_gYear | 1961                | "1961"^^xsd:gYear
                    _x_lib_mark  | good                | "good"^^<https://library.example/vocab#mark>
                    """)
    void makesATermOfAValue(String variable, String value, String term) throws Exception {
        assertEquals(NodeFactoryExtra.parseNode(term), parameter(variable).term(value, PREFIXES));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    _x_iri       | a                    | an IRI or a prefixed name
                    _x_iri       | ''                   | an IRI or a prefixed name
                    _x_iri       | http://a.example/b c | an IRI or a prefixed name
                    _x_iri       | <http://a.example>   | an IRI or a prefixed name
                    _x_iri       | http://a/> ?p ?o .   | an IRI or a prefixed name
                    _x_integer   | 1.5                  | a whole number
                    _x_integer   | twelve               | a whole number
                    _x_integer   | ''                   | a whole number
                    _x_number    | NaN                  | a number
                    _x_number    | 1,5                  | a number
                    _x_number    | 1.                   | a number
                    _x_date      | 2023-02-29           | a date of the form YYYY-MM-DD
                    _x_date      | 2024-05              | a date of the form YYYY-MM-DD
                    _x_date      | 17/05/2024           | a date of the form YYYY-MM-DD
                    _x_xsd_gYear | 61                   | a literal of the datatype http://www.w3.org/2001/XMLSchema#gYear
                    """)
    void refusesABadValueWithNameTypeAndExample(String variable, String value, String type) {
        Parameter parameter = parameter(variable);

        BadParameterException e =
                assertThrows(BadParameterException.class, () -> parameter.term(value, PREFIXES));

        assertEquals("x", e.parameter());
        assertEquals(
                "Parameter \"x\" needs "
                        + type
                        + ", not \""
                        + value
                        + "\". For example: "
                        + parameter.usage(),
                e.getMessage());
    }

    @Test
    void showsItsExampleInMessages() {
        Parameter parameter =
                Parameter.of(Var.alloc("_day_date"), PREFIXES, List.of(), Optional.of("2024-05-17"))
                        .orElseThrow();

        assertEquals("day=2024-05-17", parameter.usage());
        BadParameterException e =
                assertThrows(BadParameterException.class, () -> parameter.term("soon", PREFIXES));
        assertTrue(e.getMessage().endsWith("For example: day=2024-05-17"), e.getMessage());
    }

    @Test
    void takesOnlyItsChoices() throws Exception {
        Parameter parameter =
                Parameter.of(
                                Var.alloc("_book_iri"),
                                PREFIXES,
                                List.of("id:a", "id:b"),
                                Optional.empty())
                        .orElseThrow();

        assertEquals("https://library.example/id/b", parameter.term("id:b", PREFIXES).getURI());
        BadParameterException e =
                assertThrows(BadParameterException.class, () -> parameter.term("id:c", PREFIXES));
        assertEquals("Parameter \"book\" needs one of id:a, id:b, not \"id:c\".", e.getMessage());
    }

    @Test
    void keepsWhatLooksLikeQueryTextAsText() throws Exception {
        String value = "x\" } ; DROP ALL #";

        assertEquals(value, parameter("_x_literal").term(value, PREFIXES).getLiteralLexicalForm());
        assertEquals(value, parameter("_x_en").term(value, PREFIXES).getLiteralLexicalForm());
    }

    private static Parameter parameter(String variable) {
        return Parameter.of(Var.alloc(variable), PREFIXES, List.of(), Optional.empty())
                .orElseThrow();
    }
}
