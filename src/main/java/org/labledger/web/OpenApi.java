package org.labledger.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonBoolean;
import org.apache.jena.atlas.json.JsonNumber;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.atlas.json.JsonString;
import org.apache.jena.atlas.json.JsonValue;
import org.labledger.catalog.Localized;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;

/**
 * The routes in the terms of <a href="https://spec.openapis.org/oas/v3.1.1.html">OpenAPI 3.1</a>:
 * those of {@link RouteTable}, and a path for each saved query with its typed parameters.
 */
final class OpenApi {

    private static final Pattern BRACES = Pattern.compile("\\{(\\w+)}");
    private static final List<String> ENGLISH = List.of("en");
    private static final String PROBLEM = "application/problem+json";

    private OpenApi() {}

    /**
     * Returns the document.
     *
     * @param origin the address of the server as the client knows it, without a slash at the end
     */
    static JsonObject of(Snapshot snapshot, String origin) {
        JsonObject info =
                object(
                        "title", text(snapshot.description().title("en")),
                        "summary", text("A read-only knowledge graph over HTTP and SPARQL."),
                        "version", text(snapshot.home().shortSnapshot()));
        snapshot.description()
                .license()
                .ifPresent(license ->
                        info.put(
                                "license",
                                object("name", text("Licence of the data"), "url", text(license))));
        JsonObject paths = new JsonObject();
        for (SavedQuery query : snapshot.catalog().queries()) {
            paths.put(
                    "/query/" + SavedQueryRoute.encode(query.name()),
                    object("get", operation(query)));
        }
        for (String address : RouteTable.addresses()) {
            if (!address.equals(SavedQueryRoute.ADDRESS)) {
                paths.put(address, path(address));
            }
        }
        return object(
                "openapi", text("3.1.0"),
                "info", info,
                "servers", array(Stream.of(object("url", text(origin)))),
                "paths", paths,
                "components",
                        object("schemas", object("Problem", json(RouteTable.part("problem")))));
    }

    private static JsonObject path(String address) {
        Map<?, ?> route = RouteTable.route(address);
        JsonObject path = object("get", operation(operationId("", address), address, route));
        if (route.containsKey("post")) {
            Map<?, ?> post = RouteTable.map(RouteTable.get(route, "post"));
            JsonObject operation = operation(operationId("post", address), address, post);
            operation.put("requestBody", json(RouteTable.get(post, "requestBody")));
            path.put("post", operation);
        }
        return path;
    }

    private static JsonObject operation(String id, String address, Map<?, ?> route) {
        Stream<JsonValue> inPath =
                BRACES.matcher(address).results().map(brace -> parameter(brace.group(1), "path"));
        Stream<JsonValue> inQuery =
                RouteTable.strings(RouteTable.get(route, "parameters")).stream()
                        .map(name -> parameter(name, "query"));
        return object(
                "operationId", text(id),
                "summary", json(RouteTable.get(route, "summary")),
                "tags", array(Stream.of(json(RouteTable.get(route, "tag")))),
                "parameters", array(Stream.concat(inPath, inQuery)),
                "responses", responses(route, mediaTypes(route)));
    }

    private static JsonObject operation(SavedQuery query) {
        Map<?, ?> route = RouteTable.route(SavedQueryRoute.ADDRESS);
        JsonObject operation =
                object(
                        "operationId", text(operationId("query", query.name())),
                        "summary", text(query.title().in(ENGLISH)));
        Localized longer = query.question().isEmpty() ? query.summary() : query.question();
        if (!longer.isEmpty()) {
            operation.put("description", longer.in(ENGLISH));
        }
        if (!query.tags().isEmpty()) {
            operation.put("tags", array(query.tags().stream().distinct().map(OpenApi::text)));
        }
        List<JsonValue> parameters = new ArrayList<>();
        for (Parameter parameter : query.parameters()) {
            parameters.add(
                    object(
                            "name", text(parameter.name()),
                            "in", text("query"),
                            "description", text("Must be " + parameter.typeInWords() + "."),
                            "required", new JsonBoolean(parameter.required()),
                            "schema", ParameterSchema.of(parameter)));
        }
        SavedQueryRoute.controls(query).forEach(name -> parameters.add(parameter(name, "query")));
        operation.put("parameters", array(parameters.stream()));
        Stream<String> formats = Format.of(query.query()).stream().map(Format::mediaType);
        operation.put(
                "responses",
                responses(route, Stream.concat(formats, Stream.of("text/html")).toList()));
        return operation;
    }

