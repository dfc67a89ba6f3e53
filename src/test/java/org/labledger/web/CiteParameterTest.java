package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;
import static org.labledger.web.ServedHome.json;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.ResultSetMgr;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.util.IsoMatcher;
import org.apache.jena.vocabulary.DCTerms;
import org.eclipse.rdf4j.query.resultio.QueryResultIO;
import org.eclipse.rdf4j.query.resultio.TupleQueryResultFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.citation.TowerHome;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** {@code cite=true}: what clients get, from a home made for it. */
class CiteParameterTest {

    private static final String SOURCE = "https://home.test/source/";

    private static final String HEIGHTS =
            "SELECT ?h { <https://home.test/id/tower> <https://home.test/vocab#height> ?h } ORDER BY DESC(?h)";

    private static final String BIRTHS =
            "PREFIX v: <https://home.test/vocab#> SELECT ?birth { ?tower v:builtBy ?p . ?p v:bornIn ?birth }";

    @TempDir static Path folder;

    private static ServedHome towers;

    @BeforeAll
    static void start() {
        towers = ServedHome.start(TowerHome.in(folder));
    }

    @AfterAll
    static void stop() {
        towers.close();
    }

    // Independence and strength

    @Test
    void aReportAndItsRetellingsSupportARowOnce() {
        JsonObject citations = citations(HEIGHTS);
        JsonObject hundred = solution(citations, 0);
        JsonObject ninety = solution(citations, 1);

        assertEquals(sources("a", "b", "c", "d"), strings(hundred.get("sources").getAsArray()));
        assertEquals(2, hundred.get("independentlySupported").getAsNumber().value().intValue());
        assertEquals(sources("e"), strings(ninety.get("sources").getAsArray()));
        assertEquals(1, ninety.get("independentlySupported").getAsNumber().value().intValue());
        assertEquals(
                JSON.parse(
                        """
                        {"sources": 4, "independent": 2, "primary": 1, "readInFull": 1, "retellings": 2, "machineWritten": 1}
                        """),
                hundred.getObj("strength"));
        assertEquals(
                JSON.parse(
                        """
                        {"en": "3 independent sources, 1 primary, 1 read in full; 2 retellings, 1 machine-written",
                         "zh-Hant": "3 個獨立來源、1 個一手、1 個讀過全文；含 2 則轉述、1 則機器撰寫"}
                        """),
                citations.getObj("summary"));
    }

    @Test
    void aSourceIsDescribed() {
        JsonObject a = citations(HEIGHTS).get("sources").getAsArray().get(0).getAsObject();

        assertEquals(
                JSON.parse(
                        """
                        {"source": "https://home.test/source/a", "cited": true,
                         "title": {"en": "Report A", "zh-Hant": "報告甲"},
                         "publisher": {"iri": "https://home.test/id/press", "name": {"en": "The Press", "zh-Hant": "新聞社"}},
                         "issued": "2001-02-03", "url": "https://press.example/a", "readAt": "https://mirror.example/a",
                         "kind": {"iri": "https://home.test/vocab#original", "name": {"en": "primary", "zh-Hant": "一手"}},
                         "reading": {"iri": "https://home.test/vocab#whole", "name": {"en": "full text", "zh-Hant": "全文"}},
                         "counted": true, "primary": true, "readInFull": true, "retelling": false, "machineWritten": false}
                        """),
                a);
    }

    @Test
    void aRetellingSaysWhereItsReportComesFrom() {
        JsonObject c = citations(HEIGHTS).get("sources").getAsArray().get(2).getAsObject();

        assertEquals(sources("b"), strings(c.get("retells").getAsArray()));
        assertEquals(sources("a"), strings(c.get("origins").getAsArray()));
        assertTrue(c.getBoolean("retelling"));
    }

