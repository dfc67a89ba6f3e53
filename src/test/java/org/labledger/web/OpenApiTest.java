package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.atlas.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.snapshot.Snapshot;

class OpenApiTest {

    private static final String ORIGIN = "http://server.test";

    @TempDir Path folder;

    @Test
    void isValidForTheLibrary() {
        isValid(HomeFolder.LIBRARY.load());
    }

    @Test
    void isValidForTheSmallLedger() {
        isValid(HomeFolder.SMALL_LEDGER.load());
    }

    @Test
    void describesEverySavedQueryWithItsParameters() {
        Snapshot snapshot = HomeFolder.LIBRARY.load();
        JsonObject loans = operation(document(snapshot), "/query/loans-between");

        assertEquals("Loans between two days", loans.get("summary").getAsString().value());
        JsonObject from = parameter(loans, "from");
        assertEquals("string", schema(from, "type"));
        assertEquals("date", schema(from, "format"));
        assertTrue(from.get("required").getAsBoolean().value());
        assertTrue(!parameter(loans, "until").get("required").getAsBoolean().value());
        assertEquals("integer", schema(parameter(loans, "page"), "type"));
        assertTrue(
                loans.get("responses")
                        .getAsObject()
                        .get("200")
                        .getAsObject()
                        .get("content")
                        .getAsObject()
                        .hasKey("text/csv"));
    }

    @Test
    void givesEnumerationsAndExamplesInTheirType() {
        Snapshot snapshot =
                HomeFolder.in(folder)
                        .with(
                                "queries/q.rq",
                                """
                                #+ enumerate:
                                #+   - size: [1, 2, 3]
                                ASK { ?s ?p ?_size_integer, ?_who_iri, ?_in_xsd_gYear, ?_x_number }
                                """)
                        .load();
        JsonObject query = operation(document(snapshot), "/query/q");

        JsonObject size = parameter(query, "size").get("schema").getAsObject();
        assertEquals("[ 1 , 2 , 3 ]", size.get("enum").toString().replaceAll("\\s+", " "));
        assertEquals("[ 1 ]", size.get("examples").toString().replaceAll("\\s+", " "));
        assertEquals("iri", schema(parameter(query, "who"), "format"));
        assertEquals("number", schema(parameter(query, "x"), "type"));
        assertTrue("2024".matches(schema(parameter(query, "in"), "pattern")));
    }

    @Test
    void givesEachOperationANameOfItsOwn() {
        Snapshot snapshot =
                HomeFolder.in(folder)
                        .with("queries/a-b.rq", "ASK {}")
                        .with("queries/a_b.rq", "ASK {}")
                        .with("queries/林月.rq", "ASK {}")
                        .load();
        Set<String> ids = new HashSet<>();
        JsonObject paths = document(snapshot).get("paths").getAsObject();
        for (String path : paths.keys()) {
            for (JsonValue operation : paths.get(path).getAsObject().values()) {
                assertTrue(
                        ids.add(operation.getAsObject().get("operationId").getAsString().value()),
                        path);
            }
        }
        assertTrue(ids.contains("queryAB"), ids::toString);
    }

    private static void isValid(Snapshot snapshot) {
        ParseOptions options = new ParseOptions();
        options.setResolve(false);
        SwaggerParseResult result =
                new OpenAPIV3Parser()
                        .readContents(JSON.toString(document(snapshot)), null, options);

        assertEquals(List.of(), result.getMessages());
        assertEquals("3.1.0", result.getOpenAPI().getOpenapi());
        assertEquals(
                snapshot.catalog().queries().size(),
                result.getOpenAPI().getPaths().keySet().stream()
                        .filter(path -> path.matches("/query/.+"))
                        .count());
    }

    private static JsonObject document(Snapshot snapshot) {
        return OpenApi.of(snapshot, ORIGIN);
    }

    private static JsonObject operation(JsonObject document, String path) {
        return document.get("paths").getAsObject().get(path).getAsObject().get("get").getAsObject();
    }

    private static JsonObject parameter(JsonObject operation, String name) {
        JsonArray parameters = operation.get("parameters").getAsArray();
        return parameters.stream()
                .map(JsonValue::getAsObject)
                .filter(p -> p.get("name").getAsString().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String schema(JsonObject parameter, String keyword) {
        return parameter.get("schema").getAsObject().get(keyword).getAsString().value();
    }
}
