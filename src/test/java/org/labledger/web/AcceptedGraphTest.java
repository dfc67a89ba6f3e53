package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.core.DatasetGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.vocabulary.Evidence;
import org.labledger.vocabulary.Namespaces;

/**
 * The accepted view over HTTP. In the library, the years of two books differ: that of <i>The Tin
 * Orchard</i> is 1961 or 1962, that of <i>Mending Clocks</i> is 1972 and, more precisely, 1972-03.
 */
class AcceptedGraphTest extends LibraryServerTestCase {

    private static final String ACCEPTED = "https://library.example/accepted";
    private static final String CARDS_1974 = "https://library.example/source/card-index-1974";

    private static final String PREFIXES =
            """
            PREFIX id: <https://library.example/id/>
            PREFIX lib: <https://library.example/vocab#>
            PREFIX ev: <https://w3id.org/lab-ledger/evidence#>
            """;

    /** Asks for CSV; returns the lines after the header, sorted. */
    private static List<String> rows(String query, String... parameters) {
        String more = Arrays.stream(parameters).map(p -> "&" + p).collect(Collectors.joining());
        HttpResponse<String> response =
                library.get(
                        "sparql?format=csv&query=" + ServedHome.encode(PREFIXES + query) + more);
        assertEquals(200, response.statusCode(), response::body);
        return response.body().lines().skip(1).sorted().toList();
    }

