package org.labledger.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.labledger.HomeFolder;

class TurtleFormatterTest {

    private static final String PREFIX = "@prefix b: <https://books.example/> .\n";

    private final TurtleFormatter formatter = new TurtleFormatter(Comparator.naturalOrder());

    @Test
    void ordersPrefixes() throws Exception {
        assertFormats(
                "@prefix z: <https://z.example/> .\nPREFIX b: <https://books.example/>\nb:x z:p b:y .",
                "@prefix b: <https://books.example/> .\n@prefix z: <https://z.example/> .\n\nb:x\n    z:p b:y .\n");
    }

    @Test
    void putsTheTypeFirstAndThePredicatesInOrder() throws Exception {
        assertFormats(
                PREFIX + "b:x b:z 1 ; b:c 2; a b:Book; b:a 3 .",
                PREFIX + "\nb:x\n    a b:Book ;\n    b:a 3 ;\n    b:c 2 ;\n    b:z 1 .\n");
    }

    @Test
    void takesTheOrderItIsGiven() throws Exception {
        TurtleFormatter reverse = new TurtleFormatter(Comparator.reverseOrder());
        assertEquals(
                PREFIX + "\nb:x\n    b:z 1 ;\n    b:a 3 .\n",
                reverse.format(PREFIX + "b:x b:a 3 ; b:z 1 ."));
    }

    @Test
    void keepsCommentsWhereTheyBelong() throws Exception {
        assertFormats(
                "# about the file\n"
                        + PREFIX
                        + "# a heading\n\n# about x\nb:x # behind the subject\n b:z 1 ; # behind z\n  # about a\n b:a 3 . # the end\n# last",
                "# about the file\n"
                        + PREFIX
                        + "\n# a heading\n\n# about x\nb:x\n    # about a\n    b:a 3 ;\n"
                        + "    # behind the subject\n    # behind z\n    b:z 1 . # the end\n\n# last\n");
    }

    @Test
    void breaksObjectsThatDoNotFitOnOneLine() throws Exception {
        String wide = "\"" + "w".repeat(70) + "\"";
        assertFormats(
                PREFIX + "b:x b:a " + wide + "@en, " + wide + "@fr .",
                PREFIX + "\nb:x\n    b:a " + wide + "@en ,\n        " + wide + "@fr .\n");
    }

    @Test
    void laysOutBlankNodesAndCollections() throws Exception {
        assertFormats(
                PREFIX + "b:x b:a [ b:q 2;b:p 1 ], ( 1 2 ) , [] , () .",
                PREFIX + "\nb:x\n    b:a [ b:p 1 ; b:q 2 ], ( 1 2 ), [], () .\n");
    }

    @Test
    void refusesWhatIsNotTurtle() {
        CannotFormatException e =
                assertThrows(CannotFormatException.class, () -> formatter.format("b:x b:y ."));
        assertTrue(String.valueOf(e.getMessage()).contains("invalid Turtle"));
    }

    @Test
    void keepsACommentWhereverOneMayStand() throws Exception {
        assertFormats(
                PREFIX + "b:x b:a 1 ;\n  # b:b 2 ;\n  # b:c 3\n.\n",
                PREFIX + "\nb:x\n    b:a 1 ;\n    # b:b 2 ;\n    # b:c 3\n    .\n");
        for (String text :
                List.of(
                        "b:x b:a 1 # one\n # two\n . # three",
                        "b:x b:a ( # one\n 1 # two\n # three\n 2 # four\n) .",
                        "b:x b:a [ # one\n b:p 1 ; # two\n # three\n ] .",
                        "b:x b:a \"x\" # one\n ^^ # two\n b:t .",
                        "b:x b:a \"x\" # one\n @en .",
                        "b:x # one\n b:a # two\n 1 # three\n , # four\n 2 # five\n ; # six\n ;"
                                + " # seven\n . # eight",
                        "# one\n[] # two\n b:a 1 .",
                        "[ # one\n b:a 1 ] # two\n . # three",
                        "b:x b:a <<( b:s # one\n b:p b:o )>> .",
                        "b:x b:a 1 # one\n ~ # two\n b:r # three\n {| # four\n b:q 2 # five\n |} .",
                        "@prefix # one\n c: # two\n <https://c.example/> # three\n . # four\n"
                                + "c:x c:y 1 .")) {
            assertStable(PREFIX + text, text);
        }
    }

