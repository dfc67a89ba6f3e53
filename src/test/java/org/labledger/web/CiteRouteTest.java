package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.jbibtex.BibTeXDatabase;
import org.jbibtex.BibTeXEntry;
import org.jbibtex.BibTeXParser;
import org.jbibtex.Key;
import org.jbibtex.ParseException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.GitHome;
import org.labledger.HomeFolder;
import org.labledger.cli.CommandRun;
import org.labledger.result.Format;

/** Permanent links: made at one commit, followed and verified after ten later ones. */
@Timeout(240)
class CiteRouteTest {

    private static final String BOOKS = "/query/books-by-author?author=id:ada-quill";
    private static final String SPARQL =
            "/sparql?query="
                    + encode(
                            "SELECT ?book ?label { ?book a <https://library.example/vocab#Book> ;"
                                    + " <http://www.w3.org/2000/01/rdf-schema#label> ?label }");
    private static final String NOTHING =
            "/sparql?query=" + encode("SELECT * { ?s ?p \"nothing\" }");
    private static final String ASKED = "/sparql?query=" + encode("ASK { ?s ?p ?o }");
    private static final String GRAPH =
            "/sparql?query=" + encode("CONSTRUCT { ?s ?p [] } WHERE { ?s ?p ?o } LIMIT 9");
    private static final String THING = "/doc/id/the-tin-orchard";

    private static final List<String> ALL = List.of(BOOKS, SPARQL, NOTHING, ASKED, GRAPH, THING);

    @TempDir private static Path folder;
    @TempDir private static Path files;

    private static GitHome git;
    private static ServedHome served;
    private static String first;

    /** The permanent links of {@link #ALL}, made before the data changed. */
    private static final Map<String, String> LINKS = new TreeMap<>();

    /** Answers of {@link #BOOKS} and {@link #GRAPH} in files, made at the same time. */
    private static final Map<Format, Path> FILES = new TreeMap<>();

    @BeforeAll
    static void citeAndChange() throws IOException {
        git = GitHome.in(folder);
        git.home().withAllOf(HomeFolder.LIBRARY);
        git.commit("The library", "2024-05-14T12:00:00Z");
        try (ServedHome before = ServedHome.start(git.home())) {
            first = before.snapshot().id();
            for (String address : ALL) {
                Document page = page(before.get("/cite?of=" + encode(address), HTML));
                LINKS.put(address, page.select(".permalink a").attr("href"));
            }
            for (Format format : Format.values()) {
                if (format != Format.TABLE && format.isText()) {
                    String address = format.holds() == Format.Holds.ROWS ? BOOKS : GRAPH;
                    HttpResponse<String> answer =
                            before.get(address + "&cite=true&format=" + encode(format.suffix()));
                    if (answer.statusCode() == 200) {
                        Path file = files.resolve("answer-" + format.name());
                        FILES.put(format, Files.writeString(file, answer.body()));
                    }
                }
            }
        }
        for (int i = 1; i <= 10; i++) {
            git.home()
                    .with(
                            "data/more.nq",
                            "<https://library.example/id/more"
                                    + i
                                    + "> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
                                    + " <https://library.example/vocab#Book>"
                                    + " <https://library.example/source/more> .\n"
                                    + "<https://library.example/id/more"
                                    + i
                                    + "> <http://www.w3.org/2000/01/rdf-schema#label> \"More\"@en"
                                    + " <https://library.example/source/more> .\n"
                                    + "<https://library.example/id/more"
                                    + i
                                    + "> <https://library.example/vocab#author>"
                                    + " <https://library.example/id/ada-quill>"
                                    + " <https://library.example/source/more> .\n");
            git.commit("More " + i, "2024-06-" + (10 + i) + "T12:00:00Z");
        }
        served = ServedHome.start(git.home());
    }

    @AfterAll
    static void stop() {
        served.close();
        git.close();
    }

    private static final String[] HTML = {"Accept", "text/html"};

