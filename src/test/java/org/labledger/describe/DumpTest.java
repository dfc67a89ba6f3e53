package org.labledger.describe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.util.IsoMatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.labledger.HomeFolder;
import org.labledger.snapshot.Snapshot;

class DumpTest {

    private static final Snapshot LIBRARY = HomeFolder.LIBRARY.load();

    @ParameterizedTest
    @EnumSource
    void holdsEveryQuadInItsGraph(Dump.Form form) throws IOException {
        DatasetGraph read = parse(form, bytes(LIBRARY, form, true));

        assertEquals(LIBRARY.quadCount(), Iter.count(read.find()));
        DatasetGraph written = DatasetGraphFactory.create();
        LIBRARY.dataset()
                .findNG(Node.ANY, Node.ANY, Node.ANY, Node.ANY)
                .forEachRemaining(written::add);
        assertTrue(IsoMatcher.isomorphic(written, read));
    }

    @Test
    void leavesOutWhatIsDerivedIfAsked() throws IOException {
        DatasetGraph all = parse(Dump.Form.TRIG, bytes(LIBRARY, Dump.Form.TRIG, true));
        DatasetGraph stated = parse(Dump.Form.TRIG, bytes(LIBRARY, Dump.Form.TRIG, false));

        Set<Quad> less = Iter.toSet(all.find());
        less.removeAll(Iter.toSet(stated.find()));
        Set<String> properties =
                less.stream()
                        .map(q -> q.getPredicate().toString())
                        .filter(p -> p.startsWith("https://library.example/"))
                        .collect(Collectors.toSet());
        assertEquals(Set.of("https://library.example/vocab#wrote"), properties);
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameAfterALoadInAnotherOrder(Dump.Form form) throws IOException {
        Snapshot again = Snapshot.load(HomeFolder.LIBRARY.read(), LIBRARY);

        assertArrayEquals(bytes(LIBRARY, form, true), bytes(again, form, true));
    }

    @Test
    void abbreviatesWithThePrefixesOfTheHome() throws IOException {
        String text = new String(bytes(LIBRARY, Dump.Form.TRIG, true), StandardCharsets.UTF_8);

        assertTrue(text.contains("id:the-tin-orchard"), text);
    }

    private static byte[] bytes(Snapshot snapshot, Dump.Form form, boolean withDerived)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Dump(snapshot, form, withDerived).write(out);
        byte[] bytes = out.toByteArray();
        return form.isCompressed()
                ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes()
                : bytes;
    }

    private static DatasetGraph parse(Dump.Form form, byte[] bytes) {
        return RDFParser.source(new ByteArrayInputStream(bytes))
                .lang(form.mediaType().endsWith("trig") ? Lang.TRIG : Lang.NQUADS)
                .toDatasetGraph();
    }
}
