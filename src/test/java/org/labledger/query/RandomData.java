package org.labledger.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Small random datasets, in which terms meet again and are hard to tell apart. All terms are
 * written as in N-Quads, which is also how SPARQL has them.
 */
final class RandomData {

    /** The names of things, which are subjects and objects. */
    static final List<String> THINGS =
            List.of(
                    "<ex:a>",
                    "<ex:b>",
                    "<ex:c>",
                    "<ex:d>",
                    "<ex:A>",
                    "<ex:a%62>",
                    "<ex:ab>",
                    "<EX:a>",
                    // Also a predicate and a graph.
                    "<ex:p>",
                    "<ex:g1>");

    /** The names of properties. */
    static final List<String> PROPERTIES = List.of("<ex:p>", "<ex:q>", "<ex:r>", "<ex:P>");

    private static final String XSD = "^^<http://www.w3.org/2001/XMLSchema#";

    /** Literals that are alike. */
    static final List<String> LITERALS =
            List.of(
                    "\"1\"" + XSD + "integer>",
                    "\"01\"" + XSD + "integer>",
                    "\"1.0\"" + XSD + "decimal>",
                    "\"1\"" + XSD + "byte>",
                    "\"1.0E0\"" + XSD + "double>",
                    "\"1\"" + XSD + "float>",
                    "\"2\"" + XSD + "integer>",
                    "\"0\"" + XSD + "integer>",
                    "\"-0.0\"" + XSD + "double>",
                    "\"0.0\"" + XSD + "double>",
                    "\"0.5\"" + XSD + "decimal>",
                    "\"NaN\"" + XSD + "double>",
                    "\"NaN\"" + XSD + "float>",
                    "\"INF\"" + XSD + "double>",
                    "\"x\"" + XSD + "integer>",
                    "\"300\"" + XSD + "byte>",
                    "\"true\"" + XSD + "boolean>",
                    "\"1\"" + XSD + "boolean>",
                    "\"maybe\"" + XSD + "boolean>",
                    "\"\"",
                    "\"1\"",
                    "\"a\"",
                    "\"A\"",
                    "\"ab\"",
                    "\"a\"@en",
                    "\"a\"@EN",
                    "\"a\"@en-GB",
                    "\"a\"@fr",
                    "\"a\"@en--ltr",
                    "\"a\"@en--rtl",
                    "\"2024-05-17\"" + XSD + "date>",
                    "\"2024-05-17Z\"" + XSD + "date>",
                    "\"2024-05-17+14:00\"" + XSD + "date>",
                    "\"2024-05\"" + XSD + "gYearMonth>",
                    "\"2024-05-17T00:00:00\"" + XSD + "dateTime>",
                    "\"2024-05-17T00:00:00Z\"" + XSD + "dateTime>",
                    "\"2024-05-17T05:00:00+05:00\"" + XSD + "dateTime>",
                    "\"2024-02-30\"" + XSD + "date>",
                    "\"P1M\"" + XSD + "duration>",
                    "\"a\"^^<ex:type>",
                    "\"b\"^^<ex:type>");

    private static final List<String> BLANK_NODES = List.of("_:x", "_:y", "_:z");

    private RandomData() {}

    /** Returns a graph name by its number. */
    static String graph(int number) {
        return "<ex:g" + number + ">";
    }

    /**
     * Returns the lines of a document in N-Quads.
     *
     * @param graphs how many graphs the triples are spread over
     * @param count how many quads, at most
     */
    static List<String> quads(Random random, int graphs, int count) {
        Set<String> lines = new LinkedHashSet<>();
        List<String> triples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // A third of the quads say what another graph says, too.
            String triple =
                    triples.isEmpty() || random.nextInt(3) > 0
                            ? triple(random)
                            : one(random, triples);
            triples.add(triple);
            lines.add(triple + " " + graph(random.nextInt(graphs)) + " .");
        }
        return List.copyOf(lines);
    }

    private static String triple(Random random) {
        return (random.nextInt(8) == 0 ? one(random, BLANK_NODES) : one(random, THINGS))
                + " "
                + one(random, PROPERTIES)
                + " "
                + object(random, 2);
    }

    private static String object(Random random, int depth) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> one(random, THINGS);
            case 4 -> one(random, BLANK_NODES);
            case 5 ->
                    depth == 0
                            ? one(random, THINGS)
                            : "<<( "
                                    + one(random, random.nextInt(4) == 0 ? BLANK_NODES : THINGS)
                                    + " "
                                    + one(random, PROPERTIES)
                                    + " "
                                    + object(random, depth - 1)
                                    + " )>>";
            default -> one(random, LITERALS);
        };
    }

    static String one(Random random, List<String> choice) {
        return choice.get(random.nextInt(choice.size()));
    }
}
