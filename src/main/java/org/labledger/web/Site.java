package org.labledger.web;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.jena.graph.Node;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.SavedQuery;
import org.labledger.describe.Description;
import org.labledger.display.Language;
import org.labledger.display.Visit;
import org.labledger.http.Content;
import org.labledger.http.Problem;
import org.labledger.http.ProblemException;
import org.labledger.http.ProblemPage;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.live.CurrentSnapshot;
import org.labledger.page.Assets;
import org.labledger.page.Pages;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.snapshot.PerSnapshot;
import org.labledger.snapshot.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows people the pages of the snapshot in service. */
final class Site implements DescriptionPage, ProblemPage {

    private static final Logger LOG = LoggerFactory.getLogger(Site.class);

    static final String HTML = "text/html; charset=utf-8";

    private static final String FOR_A_YEAR = "Max-Age=31536000; Path=/; SameSite=Lax";

    private final CurrentSnapshot current;
    private final PerSnapshot<Pages> pages;

    Site(CurrentSnapshot current, Engine engine) {
        this.current = current;
        this.pages = new PerSnapshot<>(s -> Pages.of(s, engine));
    }

    /**
     * Writes the pages that most visitors begin with, for nobody: the first to come would wait for
     * code to be loaded and compiled, and for what is computed once for a snapshot.
     */
    void warm(Snapshot snapshot) {
        Pages all = pages.of(snapshot);
        Optional<Description> hub = hub(snapshot).flatMap(thing -> Description.of(thing, snapshot));
        for (Language language : Visit.languages()) {
            try {
                all.front(new Visit(language, "/", Map.of(), ""));
                if (hub.isPresent()) {
                    all.thing(hub.get(), "{}", new Visit(language, "/", Map.of(), ""));
                }
            } catch (LimitException e) {
                LOG.warn("A page could not be prepared: {}", e.getMessage());
            }
        }
        Pages.warm();
    }

    /** Returns the thing that others have to do with in the most ways: its page has most parts. */
    private static Optional<Node> hub(Snapshot snapshot) {
        Map<Node, Set<Node>> properties = new HashMap<>();
        snapshot.store()
                .triples()
                .all()
                .filter(triple -> triple.getObject().isURI())
                .forEach(triple ->
                        properties
                                .computeIfAbsent(triple.getObject(), thing -> new HashSet<>())
                                .add(triple.getPredicate()));
        return properties.entrySet().stream()
                .max(
                        Comparator.comparingInt(
                                        (Map.Entry<Node, Set<Node>> e) -> e.getValue().size())
                                .thenComparing(e -> e.getKey().getURI()))
                .map(Map.Entry::getKey);
    }

    /** Writes one page. */
    @FunctionalInterface
    interface Writing {
        /**
         * Writes a page for a visit.
         *
         * @throws ProblemException if there is none
         * @throws LimitException if a query on it goes over a limit
         */
        String write(Pages pages, Visit visit) throws ProblemException, LimitException;
    }

    /** Returns the route of a page whose content depends on the snapshot and the visit alone. */
    Route at(Writing writing) {
        return (request, snapshot) -> reply(request, snapshot, writing);
    }

    /** Returns the pages of a snapshot. */
    Pages pages(Snapshot snapshot) {
        return pages.of(snapshot);
    }

