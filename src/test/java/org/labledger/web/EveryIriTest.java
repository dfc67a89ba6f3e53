package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/**
 * Every IRI of the ledger dereferences, whatever legal characters it has (RFC 3986, section 3.3;
 * RFC 3987, section 3.1), and every address that the server gives leads to the thing it was given
 * for, also beside others that differ in an escape, a suffix or a slash.
 */
@Timeout(120)
class EveryIriTest {

    private static final String SPACE = "https://home.test/";
    private static final String HUB = SPACE + "id/hub";

    private static final List<String> KINDS =
            List.of(
                    "a",
                    "a/b",
                    "a%2Fb",
                    "a%2fb",
                    "a;v=2",
                    "a;v=3",
                    ";",
                    "a//b",
                    "//a",
                    "b/",
                    "50%25",
                    "50%2525",
                    "a%20b",
                    "a%2520b",
                    "a?x=1",
                    "a?x=2&y=%26",
                    "a?",
                    "a?lang=en",
                    "c.ttl",
                    "c",
                    "c.html",
                    "c.ttl.ttl",
                    "d.jsonld",
                    "café",
                    "caf%C3%A9",
                    "caf%c3%a9",
                    "caf%C3%A9é",
                    "月%E6%9C%88",
                    "%E6%9C%88月",
                    "𝒳",
                    "a%5Cb",
                    "a%3Fx=1",
                    "a%23x",
                    "a%3Bv=2",
                    "~",
                    "%7E",
                    "a:b@c!$&'()*+,=",
                    "me#this",
                    "two#a",
                    "two#b",
                    "a;v=2#x",
                    "é#é",
                    "c.nt");

    /** The IRIs, each with the number that the data say of it. */
    private static final Map<String, Integer> IRIS = new TreeMap<>();

    @TempDir static Path folder;

