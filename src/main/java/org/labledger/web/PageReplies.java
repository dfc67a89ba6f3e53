package org.labledger.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.system.PrefixMap;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.SavedQuery;
import org.labledger.changes.ChangeLog;
import org.labledger.describe.Description;
import org.labledger.describe.SourcedTriple;
import org.labledger.display.Language;
import org.labledger.display.PageRequest;
import org.labledger.http.Content;
import org.labledger.http.Memento;
import org.labledger.http.ProblemPage;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.live.CurrentSnapshot;
import org.labledger.page.Assets;
import org.labledger.page.Embed;
import org.labledger.page.Pages;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.snapshot.PerSnapshot;
import org.labledger.snapshot.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replies with pages: those of the snapshot that a request is answered from. */
final class PageReplies implements ProblemPage {

    private static final Logger LOG = LoggerFactory.getLogger(PageReplies.class);

    static final String HTML = "text/html; charset=utf-8";

    /** The parameters of all pages but those of saved queries; {@code sort} orders their tables. */
    private static final Set<String> PARAMETERS =
            Stream.concat(
                            RouteTable.part("parameters").keySet().stream().map(String::valueOf),
                            Stream.of("sort"))
                    .collect(Collectors.toUnmodifiableSet());

    /** Parameters that other sites add to links, to count who follows them. */
    private static final Set<String> TRACKING =
            Set.of("fbclid", "gclid", "dclid", "msclkid", "twclid", "mc_cid", "mc_eid", "igshid");

    private static final String FOR_A_YEAR = "Max-Age=31536000; Path=/; SameSite=Lax";

    private final CurrentSnapshot current;
    private final ChangeLog log;
    private final PerSnapshot<Pages> pages;

    PageReplies(CurrentSnapshot current, Engine engine, ChangeLog log) {
        this.current = current;
        this.log = log;
        this.pages = new PerSnapshot<>(s -> Pages.of(s, engine, log));
    }

    /**
     * Warms up: writes the pages that most readers begin with, so that the first reader does not
     * wait for classes to be compiled and for what is computed once per snapshot.
     */
    void warm(Snapshot snapshot) {
        Pages all = pages.of(snapshot);
        Optional<Description> hub = hub(snapshot).flatMap(thing -> Description.of(thing, snapshot));
        for (Language language : PageRequest.languages()) {
            try {
                all.front(new PageRequest(language, "/", Map.of(), ""));
                if (hub.isPresent()) {
                    all.thing(hub.get(), "{}", new PageRequest(language, "/", Map.of(), ""));
                }
            } catch (LimitException e) {
                LOG.warn("A page could not be warmed up: {}", e.getMessage());
            }
        }
        Pages.warm();
    }

