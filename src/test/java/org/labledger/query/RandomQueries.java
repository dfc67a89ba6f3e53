package org.labledger.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Random queries with every operator of SPARQL, nested, over the terms of {@link RandomData}. Left
 * out is what has more than one right answer, or none that the specification fixes:
 *
 * <ul>
 *   <li>In {@code EXISTS}, assignments to variables of the outside, {@code MINUS} and {@code
 *       LIMIT}.
 *   <li>{@code LIMIT} in subqueries without a total order.
 *   <li>{@code RAND}, {@code UUID}, {@code BNODE}, {@code NOW}.
 * </ul>
 *
 * {@code GROUP_CONCAT} and {@code SAMPLE} stand only in the outermost projection, as variables
 * whose names begin with {@link #CONCATENATED} and {@link #SAMPLED}.
 */
final class RandomQueries {

    static final String CONCATENATED = "concat";
    static final String SAMPLED = "sample";
    static final String SEPARATOR = "|";

    private static final List<String> VARIABLES = List.of("?a", "?b", "?c", "?d", "?e");
    private static final List<String> GRAPH_VARIABLES = List.of("?g", "?h", "?a");

    private final Random random;
    private final int graphs;
    private final List<String> extras;
    private int fresh;

    /** How many EXISTS are around. */
    private int exists;

    /**
     * Creates a generator.
     *
     * @param graphs how many graphs the data have
     */
    RandomQueries(Random random, int graphs) {
        this(random, graphs, List.of());
    }

    /**
     * Creates a generator that knows more elements of group graph patterns.
     *
     * @param extras the elements, each with everything that belongs to it
     */
    RandomQueries(Random random, int graphs, List<String> extras) {
        this.random = random;
        this.graphs = graphs;
        this.extras = extras;
    }

    /** Returns a query. */
    QueryTree query() {
        return switch (random.nextInt(12)) {
            case 0 -> QueryTree.of("ask", "ASK", group(3));
            case 1 -> QueryTree.of("construct", "CONSTRUCT", template(), "WHERE", group(3));
            default -> select();
        };
    }

    /** Returns a SELECT of a pattern that is evaluated in one graph after the other. */
    QueryTree graphByGraph() {
        QueryTree pattern =
                switch (random.nextInt(5)) {
                    case 0 -> QueryTree.list("group", List.of("{", group(2), group(2), "}"));
                    case 1 ->
                            QueryTree.list(
                                    "group",
                                    List.of(
                                            "{",
                                            triples(),
                                            "MINUS",
                                            group(random.nextInt(3)),
                                            "}"));
                    case 2 ->
                            QueryTree.list(
                                    "group", List.of("{", triples(), "OPTIONAL", group(3), "}"));
                    case 3 -> QueryTree.list("group", List.of("{", subquery(3), "}"));
                    default -> group(4);
                };
        List<Object> elements = new ArrayList<>();
        elements.add("{");
        if (random.nextInt(3) == 0) {
            elements.add(triples());
        }
        elements.add("GRAPH ?g");
        elements.add(pattern);
        elements.add("}");
        return QueryTree.of("select", "SELECT", "*", QueryTree.list("group", elements), "");
    }

    /** Returns a query with FROM clauses. */
    QueryTree queryWithFrom() {
        List<Object> clauses = new ArrayList<>();
        Set<String> chosen = new LinkedHashSet<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            chosen.add((random.nextBoolean() ? "FROM " : "FROM NAMED ") + graphName());
        }
        chosen.forEach(clause -> clauses.add(QueryTree.optional("from", clause)));
        List<Object> parts = new ArrayList<>(select().parts());
        parts.add(2, QueryTree.list("clauses", clauses));
        return QueryTree.list("select", parts);
    }

    private String graphName() {
        // One more than there are.
        return RandomData.graph(random.nextInt(graphs + 1));
    }

    /** Returns a SELECT. */
    QueryTree select() {
        if (random.nextInt(4) == 0) {
            return aggregated(true);
        }
        QueryTree group = group(4);
        boolean isDistinct = random.nextInt(4) == 0;
        String form =
                isDistinct
                        ? "SELECT DISTINCT"
                        : random.nextInt(8) == 0 ? "SELECT REDUCED" : "SELECT";
        List<String> projected = projected();
        boolean isAll = random.nextInt(3) == 0;
        List<Object> modifiers = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            List<Object> conditions = new ArrayList<>();
            // Jena plans SERVICE in EXISTS in ORDER BY wrongly ("Misaligned opStack").
            exists = extras.isEmpty() ? 0 : 2;
            for (int i = random.nextInt(2); i >= 0; i--) {
                conditions.add(
                        QueryTree.optional(
                                "condition",
                                random.nextBoolean() ? "ASC" : "DESC",
                                "(",
                                isDistinct || random.nextBoolean()
                                        ? one(isAll ? VARIABLES : projected)
                                        : expression(2),
                                ")"));
            }
            exists = 0;
            modifiers.add(
                    QueryTree.optional(
                            "order", "ORDER BY", QueryTree.list("conditions", conditions)));
        }
        if (random.nextInt(4) == 0) {
            modifiers.add(QueryTree.optional("limit", "LIMIT " + random.nextInt(8)));
        }
        if (random.nextInt(6) == 0) {
            modifiers.add(QueryTree.optional("offset", "OFFSET " + random.nextInt(5)));
        }
        return QueryTree.of(
                "select",
                form,
                isAll ? "*" : QueryTree.list("projection", projection(projected)),
                group,
                QueryTree.list("modifiers", modifiers));
    }

    private List<Object> projection(List<String> variables) {
        List<Object> projection = new ArrayList<>(variables);
        if (random.nextInt(4) == 0) {
            projection.add(
                    QueryTree.optional("as", "(", expression(2), "AS", freshVariable(), ")"));
        }
        return projection;
    }

    private List<String> projected() {
        List<String> variables =
                VARIABLES.stream()
                        .filter(v -> random.nextInt(3) > 0)
                        .collect(Collectors.toCollection(ArrayList::new));
        if (random.nextInt(3) == 0) {
            variables.add("?g");
        }
        if (variables.isEmpty()) {
            variables.add("?a");
        }
        return variables;
    }

    /** A SELECT with aggregates. */
    private QueryTree aggregated(boolean isOutermost) {
        List<Object> projection = new ArrayList<>();
        List<Object> modifiers = new ArrayList<>();
        List<Object> keys = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            if (random.nextInt(4) == 0) {
                String key = freshVariable();
                keys.add(QueryTree.optional("key", "(", expression(1), "AS", key, ")"));
            } else {
                String key = variable();
                keys.add(key);
                projection.add(key);
            }
        }
        if (!keys.isEmpty()) {
            modifiers.add(QueryTree.optional("group-by", "GROUP BY", QueryTree.list("keys", keys)));
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            projection.add(QueryTree.optional("as", "(", aggregate(), "AS", freshVariable(), ")"));
        }
        if (isOutermost && random.nextInt(3) == 0) {
            String distinct = random.nextBoolean() ? "DISTINCT" : "";
            projection.add(
                    random.nextBoolean()
                            ? "(GROUP_CONCAT("
                                    + distinct
                                    + " "
                                    + variable()
                                    + "; SEPARATOR=\""
                                    + SEPARATOR
                                    + "\") AS ?"
                                    + CONCATENATED
                                    + fresh++
                                    + ")"
                            : "(SAMPLE("
                                    + distinct
                                    + " "
                                    + variable()
                                    + ") AS ?"
                                    + SAMPLED
                                    + fresh++
                                    + ")");
        }
        if (random.nextInt(3) == 0) {
            modifiers.add(
                    QueryTree.optional(
                            "having",
                            "HAVING (",
                            aggregate(),
                            one(List.of("<", "=", ">=", "!=")),
                            random.nextInt(3),
                            ")"));
        }
        return QueryTree.of(
                "select",
                "SELECT",
                QueryTree.list("projection", projection),
                group(3),
                QueryTree.list("modifiers", modifiers));
    }

    private QueryTree aggregate() {
        String distinct = random.nextInt(3) == 0 ? "DISTINCT" : "";
        String function = one(List.of("COUNT", "COUNT", "SUM", "AVG", "MIN", "MAX"));
        if (function.equals("COUNT") && random.nextInt(3) == 0) {
            return QueryTree.of("aggregate", "COUNT(", distinct, "*", ")");
        }
        // Jena lets no aggregate stand in another one, not even in a subquery of an EXISTS.
        int before = exists;
        exists = 2;
        Object argument = random.nextInt(3) == 0 ? expression(1) : variable();
        exists = before;
        return QueryTree.of("aggregate", function + "(", distinct, argument, ")");
    }

    /** A group graph pattern, with its braces. */
    private QueryTree group(int depth) {
        List<Object> elements = new ArrayList<>();
        elements.add("{");
        int count = 1 + random.nextInt(depth > 1 ? 3 : 2);
        for (int i = 0; i < count; i++) {
            elements.add(element(depth - 1, i == 0));
        }
        if (random.nextInt(4) == 0) {
            elements.add(filter(2));
        }
        elements.add("}");
        return QueryTree.list("group", elements);
    }

    private QueryTree element(int depth, boolean isFirst) {
        if (!extras.isEmpty() && random.nextInt(4) == 0) {
            return QueryTree.optional("element", one(extras));
        }
        if (depth <= 0 || (isFirst && random.nextInt(4) > 0)) {
            return triples();
        }
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> triples();
            case 3, 4 ->
                    QueryTree.optional(
                            "element",
                            "GRAPH",
                            random.nextInt(3) == 0 ? graphName() : one(GRAPH_VARIABLES),
                            group(depth));
            case 5, 6 -> filter(2);
            case 7, 8, 9 -> QueryTree.optional("element", "OPTIONAL", group(depth));
            case 10, 11 -> QueryTree.optional("element", group(depth), "UNION", group(depth));
            case 12 -> bind();
            case 13, 14 -> values();
            case 15 ->
                    exists > 0 ? triples() : QueryTree.optional("element", "MINUS", group(depth));
            case 16 -> existsFilter(depth);
            case 17 -> QueryTree.optional("element", group(depth));
            default -> QueryTree.optional("element", "{", subquery(depth), "}");
        };
    }

    private QueryTree bind() {
        return QueryTree.optional("element", "BIND(", expression(2), "AS", freshVariable(), ")");
    }

    private QueryTree filter(int depth) {
        return QueryTree.optional("element", "FILTER (", expression(depth), ")");
    }

    private QueryTree existsFilter(int depth) {
        return QueryTree.optional("element", "FILTER", existsExpression(depth));
    }

    private QueryTree existsExpression(int depth) {
        exists++;
        QueryTree pattern = group(Math.min(depth, 2));
        exists--;
        return QueryTree.of("exists", random.nextBoolean() ? "EXISTS" : "NOT EXISTS", pattern);
    }

    private QueryTree subquery(int depth) {
        if (random.nextInt(3) == 0) {
            return aggregated(false);
        }
        List<String> projected = projected();
        String names = String.join(" ", projected);
        if (exists == 0 && random.nextInt(3) == 0) {
            // With a total order.
            return QueryTree.of(
                    "select",
                    "SELECT " + names + " { {",
                    QueryTree.of("inner", "SELECT DISTINCT " + names, group(depth)),
                    "} } ORDER BY "
                            + projected.stream()
                                    .map(v -> (random.nextBoolean() ? "ASC(" : "DESC(") + v + ")")
                                    .collect(Collectors.joining(" ")),
                    QueryTree.optional("limit", "LIMIT " + random.nextInt(6)),
                    QueryTree.optional("offset", "OFFSET " + random.nextInt(3)));
        }
        return QueryTree.of(
                "select",
                random.nextInt(3) == 0 ? "SELECT DISTINCT" : "SELECT",
                random.nextInt(4) == 0 ? "*" : QueryTree.list("projection", projection(projected)),
                group(depth));
    }

    private QueryTree values() {
        if (random.nextInt(3) == 0) {
            return QueryTree.optional(
                    "element",
                    "VALUES",
                    exists > 0 ? freshVariable() : variable(),
                    "{",
                    cells(1 + random.nextInt(4)),
                    "}");
        }
        String first = exists > 0 ? freshVariable() : variable();
        String second = exists > 0 ? freshVariable() : variable();
        if (first.equals(second)) {
            second = first.equals("?g") ? "?h" : "?g";
        }
        List<Object> rows = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            rows.add(QueryTree.optional("row", "(", cells(2), ")"));
        }
        return QueryTree.optional(
                "element",
                "VALUES (" + first + " " + second + ") {",
                QueryTree.list("rows", rows),
                "}");
    }

    private String cells(int count) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cells.add(random.nextInt(4) == 0 ? "UNDEF" : term());
        }
        return String.join(" ", cells);
    }

    private QueryTree triples() {
        List<Object> triples = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            triples.add(
                    QueryTree.optional(
                            "triple",
                            subject(),
                            random.nextInt(3) == 0 ? path(2) : predicate(),
                            object(1),
                            "."));
        }
        return new QueryTree("element", true, triples);
    }

    private String subject() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> one(RandomData.THINGS);
            case 2 -> "[]";
            case 3 -> random.nextInt(4) == 0 ? "<ex:absent>" : variable();
            default -> variable();
        };
    }

    private String predicate() {
        return random.nextInt(4) == 0 ? variable() : one(RandomData.PROPERTIES);
    }

    private String object(int depth) {
        return switch (random.nextInt(10)) {
            case 0 -> one(RandomData.THINGS);
            case 1 -> one(RandomData.LITERALS);
            case 2 -> "[]";
            case 3 ->
                    depth == 0
                            ? variable()
                            : "<<( "
                                    + (random.nextBoolean() ? variable() : one(RandomData.THINGS))
                                    + " "
                                    + predicate()
                                    + " "
                                    + object(depth - 1).replace("[]", variable())
                                    + " )>>";
            default -> variable();
        };
    }

    private QueryTree path(int depth) {
        String property = one(RandomData.PROPERTIES);
        if (depth == 0) {
            return QueryTree.of("path", property);
        }
        return switch (random.nextInt(9)) {
            case 0 -> QueryTree.of("path", "(", path(depth - 1), "/", path(depth - 1), ")");
            case 1 -> QueryTree.of("path", "(", path(depth - 1), "|", path(depth - 1), ")");
            case 2 -> QueryTree.of("path", "^", "(", path(depth - 1), ")");
            case 3 -> QueryTree.of("path", "(", path(depth - 1), ")?");
            case 4, 5 -> QueryTree.of("path", "(", path(depth - 1), ")*");
            case 6 -> QueryTree.of("path", "(", path(depth - 1), ")+");
            case 7 ->
                    QueryTree.of(
                            "path",
                            "!("
                                    + (random.nextBoolean() ? "" : "^")
                                    + property
                                    + "|"
                                    + (random.nextBoolean() ? "" : "^")
                                    + one(RandomData.PROPERTIES)
                                    + ")");
            default -> QueryTree.of("path", property);
        };
    }

    private Object expression(int depth) {
        return QueryTree.of("expression", expressionParts(depth));
    }

    private Object[] expressionParts(int depth) {
        if (depth == 0) {
            return new Object[] {random.nextInt(3) > 0 ? variable() : term()};
        }
        int less = depth - 1;
        return switch (random.nextInt(22)) {
            case 0, 1, 2, 3 ->
                    new Object[] {
                        "(",
                        expression(less),
                        one(List.of("=", "=", "!=", "<", "<=", ">", ">=")),
                        expression(less),
                        ")"
                    };
            case 4 -> new Object[] {"(", expression(less), "&&", expression(less), ")"};
            case 5, 6 -> new Object[] {"(", expression(less), "||", expression(less), ")"};
            case 7 -> new Object[] {"(! ", expression(less), ")"};
            case 8 -> new Object[] {"BOUND(" + variable() + ")"};
            case 9 -> new Object[] {"(! BOUND(" + variable() + "))"};
            case 10 -> new Object[] {"sameTerm(", expression(less), ",", expression(less), ")"};
            case 11 ->
                    new Object[] {
                        "(",
                        expression(less),
                        random.nextBoolean() ? "IN" : "NOT IN",
                        "(",
                        expression(less),
                        ",",
                        term(),
                        "))"
                    };
            case 12 ->
                    new Object[] {
                        "(",
                        expression(less),
                        one(List.of("+", "-", "*", "/")),
                        expression(less),
                        ")"
                    };
            case 13 ->
                    new Object[] {
                        one(List.of("STR", "LANG", "DATATYPE", "STRLEN", "UCASE", "ABS", "YEAR"))
                                + "(",
                        expression(less),
                        ")"
                    };
            case 14 ->
                    new Object[] {
                        one(List.of("isIRI", "isLITERAL", "isBLANK", "isNUMERIC", "isTRIPLE"))
                                + "(",
                        expression(less),
                        ")"
                    };
            case 15 ->
                    new Object[] {
                        "IF(", expression(less), ",", expression(less), ",", expression(less), ")"
                    };
            case 16 -> new Object[] {"COALESCE(", expression(less), ",", expression(less), ")"};
            case 17 -> new Object[] {"REGEX(STR(", expression(less), "), \"[a1]\", \"i\")"};
            case 18 -> new Object[] {"CONCAT(STR(", expression(less), "), \"a\")"};
            case 19 ->
                    new Object[] {
                        random.nextBoolean() ? "SUBJECT(" : "OBJECT(", expression(less), ")"
                    };
            case 20 ->
                    random.nextInt(3) > 0
                            ? new Object[] {variable()}
                            : new Object[] {
                                "TRIPLE(",
                                expression(less),
                                ",",
                                one(RandomData.PROPERTIES),
                                ",",
                                expression(less),
                                ")"
                            };
            default -> exists < 2 ? new Object[] {existsExpression(2)} : new Object[] {variable()};
        };
    }

    private String template() {
        List<String> triples = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            triples.add(
                    variable() + " " + predicate() + " " + object(1).replace("[]", "_:b") + " .");
        }
        return "{ " + String.join(" ", triples) + " }";
    }

    private String term() {
        return one(random.nextInt(2) == 0 ? RandomData.THINGS : RandomData.LITERALS);
    }

    private String variable() {
        return random.nextInt(20) == 0 ? "?g" : one(VARIABLES);
    }

    private String freshVariable() {
        return "?v" + fresh++;
    }

    private String one(List<String> choice) {
        return RandomData.one(random, choice);
    }
}