    private static Document page(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response::body);
        return Jsoup.parse(response.body());
    }

    /** The link on the server that runs now. */
    private static String path(String address) {
        return link(address).replaceFirst("http://[^/]+", "");
    }

    private static String link(String address) {
        return Objects.requireNonNull(LINKS.get(address));
    }

    private static CommandRun verify(String what) {
        return CommandRun.on(git.home().path(), "verify", what);
    }

    static List<String> all() {
        return ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void leadToTheSameAnswerAfterTenCommits(String address) {
        Document page = page(served.get(path(address), HTML));

        assertEquals(
                "Computed again just now: the same answer.",
                Objects.requireNonNull(page.select("dd").last()).text());
        assertTrue(page.text().contains(first.substring(0, 12)), page::text);
        assertTrue(page.select("time[datetime=2024-05-14]").size() == 1, page::html);
        String answer = page.select("p a:contains(The answer as it was)").attr("href");
        assertTrue(answer.contains("at="), answer);
        assertEquals(200, served.get(answer, HTML).statusCode(), answer);
        String today = page.select("p a:contains(The answer today)").attr("href");
        assertFalse(today.contains("at="), today);
        assertEquals(200, served.get(today, HTML).statusCode(), today);
        CommandRun run = verify(link(address));
        assertEquals(0, run.status(), run::toString);
        assertTrue(run.out().startsWith("Same answer: "), run::toString);
    }

    @Test
    void areShortEnoughToPrint() {
        assertTrue(path(BOOKS).length() < 100, path(BOOKS));
        assertTrue(path(THING).length() < 100, path(THING));
        assertTrue(path(SPARQL).length() < 220, path(SPARQL));
    }

    @Test
    void sayThatNothingWasFound() {
        String text = served.get(path(NOTHING) + ".txt").body();

        assertTrue(
                text.contains("data version " + first.substring(0, 12) + " of 2024-05-14, held no"),
                text);
        assertTrue(text.contains("沒有符合這個問題的資料"), text);
    }

    /** Files of names and vocabularies are no sources; records that name a thing are about it. */
    @Test
    void nameTheSourcesOfWhatIsSaidAboutAThing() {
        List<String> sources =
                page(served.get(path(THING), HTML)).select("h2:contains(Sources) + ul a").stream()
                        .map(link -> link.attr("href").replaceFirst("[?].*", ""))
                        .toList();

        assertTrue(sources.contains("/doc/source/card-index-1974"), sources::toString);
        assertTrue(sources.stream().allMatch(s -> s.startsWith("/doc/source/")), sources::toString);
    }

    @Test
    void sayTheAnswerOfAnAsk() {
        assertTrue(served.get(path(ASKED) + ".txt").body().contains("Answer: yes"));
    }

    @Test
    void showTheQueryInWordsAndLanguages() {
        Document english = page(served.get(path(BOOKS), HTML));
        assertEquals("Cite: Books by an author (author: Ada Quill)", english.select("h1").text());
        Document chinese = page(served.get(path(BOOKS) + "?lang=zh-Hant", HTML));
        assertTrue(chinese.select("h1").text().startsWith("引用：某作者的書（"), chinese::text);
        assertEquals(2, page(served.get(path(BOOKS), HTML)).select("blockquote.reference").size());
        assertTrue(page(served.get(path(SPARQL), HTML)).select("pre").text().contains("?label"));
    }

    @Test
    void areOfferedByEveryAnswer() {
        for (String address : List.of(BOOKS, SPARQL, THING)) {
            Document page = page(served.get(address, HTML));
            String href = page.select("a.cite").attr("href");
            assertEquals(200, served.get(href, HTML).statusCode(), href);
        }
        for (String address : List.of(BOOKS, SPARQL, GRAPH)) {
            HttpResponse<String> response = served.get(address);
            String link =
                    response.headers().allValues("Link").stream()
                            .filter(value -> value.contains("cite-as"))
                            .findFirst()
                            .orElseThrow();
            String href = link.substring(1, link.indexOf('>'));
            assertEquals(200, served.get(href, HTML).statusCode(), href);
        }
    }

    @Test
    void areInTheFilesOfAnswersWhichVerify() throws IOException {
        assertTrue(
                FILES.keySet()
                        .containsAll(
                                Set.of(
                                        Format.JSON,
                                        Format.XML,
                                        Format.CSV,
                                        Format.TSV,
                                        Format.SPREADSHEET,
                                        Format.TRIG,
                                        Format.N_QUADS,
                                        Format.JSON_LD)),
                FILES::toString);
        for (Map.Entry<Format, Path> file : FILES.entrySet()) {
            CommandRun run = verify(file.getValue().toString());
            assertEquals(0, run.status(), () -> file.getKey() + " " + run);
            assertTrue(run.out().contains("unchanged"), run::toString);

            Path edited = files.resolve("edited");
            String text = Files.readString(file.getValue());
            String changed = text.replaceFirst("orchard", "harvest");
            if (changed.equals(text)) {
                changed = text.replace("library.example", "archive.example");
            }
            Files.writeString(edited, changed);
            CommandRun found = verify(edited.toString());
            assertEquals(1, found.status(), () -> file.getKey() + " " + found);
            assertTrue(found.out().contains(": the file was changed"), found::toString);
        }
    }

    /** The same lines under other subjects are other statements. */
    @Test
    void tellLinesThatWereSwapped() throws IOException {
        String text = Files.readString(Objects.requireNonNull(FILES.get(Format.N_QUADS)));
        List<String> lines = text.lines().toList();
        String subject = lines.getFirst().replaceFirst(" .*", "");
        String other =
                lines.stream()
                        .map(line -> line.replaceFirst(" .*", ""))
                        .filter(s -> !s.equals(subject) && s.startsWith("<"))
                        .findFirst()
                        .orElseThrow();
        Path swapped =
                Files.writeString(
                        files.resolve("swapped"),
                        text.replace(subject + " ", "<urn:x> ")
                                .replace(other + " ", subject + " ")
                                .replace("<urn:x> ", other + " "));

        assertEquals(1, verify(swapped.toString()).status());
    }

    @Test
    void areFoundAfterRowsWithSuchAddressesAndInNothingElse() throws IOException {
        String text = Files.readString(Objects.requireNonNull(FILES.get(Format.CSV)));
        Path row =
                Files.writeString(
                        files.resolve("row"),
                        "https://elsewhere.example/cite/" + "x".repeat(30) + "\r\n" + text);
        assertEquals(1, verify(row.toString()).status());
        Path bytes = Files.write(files.resolve("bytes"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        CommandRun run = verify(bytes.toString());
        assertEquals(2, run.status(), run::toString);
        assertEquals(
                2, verify(Files.writeString(files.resolve("no"), "a,b\n").toString()).status());
    }

    @Test
    void areInTheFilesOfTheCommandLineToo() throws IOException {
        CommandRun query =
                CommandRun.on(
                        git.home().path(),
                        "query",
                        "books-by-author",
                        "author=id:ada-quill",
                        "--cite",
                        "--format",
                        "csv");
        assertEquals(0, query.status(), query::err);
        Path file = Files.writeString(files.resolve("from-command"), query.out());
        CommandRun run = verify(file.toString());
        assertEquals(0, run.status(), run::toString);
    }

    @Test
    void tellThatTheAnswerIsAnother() throws Exception {
        CitedLinkForger forger = CitedLinkForger.of(path(BOOKS));

        Document page = page(served.get(forger.withOtherRows(), HTML));
        assertTrue(page.select("dd.differs").text().contains("not the answer"), page::text);
        CommandRun run = verify("https://elsewhere.example" + forger.withOtherRows());
        assertEquals(1, run.status(), run::toString);
        assertTrue(run.out().startsWith("Not the same answer. Cited: "), run::toString);
        assertTrue(
                verify("http://x.example" + forger.withOtherDigest())
                        .out()
                        .contains("rows differ"));
    }

    @Test
    void sayThatTheHistoryDoesNotHoldTheState() throws Exception {
        String path = CitedLinkForger.of(path(BOOKS)).withOtherSnapshot();

        HttpResponse<String> response = served.get(path, "Accept", "application/json");
        assertEquals(404, response.statusCode(), response::body);
        assertTrue(
                ServedHome.json(response)
                        .getString("detail")
                        .startsWith("This answer was given by the data version 00112233"),
                response::body);
        CommandRun run = verify("http://x.example" + path);
        assertEquals(2, run.status(), run::toString);
        assertTrue(run.err().startsWith("Not compared: "), run::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/cite                               | 400 | \"of\" is missing",
                "/cite?of=nonsense                   | 400 | not the address of",
                "/cite?of=/query/no-such             | 400 | not the address of",
                "/cite?of=/sparql                    | 400 | not the address of",
                "/cite?of=/sparql?query=SELECT       | 400 |",
                "/cite?of=/query/books-by-author?author=x%20y | 400 |",
                "/cite/EAAAAAAAAAAAAAAAAAAAAAAAAAAA | 400 | damaged",
                "/cite/x.bib                         | 400 | damaged",
            })
    void refuseWhatIsNone(String path, int status, String detail) {
        HttpResponse<String> response = served.get(path, "Accept", "application/json;q=0.5, */*");
        assertEquals(status, response.statusCode(), response::body);
        if (detail != null) {
            assertTrue(response.body().contains(detail), response::body);
        }
    }

    @Test
    void areReferencesInBibTex() throws ParseException {
        for (String address : ALL) {
            HttpResponse<String> response = served.get(path(address) + ".bib");
            assertEquals("application/x-bibtex; charset=utf-8", header(response, "Content-Type"));
            BibTeXDatabase database = new BibTeXParser().parse(new StringReader(response.body()));
            BibTeXEntry entry = database.getEntries().values().iterator().next();
            assertEquals(1, database.getEntries().size());
            assertEquals(new Key("misc"), entry.getType());
            for (String field :
                    List.of("author", "title", "year", "howpublished", "note", "url", "urldate")) {
                assertTrue(entry.getField(new Key(field)) != null, field);
            }
            assertEquals("2024", entry.getField(BibTeXEntry.KEY_YEAR).toUserString());
            assertEquals(
                    served.uri(path(address)).toString(),
                    entry.getField(BibTeXEntry.KEY_URL).toUserString());
        }
    }

    /** Lines of a tag of two characters, two spaces, a hyphen and a space (RIS, 2011). */
    @Test
    void areReferencesInRis() {
        for (String address : ALL) {
            String body = served.get(path(address) + ".ris").body();
            List<String> lines = Arrays.asList(body.split("\r\n", -1));
            assertEquals("TY  - DATA", lines.getFirst());
            assertEquals(List.of("ER  - ", ""), lines.subList(lines.size() - 2, lines.size()));
            lines.subList(0, lines.size() - 1)
                    .forEach(line -> assertTrue(line.matches("[A-Z][A-Z0-9] {2}- .*"), line));
            for (String tag : List.of("AU", "TI", "PY", "DA", "UR", "Y2", "ET")) {
                assertEquals(
                        1,
                        lines.stream().filter(line -> line.startsWith(tag + "  - ")).count(),
                        body);
            }
            assertTrue(lines.contains("DA  - 2024/05/14/"), body);
        }
    }

    /** What csl-data.json of CSL 1.0.2 says of these members; it allows no others. */
    @Test
    void areReferencesInCslJson() {
        for (String address : ALL) {
            HttpResponse<String> response = served.get(path(address) + ".json");
            JsonObject item = JSON.parseAny(response.body()).getAsArray().get(0).getAsObject();
            assertEquals(
                    Set.of(
                            "id",
                            "type",
                            "title",
                            "author",
                            "publisher",
                            "issued",
                            "accessed",
                            "version",
                            "note",
                            "language",
                            "URL"),
                    item.keys());
            assertEquals("dataset", item.getString("type"));
            for (String text :
                    List.of("id", "title", "publisher", "version", "note", "language", "URL")) {
                assertTrue(item.get(text).isString(), text);
            }
            JsonObject author = item.get("author").getAsArray().get(0).getAsObject();
            assertEquals(Set.of("literal"), author.keys());
            for (String date : List.of("issued", "accessed")) {
                JsonObject parts = item.getObj(date);
                assertEquals(Set.of("date-parts"), parts.keys());
                assertEquals(1, parts.get("date-parts").getAsArray().size());
                assertTrue(
                        parts.get("date-parts").getAsArray().get(0).getAsArray().stream()
                                .allMatch(part -> part.isNumber()));
            }
            assertEquals(
                    "[2024, 5, 14]",
                    item.getObj("issued")
                            .get("date-parts")
                            .getAsArray()
                            .get(0)
                            .toString()
                            .replaceAll("\\s+", " ")
                            .replace("[ ", "[")
                            .replace(" ]", "]")
                            .replace(" ,", ","));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".bib", ".ris", ".json", ".txt"})
    void answerHeadLikeGet(String suffix) {
        HttpResponse<String> get = served.get(path(BOOKS) + suffix);
        HttpResponse<String> head = served.head(path(BOOKS) + suffix);
        assertEquals(get.statusCode(), head.statusCode());
        assertEquals(header(get, "ETag"), header(head, "ETag"));
    }

    @Test
    void doNotDependOnTheOrderOfParameters() {
        List<String> links =
                Stream.of(
                                "/query/books-by-author?author=id:ada-quill",
                                "/query/books-by-author.csv?format=json&author=id:ada-quill&lang=en",
                                "/query/books-by-author?cite=true&author=id:ada-quill&timeout=3")
                        .map(address ->
                                page(served.get("/cite?of=" + encode(address), HTML))
                                        .select(".permalink a")
                                        .attr("href"))
                        .distinct()
                        .toList();
        assertEquals(1, links.size(), links::toString);
    }
}
