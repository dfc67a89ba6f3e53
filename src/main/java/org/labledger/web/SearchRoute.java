package org.labledger.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.jena.irix.IRIException;
import org.apache.jena.irix.IRIx;
import org.labledger.http.Negotiation;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.page.Pages;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.query.Engine;
import org.labledger.search.SearchAnswer;
import org.labledger.search.SearchRequest;
import org.labledger.snapshot.Snapshot;

/**
 * {@code /search?q=…}: finds things, terms and saved queries, as JSON for programs and for
 * completion while typing, and as a page for browsers.
 *
 * <p>The answer is a function of snapshot and request, so a search that runs out of time fails
 * instead of giving a part.
 */
final class SearchRoute implements Route {

    private static final int STANDARD_LIMIT = 20;

    private static final List<String> PARAMETERS = RouteTable.parameters("/search");

    private final Engine engine;
    private final PageReplies pages;

    SearchRoute(Engine engine, PageReplies pages) {
        this.engine = engine;
        this.pages = pages;
    }

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException {
        Map<String, String> values = request.parameters().single();
        request.parameters().requireAmong(PARAMETERS);
        boolean isPage = Negotiation.of(request).choose("The result", Offers.JSON_OR_PAGE);
        List<String> languages = languages(request, values, snapshot);
        SearchRequest search =
                new SearchRequest(
                        text(values, isPage),
                        languages.stream().findFirst().orElse(""),
                        type(values, snapshot),
                        number(values, "offset", 0, SearchRequest.MAX_OFFSET),
                        number(values, "limit", STANDARD_LIMIT, SearchRequest.MAX_LIMIT));
        if (isPage) {
            return pages.reply(request, snapshot, Pages::search);
        }
        return Reply.ok(
                        "application/json",
                        () -> {
                            SearchAnswer answer = engine.searchIndex(snapshot).search(search);
                            return SearchJson.of(search, answer, snapshot, languages);
                        })
                .versioned("search", search.toString(), languages.toString());
    }

    /** The page has a field to type the text into; a program has to send it. */
    private static String text(Map<String, String> values, boolean isPage) throws ProblemException {
        String text = values.get("q");
        if (text == null && !isPage) {
            throw wrong("q", "is missing; it says what to look for, such as q=open+letter.");
        }
        String typed = text == null ? "" : text.strip();
        if (typed.length() > SearchRequest.MAX_TEXT_LENGTH) {
            throw wrong("q", "is longer than " + SearchRequest.MAX_TEXT_LENGTH + " characters.");
        }
        return typed;
    }

    private static int number(Map<String, String> values, String name, int standard, int most)
            throws ProblemException {
        String value = values.getOrDefault(name, Integer.toString(standard));
        if (!value.matches("[0-9]{1,6}") || Integer.parseInt(value) > most) {
            throw wrong(name, "must be a whole number from 0 to " + most + ".");
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
            // Refused below, like anything else that is no IRI.
        }
        throw wrong("type", "must be the IRI of a class, or a prefixed name.");
    }

    private static List<String> languages(
            Request request, Map<String, String> values, Snapshot snapshot)
            throws ProblemException {
        List<String> preferred =
                Stream.concat(
                                request.languages().stream(),
                                snapshot.description().languages().stream())
                        .map(tag -> tag.toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList();
        String language = values.getOrDefault("lang", "");
        if (language.isEmpty()) {
            return preferred;
        }
        if (!language.matches("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,8}")) {
            throw wrong("lang", "must be a language tag, such as lang=en or lang=zh-Hant.");
        }
        return Stream.concat(Stream.of(language), preferred.stream()).distinct().toList();
    }

    private static ProblemException wrong(String parameter, String what) {
        return new ProblemException(
                Problem.badParameter(parameter, "Parameter \"" + parameter + "\" " + what));
    }
}