    /** Returns the thing that is the object of the most properties: its page has most sections. */
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
         * Writes a page for a request.
         *
         * @throws ProblemException if there is no such page, or a query on it goes over a limit
         */
        String write(Pages pages, PageRequest pageRequest) throws ProblemException;
    }

    /** Returns the route of a page whose content depends on the snapshot and the request alone. */
    Route at(Writing writing) {
        return (request, snapshot) -> reply(request, snapshot, writing);
    }

    /** Returns the reply that holds a page. */
    Reply reply(Request request, Snapshot snapshot, Writing writing) {
        PageRequest pageRequest = pageRequest(request);
        return page(
                request,
                pageRequest,
                () -> keepState(writing.write(pages.of(snapshot), pageRequest), request, snapshot));
    }

    /** Returns the front page, which also says what the newest state of the history changed. */
    Reply front(Request request, Snapshot snapshot) {
        PageRequest pageRequest = pageRequest(request);
        return reply(request, snapshot, Pages::front)
                .versioned(
                        "front",
                        path(request),
                        request.memento().isPresent() ? "" : log.head(),
                        pageRequest.parameters(),
                        pageRequest.language().tag(),
                        request.origin())
                .notRepeatable();
    }

    /**
     * Returns the page of what is said of a thing or vocabulary.
     *
     * @param said makes the description when the reply is sent
     * @param address the address of the document, without the suffix of a format
     */
    Reply document(
            Request request,
            Snapshot snapshot,
            Node subject,
            Supplier<Description> said,
            String address) {
        return reply(
                request,
                snapshot,
                (all, pageRequest) -> {
                    PageRequest at = at(address, subject, pageRequest);
                    Optional<String> vocabulary = all.vocabulary(subject, at);
                    if (vocabulary.isPresent()) {
                        return vocabulary.get();
                    }
                    Description description = said.get();
                    return all.thing(description, jsonLd(description, snapshot.prefixes()), at);
                });
    }

    /** Returns the answer of a saved query without chrome. */
    Reply embedded(SavedQuery query, Request request, Snapshot snapshot) {
        Reply reply =
                reply(
                        request,
                        snapshot,
                        (all, pageRequest) -> all.embeddedQuery(query, pageRequest));
        return pages.of(snapshot).fault(query, pageRequest(request)).isEmpty()
                ? reply
                : reply.asProblem(400);
    }

    /** Returns the headline of a thing without chrome. */
    Reply embedded(Supplier<Description> said, Request request, Snapshot snapshot) {
        return reply(
                request,
                snapshot,
                (all, pageRequest) -> all.embeddedThing(said.get(), pageRequest));
    }

    /** Returns the title of a saved query. */
    String title(SavedQuery query, PageRequest request, Snapshot snapshot) {
        return pages.of(snapshot).title(query, request);
    }

    /** Returns the name of a thing. */
    String title(Node thing, PageRequest request, Snapshot snapshot) {
        return pages.of(snapshot).title(thing, request);
    }

    /** Returns the title of the ledger. */
    String site(PageRequest request, Snapshot snapshot) {
        return pages.of(snapshot).site(request);
    }

    /** Returns the request for the page at the address of a document. */
    private static PageRequest at(String address, Node subject, PageRequest pageRequest) {
        Map<String, String> parameters = new TreeMap<>(pageRequest.parameters());
        parameters.remove("iri");
        int query = address.indexOf('?');
        if (query >= 0) {
            parameters.put("iri", subject.getURI());
        }
        return new PageRequest(
                pageRequest.language(),
                query < 0 ? address : address.substring(0, query),
                parameters,
                pageRequest.origin(),
                pageRequest.past());
    }

    /**
     * Returns the page of a thing as a file with tables, in the reader's language.
     *
     * @param said makes the description when the reply is sent
     * @param address the address of the document, without the suffix of a format
     */
    Reply tables(
            Request request,
            Snapshot snapshot,
            Node subject,
            Supplier<Description> said,
            String address,
            Format format) {
        PageRequest pageRequest = pageRequest(request);
        Reply reply =
                Reply.ok(
                                format.contentType(),
                                out ->
                                        pages.of(snapshot)
                                                .write(
                                                        said.get(),
                                                        format,
                                                        at(address, subject, pageRequest),
                                                        out))
                        .setting("Vary", Reply.VARY + ", Cookie")
                        .with("Content-Language", pageRequest.language().tag())
                        .versioned(
                                "tables",
                                subject.getURI(),
                                pageRequest.language().tag(),
                                request.origin(),
                                format.name());
        String path = subject.getURI().replaceFirst("[/#]+$", "");
        return Downloads.named(path.substring(path.lastIndexOf('/') + 1), format, reply);
    }

    /**
     * Returns what is said of the subject, as far as JSON-LD can say it: the page shows the rest. A
     * script element ends at the first end tag inside it, so no less-than sign may stand there.
     */
    private static String jsonLd(Description description, PrefixMap prefixes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Format.JSON_LD.write(
                new Answer.Triples(
                        description.outgoing().stream()
                                .map(SourcedTriple::triple)
                                .filter(Format.JSON_LD::canHold)
                                .toList()),
                prefixes,
                out);
        return out.toString(StandardCharsets.UTF_8).replace("<", "\\u003c");
    }

    /** Returns the path that a page is a function of, with the past state that it shows. */
    private static String path(Request request) {
        return request.memento()
                .map(past -> request.rawPath() + "@" + past.id())
                .orElse(request.rawPath());
    }

    /** Makes the links of a page lead to pages of the same state. */
    private static String keepState(String html, Request request, Snapshot snapshot) {
        return request.memento()
                .map(past -> PastLinks.keep(html, past.id(), snapshot.catalog()))
                .orElse(html);
    }

    /** Writes the list of records that the request asks for. */
    static String compare(Pages pages, PageRequest pageRequest) throws ProblemException {
        try {
            return pages.compare(pageRequest);
        } catch (LimitException e) {
            throw new ProblemException(e.problem());
        }
    }

    static String browse(Pages pages, PageRequest pageRequest) throws ProblemException {
        return pages.browse(pageRequest)
                .orElseThrow(() ->
                        new ProblemException(
                                Problem.notFound(
                                        "No records of this class. /browse lists the classes that"
                                                + " have some.")));
    }

    /** Returns the page of a saved query; a wrong value is shown beside the form. */
    Reply question(SavedQuery query, Request request, Snapshot snapshot) {
        Reply reply = reply(request, snapshot, (all, pageRequest) -> all.query(query, pageRequest));
        return pages.of(snapshot).fault(query, pageRequest(request)).isEmpty()
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
        PageRequest pageRequest = pageRequest(request);
        Optional<BadParameterException> fault = pages.of(snapshot).fault(query, pageRequest);
        if (fault.isPresent()) {
            throw fault.get();
        }
        return Reply.ok(
                        "image/svg+xml",
                        () ->
                                pages.of(snapshot)
                                        .drawing(query, pageRequest)
                                        .map(svg -> keepState(svg, request, snapshot))
                                        .orElseThrow(() ->
                                                notFound(
                                                        "This answer cannot be drawn. Ask for it as"
                                                                + " a table.")))
                .versioned(
                        "drawing",
                        path(request),
                        pageRequest.parameters(),
                        pageRequest.language().tag(),
                        request.origin());
    }

    /**
     * Returns a reply with a page, which depends on the address and the reader's language. A
     * language chosen in the address is kept in a cookie, the only one that the server sets.
     */
    private static Reply page(Request request, PageRequest pageRequest, Reply.Text html) {
        Reply reply =
                Reply.ok(HTML, html)
                        .setting("Vary", Reply.VARY + ", Cookie")
                        .with("Content-Language", pageRequest.language().tag())
                        .versioned(
                                "page",
                                path(request),
                                pageRequest.parameters(),
                                pageRequest.language().tag(),
                                request.origin());
        // A frame on another site is not where a reader chooses.
        return request.parameters().all(PageRequest.LANGUAGE).isEmpty()
                        || request.path().startsWith(Embed.PREFIX + "/")
                ? reply
                : reply.with(
                        "Set-Cookie",
                        PageRequest.LANGUAGE
                                + "="
                                + pageRequest.language().tag()
                                + "; "
                                + FOR_A_YEAR);
    }

    /**
     * Returns a request as pages know it: without parameters that no page reads. Links from other
     * sites carry some, and whoever adds one would get a page that is in no cache. A name that a
     * saved query does not have is kept, since it is told what is wrong, unless it is known to be
     * no mistake.
     */
    static PageRequest pageRequest(Request request) {
        boolean isEmbedded = request.path().startsWith(Embed.PREFIX + "/");
        String path = isEmbedded ? request.path().substring(Embed.PREFIX.length()) : request.path();
        boolean isQuery = path.startsWith("/query/");
        Map<String, String> parameters = new TreeMap<>();
        request.parameters()
                .values()
                .forEach((name, values) -> {
                    if (isQuery ? !isTracking(name) : PARAMETERS.contains(name)) {
                        parameters.put(name, values.getFirst());
                    }
                });
        if (!isQuery || request.memento().isPresent()) {
            // Not what a page shows, but which state of it.
            parameters.remove(Memento.PARAMETER);
        }
        PageRequest pageRequest =
                PageRequest.of(
                        path,
                        parameters,
                        request.cookie(PageRequest.LANGUAGE).orElse(null),
                        request.header("Accept-Language").orElse(null),
                        request.origin());
        return request.memento()
                .map(past ->
                        pageRequest.in(
                                new PageRequest.PastState(
                                        past.id(),
                                        past.time()
                                                .toString()
                                                .substring(0, "2026-05-14".length()))))
                .orElse(pageRequest);
    }

    private static boolean isTracking(String name) {
        return name.startsWith("utm_") || TRACKING.contains(name);
    }

    @Override
    public String html(Problem problem, Request request) {
        return pages.of(current.snapshot())
                .problem(
                        problem.status(),
                        problem.title(),
                        problem.detail(),
                        problem.excerpt(),
                        pageRequest(request));
    }

    /** Answers with the picture that other sites show of a page. */
    Reply card(Request request, Snapshot snapshot) {
        PageRequest pageRequest = pageRequest(request);
        Content png =
                out ->
                        out.write(
                                pages.of(snapshot)
                                        .card(pageRequest)
                                        .orElseThrow(() ->
                                                notFound(
                                                        "This server has no fonts to draw with.")));
        return Reply.ok("image/png", png)
                .versioned("card", pageRequest.parameters(), pageRequest.language().tag());
    }

    /** Answers with a style sheet, a script or a picture. Its address changes with its content. */
    static Reply asset(Request request, Snapshot snapshot) throws ProblemException {
        Assets.Asset asset =
                Assets.find(request.pathBelow())
                        .orElseThrow(() ->
                                notFound(
                                        "There is no file "
                                                + request.path()
                                                + ". Reload the page that refers to it."));
        return Reply.ok(asset.contentType(), new Content.Bytes(asset.bytes()))
                .with("Cache-Control", "public, max-age=31536000, immutable")
                .versioned("asset", asset.path());
    }

    private static ProblemException notFound(String detail) {
        return new ProblemException(Problem.notFound(detail));
    }
}