    @Test
    void statementsHaveTheLocatorsOfTheirRecordOrCitation() {
        JsonObject statement = statement(solution(citations(HEIGHTS), 0), 0);

        assertEquals(
                JSON.parse(
                        """
                        {"subject": {"type": "uri", "value": "https://home.test/id/tower"},
                         "predicate": {"type": "uri", "value": "https://home.test/vocab#height"},
                         "object": {"type": "literal", "value": "100", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
                         "sources": [
                            {"source": "https://home.test/source/a", "locators": ["¶2"]},
                            {"source": "https://home.test/source/b", "locators": ["¶1"]},
                            {"source": "https://home.test/source/c"},
                            {"source": "https://home.test/source/d", "locators": ["p. 7"]}]}
                        """),
                statement);
    }

    @Test
    void sourcesThatAreNeededTogetherSupportARowOnce() {
        JsonObject row = solution(citations(BIRTHS), 0);

        assertEquals(sources("f", "g"), strings(row.get("sources").getAsArray()));
        assertEquals(1, row.get("independentlySupported").getAsNumber().value().intValue());
        assertEquals(2, row.getObj("strength").get("independent").getAsNumber().value().intValue());
        assertEquals(2, statements(row).size());
    }

    // Disputes, derivations, absences

    @Test
    void aDisputedValueShowsTheOthersAndTheVerdict() {
        JsonObject citations = citations(HEIGHTS + " LIMIT 1");

        assertEquals(
                "[ 0 ]", solution(citations, 0).get("disputes").getAsArray().toString().strip());
        assertEquals(
                JSON.parse(
                                """
                                {"disputes": [{"disagreement": "https://home.test/id/two-heights",
                                  "record": "https://home.test/id/tower", "property": "https://home.test/vocab#height",
                                  "nature": [{"type": "literal", "value": "One of them measured without the spire.", "xml:lang": "en"}],
                                  "sides": [
                                    {"value": {"type": "literal", "value": "100", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
                                     "sources": ["https://home.test/source/a", "https://home.test/source/b",
                                                 "https://home.test/source/c", "https://home.test/source/d"],
                                     "preferred": true},
                                    {"value": {"type": "literal", "value": "90", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
                                     "sources": ["https://home.test/source/e"], "preferred": false}],
                                  "verdicts": [
                                    {"verdict": "https://home.test/id/its-height",
                                     "prefers": [{"type": "literal", "value": "100", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}],
                                     "reason": {"en": "It was measured again.", "zh-Hant": "後來重新量過。"},
                                     "sources": ["https://home.test/editorial/heights"]}]}]}
                                """)
                        .get("disputes"),
                citations.get("disputes"));
        // Who says otherwise is described too, and not counted.
        List<String> others = new ArrayList<>();
        citations
                .get("sources")
                .getAsArray()
                .forEach(source -> {
                    if (!source.getAsObject().getBoolean("cited")) {
                        others.add(source.getAsObject().getString("source"));
                    }
                });
        assertEquals(List.of(SOURCE + "e", "https://home.test/editorial/heights"), others);
        assertEquals(
                2,
                citations.getObj("strength").get("independent").getAsNumber().value().intValue());
    }

    @Test
    void aDerivedStatementCitesTheRuleAndWhatItFollowsFrom() {
        JsonObject byRule =
                statement(
                        solution(
                                citations("SELECT ?t { ?p <https://home.test/vocab#built> ?t }"),
                                0),
                        0);
        JsonObject byRdfs =
                statement(
                        solution(
                                citations("SELECT ?t { ?t a <https://home.test/vocab#Building> }"),
                                0),
                        0);

        assertEquals(
                JSON.parse(
                        """
                        {"source": "https://home.test/source/f", "derivedBy": ["ontology/rules/inverse.rq"],
                         "derivedFrom": [
                           {"subject": {"type": "uri", "value": "https://home.test/id/tower"},
                            "predicate": {"type": "uri", "value": "https://home.test/vocab#builtBy"},
                            "object": {"type": "uri", "value": "https://home.test/id/anna"}}]}
                        """),
                byRule.get("sources").getAsArray().get(0));
        assertEquals(
                JSON.parse(
                        """
                        {"source": "https://home.test/source/a", "locators": ["¶2"], "derivedBy": ["RDFS"],
                         "derivedFrom": [
                           {"subject": {"type": "uri", "value": "https://home.test/id/tower"},
                            "predicate": {"type": "uri", "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"},
                            "object": {"type": "uri", "value": "https://home.test/vocab#Tower"}}]}
                        """),
                byRdfs.get("sources").getAsArray().get(0));
    }

