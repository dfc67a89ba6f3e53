package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.labledger.result.Format;
import org.labledger.vocabulary.Namespaces;

/** Every route offers the formats of the one table, under the same names. */
class FormatsTest extends LibraryServerTestCase {

    private static final List<String> ROWS =
            List.of(
                    "sparql?query=" + encode("SELECT (1 AS ?n) {}"),
                    "query/books-by-author?author=id:ada-quill");

    private static final List<String> GRAPHS =
            List.of(
                    "sparql?query=" + encode("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 100"),
                    "sparql",
                    "query/catalogue",
                    "doc/id/the-tin-orchard",
                    "doc/?iri=" + encode("https://library.example/id/the-tin-orchard"),
                    "vocab",
                    "data?default",
                    "fragments",
                    "void",
                    ".well-known/void",
                    "catalog",
                    ".well-known/sparql-examples",
                    "sparql/.well-known/sparql-examples");

    /** The routes whose path can end with a suffix. */
    private static final Set<String> WITH_SUFFIX =
            Set.of(
                    "query/books-by-author?author=id:ada-quill",
                    "query/catalogue",
                    "doc/id/the-tin-orchard",
                    "vocab");

    static Stream<Arguments> everyFormatOfEveryRoute() {
        return Arrays.stream(Format.values())
                .flatMap(format ->
                        (format.holds() == Format.Holds.ROWS ? ROWS : GRAPHS)
                                .stream().map(path -> Arguments.of(format, path)));
    }

    @ParameterizedTest
    @MethodSource("everyFormatOfEveryRoute")
    void goByTheSameNamesOnEveryRoute(Format format, String path) {
        for (String mediaType : format.mediaTypes()) {
            assertIs(format, library.get(path, "Accept", mediaType));
        }
        String separator = path.contains("?") ? "&" : "?";
        for (String name : format.names()) {
            String named = path + separator + "format=" + encode(name);
            assertIs(format, library.get(named, "Accept", "image/png"));
        }
        if (WITH_SUFFIX.contains(path)) {
            int end = path.contains("?") ? path.indexOf('?') : path.length();
            String suffixed = path.substring(0, end) + "." + format.suffix() + path.substring(end);
            assertIs(format, library.get(suffixed, "Accept", "image/png"));
        }
    }

    /** The page's own link to the list, and a client that takes a page only after JSON. */
    @Test
    void giveTheListAsJsonToThoseWhoPreferIt() {
        String browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        for (HttpResponse<String> list :
                List.of(
                        library.get("query/?format=json", "Accept", browser),
                        library.get("query/", "Accept", "application/json, text/html;q=0.9"))) {
            assertEquals("application/json", header(list, "Content-Type"));
        }
        for (String path : Stream.concat(ROWS.stream(), GRAPHS.stream()).toList()) {
            HttpResponse<String> response =
                    library.get(path, "Accept", "application/json, text/html;q=0.9");
            assertEquals(200, response.statusCode(), path);
            assertEquals(true, header(response, "Content-Type").endsWith("json"), path);
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void areNamedByTheirIrisInTheServiceDescription(Format format) {
        HttpResponse<String> response = library.get("sparql", "Accept", "application/n-triples");
        Graph graph =
                RDFParser.source(
                                new ByteArrayInputStream(
                                        response.body().getBytes(StandardCharsets.UTF_8)))
                        .lang(Lang.NTRIPLES)
                        .toGraph();
        Set<String> listed =
                graph.find(Node.ANY, Namespaces.sd("resultFormat"), Node.ANY)
                        .mapWith(triple -> triple.getObject().getURI())
                        .toSet();

        assertEquals(
                Arrays.stream(Format.values())
                        .flatMap(f -> f.w3cName().stream())
                        .map(name -> "http://www.w3.org/ns/formats/" + name)
                        .collect(Collectors.toSet()),
                listed);
        assertEquals(
                !Set.of(Format.TABLE, Format.SPREADSHEET, Format.XLSX).contains(format),
                format.w3cName()
                        .filter(name -> listed.contains("http://www.w3.org/ns/formats/" + name))
                        .isPresent());
    }

    @Test
    void areThoseOfOpenApi() {
        JsonObject paths = OpenApi.of(library.snapshot(), "http://server.test").getObj("paths");

        assertEquals(mediaTypes(Format.values()), answers(paths, "/sparql"));
        assertEquals(
                mediaTypes(Format.ofRows().toArray(Format[]::new)),
                answers(paths, "/query/books-by-author"));
        for (String path : List.of("/query/catalogue", "/data", "/fragments")) {
            assertEquals(
                    mediaTypes(Format.ofGraphs().toArray(Format[]::new)), answers(paths, path));
        }
        assertEquals(
                mediaTypes(Format.ofDocuments().toArray(Format[]::new)),
                answers(paths, "/doc/id/{name}"));
    }

    private static Set<String> answers(JsonObject paths, String path) {
        Set<String> types =
                new TreeSet<>(
                        paths.getObj(path)
                                .getObj("get")
                                .getObj("responses")
                                .getObj("200")
                                .getObj("content")
                                .keys());
        types.remove("text/html");
        return types;
    }

    private static Set<String> mediaTypes(Format... formats) {
        return Arrays.stream(formats)
                .map(Format::mediaType)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertIs(Format format, HttpResponse<String> response) {
        String asked = response.request().uri() + " " + response.request().headers().map();
        assertEquals(200, response.statusCode(), asked);
        assertEquals(
                format.mediaType(),
                header(response, "Content-Type").replaceFirst(" *;.*", ""),
                asked);
    }
}