    private static String years(String where) {
        return "SELECT ?year " + where;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ GRAPH <A> { id:mending-clocks lib:year ?year } }",
                "FROM <A> { id:mending-clocks lib:year ?year }",
                "FROM NAMED <A> { GRAPH <A> { id:mending-clocks lib:year ?year } }",
                "FROM NAMED <A> { GRAPH ?g { id:mending-clocks lib:year ?year } }",
                "{ { SELECT ?year { GRAPH <A> { id:mending-clocks lib:year ?year } } } }",
                "{ id:mending-clocks lib:year ?year"
                        + " FILTER EXISTS { GRAPH <A> { id:mending-clocks lib:year ?year } } }",
                "{ id:mending-clocks lib:year ?year BIND(EXISTS"
                        + " { GRAPH <A> { ?book lib:year ?year } } AS ?is) FILTER(?is) }",
                "{ id:mending-clocks lib:year ?year"
                        + " MINUS { id:mending-clocks lib:year ?year FILTER NOT EXISTS"
                        + " { GRAPH <A> { id:mending-clocks lib:year ?year } } } }",
                "{ GRAPH <A> { ?author lib:wrote/lib:year ?year . ?author lib:wrote"
                        + " id:mending-clocks } }",
                "{ GRAPH <A> { id:mending-clocks lib:year|lib:author ?year FILTER isLiteral(?year) }"
                        + " }",
                "{ VALUES ?book { id:mending-clocks } GRAPH <A> { ?book lib:year ?year } }",
                "{ SERVICE SILENT <urn:x> {} GRAPH <A> { id:mending-clocks lib:year ?year } }",
            })
    void oneValuePerFactIsFoundByWhoNamesIt(String where) {
        if (where.contains("SERVICE")) {
            // No endpoint is allowed here; the graph is named beside it all the same.
            where = where.replaceAll("SERVICE.*\\{\\} ", "");
        }
        assertEquals(List.of("1972-03"), rows(years(where.replace("<A>", "<" + ACCEPTED + ">"))));
    }

    @Test
    void requestParametersNameItAsFromDoes() {
        String accepted = ServedHome.encode(ACCEPTED);
        String pattern = "{ id:mending-clocks lib:year ?year }";

        assertAll(
                () ->
                        assertEquals(
                                List.of("1972-03"),
                                rows(years(pattern), "default-graph-uri=" + accepted)),
                () ->
                        assertEquals(
                                List.of("1972-03"),
                                rows(
                                        years("{ GRAPH ?g " + pattern + " }"),
                                        "named-graph-uri=" + accepted)),
                () -> assertEquals(List.of(), rows(years(pattern), "named-graph-uri=" + accepted)),
                () ->
                        assertEquals(
                                List.of("1972", "1972-03"),
                                rows(
                                        years(pattern),
                                        "default-graph-uri=" + accepted,
                                        "default-graph-uri=" + ServedHome.encode(CARDS_1974))));
    }

    @Test
    void standsBesideOtherGraphs() {
        assertEquals(
                List.of(
                        "1972,1972-03," + CARDS_1974,
                        "1972-03,1972-03," + CARDS_1974.replace("74", "98")),
                rows(
                        "SELECT ?said ?year ?source { GRAPH <"
                                + ACCEPTED
                                + "> { id:mending-clocks lib:year ?year }"
                                + " GRAPH ?source { id:mending-clocks lib:year ?said } }"));
        assertEquals(
                List.of("2"),
                rows(
                        "SELECT (COUNT(*) AS ?n) { GRAPH <"
                                + ACCEPTED
                                + "> { id:mending-clocks lib:year ?year }"
                                + " id:mending-clocks lib:year ?said }"));
        assertEquals(
                List.of("1972", "1972-03"),
                rows(
                        years(
                                "FROM <"
                                        + ACCEPTED
                                        + "> FROM <"
                                        + CARDS_1974
                                        + ">"
                                        + " { id:mending-clocks lib:year ?year }")));
    }

    @Test
    void aDisputedPropertyKeepsItsValuesAndIsMarked() {
        assertEquals(
                List.of(
                        "https://library.example/vocab#year,1961",
                        "https://library.example/vocab#year,1962"),
                rows(
                        "SELECT ?property ?value { GRAPH <"
                                + ACCEPTED
                                + "> { id:the-tin-orchard ev:disputedProperty ?property ;"
                                + " ?property ?value } }"));
    }

    @Test
    void whoDoesNotNameItDoesNotSeeIt() {
        String named = "FILTER EXISTS { GRAPH <" + ACCEPTED + "> { ?a ?b ?c } }";
        for (String also : List.of("", named)) {
            assertAll(
                    also,
                    () ->
                            assertEquals(
                                    List.of(),
                                    rows("SELECT ?s { ?s ev:disputedProperty ?o " + also + " }")),
                    () ->
                            assertEquals(
                                    List.of(),
                                    rows(
                                            "SELECT ?s { GRAPH ?g { ?s ev:disputedProperty ?o } "
                                                    + also
                                                    + " }")),
                    () ->
                            assertEquals(
                                    List.of(),
                                    rows(
                                            "SELECT ?s { GRAPH ?g { ?s ev:disputedProperty+ ?o } "
                                                    + also
                                                    + " }")),
                    () ->
                            assertFalse(
                                    rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } "
                                                    + also
                                                    + " }")
                                            .contains(ACCEPTED)),
                    () ->
                            assertEquals(
                                    List.of(),
                                    rows(
                                            "SELECT ?o { VALUES ?g { <"
                                                    + ACCEPTED
                                                    + "> } GRAPH ?g { id:mending-clocks ?p ?o } "
                                                    + also
                                                    + " }")),
                    () ->
                            assertEquals(
                                    List.of("1972", "1972-03"),
                                    rows(
                                            years(
                                                    "{ id:mending-clocks lib:year ?year "
                                                            + also
                                                            + " }"))));
        }
        assertEquals(
                rows("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"),
                rows("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } " + named + " }"));
        assertEquals(
                rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
                rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o " + named + " }"));
        assertEquals(
                rows("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"),
                rows(
                        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } "
                                + named
                                + " } GROUP BY ?g"));
        assertFalse(library.get("dump.nq").body().contains(ACCEPTED));
        assertFalse(library.get("data?default").body().contains("disputedProperty>"));
    }

    @Test
    void describesWhatIsAccepted() {
        String query =
                "PREFIX id: <https://library.example/id/> DESCRIBE id:mending-clocks FROM <"
                        + ACCEPTED
                        + ">";
        HttpResponse<String> response =
                library.get("sparql?format=nt&query=" + ServedHome.encode(query));

        assertEquals(200, response.statusCode(), response::body);
        assertTrue(response.body().contains("\"1972-03\""), response::body);
        assertFalse(response.body().contains("\"1972\""), response::body);
    }

    @Test
    void constructsFromIt() {
        String query =
                PREFIXES
                        + "CONSTRUCT { ?s lib:year ?y } { GRAPH <"
                        + ACCEPTED
                        + "> { ?s lib:year ?y } }";
        HttpResponse<String> response =
                library.get("sparql?format=nt&query=" + ServedHome.encode(query));

        assertEquals(
                List.of("1961", "1962", "1968", "1972-03", "1983"),
                response.body()
                        .lines()
                        .map(line -> line.replaceAll(".*\"(.*)\".*", "$1"))
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "data?format=nt&graph=%s",
        "fragments?format=nt&predicate=https://library.example/vocab%%23year&graph=%s",
    })
    void isAGraphOfTheGraphStoreAndOfFragments(String path) {
        HttpResponse<String> response = library.get(path.formatted(ServedHome.encode(ACCEPTED)));

        assertEquals(200, response.statusCode(), response::body);
        assertEquals(
                List.of("1961", "1962", "1968", "1972-03", "1983"),
                response.body()
                        .lines()
                        .filter(line -> line.contains("<https://library.example/vocab#year> \""))
                        .map(line -> line.replaceAll(".*\"(.*)\".*", "$1"))
                        .sorted()
                        .toList());
    }

    @Test
    void isDumpedAsOneGraph() {
        HttpResponse<String> response = library.get("dump.nq?view=accepted");
        DatasetGraph quads = parse(response.body(), Lang.NQUADS);
        Node graph = NodeFactory.createURI(ACCEPTED);

        assertEquals(
                "attachment; filename=\"accepted.nq\"",
                ServedHome.header(response, "Content-Disposition"));
        assertEquals(1, quads.size());
        assertEquals(
                rows("SELECT (COUNT(*) AS ?n) FROM <" + ACCEPTED + "> { ?s ?p ?o }"),
                List.of(Integer.toString(quads.getGraph(graph).size())));
        assertTrue(
                quads.contains(
                        graph,
                        NodeFactory.createURI("https://library.example/id/the-tin-orchard"),
                        Evidence.DISPUTED_PROPERTY,
                        NodeFactory.createURI("https://library.example/vocab#year")));
        assertEquals(
                parse(library.get("dump.trig?view=accepted").body(), Lang.TRIG)
                        .getGraph(graph)
                        .size(),
                quads.getGraph(graph).size());
    }

    @Test
    void aDumpWithoutDerivedTriplesHasWhatFilesStateOnly() {
        String stated = library.get("dump.nq?view=accepted&derived=false").body();
        String all = library.get("dump.nq?derived=false").body();

        assertFalse(
                stated.contains(
                        "<https://library.example/vocab#wrote> <https://library.example/id/"),
                stated);
        assertFalse(stated.contains("#disputedProperty> <https://library.example/vocab"), stated);
        for (String line : stated.lines().toList()) {
            String triple = line.substring(0, line.lastIndexOf('<'));
            assertTrue(all.contains(triple), triple);
        }
    }

    @Test
    void anUnknownViewIsABadRequest() {
        HttpResponse<String> response = library.get("dump.trig?view=true");

        assertEquals(400, response.statusCode());
        assertEquals(
                "There is no view \"true\". Use view=accepted, or leave it out for the whole dataset.",
                ServedHome.json(response).get("detail").getAsString().value());
        assertEquals("view", ServedHome.json(response).get("parameter").getAsString().value());
    }

    @Test
    void theServiceDescriptionTellsOfIt() {
        DatasetGraph service = parse(library.get("sparql?format=ttl").body(), Lang.TURTLE);
        DatasetGraph statistics = parse(library.get("void?format=ttl").body(), Lang.TURTLE);
        Node graph = NodeFactory.createURI(ACCEPTED);

        List<Triple> names =
                service.getDefaultGraph().find(Node.ANY, Namespaces.sd("name"), graph).toList();
        assertEquals(1, names.size());
        Node named = names.getFirst().getSubject();
        // A graph that can be asked for, and not one of the default dataset.
        assertEquals(
                List.of(library.uri("sparql#views").toString()),
                service.getDefaultGraph()
                        .find(Node.ANY, Namespaces.sd("namedGraph"), named)
                        .mapWith(triple -> triple.getSubject().getURI())
                        .toList());
        assertTrue(
                statistics
                        .getDefaultGraph()
                        .contains(
                                Node.ANY,
                                Namespaces.ofVoid("dataDump"),
                                NodeFactory.createURI(
                                        library.uri("dump.trig?view=accepted").toString())));
    }

    private static DatasetGraph parse(String text, Lang lang) {
        return RDFParser.fromString(text, lang).toDatasetGraph();
    }
}