    @ParameterizedTest
    @CsvSource({
        // Seven sources and the editors'.
        "'', 8",
        "FROM <https://home.test/source/a>, 1",
        "FROM <https://home.test/source/a> FROM <https://home.test/source/none>, 1"
    })
    void anAbsenceSaysWhatWasNotFoundAndWhere(String from, int searched) {
        JsonObject row =
                solution(
                        citations(
                                "PREFIX v: <https://home.test/vocab#> SELECT ?t "
                                        + from
                                        + " { ?t a v:Tower FILTER NOT EXISTS { ?t v:demolishedIn ?year } }"),
                        0);
        JsonObject absence = row.get("absences").getAsArray().get(0).getAsObject();

        assertEquals(1, row.get("absences").getAsArray().size());
        assertEquals("NOT EXISTS", absence.getString("kind"));
        assertEquals(searched, absence.get("sourcesSearched").getAsNumber().value().intValue());
        assertTrue(
                absence.getString("pattern").contains("<https://home.test/id/tower>")
                        && absence.getString("pattern")
                                .contains("<https://home.test/vocab#demolishedIn>"),
                absence::toString);
    }

    @Test
    void anAcceptedValueCitesItsSourcesAndTheVerdict() {
        JsonObject citations =
                citations(
                        "SELECT ?h { GRAPH <https://home.test/accepted> {"
                                + " <https://home.test/id/tower> <https://home.test/vocab#height> ?h } }");
        JsonObject row = solution(citations, 0);

        assertEquals(1, citations.get("solutions").getAsArray().size());
        assertEquals(sources("a", "b", "c", "d"), strings(row.get("sources").getAsArray()));
        assertEquals(
                "It was measured again.",
                citations
                        .get("disputes")
                        .getAsArray()
                        .get(0)
                        .getAsObject()
                        .get("verdicts")
                        .getAsArray()
                        .get(0)
                        .getAsObject()
                        .getObj("reason")
                        .getString("en"));
    }

    @Test
    void falseRestsOnAbsence() {
        JsonObject citations =
                citations(
                        "ASK { <https://home.test/id/tower> <https://home.test/vocab#age> ?age }");

        assertEquals(
                0, citations.getObj("strength").get("sources").getAsNumber().value().intValue());
        assertEquals(
                8,
                solution(citations, 0)
                        .get("absences")
                        .getAsArray()
                        .get(0)
                        .getAsObject()
                        .get("sourcesSearched")
                        .getAsNumber()
                        .value()
                        .intValue());
    }

    // Formats

    @Test
    void csvAndTsvHaveOneMoreColumn() {
        assertEquals(
                """
                h,_sources\r
                100,https://home.test/source/a | https://home.test/source/b | https://home.test/source/c | https://home.test/source/d\r
                90,https://home.test/source/e\r
                """,
                withoutLink(ask(HEIGHTS, "text/csv").body()));
        assertEquals(
                "?birth\t?_sources\n<https://home.test/id/oslo>\t\"https://home.test/source/f"
                        + " https://home.test/source/g\"\n",
                withoutLink(ask(BIRTHS, "text/tab-separated-values").body()));
    }

