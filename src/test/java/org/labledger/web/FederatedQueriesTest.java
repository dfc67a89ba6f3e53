package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.federation.StandInEndpoint;
import org.labledger.source.DatasetDescription;

/** The saved queries of the small ledger that ask Wikidata, asked of a stand-in for it. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class FederatedQueriesTest {

    private static final String WIKIDATA = "https://query.wikidata.org/sparql";

    private StandInEndpoint wikidata;
    private ServedHome home;

    /** Returns the home whose queries are asked. */
    HomeFolder ledger() {
        return HomeFolder.SMALL_LEDGER;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        DatasetGraph dataset = DatasetGraphFactory.create();
        RDFParser.fromString(
                        """
                        PREFIX p: <http://www.wikidata.org/prop/>
                        PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
                        PREFIX ps: <http://www.wikidata.org/prop/statement/>
                        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
                        PREFIX wd: <http://www.wikidata.org/entity/>
                        PREFIX wdt: <http://www.wikidata.org/prop/direct/>
                        wd:Q92894 wdt:P19 wd:Q1 .
                        wd:Q1 rdfs:label "A made-up place"@en, "虛構之地"@zh-hant, "Ort"@de .
                        wd:Q3572699 wdt:P19 wd:Q2 .
                        wd:Q21708200 p:P1128 wd:s1, wd:s2 .
                        wd:s1 ps:P1128 11 ; pq:P585 "2020-01-01T00:00:00Z" .
                        wd:s2 ps:P1128 22 .
                        """,
                        Lang.TURTLE)
                .parse(dataset);
        wikidata = new StandInEndpoint(dataset);
        HomeFolder copy =
                HomeFolder.in(folder)
                        .withFolder(ledger(), "ontology")
                        .withFolder(ledger(), "data")
                        .withFolder(ledger(), "queries/federation");
        putStandIn(folder.resolve(DatasetDescription.PATH));
        try (var files = Files.list(folder.resolve("queries/federation"))) {
            for (Path file : files.toList()) {
                putStandIn(file);
            }
        }
        home = ServedHome.start(copy);
    }

    private void putStandIn(Path file) throws IOException {
        String text = Files.readString(file);
        assertTrue(text.contains("<" + WIKIDATA + ">"), file::toString);
        Files.writeString(file, text.replace(WIKIDATA, wikidata.iri()));
    }

    @AfterAll
    void stop() {
        home.close();
        wikidata.close();
    }

    @BeforeEach
    void behave() {
        wikidata.in(StandInEndpoint.Mode.NORMAL);
    }

    @Test
    void tellTheBirthplaceOfAPerson() {
        assertEquals(
                """
                name,item,place,placeName
                Geoffrey Hinton,http://www.wikidata.org/entity/Q92894,http://www.wikidata.org/entity/Q1,A made-up place
                """,
                csv("birthplace-of-a-person.csv?person=id:geoffrey-hinton"));
        assertTrue(
                csv("birthplace-of-a-person.csv?person=id:geoffrey-hinton&lang=zh-Hant")
                        .contains(",虛構之地\n"));
        assertEquals(2, wikidata.queries().size());
        assertEquals(
                "name,item,place,placeName\n",
                csv("birthplace-of-a-person.csv?person=id:jan-leike"),
                "the ledger knows no item for him");
        assertEquals(2, wikidata.queries().size());
    }

    @Test
    void tellTheNumberOfEmployees() {
        assertEquals(
                """
                name,item,employees,on
                OpenAI,http://www.wikidata.org/entity/Q21708200,22,
                OpenAI,http://www.wikidata.org/entity/Q21708200,11,2020-01-01T00:00:00Z
                """,
                csv("employees-of-an-organization.csv?organization=id:openai"));
    }

    @Test
    void areNotCachedAsIfTheyWereOfTheSnapshot() {
        HttpResponse<String> response =
                home.get("query/birthplace-of-a-person.csv?person=id:yoshua-bengio");

        assertEquals("no-store", ServedHome.header(response, "Cache-Control"));
        assertEquals("(no ETag)", ServedHome.header(response, "ETag"));
    }

    @Test
    void sayThatWikidataFailed() {
        wikidata.in(StandInEndpoint.Mode.ERROR);

        HttpResponse<String> response =
                home.get("query/birthplace-of-a-person.csv?person=id:geoffrey-hinton");

        assertEquals(502, response.statusCode());
        String detail = ServedHome.json(response).getString("detail");
        assertTrue(
                detail.startsWith("Remote endpoint " + wikidata.iri() + " answered 502 after "),
                detail);
        assertTrue(detail.contains("<http://www.wikidata.org/entity/Q92894>"), detail);
    }

    private String csv(String query) {
        HttpResponse<String> response = home.get("query/" + query);
        assertEquals(200, response.statusCode(), response::body);
        return response.body().replace("\r\n", "\n");
    }
}
