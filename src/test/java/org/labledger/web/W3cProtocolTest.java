package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.system.G;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/**
 * The W3C tests of the SPARQL 1.1 Protocol, sent as their manifest writes them, and those of the
 * SPARQL 1.1 Service Description. What the manifest wants done by an update is refused here, since
 * the service is read-only; it says so with a 4xx, as the protocol has it (section 2.2.4).
 */
class W3cProtocolTest {

    private static final String SITE = "http://kasei.us/2009/09/sparql/data/";
    private static final String SD = "http://www.w3.org/ns/sparql-service-description#";

    /** Each graph describes the other's document, so that an answer tells which one was asked. */
    private static final String DATA =
            """
            @base <http://kasei.us/2009/09/sparql/data/> .
            @prefix foaf: <http://xmlns.com/foaf/0.1/> .
            <data1.rdf> { <data2.rdf> a foaf:Document ; foaf:name "two" . }
            <data2.rdf> { <data1.rdf> a foaf:Document ; foaf:name "one" . }
            <data3.rdf> { <data3.rdf> a foaf:Document ; foaf:name "three" . }
            """;

    private record Exchange(
            String method,
            String target,
            Map<String, String> headers,
            String body,
            String status,
            Set<String> mediaTypes,
            boolean isTrue) {}

    @TempDir private static Path folder;

    private static ServedHome home;

    @BeforeAll
    static void serve() {
        home = ServedHome.start(HomeFolder.in(folder).with("data/site.trig", DATA));
    }

    @AfterAll
    static void stop() {
        home.close();
    }

    @TestFactory
    Stream<DynamicTest> answersAsTheManifestSays() {
        return W3cSuite.all().stream()
                .filter(test -> test.kind().equals("ProtocolTest"))
                .map(test -> dynamicTest(test.display(), () -> run(test)));
    }

    @Test
    void describesItselfInRdf() throws Exception {
        Graph description = serviceDescription();

        assertFalse(description.isEmpty());
    }

    @Test
    void describesItselfWithItsEndpoint() throws Exception {
        Node endpoint = NodeFactory.createURI(home.uri("sparql").toString());

        assertTrue(
                serviceDescription().contains(Node.ANY, sd("endpoint"), endpoint),
                serviceDescription()::toString);
    }

    @Test
    void describesItselfInTheTermsOfTheVocabulary() throws Exception {
        Graph description = serviceDescription();
        List<Node> services = G.nodesOfTypeAsList(description, sd("Service"));

        assertEquals(1, services.size());
        Node service = services.getFirst();
        for (String property :
                List.of("feature", "resultFormat", "supportedLanguage", "defaultDataset")) {
            assertTrue(G.hasProperty(description, service, sd(property)), property);
        }
        for (Node feature : G.listSP(description, service, sd("feature"))) {
            assertTrue(
                    Set.of(
                                    sd("UnionDefaultGraph"),
                                    sd("BasicFederatedQuery"),
                                    sd("RequiresDataset"),
                                    sd("EmptyGraphs"),
                                    sd("DereferencesURIs"))
                            .contains(feature),
                    feature::toString);
        }
        // Nothing is ever fetched, so this one must not be claimed.
        assertFalse(description.contains(service, sd("feature"), sd("DereferencesURIs")));
        for (Node dataset : G.listSP(description, service, sd("defaultDataset"))) {
            assertTrue(description.contains(dataset, RDF.type.asNode(), sd("Dataset")));
        }
    }

