package org.labledger.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.labledger.result.AnswerFormat;

/** The routes that every ledger has, for {@link OpenApi}. */
final class OpenApiRoutes {

    private static final Map<String, String> PROBLEMS =
            new TreeMap<>(
                    Map.of(
                            "400", "The request is wrong; the detail says what and what to do.",
                            "404", "There is no such thing.",
                            "406", "It is not offered in a format that Accept allows.",
                            "503",
                                    "Too busy, or over a limit; Retry-After says when to try again."));

    private OpenApiRoutes() {}

    /** Returns the name of a problem's response among the components. */
    static String problemName(String status) {
        return "Problem" + status;
    }

    static void addTo(JsonObject paths) {
        List<String> results = new ArrayList<>();
        AnswerFormat.offered(false).forEach(format -> results.add(format.mediaType()));
        List<String> graphs = new ArrayList<>();
        AnswerFormat.offered(true).forEach(format -> graphs.add(format.mediaType()));
        List<String> documents = new ArrayList<>(graphs);
        documents.addFirst("text/html");
        List<String> both = new ArrayList<>(results);
        both.addAll(graphs);

        JsonObject sparql =
                operation(
                        "sparql",
                        "SPARQL 1.1 Protocol: asks a query; without one, the service description",
                        both,
                        List.of("400", "406", "503"),
                        text("query", "A SPARQL query.", false),
                        text("default-graph-uri", "A named graph to be the default graph.", false),
                        text("named-graph-uri", "A named graph to ask.", false),
                        text("format", "A format, instead of Accept: csv, json, ttl …", false));
        JsonObject posted = new JsonObject();
        posted.put("operationId", "sparqlPost");
        posted.put("summary", "SPARQL 1.1 Protocol: asks a query that is in the body");
        JsonObject content = new JsonObject();
        JsonObject plain = new JsonObject();
        plain.put("schema", OpenApi.schema("string"));
        content.put("application/sparql-query", plain);
        JsonObject form = new JsonObject();
        JsonObject properties = new JsonObject();
        properties.put("query", OpenApi.schema("string"));
        JsonObject formSchema = OpenApi.schema("object");
        formSchema.put("properties", properties);
        JsonArray required = new JsonArray();
        required.add("query");
        formSchema.put("required", required);
        form.put("schema", formSchema);
        content.put("application/x-www-form-urlencoded", form);
        JsonObject body = new JsonObject();
        body.put("required", true);
        body.put("content", content);
        posted.put("requestBody", body);
        posted.put(
                "responses",
                OpenApi.responsesOf(
                        "The answer.", both, List.of("400", "406", "503").toArray(new String[0])));
        JsonObject endpoint = OpenApi.path(sparql);
        endpoint.put("post", posted);
        paths.put("/sparql", endpoint);

        paths.put("/query/", get("queries", "The saved queries", List.of("application/json")));
        for (String kind : List.of("id", "source")) {
            JsonObject redirect =
                    operation(
                            "dereference" + (kind.equals("id") ? "Thing" : "Source"),
                            "Leads to the document about a thing or source",
                            documents,
                            List.of("404", "406"),
                            pathParameter("name"));
            JsonObject seeOther = new JsonObject();
            seeOther.put("description", "See the document in the format that Accept names.");
            redirect.get("responses").getAsObject().put("303", seeOther);
            redirect.get("responses").getAsObject().remove("200");
            paths.put("/" + kind + "/{name}", OpenApi.path(redirect));
        }
        paths.put(
                "/doc/{path}",
                OpenApi.path(
                        operation(
                                "document",
                                "What is said of a thing and with it, and by whom",
                                documents,
                                List.of("404", "406"),
                                pathParameter("path"))));
        paths.put(
                "/data",
                OpenApi.path(
                        operation(
                                "graph",
                                "Graph Store Protocol, read only: one graph, or the union of all",
                                graphs,
                                List.of("400", "404", "406"),
                                text("graph", "The IRI of a named graph.", false),
                                flag("default", "Asks for the union of all graphs."))));
        paths.put(
                "/fragments",
                OpenApi.path(
                        operation(
                                "fragment",
                                "Triple Pattern Fragments: the triples that match a pattern",
                                graphs,
                                List.of("400", "404", "406"),
                                text("subject", "An IRI.", false),
                                text("predicate", "An IRI.", false),
                                text("object", "An IRI, or a literal in quotes.", false),
                                text("graph", "The IRI of a named graph.", false),
                                page())));
        for (Dump.Form dump : Dump.Form.values()) {
            paths.put(
                    "/" + dump.fileName(),
                    OpenApi.path(
                            operation(
                                    "dump" + dump.name().replace("_", ""),
                                    "The whole dataset",
                                    List.of(
                                            dump.isCompressed()
                                                    ? "application/gzip"
                                                    : dump.mediaType()),
                                    List.of(),
                                    flag("derived", "Whether derived triples are in it."))));
        }
        paths.put("/.well-known/void", get("void", "What the dataset is, in VoID", graphs));
        paths.put("/catalog", get("catalog", "The data catalogue, in DCAT", graphs));
        paths.put(
                "/search",
                OpenApi.path(
                        operation(
                                "search",
                                "Finds things, terms and saved queries by what people type",
                                List.of("application/json"),
                                List.of("400", "406", "503"),
                                text("q", "What to look for.", true),
                                text("lang", "The language of labels.", false),
                                text("type", "A class: its IRI or a prefixed name.", false),
                                number("offset", "How many to pass over.", 0),
                                number("limit", "How many to return.", 0))));
        paths.put(
                "/healthz", get("healthz", "Whether the server runs", List.of("application/json")));
        paths.put(
                "/readyz",
                get("readyz", "Which snapshot is in service", List.of("application/json")));
    }