    private static ServedHome home;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        Set<String> names = new LinkedHashSet<>(KINDS);
        Random random = new Random(13);
        while (names.size() < KINDS.size() + 20) {
            String name =
                    Stream.generate(() -> KINDS.get(random.nextInt(KINDS.size())))
                            .limit(2)
                            .collect(Collectors.joining());
            boolean isLegal =
                    name.indexOf('#') == name.lastIndexOf('#')
                            && name.indexOf('?') == name.lastIndexOf('?');
            // Jena 6.0.0 reads <a//> in Turtle as <a/>.
            if (isLegal && !name.matches(".*//(#.*)?")) {
                names.add(name);
            }
        }
        StringBuilder data = new StringBuilder();
        for (String name : names) {
            String iri = SPACE + "id/" + name;
            IRIS.put(iri, IRIS.size());
            data.append(
                    "<%s> <urn:number> %d .\n<%s> <urn:of> <%s> .\n"
                            .formatted(iri, IRIS.get(iri), HUB, iri));
        }
        home =
                ServedHome.start(
                        HomeFolder.in(folder)
                                .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                                .with("data/all.ttl", data.toString()));
        client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        home.close();
    }

    @Test
    void everyIriDereferences() {
        for (String iri : IRIS.keySet()) {
            String document = iri.replaceFirst("#.*", "");
            String uri = ascii(document);
            boolean isAnother =
                    !uri.equals(document)
                            && IRIS.keySet().stream()
                                    .map(other -> other.replaceFirst("#.*", ""))
                                    .distinct()
                                    .filter(other -> ascii(other).equals(uri))
                                    .anyMatch(other -> !other.equals(document));
            if (isAnother || uri.endsWith("?")) {
                // On the wire several are one; the one that is a URI itself has it. And this client
                // does not send an empty query.
                continue;
            }
            assertDescribes(iri, ask(uri.substring(SPACE.length()), "application/n-triples"));
        }
    }

    @Test
    void everyDocumentGivesAddressesThatLeadToItsThing() {
        for (String iri : IRIS.keySet()) {
            HttpResponse<String> document =
                    ask("doc/?iri=" + ServedHome.encode(iri), "application/n-triples");
            assertDescribes(iri, document);
            assertDescribes(
                    iri, ask(ServedHome.header(document, "Content-Location"), "text/turtle"));
            List<String> links =
                    document.headers().allValues("Link").stream()
                            .filter(link -> link.contains("\"alternate\""))
                            .toList();
            assertEquals(10, links.size());
            for (String link : links) {
                String address = link.replaceFirst("^<(.*)>.*", "$1");
                HttpResponse<String> other = ask(address, "image/png");
                assertEquals(200, other.statusCode(), link);
                assertEquals(
                        link.replaceFirst(".*type=\"(.*)\"", "$1"),
                        ServedHome.header(other, "Content-Type").replaceFirst(" *;.*", ""));
                if (link.contains("n-triples")) {
                    assertDescribes(iri, other);
                } else if (!link.contains("spreadsheetml")) {
                    // A workbook is compressed.
                    assertTrue(other.body().contains(number(iri)), link + "\n" + other.body());
                }
            }
        }
    }

    @Test
    void everyLinkOnAPageLeadsToItsThing() {
        String hub = ask("id/hub", "text/html").body();
        List<String> addresses =
                Jsoup.parse(hub).select(".facts dd > a, .facts li > a").eachAttr("href");

        assertLeadToAll(addresses);
        String alternates = ask(addresses.getFirst(), "text/html").body();
        assertTrue(alternates.contains("rel=\"alternate\""), alternates);
    }

    @Test
    void thePageOfEachNamesItsOtherFormats() {
        for (String iri : IRIS.keySet()) {
            String page = ask("doc/?iri=" + ServedHome.encode(iri), "text/html").body();
            List<String> alternates =
                    Pattern.compile(
                                    "<link rel=\"alternate\" type=\"application/n-triples\""
                                            + " href=\"([^\"]*)\"")
                            .matcher(page)
                            .results()
                            .map(found ->
                                    found.group(1).replace("&#39;", "'").replace("&amp;", "&"))
                            .toList();
            assertEquals(1, alternates.size());
            assertDescribes(iri, ask(alternates.getFirst(), "text/html"));
            for (MatchResult other :
                    Pattern.compile("rel=\"alternate\" hreflang=\"[^\"]*\" href=\"([^\"]*)\"")
                            .matcher(page)
                            .results()
                            .toList()) {
                String address = other.group(1).replace("&#39;", "'").replace("&amp;", "&");
                assertTrue(ask(address, "text/html").body().contains(number(iri)), address);
            }
        }
    }

    @Test
    void theSitemapLeadsToEveryDocument() {
        String origin = home.uri("").toString();
        List<String> addresses =
                Pattern.compile("<loc>(.*?)</loc>")
                        .matcher(ask("sitemap.xml", "*/*").body())
                        .results()
                        .map(found -> found.group(1).replace("&#39;", "'").replace("&amp;", "&"))
                        .peek(address -> assertTrue(address.startsWith(origin), address))
                        .filter(address -> address.contains("/id/"))
                        .map(address -> address.substring(origin.length()))
                        .toList();

        assertEquals(addresses.size(), Set.copyOf(addresses).size());
        assertLeadToAll(addresses);
    }

    private static void assertLeadToAll(List<String> addresses) {
        Set<String> found = new LinkedHashSet<>();
        for (String address : addresses) {
            String body = ask(address, "application/n-triples").body();
            IRIS.forEach((iri, number) -> {
                if (body.contains(statement(iri, number))) {
                    found.add(iri);
                }
            });
        }
        List<String> missing = new ArrayList<>(IRIS.keySet());
        missing.removeAll(found);
        assertEquals(List.of(), missing);
    }

    private static void assertDescribes(String iri, HttpResponse<String> response) {
        String about = iri + " at " + response.uri() + "\n" + response.body();
        assertEquals(200, response.statusCode(), about);
        assertTrue(
                response.body().contains(statement(iri, IRIS.getOrDefault(iri, -1)))
                        || response.headers()
                                        .firstValue("Content-Type")
                                        .orElse("")
                                        .startsWith("text/turtle")
                                && response.body().contains("<" + iri + ">")
                                && response.body().contains(number(iri)),
                about);
        if (!iri.contains("#")) {
            // Nothing is said of another.
            assertEquals(1, response.body().split("urn:number", -1).length - 1 - parts(iri), about);
        }
    }

    private static int parts(String iri) {
        return (int) IRIS.keySet().stream().filter(other -> other.startsWith(iri + "#")).count();
    }

    private static String statement(String iri, int number) {
        return "<%s> <urn:number> \"%d\"".formatted(iri, number);
    }

    private static String number(String iri) {
        return String.valueOf(IRIS.getOrDefault(iri, -1));
    }

    /** Escapes what is beyond ASCII, as a browser does. */
    private static String ascii(String iri) {
        StringBuilder uri = new StringBuilder();
        for (byte b : iri.getBytes(StandardCharsets.UTF_8)) {
            uri.append(b < 0 ? "%%%02X".formatted(b & 0xFF) : String.valueOf((char) b));
        }
        return uri.toString();
    }

    private static HttpResponse<String> ask(String address, String accept) {
        String origin = home.uri("").toString();
        String absolute =
                ascii(address.startsWith("/") ? origin + address.substring(1) : origin + address);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(absolute.replaceFirst("#.*", "")))
                        .header("Accept", accept)
                        .timeout(Duration.ofSeconds(30))
                        .build();
        try {
            return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(absolute, e);
        }
    }
}
