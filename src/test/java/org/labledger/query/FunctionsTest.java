package org.labledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.out.NodeFmtLib;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.expr.NodeValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.labledger.HomeFolder;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;
import org.labledger.syntax.QueryText;

/**
 * Every function, operator and aggregate of SPARQL at its boundaries, against the specification.
 */
class FunctionsTest {

    private static final Path TABLES = Path.of("src/test/resources/functions");
    private static final Snapshot LIBRARY = HomeFolder.LIBRARY.load();
    private static final Engine ENGINE = new Engine(Limits.STANDARD);

    private static final String PREFIXES =
            "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
                    + "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n";

    /** As a constant, which is folded before the query runs, and over values that are not. */
    @TestFactory
    Stream<DynamicTest> haveTheValuesOfTheSpecification() throws IOException {
        return rows("scalar.txt")
                .map(row ->
                        dynamicTest(
                                row[0],
                                () -> {
                                    String expected = expected(row[1]);
                                    assertEquals(
                                            expected,
                                            value("SELECT (" + row[0] + " AS ?x) {}"),
                                            "as a constant");
                                    assertEquals(
                                            expected,
                                            value(
                                                    "SELECT ?x { VALUES ?one { 1 } BIND(IF(?one = 1, "
                                                            + row[0]
                                                            + ", ?one) AS ?x) }"),
                                            "of a row");
                                }));
    }

    @TestFactory
    Stream<DynamicTest> aggregateAsTheSpecificationSays() throws IOException {
        return rows("aggregates.txt")
                .map(row ->
                        dynamicTest(
                                row[0] + " of " + row[1],
                                () ->
                                        assertEquals(
                                                expected(row[2].replace("unbound", "error")),
                                                value(
                                                        "SELECT ("
                                                                + row[0]
                                                                + " AS ?x) { VALUES ?v { "
                                                                + row[1]
                                                                + " } }"))));
    }

    private static Stream<String[]> rows(String table) throws IOException {
        return Files.readString(TABLES.resolve(table))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line ->
                        Arrays.stream(line.split(" +\\| ", -1))
                                .map(String::strip)
                                .toArray(String[]::new));
    }

    private static String value(String query) throws Exception {
        Answer.Solutions answer =
                (Answer.Solutions)
                        ENGINE.answer(
                                QueryText.parse(PREFIXES + query), BindingFactory.empty(), LIBRARY);
        assertEquals(1, answer.rows().size());
        Binding row = answer.rows().getFirst();
        return shown(row.get(Var.alloc("x")));
    }

    private static String expected(String term) {
        if (term.equals("error")) {
            return shown(null);
        }
        Node[] node = new Node[1];
        RDFParser.fromString(PREFIXES + "[] rdf:value " + term + " .", Lang.TURTLE)
                .toGraph()
                .find()
                .forEach(triple -> node[0] = triple.getObject());
        return shown(node[0]);
    }

    /** Numbers by datatype and value, integers without leading zeros, all else by form. */
    private static String shown(@Nullable Node node) {
        if (node == null) {
            return "error";
        }
        NodeValue value = NodeValue.makeNode(node);
        if (value.isNumber() && !value.isInteger()) {
            String plain =
                    value.isDecimal()
                            ? value.getDecimal().stripTrailingZeros().toPlainString()
                            : value.isFloat()
                                    ? String.valueOf(value.getFloat())
                                    : String.valueOf(value.getDouble());
            return plain + " " + node.getLiteralDatatypeURI();
        }
        return NodeFmtLib.strNT(node);
    }
}
