package org.labledger.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.irix.IRIxResolver;
import org.apache.jena.query.ARQ;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParserRegistry;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.lang.LabelToNode;
import org.apache.jena.riot.system.ErrorHandler;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.riot.system.ParserProfile;
import org.apache.jena.riot.system.ParserProfileWrapper;
import org.apache.jena.riot.system.RiotLib;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.sparql.core.Quad;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link LineSyntax} reads, Jena's own parser reads as well, at the same places. */
class LineSyntaxTest {

    private static final Node GRAPH = NodeFactory.createURI("https://a.example/graph");

    private static final String[] TERMS = {
        "<https://a.example/s>",
        "<https://a.example/p#x>",
        "<urn:x:\\u00e9>",
        "<mailto:a@b.example>",
        "_:b1",
        "_:b2",
        "\"\"",
        "\"a\"",
        "\"a \\\"b\\\" \\\\\"",
        "\"\\u4e2d文\"@zh-Hant",
        "\"x\"@EN",
        "\"x\"@en--ltr",
        "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer>",
        "\"#.\"",
        "\"a\\nb\"",
        "\"banana\"^^<http://www.w3.org/2001/XMLSchema#date>",
        "<a b>",
        "<relative>",
        "\"x\"@",
        "<<( <urn:x:s> <urn:x:p> <urn:x:o> )>>",
        "'a'",
        "\"\"\"long\"\"\"",
        "_:b.c",
        "\"a\nb\"",
        "1"
    };

    private static final String[] SPACES = {
        " ", " ", " ", " ", "\t", "  ", "", "\n", "\r", " # c\n"
    };

    private static final String[] ENDS = {
        " .\n",
        " .\n",
        " .\n",
        ".\n",
        " .\r\n",
        " . # a comment\n",
        " .",
        " .\n\n",
        " . ",
        "\n",
        " ;\n"
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void seededLinesAreReadAsByJena(int seed) {
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < 5_000; i++) {
            boolean hasGraphs = random.nextBoolean();
            StringBuilder text = new StringBuilder();
            for (int line = random.nextInt(4); line >= 0; line--) {
                int terms = 3 + (hasGraphs ? random.nextInt(2) : random.nextInt(20) / 19);
                for (int t = 0; t < terms; t++) {
                    // Seldom something wrong, else hardly any text would be right.
                    int kinds = random.nextInt(30) == 0 ? TERMS.length : t == 2 ? 16 : 4;
                    text.append(t == 0 ? "" : space(random)).append(TERMS[random.nextInt(kinds)]);
                }
                text.append(ENDS[random.nextInt(random.nextInt(20) == 0 ? ENDS.length : 6)]);
            }
            read += compare(text.toString(), hasGraphs) ? 1 : 0;
        }
        // Enough of the texts are ordinary.
        assertEquals(true, read > 500, read + " of 5,000 texts were read");
    }

    private static String space(Random random) {
        return SPACES[random.nextInt(random.nextInt(20) == 0 ? SPACES.length : 6)];
    }

    /** A text of many parts: blank nodes, lines and terms go on from part to part. */
    @Test
    void aLargeFileIsReadInParts() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 90_000; i++) {
            text.append("_:b").append(i % 1_000).append(" <https://a.example/p> \"");
            text.append("文".repeat(i % 40)).append(i % 7_000);
            text.append("\" <https://a.example/g").append(i / 500).append("> .\n");
            text.append(i % 11 == 0 ? "# a comment\r\n" : "");
        }
        assertEquals(true, text.length() > 9_000_000 / 2);
        assertEquals(true, compare(text.toString(), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<urn:x:s> <urn:x:p>\n<urn:x:o> .\n",
                "<urn:x:s> <urn:x:p> <urn:x:o>",
                "<urn:x:s> \"p\" <urn:x:o> .\n",
                "<urn:x:s> _:p <urn:x:o> .\n",
                "\"s\" <urn:x:p> <urn:x:o> .\n",
                "<s> <urn:x:p> <urn:x:o> .\n",
                "<urn:x:s> <urn:x:p> \"x\"^^<http://www.w3.org/2001/XMLSchema#date> .\n",
                "<urn:x:s> <urn:x:p> \"x\"@123 .\n"
            })
    void whatIsUnusualIsLeftToJena(String text) {
        assertNull(read(text, false));
    }

    /** Compares with Jena if the text is ordinary; returns whether it is. */
    private static boolean compare(String text, boolean hasGraphs) {
        LocatedQuads quads = read(text, hasGraphs);
        if (quads == null) {
            return false;
        }
        List<LocatedQuad> expected = new ArrayList<>();
        Positions positions =
                new Positions(profile(ErrorHandlerFactory.errorHandlerStrictNoLogging));
        Lang lang = hasGraphs ? Lang.NQUADS : Lang.NTRIPLES;
        RDFParserRegistry.getFactory(lang)
                .create(lang, positions)
                .read(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        GRAPH.getURI(),
                        lang.getContentType(),
                        new StreamRDFBase() {
                            @Override
                            public void triple(org.apache.jena.graph.Triple triple) {
                                quad(Quad.create(GRAPH, triple));
                            }

                            @Override
                            public void quad(Quad quad) {
                                expected.add(
                                        new LocatedQuad(
                                                quad.isDefaultGraph()
                                                        ? Quad.create(GRAPH, quad.asTriple())
                                                        : quad,
                                                (int) positions.line,
                                                (int) positions.column));
                            }
                        },
                        ARQ.getContext());
        assertEquals(expected, List.copyOf(quads), text.substring(0, Math.min(300, text.length())));
        assertNotNull(quads);
        return true;
    }

    private static @Nullable LocatedQuads read(String text, boolean hasGraphs) {
        ErrorHandler strict =
                new ErrorHandler() {
                    @Override
                    public void warning(String message, long line, long column) {
                        throw new RiotException(message);
                    }

                    @Override
                    public void error(String message, long line, long column) {
                        throw new RiotException(message);
                    }

                    @Override
                    public void fatal(String message, long line, long column) {
                        throw new RiotException(message);
                    }
                };
        return LineSyntax.read(
                text.getBytes(StandardCharsets.UTF_8), 0, GRAPH, hasGraphs, () -> absolute(strict));
    }

    /** As {@link SourceFile} does, which knows no relative IRIs here. */
    private static ParserProfile absolute(ErrorHandler handler) {
        return new ParserProfileWrapper(profile(handler)) {
            @Override
            public Node create(Node graph, org.apache.jena.riot.tokens.Token token) {
                if (token.getImage().equals("relative") || token.getImage().equals("s")) {
                    throw new RiotException("relative");
                }
                return super.create(graph, token);
            }
        };
    }

    private static ParserProfile profile(ErrorHandler handler) {
        return RiotLib.createParserProfile(
                new IriPool().factory(LabelToNode.createScopeByDocumentHash(new UUID(1, 2))),
                handler,
                IRIxResolver.create(GRAPH.getURI()).build(),
                true);
    }

    private static final class Positions extends ParserProfileWrapper {
        private long line;
        private long column;

        Positions(ParserProfile profile) {
            super(profile);
        }

        @Override
        public org.apache.jena.graph.Triple createTriple(
                Node s, Node p, Node o, long line, long column) {
            this.line = line;
            this.column = column;
            return super.createTriple(s, p, o, line, column);
        }

        @Override
        public Quad createQuad(Node g, Node s, Node p, Node o, long line, long column) {
            this.line = line;
            this.column = column;
            return super.createQuad(g, s, p, o, line, column);
        }
    }
}