    private static void run(W3cTest test) throws Exception {
        List<Exchange> exchanges = exchanges(test.comment());
        assertFalse(exchanges.isEmpty(), test.comment());
        if (test.name().contains("/update_")) {
            HttpResponse<byte[]> response = send(exchanges.getFirst());
            assertEquals(4, response.statusCode() / 100, () -> text(response));
            return;
        }
        for (Exchange exchange : exchanges) {
            HttpResponse<byte[]> response = send(exchange);
            assertTrue(
                    exchange.status().contains(response.statusCode() / 100 + "xx"),
                    () -> exchange + "\n" + response.statusCode() + " " + text(response));
            if (!exchange.mediaTypes().isEmpty()) {
                assertTrue(exchange.mediaTypes().contains(mediaType(response)), response::toString);
            }
            if (exchange.isTrue()) {
                Lang lang =
                        mediaType(response).endsWith("json")
                                ? ResultSetLang.RS_JSON
                                : ResultSetLang.RS_XML;
                switch (W3cAnswer.results(response.body(), lang)) {
                    case W3cAnswer.Truth truth -> assertTrue(truth.value());
                    case W3cAnswer.Rows rows -> assertFalse(rows.rows().isEmpty());
                    case W3cAnswer.Triples triples -> throw new AssertionError(triples);
                }
            }
        }
    }

    private static HttpResponse<byte[]> send(Exchange exchange) throws Exception {
        URI uri = home.uri("").resolve(exchange.target());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(20))
                        .method(
                                exchange.method(),
                                exchange.body().isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(
                                                exchange.body().getBytes(charset(exchange))));
        exchange.headers().forEach(request::header);
        return send(request.build());
    }

    /** A client of its own for each request: the server may close a connection after a refusal. */
    private static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofByteArray());
        }
    }

    private static Charset charset(Exchange exchange) {
        return exchange.headers().getOrDefault("Content-Type", "").contains("UTF-16")
                ? StandardCharsets.UTF_16
                : StandardCharsets.UTF_8;
    }

    /** Reads the requests and responses that the text of a manifest describes. */
    private static List<Exchange> exchanges(String comment) {
        List<Exchange> exchanges = new ArrayList<>();
        Matcher matcher =
                Pattern.compile("(?s)#### Request(.*?)#### Response(.*?)(?=####|\\z)")
                        .matcher(comment);
        while (matcher.find()) {
            List<String> request = lines(matcher.group(1));
            List<String> response = lines(matcher.group(2));
            String[] first = request.getFirst().split("\\s+", -1);
            Map<String, String> headers = new LinkedHashMap<>();
            int line = 1;
            while (line < request.size() && !request.get(line).isEmpty()) {
                String[] header = request.get(line).split(":\\s*", 2);
                // The client writes these two itself.
                if (!header[0].matches("(?i)host|content-length")) {
                    headers.put(header[0], header[1].strip());
                }
                line++;
            }
            // A relative IRI is one of the site on which the test was first served.
            String body =
                    String.join(
                                    "\n",
                                    request.subList(
                                            Math.min(line + 1, request.size()), request.size()))
                            .strip()
                            .replace("<data1.rdf>", "<" + SITE + "data1.rdf>");
            Set<String> types = new LinkedHashSet<>();
            response.stream()
                    .filter(l -> l.startsWith("Content-Type:"))
                    .forEach(l ->
                            Pattern.compile("[a-z]+/[a-z+-]+")
                                    .matcher(l)
                                    .results()
                                    .forEach(found -> types.add(found.group())));
            exchanges.add(
                    new Exchange(
                            first[0],
                            first[1].replaceFirst("^/sparql/?", "/sparql"),
                            headers,
                            body,
                            response.getFirst(),
                            types,
                            response.contains("true")));
        }
        return exchanges;
    }

    /** The lines of a block, without the blank ones around it. */
    private static List<String> lines(String block) {
        return block.strip().lines().map(String::strip).toList();
    }

    private static Graph serviceDescription() throws Exception {
        HttpResponse<byte[]> response =
                send(
                        HttpRequest.newBuilder(home.uri("sparql"))
                                .timeout(Duration.ofSeconds(20))
                                .header("Accept", "text/turtle, application/rdf+xml;q=0.9")
                                .build());
        assertEquals(200, response.statusCode(), () -> text(response));
        return RDFParser.fromString(
                        text(response), RDFLanguages.contentTypeToLang(mediaType(response)))
                .base(home.uri("sparql").toString())
                .toGraph();
    }

    private static Node sd(String term) {
        return NodeFactory.createURI(SD + term);
    }

    private static String mediaType(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Type")
                .orElse("")
                .replaceFirst(";.*", "")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