    @Test
    void laysOutRdf12() throws Exception {
        assertFormats(
                PREFIX + "b:x b:a b:y {|b:q 2;b:p 1|}, b:z ~ b:r {| b:s 3 |} .",
                PREFIX + "\nb:x\n    b:a b:y {| b:p 1 ; b:q 2 |}, b:z ~ b:r {| b:s 3 |} .\n");
        assertFormats(
                "VERSION \"1.2\"\n"
                        + PREFIX
                        + "<<b:s b:p b:o ~ b:r>> b:a <<(b:s b:p \"o\"@en--ltr)>> .",
                "VERSION \"1.2\"\n"
                        + PREFIX
                        + "\n<< b:s b:p b:o ~ b:r >>\n    b:a <<( b:s b:p \"o\"@en--ltr )>> .\n");
        String wide = "\"" + "w".repeat(110) + "\"";
        assertFormats(
                PREFIX + "b:x b:a b:y {| b:p " + wide + " |} .",
                PREFIX + "\nb:x\n    b:a b:y {|\n        b:p " + wide + "\n    |} .\n");
    }

    @Test
    void laysOutBasesAndLaterDirectives() throws Exception {
        assertFormats(
                "@base <https://b.example/> . PREFIX z: <z#>\n@prefix a: <a#> . <x> z:p a:y .\n"
                        + "BASE <https://c.example/>\n@prefix a: <b#> . <x> a:p 1 .",
                "@base <https://b.example/> .\n@prefix z: <z#> .\n@prefix a: <a#> .\n\n<x>\n"
                        + "    z:p a:y .\n\n@base <https://c.example/> .\n@prefix a: <b#> .\n\n<x>\n"
                        + "    a:p 1 .\n");
    }

    @Test
    void laysOutTrig() throws Exception {
        String formatted =
                formatter.format(
                        PREFIX
                                + "b:x b:y 1 . # one\n{ b:d b:p 1 }\n# two\nGRAPH b:g { # three\n"
                                + "b:s b:p 1 ; a b:T . b:t b:p 2 # four\n # five\n} # six\n[] {}\n",
                        Lang.TRIG);

        assertEquals(
                PREFIX
                        + "\nb:x\n    b:y 1 . # one\n\n{\n    b:d\n        b:p 1 .\n}\n\n# two\n"
                        + "GRAPH b:g {\n    # three\n    b:s\n        a b:T ;\n        b:p 1 .\n\n"
                        + "    b:t\n        # four\n        b:p 2 . # five\n} # six\n\n[] {\n}\n",
                formatted);
        assertEquals(formatted, formatter.format(formatted, Lang.TRIG));
    }

    @Test
    void laysOutDeepBracketsAndSaysWhereTheyAreTooDeep() throws Exception {
        assertStable(nested(60), "depth 60");
        assertStable(nested(300), "depth 300");
        CannotFormatException e =
                assertThrows(
                        CannotFormatException.class,
                        () -> formatter.format(PREFIX + "b:x b:a " + "(".repeat(20_000)));
        assertEquals(2, e.line());
        assertEquals(9 + 1_000, e.column());
    }

    /** Comparing the graphs takes Jena seconds each time. */
    @Test
    @Tag("proofs")
    void laysOutTheDeepestBrackets() throws Exception {
        assertStable(nested(998), "depth 998");
    }

    private static String nested(int depth) {
        return PREFIX + "b:x b:a " + "[ b:p ".repeat(depth) + "1" + " ]".repeat(depth) + " .";
    }

    /** Comparing them pair by pair took minutes. */
    @Test
    void laysOutManyBlankNodesThatAreHardToTellApart() throws Exception {
        StringBuilder text = new StringBuilder(PREFIX);
        for (int i = 0; i < 150; i++) {
            text.append("b:x b:p [ b:q \"").append(i % 7).append("\" ; b:r [ b:s 1 ] ] .\n");
        }

        assertStable(text.toString(), "many blank nodes");
    }

    @Test
    void ignoresAByteOrderMark() throws Exception {
        assertFormats("\uFEFF" + PREFIX + "b:x b:y 1 .", PREFIX + "\nb:x\n    b:y 1 .\n");
    }

    @Test
    void changesNoGraphOfTheSmallLedgerAndNothingTheSecondTime() throws Exception {
        List<Path> files;
        try (Stream<Path> paths = Files.walk(HomeFolder.SMALL_LEDGER.path())) {
            files = paths.filter(path -> path.toString().endsWith(".ttl")).sorted().toList();
        }
        assertTrue(files.size() > 40);
        for (Path file : files) {
            assertStable(Files.readString(file), file.toString());
        }
    }

    @Test
    void changesNoGraphOfRandomFilesAndNothingTheSecondTime() throws Exception {
        formatRandomFiles(0, 100);
    }

    @Test
    @Tag("proofs")
    void changesNoGraphOfRandomFilesAlsoIfThereAreMany() throws Exception {
        formatRandomFiles(100, 2_000);
    }

    private void formatRandomFiles(int firstSeed, int count) throws Exception {
        for (int seed = firstSeed; seed < firstSeed + count; seed++) {
            assertStable(new RandomTurtle(new Random(seed)).file(), "seed " + seed);
        }
    }

