package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.header;
import static org.labledger.web.ServedHome.json;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.jena.atlas.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.labledger.link.BadLinkException;
import org.labledger.link.Cited;
import org.labledger.link.CitedLink;
import org.labledger.link.LinkToken;

/** The table of routes is what the server serves, what OpenAPI lists and what the README shows. */
class RouteTableTest extends LibraryServerTestCase {

    /** What stands for the part of an address that varies. */
    private static final Map<String, String> EXAMPLES =
            Map.ofEntries(
                    Map.entry("/query/{name}", "query/catalogue"),
                    Map.entry("/timegate/{address}", "timegate/query/catalogue"),
                    Map.entry("/timemap/{address}", "timemap/query/catalogue"),
                    Map.entry("/id/{name}", "id/the-tin-orchard"),
                    Map.entry("/source/{name}", "source/card-index-1974"),
                    Map.entry("/doc/id/{name}", "doc/id/the-tin-orchard"),
                    Map.entry("/doc/source/{name}", "doc/source/card-index-1974"),
                    Map.entry("/{vocabulary}", "vocab"),
                    Map.entry("/assets/{file}", "assets/nothing"),
                    Map.entry("/data", "data?default"),
                    Map.entry(
                            "/doc/",
                            "doc/?iri=https%3A%2F%2Flibrary.example%2Fid%2Fthe-tin-orchard"),
                    Map.entry("/sparql", "sparql?query=ASK%7B%7D"),
                    Map.entry("/doc/id/{name}/changes", "doc/id/the-tin-orchard/changes"),
                    Map.entry("/doc/source/{name}/changes", "doc/source/card-index-1974/changes"),
                    Map.entry("/changes/{state}", "changes/2024-05-14"),
                    Map.entry("/embed/{address}", "embed/doc/id/the-tin-orchard"));

    /** What may be repeated, or is read by pages, which take the first value. */
    private static final Set<String> LENIENT =
            Set.of("lang", "edit", "default-graph-uri", "named-graph-uri");

    private static final Set<String> PAGES = Set.of("/browse", "/card.png", "/compare", "/report");

    static Stream<String> addresses() {
        return RouteTable.addresses().stream();
    }

    static Stream<Arguments> parameters() {
        return addresses()
                .filter(address -> !PAGES.contains(address))
                .flatMap(address ->
                        RouteTable.parameters(address).stream()
                                .filter(name -> !LENIENT.contains(name))
                                .map(name -> Arguments.of(address, name)));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void listsTheMethodsOfEachAddress(String address) {
        HttpResponse<String> response =
                library.send("OPTIONS", example(address), BodyPublishers.noBody());

        assertEquals(204, response.statusCode());
        assertEquals(
                String.join(", ", RouteTable.methods(address)), header(response, "Allow"), address);
    }

    /** A parameter that is given twice is refused by who reads it. */
    @ParameterizedTest
    @MethodSource("parameters")
    void listsOnlyParametersThatAreRead(String address, String name) {
        String path = example(address);
        String separator = path.contains("?") ? "&" : "?";

        HttpResponse<String> response = library.get(path + separator + name + "=1&" + name + "=2");

        assertEquals(400, response.statusCode(), response::body);
        assertEquals(name, json(response).getString("parameter"));
    }

    @Test
    void isWhatTheServerServes() {
        Set<String> addresses = new TreeSet<>(RouteTable.addresses());
        RouteTable.requireAll(addresses);

        addresses.add("/more");
        assertThrows(IllegalStateException.class, () -> RouteTable.requireAll(addresses));
        addresses.removeAll(List.of("/more", "/data"));
        assertThrows(IllegalStateException.class, () -> RouteTable.requireAll(addresses));
    }

    @Test
    void isWhatOpenApiLists() {
        JsonObject paths = OpenApi.of(library.snapshot(), "http://server.test").getObj("paths");
        Set<String> expected = new TreeSet<>(RouteTable.addresses());
        expected.remove("/query/{name}");
        library.snapshot().catalog().queries().forEach(q -> expected.add("/query/" + q.name()));

        assertEquals(expected, new TreeSet<>(paths.keys()));
        for (String path : RouteTable.addresses()) {
            if (!path.equals("/query/{name}")) {
                assertEquals(
                        RouteTable.methods(path).contains("POST"),
                        paths.getObj(path).hasKey("post"));
            }
        }
        assertTrue(names(paths, "/sparql").contains("timeout"));
        assertTrue(names(paths, "/query/catalogue").containsAll(List.of("format", "timeout")));
        assertTrue(names(paths, "/doc/id/{name}").contains("name"));
    }

    /** A value of a path's parameter has no slash in OpenAPI. */
    @Test
    void hasAParameterForEachPartOfAPathThatVaries() {
        for (String address : RouteTable.addresses()) {
            assertTrue(Pattern.matches("[^{]*(\\{[a-z]+}(/[a-z]+)?)?", address), address);
        }
    }

    @Test
    void isTheTableOfTheReadme() throws IOException {
        Map<String, List<String>> bySummary = new LinkedHashMap<>();
        for (String address : RouteTable.addresses()) {
            bySummary
                    .computeIfAbsent(RouteTable.summary(address), s -> new ArrayList<>())
                    .add("`" + address + "`");
        }
        StringBuilder table = new StringBuilder("| Address | Answer |\n|---|---|\n");
        bySummary.forEach((summary, addresses) ->
                table.append("| ")
                        .append(String.join(", ", addresses))
                        .append(" | ")
                        .append(summary)
                        .append(" |\n"));

        String readme = Files.readString(Path.of("README.md"));
        assertTrue(readme.contains("\n\n" + table + "\n"), () -> "README.md needs:\n" + table);
    }

    private static String example(String address) {
        if (address.equals("/cite/{token}")) {
            try {
                return "cite/"
                        + LinkToken.encode(
                                new CitedLink(
                                        new Cited(Cited.Kind.SAVED_QUERY, "catalogue", List.of()),
                                        library.snapshot().id(),
                                        new CitedLink.Outcome(0, 0, 0)));
            } catch (BadLinkException e) {
                throw new IllegalStateException(e);
            }
        }
        return EXAMPLES.getOrDefault(address, address.substring(1));
    }

    private static Set<String> names(JsonObject paths, String path) {
        Set<String> names = new TreeSet<>();
        paths.getObj(path)
                .getObj("get")
                .getArray("parameters")
                .map(p -> p.getAsObject().getString("name"))
                .forEach(names::add);
        return names;
    }
}
