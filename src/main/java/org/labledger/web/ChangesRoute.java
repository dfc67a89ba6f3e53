package org.labledger.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.labledger.changes.AtomFeed;
import org.labledger.changes.ChangeLog;
import org.labledger.changes.DifferenceJson;
import org.labledger.changes.Listings;
import org.labledger.describe.DocumentIndex;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.Messages;
import org.labledger.display.PageRequest;
import org.labledger.http.Memento;
import org.labledger.http.Negotiation;
import org.labledger.http.Offer;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.snapshot.PerSnapshot;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;

/**
 * {@code /changes}: what changed in the record, as a page, JSON or an Atom feed; {@code
 * /changes/COMMIT}: what one state changed; {@code /doc/id/NAME/changes} and {@code
 * /changes?iri=IRI}: what changed about a thing.
 *
 * <p>The answers are a function of the snapshot, the request and the newest state of the history.
 */
final class ChangesRoute implements Route {

    static final String ADDRESS = "/changes";

    private static final String DOC = "/doc/";

    /** What a reply is made in. */
    private enum Form {
        JSON,
        PAGE,
        ATOM
    }

    private static final Offer<Form> AS_JSON =
            new Offer<>(List.of("json"), List.of("application/json"), Form.JSON);

    private static final Offer<Form> AS_PAGE =
            new Offer<>(List.of("html"), List.of("text/html", "application/xhtml+xml"), Form.PAGE);

    private static final Offer<Form> AS_ATOM =
            new Offer<>(List.of("atom"), List.of(AtomFeed.MEDIA_TYPE), Form.ATOM);

    private static final List<Offer<Form>> OF_LISTS = List.of(AS_JSON, AS_PAGE, AS_ATOM);
    private static final List<Offer<Form>> OF_STATES = List.of(AS_JSON, AS_PAGE);

    private final ChangeLog log;
    private final PageReplies pages;
    private final SelfDescriptions descriptions;
    private final PerSnapshot<Listings> listings;

    ChangesRoute(ChangeLog log, PageReplies pages, SelfDescriptions descriptions) {
        this.log = log;
        this.pages = pages;
        this.descriptions = descriptions;
        this.listings = new PerSnapshot<>(snapshot -> new Listings(log, snapshot));
    }

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException {
        String path = request.path();
        if (path.startsWith(ADDRESS + "/") && path.length() > ADDRESS.length() + 1) {
            return state(path.substring(ADDRESS.length() + 1), request, snapshot);
        }
        Optional<String> suffix =
                path.startsWith(ADDRESS + ".")
                        ? Optional.of(path.substring(ADDRESS.length() + 1))
                        : Optional.empty();
        Optional<String> iri = request.parameters().one("iri");
        if (iri.isPresent()) {
            Node thing = NodeFactory.createURI(iri.get());
            return about(thing, UriSpace.documentByIri(iri.get()), suffix, request, snapshot);
        }
        return list(suffix, request, snapshot);
    }

    /** Returns whether a request is for the changes of a document, unless a thing is called so. */
    static boolean isOfChanges(Request request) {
        return request.rawPath().matches(DOC + ".+" + ADDRESS + "(\\.[a-z]+)?");
    }

    /**
     * Returns the changes of a thing if that is what a request for a document asks for: its path is
     * that of a document, then {@code /changes}, and perhaps the suffix of a format.
     */
    Optional<Reply> ofDocument(Request request, Snapshot snapshot) throws ProblemException {
        if (!isOfChanges(request)) {
            return Optional.empty();
        }
        String path = request.rawPath();
        int at = path.lastIndexOf(ADDRESS);
        String rest = path.substring(at + ADDRESS.length());
        UriSpace space = snapshot.description().uriSpace();
        DocumentIndex documents = descriptions.documents(snapshot);
        if (documents.findIri(space.base() + path.substring(DOC.length())).isPresent()) {
            // It is the document of another thing.
            return Optional.empty();
        }
        String document = path.substring(0, at);
        Optional<String> iri =
                documents
                        .findIri(space.base() + document.substring(DOC.length()))
                        .or(() ->
                                descriptions
                                        .retiredDocuments(snapshot)
                                        .findIri(space.base() + document.substring(DOC.length())));
        if (iri.isEmpty()) {
            return Optional.empty();
        }
        if (request.memento().isPresent()) {
            throw new ProblemException(
                    Problem.badParameter(
                            Memento.PARAMETER,
                            "Changes are of the whole history. Leave out \"at\"."));
        }
        return Optional.of(
                about(
                        NodeFactory.createURI(iri.get()),
                        document,
                        rest.isEmpty() ? Optional.empty() : Optional.of(rest.substring(1)),
                        request,
                        snapshot));
    }

    private Reply list(Optional<String> suffix, Request request, Snapshot snapshot)
            throws ProblemException {
        Form form = form("The list of changes", OF_LISTS, suffix, request);
        int number = number(form, request);
        Listings lists = listings.of(snapshot);
        Language language = PageReplies.pageRequest(request).language();
        return reply(
                request,
                switch (form) {
                    case PAGE -> pages.reply(request, snapshot, (all, asked) -> all.changes(asked));
                    case JSON ->
                            json(() ->
                                    DifferenceJson.of(
                                            page(lists.states(number, language), number)));
                    case ATOM ->
                            atom(() ->
                                    feed(request, snapshot, language)
                                            .of(
                                                    page(lists.states(number, language), number),
                                                    language));
                },
                form);
    }

