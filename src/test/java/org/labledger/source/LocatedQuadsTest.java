package org.labledger.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.Deflater;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of {@link LocatedQuads} against a plain list of the same quads. */
class LocatedQuadsTest {

    private final LocatedQuads.Builder builder = new LocatedQuads.Builder();
    private final List<LocatedQuad> plain = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 129, 3_000})
    void holdsWhatWasAdded(int size) {
        Random random = new Random(size);
        int line = 1;
        for (int i = 0; i < size; i++) {
            // Lines go back as well: JSON-LD has no order.
            line =
                    Math.max(
                            1,
                            line + random.nextInt(5) - 1 + (random.nextInt(50) == 0 ? 9_999 : 0));
            add(random, line, 1 + random.nextInt(1 << random.nextInt(20)));
        }
        LocatedQuads quads = builder.build();
        assertEquals(plain, quads);
        assertEquals(plain, quads.stream().toList());
        for (int i = 0; i < size; i++) {
            assertEquals(plain.get(i), quads.get(i));
        }
        Set<Node> subjects = new LinkedHashSet<>();
        quads.forEachSubject(subjects::add);
        assertEquals(
                new LinkedHashSet<>(plain.stream().map(q -> q.quad().getSubject()).toList()),
                subjects);
        for (int i = 0; i < 300; i++) {
            Node s = random.nextBoolean() ? Node.ANY : term(random);
            Node o = random.nextBoolean() ? Node.ANY : term(random);
            Node g = term(random);
            assertEquals(
                    plain.stream()
                            .filter(q ->
                                    q.quad().getGraph().equals(g)
                                            && q.quad().asTriple().matches(s, Node.ANY, o))
                            .findFirst(),
                    quads.first(g, s, Node.ANY, o));
        }
    }

    @Test
    void partsMakeOneFile() {
        LocatedQuads.Builder all = new LocatedQuads.Builder();
        List<LocatedQuad> expected = new ArrayList<>();
        Random random = new Random(5);
        for (int part = 0; part < 5; part++) {
            LocatedQuads.Builder builder = new LocatedQuads.Builder();
            for (int i = 0; i < 200; i++) {
                Quad quad = quad(random);
                builder.add(quad, i + 1, 1);
                expected.add(new LocatedQuad(quad, part * 1_000 + i + 1, 1));
            }
            all.append(builder.build(), part * 1_000);
        }
        assertEquals(expected, all.build());
    }

    @Test
    void aQuadTakesFewBytes() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            text.append("<urn:x:%d> <urn:x:p%d> \"%d\" .%n".formatted(i / 7, i % 7, i));
        }
        HomeFile file = new HomeFile("data/a.nt", text.toString().getBytes(StandardCharsets.UTF_8));
        SourceFile parsed = SourceFile.parse(file, NodeFactory.createURI("urn:x:g"));
        assertEquals(5_000, parsed.quads().size());
        assertTrue(parsed.quads().byteCount() < 6 * 5_000, parsed.quads().byteCount() + " bytes");
    }

    @Test
    void aPackedFileHasItsContent() {
        Random random = new Random(3);
        for (int length : new int[] {0, 511, 512, 5_000, 200_000}) {
            for (int letters : new int[] {1, 4, 256}) {
                byte[] content = new byte[length];
                for (int i = 0; i < length; i++) {
                    content[i] = (byte) random.nextInt(letters);
                }
                HomeFile file = new HomeFile("data/a.ttl", content.clone());
                file.pack(new Deflater(Deflater.BEST_SPEED, true));
                file.pack(new Deflater(Deflater.BEST_SPEED, true));
                assertArrayEquals(content, file.content());
                assertTrue(file.isSameAs(new HomeFile("data/a.ttl", content)));
                assertEquals(new HomeFile("data/a.ttl", content).text(), file.text());
            }
        }
    }

    private void add(Random random, int line, int column) {
        Quad quad = quad(random);
        builder.add(quad, line, column);
        plain.add(new LocatedQuad(quad, line, column));
    }

    private static Quad quad(Random random) {
        return Quad.create(term(random), term(random), term(random), term(random));
    }

    private static Node term(Random random) {
        int number = random.nextInt(1 << random.nextInt(12));
        return NodeFactory.createURI("urn:x:" + number);
    }
}
