package org.labledger.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.query.Query;
import org.apache.jena.shared.JenaException;
import org.apache.jena.sparql.engine.binding.Binding;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.Localized;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.federation.EndpointFailedException;
import org.labledger.federation.FederationException;
import org.labledger.query.Answer;
import org.labledger.query.AnswerFormat;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;

/**
 * {@code /query/}: the list of saved queries as JSON. {@code /query/NAME}: the answer, in the
 * format that {@code Accept} or a suffix ({@code /query/NAME.csv}) names; {@code /query/NAME.rq}:
 * the query itself.
 */
final class SavedQueryServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String ALLOWED = "GET, HEAD, OPTIONS";
    private static final String PAGE = "page";

    private final transient InService inService;
    private final transient Limits limits;

    SavedQueryServlet(InService inService, Limits limits) {
        this.inService = inService;
        this.limits = limits;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> answer(request, response);
            case "OPTIONS" -> {
                response.setHeader("Allow", ALLOWED);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> {
                response.setHeader("Allow", ALLOWED);
                new Problem(
                                HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                                "Method not allowed",
                                "Saved queries are asked with GET; "
                                        + request.getMethod()
                                        + " is not supported.")
                        .send(response);
            }
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        // Taken once: an answer belongs to one snapshot.
        Served served = inService.current();
        String path = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
        if (path.isEmpty()) {
            sendList(served, response);
            return;
        }
        Optional<SavedQuery> exact = served.catalog().find(path);
        int dot = path.lastIndexOf('.');
        String name = exact.isPresent() || dot < 0 ? path : path.substring(0, dot);
        String suffix = exact.isPresent() || dot < 0 ? "" : path.substring(dot + 1);
        Optional<SavedQuery> query = exact.or(() -> served.catalog().find(name));
        if (query.isEmpty()) {
            new Problem(
                            HttpServletResponse.SC_NOT_FOUND,
                            "No such query",
                            "There is no saved query \"" + name + "\". The list is at /query/.")
                    .send(response);
        } else if (suffix.equals("rq")) {
            send(
                    response,
                    "application/sparql-query; charset=utf-8",
                    query.get().text().getBytes(StandardCharsets.UTF_8));
        } else {
            try {
                ask(served, query.get(), suffix, request, response);
            } catch (BadParameterException e) {
                new Problem(HttpServletResponse.SC_BAD_REQUEST, "Wrong parameter", e.getMessage())
                        .with("parameter", e.parameter())
                        .send(response);
            } catch (LimitException e) {
                response.setHeader("Retry-After", "60");
                new Problem(
                                HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                                "Over a limit",
                                e.getMessage())
                        .send(response);
            } catch (EndpointFailedException e) {
                new Problem(
                                HttpServletResponse.SC_BAD_GATEWAY,
                                "Another endpoint failed",
                                e.getMessage())
                        .send(response);
            } catch (FederationException e) {
                new Problem(HttpServletResponse.SC_BAD_REQUEST, "Not allowed", e.getMessage())
                        .send(response);
            }
        }
    }

    private void ask(
            Served served,
            SavedQuery query,
            String suffix,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, BadParameterException, LimitException {
        List<AnswerFormat> offered = offered(query.query());
        Optional<AnswerFormat> format =
                suffix.isEmpty()
                        ? Negotiation.choose(accept(request), offered)
                        : AnswerFormat.named(suffix).filter(offered::contains);
        response.setHeader("Vary", "Accept");
        if (format.isEmpty()) {
            new Problem(
                            suffix.isEmpty()
                                    ? HttpServletResponse.SC_NOT_ACCEPTABLE
                                    : HttpServletResponse.SC_NOT_FOUND,
                            "No such format",
                            "The query \""
                                    + query.name()
                                    + "\" is offered as: "
                                    + offered.stream()
                                            .map(f -> f.mediaType() + " (." + f.suffix() + ")")
                                            .collect(Collectors.joining(", "))
                                    + ".")
                    .send(response);
            return;
        }
        Map<String, String> values = values(request);
        Optional<String> page = Optional.ofNullable(values.get(PAGE));
        if (query.pagination().isPresent()) {
            values.remove(PAGE);
        }
        Binding binding = query.bind(values, served.ledger().prefixes());
        int pageNumber =
                query.pagination().isPresent() && page.isPresent() ? pageNumber(page.get()) : 1;
        String etag = etag(served, query, values, pageNumber, format.get());
        if (!query.isFederated() && matches(request.getHeader("If-None-Match"), etag)) {
            response.setHeader("ETag", etag);
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        Answer answer = Answer.of(query.query(), binding, served.ledger(), limits);
        if (query.pagination().isPresent() && answer instanceof Answer.Solutions all) {
            int size = query.pagination().getAsInt();
            int last = Math.max(1, (all.rows().size() + size - 1) / size);
            if (pageNumber > last) {
                new Problem(
                                HttpServletResponse.SC_NOT_FOUND,
                                "No such page",
                                "There are " + last + " pages of " + size + " rows.")
                        .send(response);
                return;
            }
            answer = all.slice((pageNumber - 1) * size, size);
            response.setHeader("Link", links(request, values, pageNumber, last));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            format.get().write(answer, served.ledger().prefixes(), body);
        } catch (JenaException e) {
            // RDF/XML has no way to write some property IRIs.
            new Problem(
                            HttpServletResponse.SC_NOT_ACCEPTABLE,
                            "No such format",
                            "This answer cannot be written as "
                                    + format.get().mediaType()
                                    + ": "
                                    + e.getMessage()
                                    + ". Choose another format.")
                    .send(response);
            return;
        }
        if (query.isFederated()) {
            // What another endpoint says is no function of the snapshot.
            response.setHeader("Cache-Control", "no-store");
        } else {
            response.setHeader("ETag", etag);
        }
        send(response, format.get().contentType(), body.toByteArray());
    }

    private static void sendList(Served served, HttpServletResponse response) throws IOException {
        JsonArray list = new JsonArray();
        for (SavedQuery query : served.catalog().queries()) {
            JsonObject entry = new JsonObject();
            entry.put("name", query.name());
            entry.put("topic", query.topic());
            entry.put("title", json(query.title()));
            entry.put("question", json(query.question()));
            entry.put("summary", json(query.summary()));
            JsonArray tags = new JsonArray();
            query.tags().forEach(tags::add);
            entry.put("tags", tags);
            JsonArray parameters = new JsonArray();
            for (Parameter parameter : query.parameters()) {
                JsonObject one = new JsonObject();
                one.put("name", parameter.name());
                one.put("type", parameter.typeInWords());
                one.put("required", parameter.required());
                parameter.example().ifPresent(example -> one.put("example", example));
                if (!parameter.choices().isEmpty()) {
                    JsonArray choices = new JsonArray();
                    parameter.choices().forEach(choices::add);
                    one.put("choices", choices);
                }
                parameters.add(one);
            }
            entry.put("parameters", parameters);
            String asked =
                    query.examples().entrySet().stream()
                            .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                            .collect(Collectors.joining("&"));
            entry.put("example", "/query/" + query.name() + (asked.isEmpty() ? "" : "?" + asked));
            list.add(entry);
        }
        JsonObject json = new JsonObject();
        json.put("snapshot", served.ledger().snapshot());
        json.put("queries", list);
        send(response, "application/json", JSON.toString(json).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject json(Localized text) {
        JsonObject object = new JsonObject();
        text.byLanguage()
                .forEach((language, value) ->
                        object.put(language.isEmpty() ? "und" : language, value));
        return object;
    }

    /** Several lines of one header mean the same as one with commas (RFC 9110, section 5.3). */
    private static @Nullable String accept(HttpServletRequest request) {
        List<String> lines = Collections.list(request.getHeaders("Accept"));
        return lines.isEmpty() ? null : String.join(",", lines);
    }

    private static List<AnswerFormat> offered(Query query) {
        boolean isGraph = query.isConstructType() || query.isDescribeType();
        List<AnswerFormat> offered = new ArrayList<>(AnswerFormat.offered(isGraph));
        if (query.isConstructQuad()) {
            offered.removeIf(f -> !f.fits(new Answer.Quads(List.of())));
        }
        return offered;
    }

    private static Map<String, String> values(HttpServletRequest request)
            throws BadParameterException {
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<String, String[]> entry : request.getParameterMap().entrySet()) {
            if (entry.getValue().length > 1) {
                throw new BadParameterException(
                        entry.getKey(),
                        "Parameter \"" + entry.getKey() + "\" is given more than once.");
            }
            values.put(entry.getKey(), entry.getValue()[0]);
        }
        return values;
    }

    private static int pageNumber(String value) throws BadParameterException {
        if (!value.matches("[1-9]\\d{0,6}")) {
            throw new BadParameterException(
                    PAGE, "Parameter \"page\" has to be a whole number from 1 on, such as page=1.");
        }
        return Integer.parseInt(value);
    }

    /** RFC 8288 links to the first, previous, next and last page. */
    private static String links(
            HttpServletRequest request, Map<String, String> values, int page, int last) {
        List<String> links = new ArrayList<>();
        links.add(link(request, values, 1, "first"));
        if (page > 1) {
            links.add(link(request, values, page - 1, "prev"));
        }
        if (page < last) {
            links.add(link(request, values, page + 1, "next"));
        }
        links.add(link(request, values, last, "last"));
        return String.join(", ", links);
    }

    private static String link(
            HttpServletRequest request, Map<String, String> values, int page, String relation) {
        Map<String, String> all = new TreeMap<>(values);
        all.put(PAGE, Integer.toString(page));
        String query =
                all.entrySet().stream()
                        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                        .collect(Collectors.joining("&"));
        return "<" + request.getRequestURI() + "?" + query + ">; rel=\"" + relation + "\"";
    }

    /** An answer is a function of snapshot and request, so their hash is its strong tag. */
    private static String etag(
            Served served,
            SavedQuery query,
            Map<String, String> values,
            int page,
            AnswerFormat format) {
        String request =
                String.join(
                        "\n",
                        // Another version of the program may write the same answer otherwise.
                        String.valueOf(
                                SavedQueryServlet.class.getPackage().getImplementationVersion()),
                        served.ledger().snapshot(),
                        query.name(),
                        values.toString(),
                        Integer.toString(page),
                        format.name());
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(request.getBytes(StandardCharsets.UTF_8));
            return "\"" + HexFormat.of().formatHex(hash, 0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static boolean matches(@Nullable String header, String etag) {
        if (header == null) {
            return false;
        }
        return header.strip().equals("*")
                || List.of(header.split(",", -1)).stream()
                        .map(String::strip)
                        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                        .anyMatch(etag::equals);
    }

    private static void send(HttpServletResponse response, String contentType, byte[] body)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(contentType);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