    private Reply about(
            Node thing,
            String document,
            Optional<String> suffix,
            Request request,
            Snapshot snapshot)
            throws ProblemException {
        Form form = form("The list of changes", OF_LISTS, suffix, request);
        int number = number(form, request);
        Listings lists = listings.of(snapshot);
        Language language = PageReplies.pageRequest(request).language();
        return reply(
                request,
                switch (form) {
                    case PAGE ->
                            pages.reply(
                                    request,
                                    snapshot,
                                    (all, asked) -> all.changesOf(thing, document, asked));
                    case JSON ->
                            json(() ->
                                    DifferenceJson.of(
                                            page(lists.about(thing, number, language), number)));
                    case ATOM ->
                            atom(() ->
                                    feed(thing, document, request, snapshot, language)
                                            .of(
                                                    page(
                                                            lists.about(thing, number, language),
                                                            number),
                                                    language));
                },
                form);
    }

    private Reply state(String name, Request request, Snapshot snapshot) throws ProblemException {
        Optional<String> suffix =
                OF_STATES.stream()
                        .map(offer -> offer.names().getFirst())
                        .filter(known -> name.endsWith("." + known))
                        .findFirst();
        String state =
                suffix.map(s -> name.substring(0, name.length() - s.length() - 1)).orElse(name);
        Form form = form("The changes of a state", OF_STATES, suffix, request);
        requireHistory();
        Listings lists = listings.of(snapshot);
        Language language = PageReplies.pageRequest(request).language();
        return reply(
                request,
                form == Form.PAGE
                        ? pages.reply(
                                request, snapshot, (all, asked) -> all.changesOf(state, asked))
                        : json(() -> DifferenceJson.of(lists.state(state, language))),
                form);
    }

    private static Form form(
            String what, List<Offer<Form>> offers, Optional<String> suffix, Request request)
            throws ProblemException {
        return Negotiation.of(request).withSuffix(suffix).choose(what, offers);
    }

    /**
     * Returns the number of the page that is asked for. A page for readers shows the nearest one
     * there is.
     *
     * @throws ProblemException if it is no such number, or the home has no history, which a page
     *     says itself
     */
    private int number(Form form, Request request) throws ProblemException {
        if (form == Form.PAGE) {
            return 1;
        }
        String number = request.parameters().one("page").orElse("1");
        if (!number.matches("[1-9][0-9]{0,5}")) {
            throw new ProblemException(
                    Problem.badParameter(
                            "page",
                            "Parameter \"page\" must be a whole number from 1, such as page=2."));
        }
        requireHistory();
        return Integer.parseInt(number);
    }

    private void requireHistory() throws ProblemException {
        Optional<String> absence = log.absence();
        if (absence.isPresent()) {
            throw new ProblemException(
                    Problem.notFound("Changes cannot be shown. " + absence.get()));
        }
    }

    private static Listings.Page page(Listings.Page page, int number) throws ProblemException {
        if (page.page() < number) {
            throw new ProblemException(
                    Problem.notFound("There are only " + page.pages() + " pages of changes."));
        }
        return page;
    }

    /** Makes JSON when the reply is sent. */
    private interface Json {
        JsonObject make() throws ProblemException;
    }

    private static Reply json(Json json) {
        return Reply.ok("application/json", () -> JSON.toString(json.make()) + "\n");
    }

    private static Reply atom(Reply.Text text) {
        return Reply.ok(AtomFeed.MEDIA_TYPE + "; charset=utf-8", text);
    }

    /** The answer depends on the history as well, which changes without the snapshot. */
    private Reply reply(Request request, Reply reply, Form form) {
        PageRequest asked = PageReplies.pageRequest(request);
        return reply.versioned(
                        "changes",
                        form.name(),
                        log.head(),
                        request.rawPath(),
                        asked.parameters(),
                        asked.language().tag(),
                        request.origin())
                .notRepeatable();
    }

    private AtomFeed feed(Request request, Snapshot snapshot, Language language) {
        String base = base(request, snapshot);
        String ledger = snapshot.description().title(language.tag());
        return new AtomFeed(
                base + "changes",
                base + "changes/",
                "",
                Messages.all().say(language, "changes.of", ledger),
                ledger,
                snapshot.description().license(),
                request.origin(),
                ADDRESS,
                ADDRESS + ".atom",
                languageParameter(request));
    }

    private AtomFeed feed(
            Node thing, String document, Request request, Snapshot snapshot, Language language) {
        String base = base(request, snapshot);
        String query = "?iri=" + UriSpace.encode(thing.getURI());
        boolean isByIri = document.contains("?");
        Map<String, String> parameters = languageParameter(request);
        if (isByIri) {
            parameters.put("iri", thing.getURI());
        }
        String page = isByIri ? ADDRESS : document + ADDRESS;
        return new AtomFeed(
                base + "changes" + query,
                base + "changes/",
                query,
                Messages.all()
                        .say(
                                language,
                                "changes.of",
                                new DisplayNames(snapshot).of(thing, language).value()),
                snapshot.description().title(language.tag()),
                snapshot.description().license(),
                request.origin(),
                page,
                page + ".atom",
                parameters);
    }

    private static Map<String, String> languageParameter(Request request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        request.parameters().all(PageRequest.LANGUAGE).stream()
                .findFirst()
                .ifPresent(tag -> parameters.put(PageRequest.LANGUAGE, tag));
        return parameters;
    }

    /** Ids begin with the IRIs of the ledger, or where it declares none, with the server's. */
    private static String base(Request request, Snapshot snapshot) {
        UriSpace space = snapshot.description().uriSpace();
        return space.isDeclared() ? space.base() : request.origin() + "/";
    }
}
