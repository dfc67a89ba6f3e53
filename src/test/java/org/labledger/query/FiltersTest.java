package org.labledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;
import org.labledger.syntax.QueryText;

/** A filter keeps or drops each solution, and never makes two of one (SPARQL 1.1, section 18.5). */
class FiltersTest {

    private static final Snapshot LIBRARY = HomeFolder.LIBRARY.load();
    private static final Engine ENGINE = new Engine(Limits.STANDARD);
    private static final String PATTERN = "?loan lib:book ?book ; lib:borrower ?who ; ?p ?day ";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    ?loan = id:loan-1 || ?loan = id:loan-1 ; 1
                    ?loan = id:loan-1 || id:loan-1 = ?loan ; 1
                    sameTerm(?loan, id:loan-1) || ?loan = id:loan-1 ; 1
                    ?loan IN (id:loan-1, id:loan-1) ; 1
                    ?loan IN (id:loan-1, id:loan-2) || ?loan IN (id:loan-2) ; 2
                    ?loan = id:loan-1 || ?book = id:the-tin-orchard ; 2
                    ?loan = id:loan-1 || ?loan != id:loan-2 ; 4
                    ?loan = id:loan-1 || ?day < "2024-01-01"^^xsd:date ; 2
                    sameTerm(?day, "2023-02-03"^^xsd:date) || ?loan = id:loan-1 ; 1
                    ?loan = id:loan-1 || ?loan = id:loan-2 || ?loan = id:loan-1 ; 2
                    """)
    void keepEachSolutionOnce(String filter, int rows) throws Exception {
        assertEquals(
                rows,
                rows("SELECT ?loan { ?loan lib:book ?book ; lib:lentOn ?day FILTER("
                                + filter
                                + ") }")
                        .size(),
                filter);
    }

    /** Nothing is a book of a book, so OPTIONAL leaves each book as it is. */
    @Test
    void seeValuesFromOutsideInTheSubqueriesOfExists() throws Exception {
        assertEquals(
                5,
                rows("SELECT ?loan { ?loan lib:book ?book FILTER EXISTS {"
                                + " ?loan lib:borrower ?who"
                                + " { SELECT ?book { OPTIONAL { ?book lib:book ?none } } } } }")
                        .size());
    }

    @Test
    void areTheirConditionForEachSolution() throws Exception {
        Random random = new Random(20260921);
        for (int i = 0; i < 300; i++) {
            String condition = condition(random, 3);
            String kept = "BIND(COALESCE(IF(" + condition + ", true, false), false) AS ?kept) ";

            assertEquals(
                    solutions(PATTERN + kept + "FILTER(?kept)"),
                    solutions(PATTERN + "FILTER(" + condition + ")"),
                    condition);
        }
    }

    /**
     * They were moved into the subquery, where the variable is unbound: it is bound beside the
     * subquery, or outside the EXISTS.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "?loan lib:book ?book . { SELECT ?book { BIND(1 AS ?one) } } FILTER(isIRI(?book))",
                "?loan lib:book ?book . { SELECT ?book ?one { VALUES ?one { 1 } } }"
                        + " FILTER(CONTAINS(STR(?book), '/id/'))",
                "?loan lib:book ?book FILTER EXISTS"
                        + " { ?loan lib:borrower ?who { SELECT ?book { BIND(1 AS ?one) } } FILTER(isIRI(?book)) }"
            })
    void stayOutsideASubqueryThatOnlyNamesTheirVariable(String pattern) throws Exception {
        assertEquals(
                rows("SELECT ?loan { ?loan lib:book ?book }").size(),
                rows("SELECT ?loan { " + pattern + " }").size());
    }

    /** Filters on the characters of a string do not evaluate the function for each solution. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "REGEX(?v, 'o')",
                "REGEX(?v, '^the .*$', 'i')",
                "REGEX(?v, 't.n', 'qi')",
                "REGEX(?v, 'O R', 'xi')",
                "REGEX(?v, CONCAT('', '('))",
                "REGEX(?v, 'o', CONCAT('no-', 'flag'))",
                "REGEX(?v, 'o'@en)",
                "REGEX(?v, 5)",
                "REGEX(?v, ?v)",
                "REGEX(STR(?v), 'o')",
                "STRSTARTS(?v, 'The')",
                "STRSTARTS(?v, 'The'@en)",
                "STRSTARTS(?v, '')",
                "STRENDS(?v, 'n')",
                "STRENDS(?v, '鐘')",
                "CONTAINS(?v, 'i')",
                "CONTAINS(?v, 1)",
                "CONTAINS(?absent, 'i')",
                "!REGEX(?v, 'o')",
                "!CONTAINS(?v, 'i') || STRSTARTS(?v, 'The')",
                "REGEX(?v, CONCAT('', '[')) || STRENDS(?v, 'n')",
            })
    void testTextsAsTheirFunctionsDo(String condition) throws Exception {
        String pattern =
                "{ ?s ?p ?v } UNION"
                        + " { VALUES ?v { 'The tin' 'The tin'@en 'The'@en--ltr '' 5 <a:The> UNDEF"
                        + " 'no'^^xsd:token 'x'^^<a:b> } } ";

        assertEquals(
                values(
                        pattern
                                + "BIND(COALESCE(IF("
                                + condition
                                + ", true, false), false) AS ?kept) FILTER(?kept)"),
                values(pattern + "FILTER(" + condition + ")"));
    }

    /** Returns how often each value comes. */
    private static Map<List<Node>, Long> values(String pattern) throws Exception {
        return rows("SELECT ?s ?p ?v { " + pattern + " }").stream()
                .map(row ->
                        Arrays.asList(
                                row.get(Var.alloc("s")),
                                row.get(Var.alloc("p")),
                                row.get(Var.alloc("v"))))
                .collect(Collectors.groupingBy(values -> values, Collectors.counting()));
    }

    private static String condition(Random random, int depth) {
        if (depth > 0 && random.nextInt(4) > 0) {
            String left = condition(random, depth - 1);
            String right = condition(random, depth - 1);
            return switch (random.nextInt(6)) {
                case 0 -> "(" + left + " && " + right + ")";
                case 1 -> "!(" + left + ")";
                default -> "(" + left + " || " + right + ")";
            };
        }
        String variable = one(random, "?loan", "?book", "?who", "?p", "?day");
        return switch (random.nextInt(6)) {
            case 0 -> variable + " = " + term(random);
            case 1 -> term(random) + " = " + variable;
            case 2 -> "sameTerm(" + variable + ", " + term(random) + ")";
            case 3 -> variable + " != " + term(random);
            case 4 -> variable + " IN (" + term(random) + ", " + term(random) + ")";
            default -> variable + " < " + term(random);
        };
    }

    private static String term(Random random) {
        return one(
                random,
                "id:loan-1",
                "id:loan-2",
                "id:member-1",
                "id:the-tin-orchard",
                "lib:lentOn",
                "\"2023-02-03\"^^xsd:date",
                "\"2024-03-14\"^^xsd:date",
                "?book",
                "?absent");
    }

    private static String one(Random random, String... choice) {
        return choice[random.nextInt(choice.length)];
    }

    /** Returns how often each solution comes. */
    private static Map<List<Node>, Long> solutions(String pattern) throws Exception {
        List<Var> variables = Var.varList(List.of("loan", "book", "who", "p", "day"));
        return rows("SELECT ?loan ?book ?who ?p ?day { " + pattern + " }").stream()
                .collect(
                        Collectors.groupingBy(
                                row -> variables.stream().map(row::get).toList(),
                                Collectors.counting()));
    }

    private static List<Binding> rows(String query) throws Exception {
        String prefixes =
                "PREFIX id: <https://library.example/id/> PREFIX lib: <https://library.example/vocab#>"
                        + " PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> ";
        return ((Answer.Solutions)
                        ENGINE.answer(
                                QueryText.parse(prefixes + query), BindingFactory.empty(), LIBRARY))
                .rows();
    }
}