    private static JsonValue parameter(String name, String in) {
        JsonObject parameter =
                object(
                        "name", text(name),
                        "in", text(in),
                        "required", new JsonBoolean(in.equals("path")));
        JsonObject rest = json(RouteTable.get(RouteTable.part("parameters"), name)).getAsObject();
        rest.forEach(parameter::put);
        return parameter;
    }

    /** Returns success in these media types, and the other statuses of the route. */
    private static JsonObject responses(Map<?, ?> route, List<String> mediaTypes) {
        JsonObject responses = new JsonObject();
        if (!mediaTypes.isEmpty()) {
            JsonObject content = new JsonObject();
            for (String type : mediaTypes) {
                boolean isJson = type.endsWith("json");
                content.put(
                        type, object("schema", object("type", text(isJson ? "object" : "string"))));
            }
            responses.put("200", object("description", text("The answer."), "content", content));
        }
        Map<?, ?> described = RouteTable.part("statuses");
        for (Object status : (List<?>) RouteTable.get(route, "statuses")) {
            JsonObject response = object("description", json(RouteTable.get(described, status)));
            if ((int) status >= 400) {
                JsonObject schema = object("$ref", text("#/components/schemas/Problem"));
                response.put("content", object(PROBLEM, object("schema", schema)));
            }
            responses.put(status.toString(), response);
        }
        return responses;
    }

    private static List<String> mediaTypes(Map<?, ?> route) {
        return RouteTable.strings(RouteTable.get(route, "answers")).stream()
                .flatMap(answer ->
                        switch (answer) {
                            case "rows" -> Format.ofRows().stream().map(Format::mediaType);
                            case "graph" -> Format.ofGraphs().stream().map(Format::mediaType);
                            case "document" ->
                                    Format.ofDocuments().stream().map(Format::mediaType).distinct();
                            default -> Stream.of(answer);
                        })
                .toList();
    }

    /** Code generators make a name of it: letters and digits, in camel case. */
    private static String operationId(String before, String name) {
        StringBuilder id = new StringBuilder(before);
        for (String word : name.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                id.append(
                        id.isEmpty()
                                ? word
                                : word.substring(0, 1).toUpperCase(Locale.ROOT)
                                        + word.substring(1));
            }
        }
        if (before.equals("query") && !name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            // Names that differ only in what was left out must still differ.
            id.append('X').append(Integer.toHexString(name.hashCode()));
        }
        return id.isEmpty() ? "home" : id.toString();
    }

    private static JsonObject object(Object... namesAndValues) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], (JsonValue) namesAndValues[i + 1]);
        }
        return object;
    }

    private static JsonArray array(Stream<? extends JsonValue> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    private static JsonValue text(String text) {
        return new JsonString(text);
    }

    /** Returns a part of the table as JSON. */
    private static JsonValue json(Object yaml) {
        return switch (yaml) {
            case Map<?, ?> map -> {
                JsonObject object = new JsonObject();
                map.forEach((key, value) -> object.put(key.toString(), json(value)));
                yield object;
            }
            case List<?> list -> array(list.stream().map(OpenApi::json));
            case Boolean bool -> new JsonBoolean(bool);
            case Integer number -> JsonNumber.value(number);
            default -> text(yaml.toString());
        };
    }
}
