package org.labledger.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.sparql.engine.binding.Binding;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.Localized;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.http.Content;
import org.labledger.http.Negotiation;
import org.labledger.http.Problem;
import org.labledger.http.ProblemException;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.page.Pages;
import org.labledger.query.Engine;
import org.labledger.query.Volatility;
import org.labledger.result.Answer;
import org.labledger.result.AnswerFormat;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;

/**
 * {@code /query/}: the list of saved queries as JSON. {@code /query/NAME}: the answer, in the
 * format that {@code Accept} or a suffix ({@code /query/NAME.csv}) names; {@code /query/NAME.rq}:
 * the query itself.
 */
final class SavedQueryRoute implements Route {

    private static final String PAGE = "page";

    private final Engine engine;
    private final Site site;

    SavedQueryRoute(Engine engine, Site site) {
        this.engine = engine;
        this.site = site;
    }

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException {
        String path = request.pathBelow();
        if (path.isEmpty()) {
            return request.path().endsWith("/")
                    ? prefersPage(request, List.of(AnswerFormat.JSON))
                            ? site.reply(request, snapshot, Pages::queries)
                            : list(snapshot)
                    : Reply.redirect(301, request.origin() + "/query/");
        }
        Optional<SavedQuery> exact = snapshot.catalog().find(path);
        int dot = path.lastIndexOf('.');
        String name = exact.isPresent() || dot < 0 ? path : path.substring(0, dot);
        String suffix = exact.isPresent() || dot < 0 ? "" : path.substring(dot + 1);
        SavedQuery query =
                exact.or(() -> snapshot.catalog().find(name))
                        .orElseThrow(() ->
                                new ProblemException(
                                        new Problem(
                                                404,
                                                "No such query",
                                                "There is no saved query \""
                                                        + name
                                                        + "\". The list is at /query/.")));
        if (suffix.equals("rq")) {
            return Reply.ok("application/sparql-query; charset=utf-8", query.text())
                    .versioned("query", query.name(), "rq");
        }
        try {
            if (suffix.equals("svg")) {
                return site.drawing(query, request, snapshot);
            }
            return ask(snapshot, query, suffix, request);
        } catch (BadParameterException e) {
            throw new ProblemException(
                    new Problem(400, "Wrong parameter", e.getMessage())
                            .with("parameter", e.parameter()),
                    e);
        }
    }

    private Reply ask(Snapshot snapshot, SavedQuery query, String suffix, Request request)
            throws BadParameterException, ProblemException {
        if (suffix.isEmpty() && prefersPage(request, SparqlRoute.offered(query.query()))) {
            return site.question(query, request, snapshot);
        }
        AnswerFormat format = format(query, suffix, request);
        Map<String, String> values = request.parameters().single();
        Optional<String> page = Optional.ofNullable(values.get(PAGE));
        if (query.pagination().isPresent()) {
            values.remove(PAGE);
        }
        Binding binding = query.bind(values, snapshot.prefixes());
        int pageNumber =
                query.pagination().isPresent() && page.isPresent() ? pageNumber(page.get()) : 1;
        Reply reply =
                Reply.ok(
                                format.contentType(),
                                out -> {
                                    Answer answer =
                                            engine.answer(
                                                    query.query(),
                                                    binding,
                                                    snapshot,
                                                    GraphChoice.NONE);
                                    if (query.pagination().isPresent()
                                            && answer instanceof Answer.Solutions all) {
                                        int size = query.pagination().getAsInt();
                                        answer = page(all, size, pageNumber, values, request, out);
                                    }
                                    format.write(answer, snapshot.prefixes(), out);
                                })
                        .costly();
        if (Volatility.of(query.query())) {
            return reply;
        }
        return reply.versioned(
                "query",
                query.name(),
                values.toString(),
                Integer.toString(pageNumber),
                format.name());
    }

    /** Someone with a program that takes anything gets data; browsers name HTML. */
    private static boolean prefersPage(Request request, List<AnswerFormat> data) {
        List<Negotiation.Offer<Boolean>> offers = new ArrayList<>();
        data.forEach(format -> offers.add(Negotiation.Offer.of(format.mediaType(), false)));
        offers.add(new Negotiation.Offer<>("text/html", "application/xhtml+xml", true));
        return Negotiation.best(request.accept(), offers).orElse(false);
    }

    private static AnswerFormat format(SavedQuery query, String suffix, Request request)
            throws ProblemException {
        List<AnswerFormat> offered = SparqlRoute.offered(query.query());
        Optional<AnswerFormat> format =
                suffix.isEmpty()
                        ? Negotiation.choose(request.accept(), offered)
                        : AnswerFormat.named(suffix).filter(offered::contains);
        return format.orElseThrow(() ->
                new ProblemException(
                        new Problem(
                                suffix.isEmpty() ? 406 : 404,
                                "No such format",
                                "The query \""
                                        + query.name()
                                        + "\" is offered as: "
                                        + offered.stream()
                                                .map(f -> f.mediaType() + " (." + f.suffix() + ")")
                                                .collect(Collectors.joining(", "))
                                        + ".")));
    }

    private static Answer page(
            Answer.Solutions all,
            int size,
            int number,
            Map<String, String> values,
            Request request,
            Content.Out out)
            throws ProblemException {
        int last = Math.max(1, (all.rows().size() + size - 1) / size);
        if (number > last) {
            throw new ProblemException(
                    new Problem(
                            404,
                            "No such page",
                            "There are " + last + " pages of " + size + " rows."));
        }
        out.header("Link", links(request, values, number, last));
        return all.slice((number - 1) * size, size);
    }

    private static Reply list(Snapshot snapshot) {
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
        return Reply.ok("application/json", JSON.toString(json)).versioned("query", "json");
    }

    private static JsonObject json(Localized text) {
        JsonObject object = new JsonObject();
        text.byLanguage()
                .forEach((language, value) ->
                        object.put(language.isEmpty() ? "und" : language, value));
        return object;
    }

    private static int pageNumber(String value) throws BadParameterException {
        if (!value.matches("[1-9]\\d{0,6}")) {
            throw new BadParameterException(
                    PAGE,
                    BadParameterException.Reason.WRONG_TYPE,
                    "Parameter \"page\" has to be a whole number from 1 on, such as page=1.");
        }
        return Integer.parseInt(value);
    }

    /** RFC 8288 links to the first, previous, next and last page. */
    private static String links(Request request, Map<String, String> values, int page, int last) {
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
            Request request, Map<String, String> values, int page, String relation) {
        Map<String, String> all = new TreeMap<>(values);
        all.put(PAGE, Integer.toString(page));
        String query =
                all.entrySet().stream()
                        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                        .collect(Collectors.joining("&"));
        return "<" + request.rawPath() + "?" + query + ">; rel=\"" + relation + "\"";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
