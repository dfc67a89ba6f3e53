package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.GitHome;
import org.labledger.HomeFolder;

/** {@code --at} of the commands that only read. */
class PastStateCommandsTest {

    @TempDir private Path folder;

    private GitHome git;

    @BeforeEach
    void commit() {
        git = GitHome.in(folder);
        git.home()
                .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                .with("data/a.ttl", "<https://home.test/a> <https://home.test/b> 1 .")
                .with("queries/q/values.rq", "#+ title: Values\nSELECT ?o { ?s ?p ?o }");
        git.commit("one", "2024-05-14T12:00:00Z");
        git.tag("one", true);
        git.home().with("data/a.ttl", "<https://home.test/a> <https://home.test/b> 2 .");
        git.commit("two", "2024-05-15T12:00:00Z");
        git.home().with("data/a.ttl", "<https://home.test/a> <https://home.test/b> 3 .");
    }

    @AfterEach
    void close() {
        git.close();
    }

    private CommandRun run(String... arguments) {
        return CommandRun.on(git.home().path(), arguments);
    }

    private String value(String... at) {
        String[] arguments = new String[4 + at.length];
        System.arraycopy(new String[] {"query", "values", "--format", "csv"}, 0, arguments, 0, 4);
        System.arraycopy(at, 0, arguments, 4, at.length);
        CommandRun run = run(arguments);
        assertEquals(0, run.status(), run::err);
        return run.out().lines().toList().getLast();
    }

    @Test
    void answerFromThePast() {
        assertEquals("3", value());
        assertEquals("2", value("--at", "2024-05-15"));
        assertEquals("1", value("--at", "one"));
    }

    @Test
    void countThePast() {
        String past = run("stats", "--at", "one").out();
        assertTrue(past.contains("1  saved queries"), past);
        assertTrue(
                !past.lines()
                        .toList()
                        .getLast()
                        .equals(run("stats").out().lines().toList().getLast()),
                past);
    }

    @Test
    void checkThePast() {
        git.home().with("data/a.ttl", "<https://home.test/a> <https://home.test/b");
        CommandRun now = run("check");
        assertEquals(1, now.status());
        CommandRun then = run("check", "--at", "2024-05-15");
        assertEquals(-1, then.out().indexOf("data/a.ttl:1:"), then::out);
    }

    @Test
    void sayWhatIsWrong() {
        CommandRun unknown = run("query", "values", "--at", "2024-05-13");
        assertEquals(1, unknown.status());
        assertTrue(unknown.err().contains("--at: Nothing was known at 2024-05-13"), unknown::err);
        CommandRun both = run("check", "--at", "one", "--write-expected");
        assertTrue(both.err().contains("Leave out `--write-expected`"), both::err);
    }
}