    /** Returns what the operations refer to: the problems (RFC 9457). */
    static JsonObject components() {
        JsonObject title = OpenApi.schema("string");
        title.put("description", "What sort of problem it is.");
        JsonObject detail = OpenApi.schema("string");
        detail.put("description", "What is wrong with this request, and what to do.");
        JsonObject properties = new JsonObject();
        properties.put("title", title);
        properties.put("status", OpenApi.schema("integer"));
        properties.put("detail", detail);
        JsonObject problem = OpenApi.schema("object");
        problem.put("properties", properties);
        JsonObject schemas = new JsonObject();
        schemas.put("Problem", problem);
        JsonObject responses = new JsonObject();
        PROBLEMS.forEach((status, description) -> {
            JsonObject reference = new JsonObject();
            reference.put("$ref", "#/components/schemas/Problem");
            JsonObject body = new JsonObject();
            body.put("schema", reference);
            JsonObject content = new JsonObject();
            content.put("application/problem+json", body);
            JsonObject response = new JsonObject();
            response.put("description", description);
            response.put("content", content);
            responses.put(problemName(status), response);
        });
        JsonObject components = new JsonObject();
        components.put("schemas", schemas);
        components.put("responses", responses);
        return components;
    }

    private static JsonObject get(String id, String summary, List<String> types) {
        return OpenApi.path(operation(id, summary, types, List.of()));
    }

    private static JsonObject operation(
            String id,
            String summary,
            List<String> types,
            List<String> problems,
            JsonObject... parameters) {
        JsonObject operation = new JsonObject();
        operation.put("operationId", id);
        operation.put("summary", summary);
        if (parameters.length > 0) {
            operation.put("parameters", OpenApi.array(parameters));
        }
        operation.put(
                "responses",
                OpenApi.responsesOf("The answer.", types, problems.toArray(new String[0])));
        return operation;
    }

    private static JsonObject text(String name, String description, boolean required) {
        return OpenApi.parameter(name, "query", description, required, OpenApi.schema("string"));
    }

    private static JsonObject flag(String name, String description) {
        JsonObject parameter =
                OpenApi.parameter(name, "query", description, false, OpenApi.schema("boolean"));
        parameter.put("allowEmptyValue", true);
        return parameter;
    }

    private static JsonObject page() {
        return number("page", "The page, of 100 triples.", 1);
    }

    private static JsonObject number(String name, String description, int least) {
        JsonObject schema = OpenApi.schema("integer");
        schema.put("minimum", least);
        return OpenApi.parameter(name, "query", description, false, schema);
    }

    private static JsonObject pathParameter(String name) {
        return OpenApi.parameter(
                name,
                "path",
                "The rest of the IRI, behind the beginning that all of the home's have.",
                true,
                OpenApi.schema("string"));
    }
}
