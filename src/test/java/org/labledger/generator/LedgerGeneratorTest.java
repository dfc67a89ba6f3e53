package org.labledger.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.generator.LedgerGenerator.Layout;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;

class LedgerGeneratorTest {

    private static final int QUADS = 6_000;

    private final LedgerGenerator generator = LedgerGenerator.ofQuads(QUADS, 1);

    @TempDir private Path folder;

    @Test
    void writesTheSameBytesTwiceAndOthersForAnotherSeed() throws IOException {
        String id = home("a", generator, Layout.MANY_FILES).read().snapshot();
        assertEquals(id, home("b", generator, Layout.MANY_FILES).read().snapshot());
        LedgerGenerator other = LedgerGenerator.ofQuads(QUADS, 2);
        assertNotEquals(id, home("c", other, Layout.MANY_FILES).read().snapshot());
    }

    @Test
    void writesAHomeWithoutFindingsOfAboutTheSizeThatWasAskedFor() throws IOException {
        HomeFolder home = home("a", generator, Layout.MANY_FILES);
        assertEquals(List.of(), home.findings());
        long quads = home.load().quadCount();
        assertTrue(Math.abs(quads - QUADS) < QUADS / 10, quads + " quads");
    }

    @Test
    void saysTheSameInOneFileAsInMany() throws IOException {
        HomeFolder one = home("a", generator, Layout.ONE_FILE);
        assertEquals(List.of(), one.findings());
        assertEquals(quads(home("b", generator, Layout.MANY_FILES).load()), quads(one.load()));
    }

    @Test
    void answersEveryQuestionAndNoTwoRequestsAreAlike() throws IOException, LimitException {
        Snapshot snapshot = home("a", generator, Layout.MANY_FILES).load();
        Engine engine = new Engine(Limits.STANDARD);
        List<Question> questions = Question.all();
        assertEquals(17, questions.size());
        for (Question question : questions) {
            Set<String> texts = new HashSet<>();
            int size = 0;
            for (int request = 0; request < 20; request++) {
                String text = question.of(generator, request);
                assertTrue(texts.add(text), "asked twice: " + text);
                size +=
                        switch (engine.answer(
                                QueryFactory.create(text), BindingFactory.empty(), snapshot)) {
                            case Answer.Solutions solutions -> solutions.rows().size();
                            case Answer.Triples triples -> triples.triples().size();
                            default -> 0;
                        };
            }
            assertTrue(size > 0, question.name());
        }
    }

    private HomeFolder home(String name, LedgerGenerator ledger, Layout layout) throws IOException {
        Path path = folder.resolve(name);
        ledger.write(path, HomeFolder.SMALL_LEDGER, layout);
        return HomeFolder.in(path);
    }

    private static Set<Quad> quads(Snapshot snapshot) {
        Set<Quad> quads = new HashSet<>();
        snapshot.dataset().find().forEachRemaining(quads::add);
        return quads;
    }
}
