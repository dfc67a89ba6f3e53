package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.header;
import static org.labledger.web.ServedHome.json;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndLink;
import com.rometools.rome.io.SyndFeedInput;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.jena.atlas.json.JsonObject;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.GitHome;
import org.labledger.HomeFolder;
import org.labledger.live.CurrentSnapshot;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** {@code /changes} and its feeds, over a repository that the test writes. */
@Timeout(120)
class ChangesRouteTest {

    private static final String BROWSER = "text/html";
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String HOSTILE = "\"'><script>alert(1)</script> & \u0007 ]]>";
    private static final String ADA = "https://library.example/id/ada-quill";

    @TempDir private static Path folder;

    private static GitHome git;
    private static ServedHome served;
    private static final List<String> commits = new ArrayList<>();

    @BeforeAll
    static void writeAHistory() {
        git = GitHome.in(folder.resolve("library"));
        git.home().withAllOf(HomeFolder.LIBRARY);
        commit("The library as it was", "2024-05-14T12:00:00Z");
        git.tag("v1", false);
        git.home().with("data/books.ttl", books().replace("1968", "1969"));
        commit("Lanterns came a year later", "2024-05-15T09:00:00Z");
        git.home().with("data/books.ttl", books() + "\n# A comment.\n");
        commit("A comment", "2024-05-15T10:00:00Z");
        git.home().with("data/books.ttl", books() + "\n# Two comments.\n");
        commit("Another comment", "2024-05-15T11:00:00Z");
        for (int i = 1; i <= 20; i++) {
            git.home()
                    .with(
                            "data/loan-" + i + ".ttl",
                            """
                            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                            <https://library.example/id/member-9%02d> a <https://library.example/vocab#Member> ;
                                rdfs:label "Member %d"@en .
                            """
                                    .formatted(i, i));
            commit("Member " + i, "2024-05-16T10:%02d:00Z".formatted(i));
        }
        git.home()
                .with(
                        "data/hostile.ttl",
                        """
                        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                        <https://library.example/id/hostile> rdfs:label "\\"'><script>alert(2)</script>\\u0007"@en .
                        """);
        commit(HOSTILE, "2024-05-17T12:00:00Z");
        served = ServedHome.start(git.home());
    }

    private static void commit(String message, String time) {
        commits.add(git.commit(message, time));
    }

