package org.labledger.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.engine.binding.Binding;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.Localized;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.http.Content;
import org.labledger.http.Negotiation;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.link.Cited;
import org.labledger.page.Pages;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.query.CitedAnswer;
import org.labledger.query.Engine;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;
import org.labledger.store.GraphChoice;

/**
 * {@code /query/}: the list of saved queries, as JSON or as a page. {@code /query/NAME}: the answer
 * of one, in the format that the request asks for, such as by a suffix ({@code /query/NAME.csv});
 * {@code /query/NAME.rq}: the query itself; {@code /query/NAME.svg}: the answer as a picture.
 *
 * <p>The parameters are those of the query. A parameter of the query comes before a {@linkplain
 * #controls control} of the same name.
 */
final class SavedQueryRoute implements Route {

    /** The address of which each saved query is a case. */
    static final String ADDRESS = "/query/{name}";

    private static final String PAGE = "page";
    private static final String TIMEOUT = "timeout";

    private final Engine engine;
    private final CitedReplies cited;
    private final PageReplies pages;
    private final SelfDescriptions descriptions;
    private final ParsedQueries parsedQueries = new ParsedQueries();

    SavedQueryRoute(
            Engine engine, CitedReplies cited, PageReplies pages, SelfDescriptions descriptions) {
        this.engine = engine;
        this.cited = cited;
        this.pages = pages;
        this.descriptions = descriptions;
    }

    /** Returns the names of the parameters that control how a query is answered. */
    static List<String> controls(SavedQuery query) {
        return RouteTable.parameters(ADDRESS).stream()
                .filter(name -> !name.equals(PAGE) || query.pagination().isPresent())
                .filter(name -> query.parameters().stream().noneMatch(p -> p.name().equals(name)))
                .toList();
    }

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException {
        String path = request.pathBelow();
        if (path.isEmpty()) {
            return request.path().endsWith("/")
                    ? queries(request, snapshot)
                    : Reply.redirect(301, request.origin() + "/query/");
        }
        Optional<SavedQuery> exact = snapshot.catalog().find(path);
        int dot = exact.isPresent() ? -1 : path.lastIndexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        SavedQuery query =
                exact.or(() -> snapshot.catalog().find(name))
                        .orElseThrow(() ->
                                notFound(
                                        "There is no saved query \""
                                                + name
                                                + "\". /query/ lists them."));
        Optional<String> suffix = dot < 0 ? Optional.empty() : Optional.of(path.substring(dot + 1));
        Optional<Reply> moved = moved(query, request, snapshot);
        if (moved.isPresent()) {
            return moved.get();
        }
        return switch (suffix.orElse("")) {
            case "rq" ->
                    Reply.ok("application/sparql-query; charset=utf-8", query::text)
                            .versioned("query", query.name(), "rq");
            case "svg" -> pages.drawing(query, request, snapshot);
            default -> ask(snapshot, query, suffix, request);
        };
    }

    /**
     * Returns the redirect to the same question about what replaced a retired IRI, so that an
     * address that was cited does not turn empty; empty if no value is a replaced IRI.
     */
    private Optional<Reply> moved(SavedQuery query, Request request, Snapshot snapshot) {
        Map<Node, Node> replaced = descriptions.retired(snapshot).replaced();
        if (replaced.isEmpty()) {
            return Optional.empty();
        }
        List<String> pairs = new ArrayList<>();
        boolean isMoved = false;
        for (Map.Entry<String, List<String>> entry : request.parameters().values().entrySet()) {
            for (String value : entry.getValue()) {
                Node replacement =
                        query.parameters().stream()
                                .filter(parameter -> parameter.name().equals(entry.getKey()))
                                .findFirst()
                                .flatMap(parameter -> iri(parameter, value, snapshot))
                                .map(replaced::get)
                                .orElse(null);
                isMoved |= replacement != null;
                pairs.add(
                        UriSpace.encode(entry.getKey())
                                + "="
                                + UriSpace.encode(
                                        replacement == null
                                                ? value
                                                : Objects.requireNonNullElse(
                                                        snapshot.prefixes()
                                                                .abbreviate(replacement.getURI()),
                                                        replacement.getURI())));
            }
        }
        return isMoved
                ? Optional.of(
                        Reply.redirect(
                                301,
                                request.origin()
                                        + request.rawPath()
                                        + "?"
                                        + String.join("&", pairs)))
                : Optional.empty();
    }

    private static Optional<Node> iri(Parameter parameter, String value, Snapshot snapshot) {
        try {
            return parameter.type().kind() == Parameter.Kind.IRI
                    ? Optional.of(parameter.term(value, snapshot.prefixes()))
                    : Optional.empty();
        } catch (BadParameterException e) {
            // Told when the values are bound.
            return Optional.empty();
        }
    }

    private Reply queries(Request request, Snapshot snapshot) throws ProblemException {
        boolean isPage = Negotiation.of(request).choose("The list", Offers.JSON_OR_PAGE);
        return isPage
                ? pages.reply(request, snapshot, Pages::queries)
                : Reply.ok("application/json", () -> JSON.toString(list(snapshot)))
                        .versioned("query", "json");
    }

