package org.labledger.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.query.Query;
import org.labledger.catalog.Localized;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.result.AnswerFormat;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;

/**
 * The interface in the terms of <a href="https://spec.openapis.org/oas/v3.1.1.html">OpenAPI
 * 3.1</a>: every saved query with its typed parameters, and the fixed routes.
 */
public final class OpenApi {

    private static final List<AnswerFormat> RESULTS = AnswerFormat.offered(false);
    private static final List<AnswerFormat> GRAPHS = AnswerFormat.offered(true);
    private static final List<String> ENGLISH = List.of("en");

    private OpenApi() {}

    /**
     * Returns the document.
     *
     * @param base the address of the server as the client knows it, ending with a slash
     */
    public static JsonObject of(Snapshot snapshot, String base) {
        JsonObject document = new JsonObject();
        document.put("openapi", "3.1.0");
        JsonObject about = new JsonObject();
        about.put("title", snapshot.description().title("en"));
        about.put(
                "summary",
                "A read-only knowledge graph: saved questions, SPARQL, and linked data.");
        about.put("version", snapshot.home().shortSnapshot());
        snapshot.description()
                .license()
                .ifPresent(license -> {
                    JsonObject licence = new JsonObject();
                    licence.put("name", "The licence of the data");
                    licence.put("url", license);
                    about.put("license", licence);
                });
        document.put("info", about);
        JsonObject server = new JsonObject();
        server.put("url", base.substring(0, base.length() - 1));
        document.put("servers", array(server));
        JsonObject paths = new JsonObject();
        for (SavedQuery query : snapshot.catalog().queries()) {
            paths.put("/query/" + UriSpace.encode(query.name()), path(operation(query)));
        }
        OpenApiRoutes.addTo(paths);
        document.put("paths", paths);
        document.put("components", OpenApiRoutes.components());
        return document;
    }

    private static JsonObject operation(SavedQuery query) {
        JsonObject operation = new JsonObject();
        operation.put("operationId", operationId(query.name()));
        operation.put("summary", query.title().in(ENGLISH));
        Localized longer = query.question().isEmpty() ? query.summary() : query.question();
        if (!longer.isEmpty()) {
            operation.put("description", longer.in(ENGLISH));
        }
        if (!query.tags().isEmpty()) {
            JsonArray tags = new JsonArray();
            query.tags().stream().distinct().forEach(tags::add);
            operation.put("tags", tags);
        }
        JsonArray parameters = new JsonArray();
        for (Parameter parameter : query.parameters()) {
            JsonObject one =
                    parameter(
                            parameter.name(),
                            "query",
                            "This has to be " + parameter.typeInWords() + ".",
                            parameter.required(),
                            ParameterSchema.of(parameter));
            parameters.add(one);
        }
        if (query.pagination().isPresent()) {
            JsonObject schema = schema("integer");
            schema.put("minimum", 1);
            schema.put("default", 1);
            parameters.add(
                    parameter(
                            "page",
                            "query",
                            "The page, of "
                                    + query.pagination().getAsInt()
                                    + " rows; Link headers lead to the others.",
                            false,
                            schema));
        }
        operation.put("parameters", parameters);
        operation.put(
                "responses",
                responses("The answer.", formats(query.query()), "400", "404", "406", "503"));
        return operation;
    }

    /** Returns what a query can be answered with: results, a graph, or a dataset. */
    private static List<AnswerFormat> formats(Query query) {
        if (query.isConstructQuad()) {
            return List.of(AnswerFormat.TRIG, AnswerFormat.N_QUADS, AnswerFormat.JSON_LD);
        }
        return query.isConstructType() || query.isDescribeType() ? GRAPHS : RESULTS;
    }

    /** Code generators make a name of it: letters and digits, in camel case. */
    private static String operationId(String name) {
        StringBuilder id = new StringBuilder("query");
        for (String word : name.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        // Names that differ only in what was left out must still differ.
        return name.matches("[a-z0-9]+(-[a-z0-9]+)*")
                ? id.toString()
                : id + "X" + Integer.toHexString(name.hashCode());
    }

    static JsonObject path(JsonObject get) {
        JsonObject path = new JsonObject();
        path.put("get", get);
        return path;
    }

    static JsonObject parameter(
            String name, String in, String description, boolean required, JsonObject schema) {
        JsonObject parameter = new JsonObject();
        parameter.put("name", name);
        parameter.put("in", in);
        parameter.put("description", description);
        parameter.put("required", required);
        parameter.put("schema", schema);
        return parameter;
    }

    static JsonObject schema(String type) {
        JsonObject schema = new JsonObject();
        schema.put("type", type);
        return schema;
    }

    /** Returns the responses of an operation: success in these formats, and these problems. */
    static JsonObject responses(
            String description, List<AnswerFormat> formats, String... problems) {
        List<String> types = new ArrayList<>();
        formats.forEach(format -> types.add(format.mediaType()));
        return responsesOf(description, types, problems);
    }

    static JsonObject responsesOf(String description, List<String> types, String... problems) {
        JsonObject content = new JsonObject();
        for (String type : types) {
            JsonObject body = new JsonObject();
            body.put("schema", schema(isJson(type) ? "object" : "string"));
            content.put(type, body);
        }
        JsonObject success = new JsonObject();
        success.put("description", description);
        success.put("content", content);
        JsonObject responses = new JsonObject();
        responses.put("200", success);
        JsonObject unchanged = new JsonObject();
        unchanged.put("description", "Not modified since the version that If-None-Match names.");
        responses.put("304", unchanged);
        for (String problem : problems) {
            JsonObject reference = new JsonObject();
            reference.put("$ref", "#/components/responses/" + OpenApiRoutes.problemName(problem));
            responses.put(problem, reference);
        }
        return responses;
    }

    static JsonArray array(JsonObject... values) {
        JsonArray array = new JsonArray();
        for (JsonObject value : values) {
            array.add(value);
        }
        return array;
    }

    private static boolean isJson(String type) {
        return type.equals("application/json") || type.endsWith("results+json");
    }
}