    private static String books() {
        try {
            return Files.readString(git.home().path().resolve("data/books.ttl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() {
        served.close();
        git.close();
    }

    private static Document page(String path) {
        HttpResponse<String> response = served.get(path, "Accept", BROWSER);
        assertEquals(200, response.statusCode(), response::body);
        return Jsoup.parse(response.body());
    }

    @Test
    void listsTheNewestStatesFirst() {
        Document first = page("/changes");

        assertEquals("Changes", first.select("h1").text());
        assertEquals("17 May 2024", first.select("main h2").eachText().getFirst());
        assertTrue(first.select("main h3").get(1).text().startsWith("Member 20 Commit "));
        assertEquals("Page 1 of 2", first.select("nav.pages span").text());

        Document second = page("/changes?page=2");

        assertEquals(
                List.of("16 May 2024", "15 May 2024", "14 May 2024"),
                second.select("main h2").eachText());
        assertTrue(
                second.text()
                        .contains(
                                "Novel changed: Lanterns over Mill Lane (books) year of"
                                        + " publication: changed from 1968 to 1969"),
                second::text);
        assertTrue(
                second.text()
                        .contains(
                                "2 states changed only layout, comments or notes: Another comment A"
                                        + " comment"),
                second::text);
        assertEquals(
                "/doc/id/lanterns-over-mill-lane",
                second.select("a:contains(Lanterns over Mill Lane)").attr("href"));
        assertTrue(second.text().contains("Commit " + commits.getFirst().substring(0, 12) + " v1"));
    }

    @Test
    void isInChineseToo() {
        String text = page("/changes?page=2&lang=zh-Hant").text();

        assertTrue(text.contains("出版年：由「1968年」改為「1969年」"), text);
        assertTrue(text.contains("2 次只調整了排版、註解或說明："), text);
    }

    @Test
    void showsAllThatOneStateChanged() {
        Document state = page("/changes/" + commits.get(1));

        assertEquals("Lanterns came a year later", state.select("h1").text());
        assertTrue(state.text().contains("changed from 1968 to 1969"), state::text);
        assertEquals(
                page("/changes/" + commits.getFirst()).select("main article").text(),
                page("/changes/v1").select("main article").text());
        assertEquals(404, served.get("/changes/no-such-tag").statusCode());
    }

    @Test
    void isJsonForPrograms() {
        JsonObject all = json(served.get("/changes"));

        assertEquals(25, all.get("total").getAsNumber().value().intValue());
        assertEquals(2, all.get("pages").getAsNumber().value().intValue());
        JsonObject newest = all.getArray("states").iterator().next().getAsObject();
        assertEquals(commits.getLast(), newest.getString("commit"));
        assertEquals("2024-05-17T12:00:00Z", newest.getString("time"));

        JsonObject second = json(served.get("/changes.json?page=2"));
        List<Boolean> layout =
                states(second).stream().map(state -> state.getBoolean("layoutOnly")).toList();
        assertEquals(List.of(false, true, true, false, false), layout);

        JsonObject state = json(served.get("/changes/" + commits.get(1) + ".json"));
        JsonObject change = state.getArray("changes").iterator().next().getAsObject();
        assertEquals("changed", change.getString("kind"));
        assertEquals(
                "https://library.example/id/lanterns-over-mill-lane", change.getString("thing"));
    }

    private static List<JsonObject> states(JsonObject page) {
        List<JsonObject> states = new ArrayList<>();
        page.getArray("states").forEach(state -> states.add(state.getAsObject()));
        return states;
    }

    @Test
    void tellsOfOneThingWhichStatesChangedIt() {
        JsonObject ada = json(served.get("/doc/id/ada-quill/changes.json"));

        // Her own file, and the novels that she wrote, came with the first state.
        assertEquals(
                List.of(commits.getFirst()),
                states(ada).stream().map(state -> state.getString("commit")).toList());
        assertEquals(
                List.of(commits.get(1), commits.getFirst()),
                states(json(served.get("/doc/id/lanterns-over-mill-lane/changes"))).stream()
                        .map(state -> state.getString("commit"))
                        .toList());
        assertEquals(
                ada.toString(),
                json(served.get("/changes?iri=" + ServedHome.encode(ADA))).toString());

        Document page = page("/doc/id/lanterns-over-mill-lane/changes");
        assertEquals("Changes: Lanterns over Mill Lane", page.select("h1").text());
        assertFalse(page.text().contains("Tin Orchard"), page::text);
        assertEquals(404, served.get("/doc/id/nobody/changes").statusCode());
    }

    @Test
    void linksFromTheHomePageAndFromThings() {
        Document home = page("/");

        assertEquals(
                "/changes.atom",
                home.select("link[rel=alternate][type=application/atom+xml]").attr("href"));
        assertEquals("/changes", home.select("footer a:contains(Changes)").attr("href"));
        assertTrue(
                home.select("main a[href=/changes]").text().startsWith("Updated on 17 May 2024: "),
                home::text);
        assertEquals(
                "/doc/id/ada-quill/changes.atom",
                page("/doc/id/ada-quill")
                        .select("link[rel=alternate][type=application/atom+xml]")
                        .attr("href"));
    }

    @Test
    void areOfTheStateThatAPastPageShows() {
        Document home = page("/?at=v1");

        assertTrue(
                home.select("main p").eachText().stream()
                        .anyMatch(text -> text.startsWith("Updated on 14 May 2024: ")),
                home::text);
        assertTrue(home.select("[type=application/atom+xml]").isEmpty());

        HttpResponse<String> past = served.get("/doc/id/ada-quill/changes?at=v1");
        assertEquals(400, past.statusCode());
        assertEquals("at", json(past).getString("parameter"));
        // There are no mementos of a list that has all states.
        assertFalse(
                served.get("/doc/id/ada-quill/changes").headers().allValues("Link").stream()
                        .anyMatch(link -> link.contains("timegate")));
    }

    @Test
    void escapesWhatCommitsAndLabelsSay() {
        for (String path : List.of("/changes", "/changes/" + commits.getLast())) {
            Document page = page(path);

            assertTrue(page.select("main script").isEmpty(), page::html);
            assertTrue(page.text().contains("<script>alert(1)</script>"), page::text);
            assertTrue(page.text().contains("<script>alert(2)</script>"), page::text);
            assertFalse(page.html().contains("\u0007"));
        }
        assertFalse(served.get("/changes.atom").body().contains("<script"));
        assertTrue(page("/").select("main script").isEmpty());
    }

    @Test
    void isAFeedThatAnIndependentReaderUnderstands() throws Exception {
        SyndFeed feed = feed("/changes.atom?page=2");

        assertEquals("atom_1.0", feed.getFeedType());
        assertEquals("https://library.example/changes", feed.getUri());
        assertEquals("Changes: The library of Millbrook", feed.getTitle());
        assertEquals("The library of Millbrook", feed.getAuthors().getFirst().getName());
        assertEquals(Instant.parse("2024-05-17T12:00:00Z"), feed.getPublishedDate().toInstant());
        assertEquals(
                List.of(
                        "https://library.example/changes/" + commits.get(4),
                        "https://library.example/changes/" + commits.get(1),
                        "https://library.example/changes/" + commits.get(0)),
                feed.getEntries().stream().map(SyndEntry::getUri).toList());
        SyndEntry entry = feed.getEntries().get(1);
        assertEquals("Lanterns came a year later", entry.getTitle());
        assertEquals(Instant.parse("2024-05-15T09:00:00Z"), entry.getUpdatedDate().toInstant());
        String content = Jsoup.parse(entry.getContents().getFirst().getValue()).text();
        assertTrue(content.contains("changed from 1968 to 1969"), content);
        assertEquals(served.uri("/changes/" + commits.get(1)).toString(), entry.getLink());
    }

    @Test
    void isAFeedInPages() throws Exception {
        assertEquals(
                Set.of(
                        "self /changes.atom",
                        "alternate /changes",
                        "first /changes.atom",
                        "next /changes.atom?page=2",
                        "last /changes.atom?page=2",
                        "license https://creativecommons.org/publicdomain/zero/1.0/"),
                links("/changes.atom"));
        assertEquals(
                Set.of(
                        "self /changes.atom?page=2",
                        "alternate /changes",
                        "first /changes.atom",
                        "previous /changes.atom",
                        "last /changes.atom?page=2",
                        "license https://creativecommons.org/publicdomain/zero/1.0/"),
                links("/changes.atom?page=2"));
        assertEquals(404, served.get("/changes.atom?page=3").statusCode());
        assertEquals(400, served.get("/changes.atom?page=0").statusCode());
        assertTrue(json(served.get("/changes.atom?page=0")).getString("detail").contains("page=2"));
    }

    private static Set<String> links(String path) throws Exception {
        String origin = served.uri("/").toString().replaceAll("/$", "");
        Set<String> links = new TreeSet<>();
        for (Element link : children(dom(path), "link")) {
            links.add(
                    link.getAttribute("rel") + " " + link.getAttribute("href").replace(origin, ""));
        }
        return links;
    }

    /** RFC 4287, sections 3.3, 4.1.1, 4.1.2 and 4.2.6; RFC 3339 for dates. */
    @Test
    void isAFeedByTheRulesOfTheStandard() throws Exception {
        for (String path :
                List.of(
                        "/changes.atom",
                        "/changes.atom?page=2",
                        "/changes.atom?lang=zh-Hant",
                        "/doc/id/lanterns-over-mill-lane/changes.atom",
                        "/changes.atom?iri=" + ServedHome.encode(ADA))) {
            HttpResponse<String> response = served.get(path);
            assertEquals(
                    "application/atom+xml;charset=utf-8",
                    header(response, "Content-Type").replace(" ", "").toLowerCase(Locale.ROOT));
            Element feed = dom(path);
            assertEquals("feed", feed.getLocalName());
            requireOnce(feed, "id", "title", "updated", "author");
            requireDate(feed);
            Set<String> ids = new TreeSet<>();
            for (Element entry : children(feed, "entry")) {
                requireOnce(entry, "id", "title", "updated", "summary", "content");
                requireDate(entry);
                String id = text(entry, "id");
                assertTrue(URI.create(id).isAbsolute(), id);
                assertTrue(ids.add(id), id);
                Element content = children(entry, "content").getFirst();
                assertEquals("xhtml", content.getAttribute("type"));
                NodeList div = content.getChildNodes();
                assertEquals(1, div.getLength());
                assertEquals("http://www.w3.org/1999/xhtml", div.item(0).getNamespaceURI());
                assertEquals("div", div.item(0).getLocalName());
                assertEquals(1, children(entry, "link").size());
            }
            assertFalse(ids.isEmpty());
            List<Element> self =
                    children(feed, "link").stream()
                            .filter(link -> link.getAttribute("rel").equals("self"))
                            .toList();
            assertEquals(1, self.size());
            assertEquals(
                    response.body(),
                    served.get(
                                    self.getFirst()
                                            .getAttribute("href")
                                            .replace(served.uri("/").toString(), "/"))
                            .body());
        }
    }

    private static void requireOnce(Element parent, String... names) {
        for (String name : names) {
            assertEquals(1, children(parent, name).size(), name);
        }
    }

    private static void requireDate(Element parent) {
        String updated = text(parent, "updated");
        assertTrue(
                updated.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"), updated);
    }

    private static String text(Element parent, String name) {
        return children(parent, name).getFirst().getTextContent();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element
                    && ATOM.equals(element.getNamespaceURI())
                    && element.getLocalName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static Element dom(String path) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(served.get(path).body())))
                .getDocumentElement();
    }

    private static SyndFeed feed(String path) throws Exception {
        return new SyndFeedInput().build(new StringReader(served.get(path).body()));
    }

    @Test
    void keepsTheIdsOfAThingsEntriesApartFromThoseOfAll() throws Exception {
        SyndFeed feed = feed("/doc/id/ada-quill/changes.atom");

        assertEquals(
                "https://library.example/changes?iri=https%3A%2F%2Flibrary.example%2Fid%2Fada-quill",
                feed.getUri());
        assertEquals(
                "https://library.example/changes/"
                        + commits.getFirst()
                        + "?iri=https%3A%2F%2Flibrary.example%2Fid%2Fada-quill",
                feed.getEntries().getFirst().getUri());
        assertEquals(
                Set.of("self", "alternate", "license"),
                feed.getLinks().stream().map(SyndLink::getRel).collect(Collectors.toSet()));
    }

    @Test
    void saysWhyThereIsNothingWithoutAHistory() {
        try (ServedHome plain =
                ServedHome.start(
                        HomeFolder.in(folder.resolve("plain")).withAllOf(HomeFolder.LIBRARY))) {
            HttpResponse<String> page = plain.get("/changes", "Accept", BROWSER);

            assertEquals(200, page.statusCode());
            assertTrue(
                    Jsoup.parse(page.body())
                            .text()
                            .contains("Changes cannot be shown. This home is not in a git"),
                    page::body);
            HttpResponse<String> feed = plain.get("/changes.atom");
            assertEquals(404, feed.statusCode());
            assertTrue(
                    json(feed).getString("detail").startsWith("Changes cannot be shown. "),
                    feed::body);
            Document home = Jsoup.parse(plain.get("/", "Accept", BROWSER).body());
            assertTrue(home.select("[type=application/atom+xml], a[href=/changes]").isEmpty());
        }
    }

    @Test
    void leavesTheHomePageWholeIfGitLosesItsObjects() throws Exception {
        try (GitHome broken = GitHome.in(folder.resolve("broken"))) {
            broken.home().withAllOf(HomeFolder.LIBRARY);
            broken.commit("First", "2024-05-14T12:00:00Z");
            try (Stream<Path> objects = Files.walk(broken.home().path().resolve(".git/objects"))) {
                for (Path object : objects.filter(Files::isRegularFile).toList()) {
                    Files.delete(object);
                }
            }
            try (ServedHome live = ServedHome.start(broken.home())) {
                assertEquals(200, live.get("/", "Accept", BROWSER).statusCode());
                HttpResponse<String> changes = live.get("/changes", "Accept", BROWSER);
                assertEquals(200, changes.statusCode());
                assertTrue(changes.body().contains("Changes cannot be shown."), changes::body);
            }
        }
    }

    @Test
    void changesWithTheHistoryAndNotOnlyWithTheSnapshot() {
        try (GitHome other = GitHome.in(folder.resolve("other"))) {
            other.home().withAllOf(HomeFolder.LIBRARY);
            other.commit("First", "2024-05-14T12:00:00Z");
            other.home()
                    .with(
                            "data/more.ttl",
                            "<https://library.example/id/x> a <https://library.example/vocab#Book> .");
            CurrentSnapshot current = new CurrentSnapshot(other.home().load());
            try (ServedHome live = ServedHome.start(other.home(), current)) {
                String before = live.get("/changes", "Accept", BROWSER).body();
                assertTrue(before.contains("Not committed yet"), before);
                // Once more, so that it is in every cache.
                live.get("/changes", "Accept", BROWSER);
                HttpResponse<String> known = live.get("/changes.atom");
                String tag = header(known, "ETag");
                assertEquals(304, live.get("/changes.atom", "If-None-Match", tag).statusCode());

                other.commit("Second", "2024-05-15T12:00:00Z");

                String after = live.get("/changes", "Accept", BROWSER).body();
                assertFalse(after.contains("Not committed yet"), after);
                assertTrue(after.contains("Second"), after);
                HttpResponse<String> next = live.get("/changes.atom", "If-None-Match", tag);
                assertEquals(200, next.statusCode());
                assertNotEquals(tag, header(next, "ETag"));
                assertTrue(live.get("/", "Accept", BROWSER).body().contains("15 May 2024"));

                // A query is no part of what the record says.
                other.home().with("queries/all.rq", "ASK {}");
                other.commit("Third", "2024-05-16T12:00:00Z");

                assertTrue(live.get("/changes", "Accept", BROWSER).body().contains("Third"));
                assertTrue(live.get("/", "Accept", BROWSER).body().contains("15 May 2024"));
            }
        }
    }
}
