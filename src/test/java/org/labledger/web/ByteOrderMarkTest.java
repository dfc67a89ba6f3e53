package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.cli.LabLedger;
import picocli.CommandLine;

/** A byte order mark before a text is no part of it, wherever the text comes from. */
@Timeout(60)
class ByteOrderMarkTest {

    private static final String MARK = "\uFEFF";
    private static final String QUERY = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }";

    @TempDir static Path folder;

    /** Puts a mark before each file of a home. */
    private static HomeFolder marked() throws IOException {
        HomeFolder home = HomeFolder.in(folder).withAllOf(HomeFolder.LIBRARY);
        home.with(
                "data/more.nt",
                "<https://library.example/id/x>"
                        + " <http://www.w3.org/2000/01/rdf-schema#label> \"x\"@en .\n");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, MARK + Files.readString(file));
            }
        }
        return home;
    }

    @Test
    void isIgnoredInEveryFileOfAHomeAndInQueries() throws IOException {
        HomeFolder home = marked();

        assertEquals(List.of(), errors(home.findings()));
        try (ServedHome served = ServedHome.start(home)) {
            assertEquals(HomeFolder.LIBRARY.load().quadCount() + 1, served.snapshot().quadCount());
            String path = "query/books-by-author.csv?author=id:ada-quill";
            assertEquals(
                    Files.readString(
                                    HomeFolder.LIBRARY
                                            .path()
                                            .resolve("queries/expected/books-by-author.csv"))
                            .replace("\r\n", "\n"),
                    served.get(path).body().replace("\r\n", "\n"));
            assertTrue(served.get("query/books-by-author.rq").body().startsWith("#+"));
            for (HttpResponse<String> answer :
                    List.of(
                            served.get("sparql?format=csv&query=" + encode(MARK + QUERY)),
                            served.post(
                                    "sparql?format=csv", "application/sparql-query", MARK + QUERY),
                            served.post(
                                    "sparql",
                                    "application/x-www-form-urlencoded",
                                    "format=csv&query=" + encode(MARK + QUERY)),
                            served.post(
                                    "sparql",
                                    "application/x-www-form-urlencoded",
                                    MARK + "query=" + encode(QUERY) + "&format=csv"))) {
                assertEquals(200, answer.statusCode(), answer::body);
                assertTrue(answer.body().matches("n\r\n[0-9]+\r\n"), answer::body);
            }
        }
        assertFormats(home);
    }

    /** The position in a message is that of an editor, which does not show the mark. */
    @Test
    void movesNoPosition(@TempDir Path other) throws IOException {
        HomeFolder home = HomeFolder.in(other);
        String data = "<a:b> <a:c> ; .";
        String query = "SELECT * { ?s ?p }";
        List<String> plain =
                errors(home.with("data/a.ttl", data).with("queries/a/b.rq", query).findings());
        List<String> marked =
                errors(
                        home.with("data/a.ttl", MARK + data)
                                .with("queries/a/b.rq", MARK + query)
                                .findings());

        assertEquals(2, plain.size(), plain::toString);
        assertEquals(plain, marked);
    }

    private static void assertFormats(HomeFolder home) throws IOException {
        StringWriter out = new StringWriter();
        CommandLine fmt = LabLedger.commandLine();
        fmt.setOut(new PrintWriter(out, true));
        fmt.setErr(new PrintWriter(out, true));

        assertEquals(0, fmt.execute("fmt", "--home", home.path().toString()), out::toString);
        assertTrue(!Files.readString(folder.resolve("data/books.ttl")).startsWith(MARK));
        assertEquals(List.of(), errors(home.findings()));
    }

    private static List<String> errors(List<String> findings) {
        return findings.stream().filter(finding -> finding.contains(": error: ")).toList();
    }
}