    private void assertFormats(String text, String expected) throws Exception {
        assertEquals(expected, formatter.format(text));
        assertEquals(expected, formatter.format(expected));
    }

    private void assertStable(String text, String what) throws IOException {
        String once;
        String twice;
        try {
            once = formatter.format(text);
            twice = formatter.format(once);
        } catch (CannotFormatException e) {
            throw new AssertionError(
                    what + ":" + e.line() + ": " + e.getMessage() + "\n" + text, e);
        }
        assertEquals(once, twice, what);
        assertTrue(parse(text).isIsomorphicWith(parse(once)), what);
        assertEquals(comments(text), comments(once), what);
    }

    private static Graph parse(String text) {
        return RDFParser.fromString(text, Lang.TURTLE).toGraph();
    }

    /** Comments of these files begin with "# c", which no term of theirs has in it. */
    private static List<String> comments(String text) {
        return Pattern.compile("# c\\d+ [^\\n]*?(?= # c|$)", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(match -> match.group().strip())
                .sorted()
                .toList();
    }

    /** Valid Turtle with every kind of term, odd spacing, and comments wherever they may stand. */
    private static final class RandomTurtle {
        private final Random random;
        private final StringBuilder out = new StringBuilder();
        private int comments;

        RandomTurtle(Random random) {
            this.random = random;
        }

        String file() {
            int prefixes = 1 + random.nextInt(4);
            for (int i = 0; i < prefixes; i++) {
                comment(4);
                out.append("@prefix p")
                        .append(i)
                        .append(": <https://p")
                        .append(i)
                        .append(".example/> .");
                behind(4);
                out.append("\n");
            }
            int statements = random.nextInt(6);
            for (int i = 0; i < statements; i++) {
                comment(2);
                out.append(random.nextInt(8) == 0 ? "_:b" + random.nextInt(3) : name(prefixes));
                predicates(prefixes, 2);
                space();
                out.append(".");
                behind(3);
                out.append("\n".repeat(1 + random.nextInt(3)));
            }
            comment(3);
            return out.toString();
        }

        private void predicates(int prefixes, int depth) {
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                if (i > 0) {
                    out.append(random.nextBoolean() ? " ;" : ";");
                    behind(5);
                }
                space();
                if (depth == 2) {
                    comment(6);
                }
                out.append(random.nextInt(4) == 0 ? "a" : name(prefixes));
                out.append(' ');
                int objects = 1 + random.nextInt(3);
                for (int j = 0; j < objects; j++) {
                    if (j > 0) {
                        out.append(random.nextBoolean() ? " ," : ",");
                        behind(8);
                        space();
                    }
                    object(prefixes, depth);
                }
            }
        }

        private void object(int prefixes, int depth) {
            switch (random.nextInt(depth > 0 ? 12 : 10)) {
                case 0 -> out.append("\"text # no comment ; . , \\\" \\u00e9\"");
                case 1 -> out.append("\"\"\"long\n\"quoted\" ; text\n\"\"\"@en-GB");
                case 2 -> out.append("'單引號'@zh-Hant");
                case 3 -> out.append("\"5\"^^").append(name(prefixes));
                case 4 -> out.append(random.nextInt(1000) - 500);
                case 5 -> out.append("3.14");
                case 6 -> out.append("-1.5e10");
                case 7 -> out.append(random.nextBoolean());
                case 8 -> out.append("<https://x.example/a;b,c#d>");
                case 9 -> out.append(name(prefixes));
                case 10 -> {
                    out.append("[");
                    space();
                    predicates(prefixes, 0);
                    space();
                    out.append("]");
                }
                default -> {
                    out.append("(");
                    int items = random.nextInt(4);
                    for (int i = 0; i < items; i++) {
                        space();
                        object(prefixes, depth - 1);
                    }
                    space();
                    out.append(")");
                }
            }
        }

        private String name(int prefixes) {
            String[] locals = {"a", "b.c", "d-e", "f%20g", "h\\,i", "1", "café", "x_y", "j:k"};
            return "p" + random.nextInt(prefixes) + ":" + locals[random.nextInt(locals.length)];
        }

        private void space() {
            String[] spaces = {" ", "\n", "\n    ", "\t", "\n\n  ", "  "};
            out.append(spaces[random.nextInt(spaces.length)]);
        }

        private void comment(int oneIn) {
            if (random.nextInt(oneIn) == 0) {
                out.append("\n# c").append(comments++).append(" a comment; with . signs\n");
                out.append("\n".repeat(random.nextInt(2)));
            }
        }

        private void behind(int oneIn) {
            if (random.nextInt(oneIn) == 0) {
                out.append(" # c").append(comments++).append(" behind\n");
            }
        }
    }
}
