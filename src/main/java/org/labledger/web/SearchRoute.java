package org.labledger.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.jena.irix.IRIException;
import org.apache.jena.irix.IRIx;
import org.labledger.http.Languages;
import org.labledger.http.Negotiation;
import org.labledger.http.Problem;
import org.labledger.http.ProblemException;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.page.Pages;
import org.labledger.query.Engine;
import org.labledger.search.SearchAnswer;
import org.labledger.search.SearchRequest;
import org.labledger.snapshot.Snapshot;

/**
 * {@code /search?q=…}: finds things, terms and saved queries by what people type, as JSON for
 * programs and for completion while somebody types, and as a page for browsers.
 *
 * <p>The answer is a function of snapshot and request: a search that runs out of time gives none
 * instead of a part.
 */
final class SearchRoute implements Route {

    private static final int STANDARD_LIMIT = 20;

    private static final Set<String> PARAMETERS =
            Set.of("q", "lang", "type", "offset", "limit", "page", "format");

    private static final List<Negotiation.Offer<Boolean>> OFFERS =
            List.of(
                    Negotiation.Offer.of("application/json", false),
                    new Negotiation.Offer<>("text/html", "application/xhtml+xml", true));

    private final Engine engine;
    private final Site site;

    SearchRoute(Engine engine, Site site) {
        this.engine = engine;
        this.site = site;
    }

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException {
        Map<String, String> values = request.parameters().single();
        for (String name : values.keySet()) {
            if (!PARAMETERS.contains(name)) {
                throw wrong(
                        name,
                        "is not known here; known are q, lang, type, offset, limit, page and"
                                + " format.");
            }
        }
        boolean isPage = isPage(request, values);
        List<String> languages = languages(request, values, snapshot);
        SearchRequest search =
                new SearchRequest(
                        text(values, isPage),
                        languages.stream().findFirst().orElse(""),
                        type(values, snapshot),
                        number(values, "offset", 0, SearchRequest.LARGEST_OFFSET),
                        number(values, "limit", STANDARD_LIMIT, SearchRequest.LARGEST_LIMIT));
        if (isPage) {
            return site.reply(request, snapshot, Pages::search);
        }
        return Reply.ok(
                        "application/json",
                        out -> {
                            SearchAnswer answer = engine.searchIndex(snapshot).search(search);
                            if (!answer.isComplete()) {
                                throw new ProblemException(
                                        Problem.unavailable(
                                                "Too slow",
                                                "The search took too long and was stopped. Try"
                                                        + " again, or with fewer words."));
                            }
                            String text = SearchJson.of(search, answer, snapshot, languages);
                            out.write(text.getBytes(StandardCharsets.UTF_8));
                        })
                .versioned("search", search.toString(), languages.toString());
    }

    /** Somebody with a browser may come to type the text; a program has to send it. */
    private static String text(Map<String, String> values, boolean isPage) throws ProblemException {
        String text = values.get("q");
        if (text == null && !isPage) {
            throw wrong("q", "is missing. It says what to look for, such as q=open+letter.");
        }
        String typed = text == null ? "" : text.strip();
        if (typed.length() > SearchRequest.LONGEST_TEXT) {
            throw wrong(
                    "q",
                    "may have " + SearchRequest.LONGEST_TEXT + " characters, and this has more.");
        }
        return typed;
    }

    private static int number(Map<String, String> values, String name, int standard, int most)
            throws ProblemException {
        String value = values.getOrDefault(name, Integer.toString(standard));
        if (!value.matches("[0-9]{1,6}") || Integer.parseInt(value) > most) {
            throw wrong(name, "has to be a whole number from 0 to " + most + ".");
        }
        return Integer.parseInt(value);
    }

    /** Returns the IRI of the class that is named by its IRI or a prefixed name. */
    private static Optional<String> type(Map<String, String> values, Snapshot snapshot)
            throws ProblemException {
        String value = values.getOrDefault("type", "");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String iri = snapshot.ontology().iri(value);
        try {
            if (!iri.contains(" ") && IRIx.create(iri).isReference()) {
                return Optional.of(iri);
            }
        } catch (IRIException e) {
            // It is told below, like anything else that is no IRI.
        }
        throw wrong("type", "has to be the IRI of a class, or a prefixed name.");
    }

    private static List<String> languages(
            Request request, Map<String, String> values, Snapshot snapshot)
            throws ProblemException {
        List<String> preferred = Languages.of(request, snapshot);
        String language = values.getOrDefault("lang", "");
        if (language.isEmpty()) {
            return preferred;
        }
        if (!language.matches("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,8}")) {
            throw wrong("lang", "has to be a language tag, such as lang=en or lang=zh-Hant.");
        }
        return Stream.concat(Stream.of(language), preferred.stream()).distinct().toList();
    }

    private static boolean isPage(Request request, Map<String, String> values)
            throws ProblemException {
        String named = values.get("format");
        if (named == null) {
            return Negotiation.best(request.accept(), OFFERS)
                    .orElseThrow(() ->
                            new ProblemException(
                                    Problem.notAcceptable(
                                            "What was found",
                                            List.of("application/json", "text/html"))));
        }
        if (!named.equals("json") && !named.equals("html")) {
            throw wrong("format", "is json or html here.");
        }
        return named.equals("html");
    }

    private static ProblemException wrong(String parameter, String what) {
        return new ProblemException(
                Problem.badRequest("Parameter \"" + parameter + "\" " + what)
                        .with("parameter", parameter));
    }
}