    /** Returns the reply that holds a page. */
    Reply reply(Request request, Snapshot snapshot, Writing writing) throws ProblemException {
        Visit visit = visit(request);
        return page(
                request,
                out ->
                        out.write(
                                writing.write(pages.of(snapshot), visit)
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes the list of records that the visit asks for. */
    static String browse(Pages pages, Visit visit) throws ProblemException {
        return pages.browse(visit)
                .orElseThrow(() ->
                        new ProblemException(
                                Problem.notFound(
                                        "There are no records of this class. The classes that have"
                                                + " some are listed at /browse.")));
    }

    /** Returns the page of a saved query; a wrong value is shown beside the form. */
    Reply question(SavedQuery query, Request request, Snapshot snapshot) throws ProblemException {
        Reply reply = reply(request, snapshot, (all, visit) -> all.query(query, visit)).costly();
        return pages.of(snapshot).fault(query, visit(request)).isEmpty()
                ? reply
                : reply.asProblem(400);
    }

    /**
     * Returns the answer of a saved query as a picture.
     *
     * @throws BadParameterException if the query cannot be asked with the values of the request
     */
    Reply drawing(SavedQuery query, Request request, Snapshot snapshot)
            throws BadParameterException {
        Visit visit = visit(request);
        Optional<BadParameterException> fault = pages.of(snapshot).fault(query, visit);
        if (fault.isPresent()) {
            throw fault.get();
        }
        return Reply.ok(
                        "image/svg+xml",
                        out ->
                                out.write(
                                        pages.of(snapshot)
                                                .drawing(query, visit)
                                                .orElseThrow(() ->
                                                        new ProblemException(
                                                                Problem.notFound(
                                                                        "This answer cannot be drawn."
                                                                                + " Take it as a table.")))
                                                .getBytes(StandardCharsets.UTF_8)))
                .versioned("drawing", request.target(), visit.language().tag(), request.origin())
                .costly();
    }

    /**
     * Returns a reply with a page, which depends on the address and the reader's language. If the
     * address chooses the language, the choice is remembered: it is the only thing that is.
     */
    static Reply page(Request request, Content content) {
        Visit visit = visit(request);
        Reply reply =
                new Reply(200, HTML, List.of(), Optional.empty(), false, content)
                        .with("Vary", Reply.VARY + ", Cookie")
                        .with("Content-Language", visit.language().tag())
                        .versioned(
                                "page", request.target(), visit.language().tag(), request.origin());
        return request.parameters().all(Visit.LANGUAGE).isEmpty()
                ? reply
                : reply.with(
                        "Set-Cookie",
                        Visit.LANGUAGE + "=" + visit.language().tag() + "; " + FOR_A_YEAR);
    }

    /** Returns a request as pages know it. */
    static Visit visit(Request request) {
        Map<String, String> parameters = new TreeMap<>();
        request.parameters()
                .values()
                .forEach((name, values) -> parameters.put(name, values.getFirst()));
        return Visit.of(
                request.path(),
                parameters,
                request.cookie(Visit.LANGUAGE).orElse(null),
                request.header("Accept-Language").orElse(null),
                request.origin());
    }

    @Override
    public String html(Described described) throws LimitException {
        Pages all = pages.of(described.snapshot());
        Visit visit = visit(described.request());
        Visit at =
                new Visit(
                        visit.language(), described.address(), visit.parameters(), visit.origin());
        Optional<String> vocabulary = all.vocabulary(described.description().subject(), at);
        return vocabulary.isPresent()
                ? vocabulary.get()
                : all.thing(described.description(), described.jsonLd(), at);
    }

    @Override
    public String html(Problem problem, Request request) {
        return pages.of(current.snapshot())
                .problem(problem.status(), problem.detail(), problem.excerpt(), visit(request));
    }

    /** Answers with the picture that other sites show of a page. */
    Reply card(Request request, Snapshot snapshot) {
        Visit visit = visit(request);
        return Reply.ok(
                        "image/png",
                        out ->
                                out.write(
                                        pages.of(snapshot)
                                                .card(visit)
                                                .orElseThrow(() ->
                                                        new ProblemException(
                                                                Problem.notFound(
                                                                        "This server has no fonts to draw"
                                                                                + " it with.")))))
                .versioned("card", request.target(), visit.language().tag());
    }

    /** Answers with a style sheet, a script or a picture. Its address changes with its content. */
    static Reply asset(Request request, Snapshot snapshot) throws ProblemException {
        Assets.Asset asset =
                Assets.find(request.pathBelow())
                        .orElseThrow(() ->
                                new ProblemException(
                                        Problem.notFound(
                                                "There is no file "
                                                        + request.path()
                                                        + ". Reload the page that asks for it.")));
        return Reply.ok(asset.contentType(), Content.of(asset.bytes()))
                .with("Cache-Control", "public, max-age=31536000, immutable")
                .versioned("asset", asset.path());
    }
}