    private Reply ask(Snapshot snapshot, SavedQuery query, Optional<String> suffix, Request request)
            throws ProblemException {
        Map<String, String> values = new LinkedHashMap<>(request.parameters().single());
        Map<String, String> controls = new LinkedHashMap<>();
        for (String name : controls(query)) {
            Optional.ofNullable(values.remove(name)).ifPresent(value -> controls.put(name, value));
        }
        ParsedQueries.Parsed parsed = parsedQueries.of(query, snapshot);
        boolean isCited =
                CitedReplies.isWanted(Optional.ofNullable(controls.get(CitedReplies.CITE)));
        Optional<Format> chosen =
                new Negotiation(
                                Optional.ofNullable(controls.get(Negotiation.FORMAT)).stream()
                                        .toList(),
                                suffix,
                                request.header("Accept"))
                        .choose(
                                "The answer of \""
                                        + query.name()
                                        + (isCited ? "\" with its sources" : "\""),
                                Offers.orPage(CitedReplies.formats(parsed.formats(), isCited)));
        if (chosen.isEmpty()) {
            return pages.question(query, request, snapshot);
        }
        Format format = chosen.get();
        Binding binding = query.bind(values, snapshot.prefixes());
        int page = pageNumber(Optional.ofNullable(controls.get(PAGE)));
        Engine within = SparqlRoute.within(engine, Optional.ofNullable(controls.get(TIMEOUT)));
        Map<String, String> asked = new TreeMap<>(values);
        if (query.pagination().isPresent()) {
            asked.put(PAGE, Integer.toString(page));
        }
        Cited question = Cited.of(query, List.copyOf(asked.entrySet()));
        Reply reply =
                Reply.ok(
                        format.contentType(),
                        out -> {
                            if (isCited) {
                                cited.write(
                                        within,
                                        new CitedReplies.Asked(
                                                query.query(),
                                                binding,
                                                GraphChoice.NONE,
                                                snapshot,
                                                question,
                                                request.origin()),
                                        whole -> page(whole, query, page, request, out),
                                        format,
                                        out);
                                return;
                            }
                            Answer answer =
                                    within.answer(
                                            query.query(), binding, snapshot, GraphChoice.NONE);
                            if (query.pagination().isPresent()
                                    && answer instanceof Answer.Solutions all) {
                                int size = query.pagination().getAsInt();
                                answer = page(all, size, page, request, out);
                            }
                            within.write(answer, format, snapshot.prefixes(), out);
                        });
        reply = CiteRoute.citeAs(question, snapshot, Downloads.named(query.name(), format, reply));
        return parsed.isVolatile()
                ? reply
                : reply.versioned(
                        isCited ? "query, cited" : "query",
                        query.name(),
                        values,
                        Integer.toString(page),
                        // Links to other pages are of the same path and format.
                        query.pagination().isPresent()
                                ? request.rawPath() + controls.get(Negotiation.FORMAT)
                                : "",
                        format.name());
    }

    private static CitedAnswer page(
            CitedAnswer whole, SavedQuery query, int number, Request request, Content.Out out)
            throws ProblemException {
        if (query.pagination().isEmpty() || !(whole instanceof CitedAnswer.Solutions all)) {
            return whole;
        }
        int size = query.pagination().getAsInt();
        link(all.rows().size(), size, number, request, out);
        int from = (number - 1) * size;
        return new CitedAnswer.Solutions(
                all.variables(),
                all.rows().subList(from, Math.min(from + size, all.rows().size())));
    }

    private static Answer page(
            Answer.Solutions all, int size, int number, Request request, Content.Out out)
            throws ProblemException {
        link(all.rows().size(), size, number, request, out);
        return all.slice((number - 1) * size, size);
    }

    /** Links to the other pages of an answer. */
    private static void link(int rows, int size, int number, Request request, Content.Out out)
            throws ProblemException {
        int last = Math.max(1, (rows + size - 1) / size);
        if (number > last) {
            throw notFound("There are " + last + " pages of " + size + " rows.");
        }
        out.header("Link", links(request, number, last));
    }

    private static JsonObject list(Snapshot snapshot) {
        JsonArray list = new JsonArray();
        for (SavedQuery query : snapshot.catalog().queries()) {
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
        json.put("snapshot", snapshot.id());
        json.put("queries", list);
        return json;
    }

    private static JsonObject json(Localized text) {
        JsonObject object = new JsonObject();
        text.byLanguage()
                .forEach((language, value) ->
                        object.put(language.isEmpty() ? "und" : language, value));
        return object;
    }

    /**
     * Returns the number of a page, 1 if there is none.
     *
     * @throws ProblemException with status 400 if it is none
     */
    static int pageNumber(Optional<String> value) throws ProblemException {
        String page = value.orElse("1");
        if (!page.matches("[1-9]\\d{0,6}")) {
            throw new ProblemException(
                    Problem.badParameter(
                            PAGE,
                            "Parameter \"page\" must be a whole number from 1 on, such as page=1."));
        }
        return Integer.parseInt(page);
    }

    /** RFC 8288 links to the first, previous, next and last page. */
    private static String links(Request request, int page, int last) throws ProblemException {
        List<String> links = new ArrayList<>();
        links.add(link(request, 1, "first"));
        if (page > 1) {
            links.add(link(request, page - 1, "prev"));
        }
        if (page < last) {
            links.add(link(request, page + 1, "next"));
        }
        links.add(link(request, last, "last"));
        return String.join(", ", links);
    }

    private static String link(Request request, int page, String relation) throws ProblemException {
        Map<String, String> all = new TreeMap<>(request.parameters().single());
        all.put(PAGE, Integer.toString(page));
        String query =
                all.entrySet().stream()
                        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                        .collect(Collectors.joining("&"));
        return "<" + request.rawPath() + "?" + query + ">; rel=\"" + relation + "\"";
    }

    /** Returns a text as it stands in a path segment or in the value of a query parameter. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ProblemException notFound(String detail) {
        return new ProblemException(Problem.notFound(detail));
    }
}