    /** Returns an answer without its last line, which is a comment with the permanent link. */
    private static String withoutLink(String answer) {
        String stripped =
                answer.replaceFirst("# Permanent link: http://.*/cite/[A-Za-z0-9_-]+\\r?\\n$", "");
        assertNotEquals(answer, stripped);
        return stripped;
    }

    @Test
    void xmlHasLinksAfterTheVariables() throws Exception {
        String xml = ask(BIRTHS, "application/sparql-results+xml").body();
        NodeList head =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(xml)))
                        .getElementsByTagName("head")
                        .item(0)
                        .getChildNodes();
        List<String> children = new ArrayList<>();
        for (int i = 0; i < head.getLength(); i++) {
            Element child = (Element) head.item(i);
            children.add(
                    child.getTagName() + child.getAttribute("name") + child.getAttribute("href"));
        }

        // SPARQL Query Results XML Format, section 2.2: variables first, then links.
        assertTrue(children.get(1).matches("linkhttp://.*/cite/[A-Za-z0-9_-]+"), xml);
        assertEquals(
                List.of("variablebirth", "link" + SOURCE + "f", "link" + SOURCE + "g"),
                List.of(children.get(0), children.get(2), children.get(3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/sparql-results+json", "application/sparql-results+xml"})
    void clientsThatKnowNothingOfItReadTheSame(String format) throws Exception {
        byte[] plain = plain(HEIGHTS, format).body().getBytes(StandardCharsets.UTF_8);
        byte[] cited = ask(HEIGHTS, format).body().getBytes(StandardCharsets.UTF_8);
        boolean isJson = format.endsWith("json");

        assertFalse(new String(plain, StandardCharsets.UTF_8).contains("citations"));
        assertEquals(readByJena(plain, isJson), readByJena(cited, isJson));
        assertEquals(readByRdf4j(plain, isJson), readByRdf4j(cited, isJson));
        assertEquals(2, readByRdf4j(cited, isJson).size());
    }

    @Test
    void aGraphComesAsTrigWithOneGraphForEachSource() {
        HttpResponse<String> response =
                towers.get(
                        "sparql?cite=true&query="
                                + encode(
                                        "PREFIX v: <https://home.test/vocab#> CONSTRUCT { ?t v:hasHeight"
                                                + " ?h } { ?t v:height ?h FILTER(?h < 95) }"));
        DatasetGraph expected =
                RDFParser.fromString(
                                """
                                <https://home.test/source/e> {
                                    <https://home.test/id/tower> <https://home.test/vocab#hasHeight> 90 .
                                    <https://home.test/source/e> a <https://w3id.org/lab-ledger/evidence#Source> ;
                                        <http://purl.org/dc/terms/title> "Letter E"@en }
                                """,
                                Lang.TRIG)
                        .toDatasetGraph();

        assertEquals("application/trig", header(response, "Content-Type"));
        DatasetGraph found = RDFParser.fromString(response.body(), Lang.TRIG).toDatasetGraph();
        List<Triple> links =
                found.getDefaultGraph()
                        .find(Node.ANY, DCTerms.source.asNode(), Node.ANY)
                        .filterKeep(triple -> triple.getSubject().getURI().contains("/cite/"))
                        .toList();
        assertFalse(links.isEmpty());
        links.forEach(found.getDefaultGraph()::delete);
        assertTrue(IsoMatcher.isomorphic(expected, found), response::body);
    }

    @Test
    void describeComesInTheGraphsThatSayIt() {
        String trig = ask("DESCRIBE <https://home.test/id/anna>", "application/trig").body();
        DatasetGraph found = RDFParser.fromString(trig, Lang.TRIG).toDatasetGraph();
        List<String> graphs = new ArrayList<>();
        found.listGraphNodes().forEachRemaining(graph -> graphs.add(graph.getURI()));

        assertEquals(sources("f", "g"), graphs.stream().sorted().toList());
        // Only the permanent link stands in no graph of a source.
        found.getDefaultGraph()
                .find()
                .forEachRemaining(triple -> {
                    assertTrue(triple.getSubject().getURI().contains("/cite/"), triple::toString);
                    assertEquals(DCTerms.source.asNode(), triple.getPredicate());
                });
    }

    @Test
    void aFormatWithoutNamedGraphsIsRefusedWithThoseThatHaveThem() {
        String describe = "DESCRIBE <https://home.test/id/anna>";
        HttpResponse<String> accepted = ask(describe, "text/turtle");
        HttpResponse<String> named =
                towers.get("sparql?format=ttl&cite=true&query=" + encode(describe));

        assertEquals(406, accepted.statusCode());
        assertTrue(accepted.body().contains("application/trig (trig)"), accepted::body);
        assertEquals(400, named.statusCode());
        assertTrue(named.body().contains("application/trig (trig)"), named::body);
        assertEquals(200, plain(describe, "text/turtle").statusCode());
    }

    // Requests

    @Test
    void postingSaysTheSameAsGetting() {
        String expected = ask(HEIGHTS, "text/csv").body();

        assertEquals(
                expected,
                towers.post(
                                "sparql",
                                "application/x-www-form-urlencoded",
                                "cite=true&query=" + encode(HEIGHTS),
                                "Accept",
                                "text/csv")
                        .body());
        assertEquals(
                expected,
                towers.post(
                                "sparql?cite=true",
                                "application/sparql-query",
                                HEIGHTS,
                                "Accept",
                                "text/csv")
                        .body());
    }

    @Test
    void falseIsAsWithoutTheParameter() {
        String plain = "sparql?query=" + encode(HEIGHTS);
        HttpResponse<String> without = towers.get(plain);
        HttpResponse<String> not = towers.get(plain + "&cite=false");
        HttpResponse<String> cited = towers.get(plain + "&cite=true");

        assertEquals(without.body(), not.body());
        assertEquals(header(without, "ETag"), header(not, "ETag"));
        assertNotEquals(header(without, "ETag"), header(cited, "ETag"));
        assertEquals(
                304,
                towers.get(plain + "&cite=true", "If-None-Match", header(cited, "ETag"))
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sparql?query=ASK%7B%7D&cite=yes",
                "sparql?query=ASK%7B%7D&cite=",
                "sparql?query=ASK%7B%7D&cite=TRUE",
                "query/heights?cite=1",
                "query/heights.html?cite=1"
            })
    void othersAreRefused(String address) {
        HttpResponse<String> response = towers.get(address);

        assertEquals(400, response.statusCode());
        assertTrue(
                response.body().contains("cite=true adds the sources of each row."),
                response::body);
    }

    @Test
    void savedQueriesCiteThePageThatIsAskedFor() {
        HttpResponse<String> second = towers.get("query/heights.json?cite=true&page=2");
        JsonObject citations = json(second).getObj("citations");

        assertEquals(1, citations.get("solutions").getAsArray().size());
        assertEquals(sources("e"), strings(solution(citations, 0).get("sources").getAsArray()));
        List<String> links = second.headers().allValues("Link");
        assertTrue(
                links.stream().anyMatch(l -> l.contains("cite=true") && l.contains("\"prev\"")),
                links::toString);
        assertTrue(links.stream().anyMatch(l -> l.contains("page%3D2")), links::toString);
        assertEquals(404, towers.get("query/heights.json?cite=true&page=3").statusCode());
        assertEquals(
                "height,_sources\r\n90,https://home.test/source/e\r\n",
                withoutLink(towers.get("query/heights.csv?cite=true&page=2").body()));
    }

    @Test
    void theLimitsOfQueriesHold() {
        try (ServedHome strict =
                ServedHome.start(TowerHome.in(folder), Duration.ofSeconds(20), 1)) {
            HttpResponse<String> response = strict.get("sparql?cite=true&query=" + encode(HEIGHTS));

            assertEquals(503, response.statusCode());
            assertTrue(response.body().contains("The answer has more than 1 rows."));
        }
    }

    // Pages

    @Test
    void thePageHasNumberedNotesWithLocators() {
        String page = towers.get("query/heights?cite=true", "Accept", "text/html").body();

        assertTrue(page.contains("<a id=\"cite-1\" href=\"#note-1\" data-notes=\"1–4 \">"), page);
        assertTrue(page.contains("<span class=\"places\">¶2</span>"), page);
        assertTrue(page.contains("<li id=\"note-4\"><a class=\"back\" href=\"#cite-1\""), page);
        assertTrue(page.contains("<cite>Digest D</cite>"), page);
        assertTrue(page.contains("<span class=\"places\">p. 7</span>"), page);
        assertTrue(page.contains("It was measured again."), page);
        assertTrue(
                page.contains(
                        "3 independent sources, 1 primary, 1 read in full; 2 retellings, 1"
                                + " machine-written"),
                page);
        assertTrue(page.contains("/query/heights.csv?cite=true"), page);
        assertFalse(page.contains("class=\"together\""), page);
    }

    @Test
    void thePageSaysItInChineseToo() {
        String page =
                towers.get("query/heights?cite=true&lang=zh-Hant", "Accept", "text/html").body();

        assertTrue(page.contains("3 個獨立來源、1 個一手、1 個讀過全文；含 2 則轉述、1 則機器撰寫"), page);
        assertTrue(page.contains("報告甲"), page);
        assertTrue(page.contains("後來重新量過。"), page);
    }

    @Test
    void thePageMarksSourcesThatAreNeededTogether() {
        String page = towers.get("query/births?cite=true", "Accept", "text/html").body();

        assertTrue(page.contains("class=\"together\""), page);
        assertTrue(page.contains("Numbers joined by + are sources that are needed together"), page);
    }

    @Test
    void thePageWithoutSourcesLeadsToThem() {
        String page = towers.get("query/births", "Accept", "text/html").body();

        assertTrue(page.contains("<a href=\"/query/births?cite=true\""), page);
        assertFalse(page.contains("id=\"cited\""), page);
    }

    // The pieces

    private static JsonObject citations(String query) {
        return json(ask(query, "application/sparql-results+json")).getObj("citations");
    }

    private static HttpResponse<String> ask(String query, String format) {
        return towers.get("sparql?cite=true&query=" + encode(query), "Accept", format);
    }

    private static HttpResponse<String> plain(String query, String format) {
        return towers.get("sparql?query=" + encode(query), "Accept", format);
    }

    private static JsonObject solution(JsonObject citations, int index) {
        return citations.get("solutions").getAsArray().get(index).getAsObject();
    }

    private static JsonArray statements(JsonObject solution) {
        return solution.get("alternatives")
                .getAsArray()
                .get(0)
                .getAsObject()
                .get("statements")
                .getAsArray();
    }

    private static JsonObject statement(JsonObject solution, int index) {
        return statements(solution).get(index).getAsObject();
    }

    private static List<String> strings(JsonArray array) {
        return array.stream().map(each -> each.getAsString().value()).toList();
    }

    private static List<String> sources(String... names) {
        return List.of(names).stream().map(name -> SOURCE + name).toList();
    }

    private static String readByJena(byte[] answer, boolean isJson) {
        return ResultSetFormatter.asText(
                ResultSetMgr.read(
                        new ByteArrayInputStream(answer),
                        isJson ? ResultSetLang.RS_JSON : ResultSetLang.RS_XML));
    }

    private static List<String> readByRdf4j(byte[] answer, boolean isJson) throws Exception {
        List<String> rows = new ArrayList<>();
        QueryResultIO.parseTuple(
                        new ByteArrayInputStream(answer),
                        isJson ? TupleQueryResultFormat.JSON : TupleQueryResultFormat.SPARQL,
                        null)
                .forEach(row -> rows.add(row.toString()));
        return rows;
    }
}
