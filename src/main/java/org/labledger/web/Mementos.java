package org.labledger.web;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.labledger.catalog.SavedQuery;
import org.labledger.history.History;
import org.labledger.history.NoSuchStateException;
import org.labledger.history.State;
import org.labledger.http.Memento;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.link.CitedLink;
import org.labledger.live.CurrentSnapshot;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.snapshot.Snapshot;

/**
 * Past states over HTTP: {@code at=}, and Memento (<a
 * href="https://www.rfc-editor.org/rfc/rfc7089">RFC 7089</a>) for documents and saved queries.
 *
 * <p>A resource is its own TimeGate, which redirects to distinct mementos (pattern 1.1); {@code
 * /timegate/…} is another TimeGate for it (pattern 2.1), {@code /timemap/…} its TimeMap. A memento
 * is the resource with {@code at=} and a commit. TimeMaps list the states of the ledger, whether
 * the resource changed in them or not: to know that, all of them would have to be loaded.
 */
final class Mementos {

    /** The header field that asks for a time. */
    private static final String ACCEPT_DATETIME = "Accept-Datetime";

    private static final String TIMEGATE = "/timegate";
    private static final String TIMEMAP = "/timemap";
    private static final String LINK_FORMAT = "application/link-format";

    /** The patterns of addresses that are original resources. */
    private static final Set<String> ORIGINALS =
            Set.of("/query/*", "/id/*", "/source/*", "/doc/*", "/doc/id/*", "/doc/source/*", "/*");

    /** Header fields together must not be too long for clients, and an address stands in each. */
    private static final int MAX_LINKED = 400;

    /** IMF-fixdate (RFC 9110, section 5.6.7), the only form that RFC 7089 allows. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT)
                    .withZone(ZoneOffset.UTC);

    private static final String FOR_A_DAY = "public, max-age=86400";

    private final History history;
    private final CurrentSnapshot current;
    private final Duration timeout;
    private final boolean isInGit;

    /** How many past states clients wait for; those who wait for none are not in it. */
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

    /**
     * Creates it.
     *
     * @param timeout how long a request waits for a past state
     */
    Mementos(History history, CurrentSnapshot current, Duration timeout) {
        this.history = history;
        this.current = current;
        this.timeout = timeout;
        this.isInGit = history.isInGit();
    }

    /** A state that a request asks for; {@code state} is empty if it is not committed yet. */
    record Past(Optional<State> state, Snapshot snapshot) {}

    /**
     * Returns the state that a request names, in the address, in a form or in a permanent link.
     *
     * @throws ProblemException with status 400 if it is empty, or given more than once
     */
    Optional<String> named(Request request) throws ProblemException, IOException {
        Optional<CitedLink> cited = CiteRoute.link(request);
        if (cited.isPresent()) {
            return cited.map(CitedLink::snapshot);
        }
        if (isParameterOfQuery(request)) {
            return Optional.empty();
        }
        Optional<String> named = request.parameters().one(Memento.PARAMETER);
        if (request.method().equals("POST") && request.contentType().equals(Request.FORM)) {
            named =
                    request.parameters()
                            .and(request.form(SparqlRoute.MAX_BODY_BYTES))
                            .one(Memento.PARAMETER);
        }
        if (named.isPresent() && named.get().isBlank()) {
            throw new ProblemException(
                    Problem.badParameter(
                            Memento.PARAMETER,
                            "Parameter \"at\" is empty. Give a commit, a tag, a date such as"
                                    + " at=2026-05-14, or a snapshot."));
        }
        return named;
    }

    /** A parameter of a saved query comes before a control of the same name. */
    private boolean isParameterOfQuery(Request request) {
        return request.path().startsWith("/query/")
                && query(request.pathBelow(), current.snapshot())
                        .filter(PastLinks::hasOwn)
                        .isPresent();
    }

    private static Optional<SavedQuery> query(String name, Snapshot snapshot) {
        int dot = name.lastIndexOf('.');
        return snapshot.catalog()
                .find(name)
                .or(() ->
                        dot < 0
                                ? Optional.empty()
                                : snapshot.catalog().find(name.substring(0, dot)));
    }

    /**
     * Finds a state and its snapshot. Does not block for what takes long; see {@link #past}.
     *
     * @param client who asks, by address
     */
    CompletableFuture<Past> find(String named, String client) {
        Snapshot inService = current.snapshot();
        String text = named.strip().toLowerCase(Locale.ROOT);
        if (inService.id().equals(text)) {
            // It need not be committed.
            return CompletableFuture.completedFuture(past(inService));
        }
        if (waiting.getOrDefault(client, 0) >= History.MAX_WAITING / 2) {
            return CompletableFuture.failedFuture(
                    new ProblemException(
                            Problem.unavailable(
                                    "Too many past states",
                                    "You wait for "
                                            + History.MAX_WAITING / 2
                                            + " past states already. Ask again when they have"
                                            + " come.")));
        }
        CompletableFuture<Past> found =
                history.ask(named)
                        .thenApply(past -> new Past(Optional.of(past.state()), past.snapshot()));
        if (text.length() >= History.MIN_SNAPSHOT && inService.id().startsWith(text)) {
            // The history tells its day, if it holds it and is read in time.
            found =
                    found.orTimeout(timeout.toMillis() / 2, TimeUnit.MILLISECONDS)
                            .exceptionally(failure -> past(inService));
        }
        if (found.isDone()) {
            return found;
        }
        waiting.merge(client, 1, Integer::sum);
        return found.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((past, failure) ->
                        waiting.computeIfPresent(
                                client, (c, count) -> count > 1 ? count - 1 : null));
    }

    /** Returns the snapshot in service, with its state if it is known to be one. */
    private Past past(Snapshot inService) {
        return new Past(history.stateOf(inService.id()), inService);
    }

    /**
     * Returns a state that was found.
     *
     * @throws ProblemException if there is none, or it took too long to load
     */
    static Past past(CompletableFuture<Past> found) throws ProblemException {
        try {
            return found.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case NoSuchStateException none ->
                        throw new ProblemException(
                                none.problem().status() == 400
                                        ? Problem.badParameter(
                                                Memento.PARAMETER,
                                                "Parameter \"at\": " + none.getMessage())
                                        : none.problem().with("parameter", Memento.PARAMETER),
                                none);
                case TimeoutException late ->
                        throw new ProblemException(
                                Problem.unavailable(
                                        "State not loaded yet",
                                        "The past state is still being loaded. Try again in a few"
                                                + " seconds."),
                                late);
                case ProblemException told -> throw told;
                case RuntimeException told -> throw told;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }

    /**
     * Returns a state that was found, for a request.
     *
     * @throws ProblemException if there is none, or it took too long to load
     */
    static Past past(CompletableFuture<Past> found, Request request) throws ProblemException {
        try {
            return past(found);
        } catch (ProblemException e) {
            Optional<CitedLink> cited = CiteRoute.link(request);
            if (cited.isEmpty() || e.problem().status() != 404) {
                throw e;
            }
            throw new ProblemException(
                    new Problem(
                            404,
                            "State not held",
                            "This answer was given by the data version "
                                    + cited.get().snapshot()
                                    + ", which the history of this ledger does not hold. "
                                    + e.problem().detail()),
                    e);
        }
    }

    /** Returns a problem that a route has met in a past state, with the state if that matters. */
    static ProblemException inPast(ProblemException problem, Past past) {
        Problem said = problem.problem();
        if (said.status() != 404 || past.state().isEmpty()) {
            return problem;
        }
        State state = past.state().get();
        String detail =
                said.detail()
                        + " This is the state of "
                        + state.time()
                        + " (commit "
                        + state.shortCommit()
                        + "); leave out \"at\" for the current one.";
        return new ProblemException(
                new Problem(
                        said.status(),
                        said.title(),
                        detail,
                        said.excerpt(),
                        said.more(),
                        said.headers()),
                problem);
    }

    /** Returns the request as routes have to see it. */
    static Request requestFor(Request request, Past past) {
        return past.state()
                .map(state -> request.forMemento(new Memento(state.commit(), state.time())))
                .orElse(request);
    }

    /** Returns the reply from a past state, with its time, and links that stay in it. */
    Reply ofPast(Request request, String pattern, String named, Past past, Reply reply) {
        if (past.state().isEmpty()) {
            return reply;
        }
        State state = past.state().get();
        Reply dated =
                keepingState(reply, request.origin(), state.commit())
                        .with("Memento-Datetime", HTTP_DATE.format(state.time()))
                        .with("X-Robots-Tag", "noindex");
        if (isFull(named, state, past.snapshot())
                && reply.version().isPresent()
                && !reply.has("Cache-Control")) {
            // The data stay; a day is what a new version of the program may take to show.
            dated = dated.with("Cache-Control", FOR_A_DAY);
        }
        String original = original(request);
        if (isOriginal(request, pattern) && original.length() <= MAX_LINKED) {
            // Pages of rows have a first, next and last one of their own.
            boolean hasPages =
                    request.path().startsWith("/query/")
                            && query(request.pathBelow(), past.snapshot())
                                    .filter(query -> query.pagination().isPresent())
                                    .isPresent();
            List<State> neighbours = hasPages ? List.of() : history.states();
            for (String link : links(original, request, neighbours, Optional.of(state))) {
                dated = dated.with("Link", link);
            }
        }
        return dated;
    }

    private static boolean isFull(String named, State state, Snapshot snapshot) {
        return named.equals(state.commit()) || named.equals(snapshot.id());
    }

    private static Reply keepingState(Reply reply, String origin, String commit) {
        List<Map.Entry<String, String>> headers =
                reply.headers().stream()
                        .map(field ->
                                Map.entry(
                                        field.getKey(),
                                        keepingState(
                                                field.getKey(), field.getValue(), origin, commit)))
                        .toList();
        return new Reply(
                reply.status(),
                reply.contentType(),
                headers,
                reply.version(),
                reply.isRepeatable(),
                reply.content());
    }

    private static String keepingState(String name, String value, String origin, String commit) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "location", "content-location" -> {
                boolean isOurs = value.startsWith("/") || value.startsWith(origin + "/");
                return isOurs && !hasState(value) ? PastLinks.with(value, commit) : value;
            }
            case "link" -> {
                int end = value.indexOf('>');
                boolean isOurs = value.startsWith("</") && value.contains("rel=\"alternate\"");
                return isOurs && !hasState(value.substring(0, end))
                        ? "<"
                                + PastLinks.with(value.substring(1, end), commit)
                                + value.substring(end)
                        : value;
            }
            default -> {
                return value;
            }
        }
    }

    private static boolean hasState(String address) {
        return address.matches(".*[?&]" + Memento.PARAMETER + "=[^?]*");
    }

    /** Returns whether a request is for an original resource, of which there are mementos. */
    private boolean isOriginal(Request request, String pattern) {
        return ORIGINALS.contains(pattern)
                && !Set.of("/", "/query/", "/query").contains(request.path())
                && !isParameterOfQuery(request)
                && !ChangesRoute.isOfChanges(request)
                && isInGit;
    }

    /**
     * Answers a request that asks for a time: redirects to the memento.
     *
     * @return empty if it asks for none
     * @throws ProblemException with status 400 if it is no time
     */
    Optional<Reply> negotiate(Request request, String pattern) throws ProblemException {
        if (request.header(ACCEPT_DATETIME).isEmpty()
                || request.method().equals("POST")
                || !isOriginal(request, pattern)) {
            return Optional.empty();
        }
        List<State> states = history.states();
        return states.isEmpty()
                ? Optional.empty()
                : Optional.of(redirect(original(request), request, states));
    }

    /** Returns the reply about the state in service, with links to its past. */
    Reply ofPresent(Request request, String pattern, Reply reply) {
        if (!isOriginal(request, pattern)) {
            return reply;
        }
        String vary =
                reply.headers().stream()
                        .filter(field -> field.getKey().equalsIgnoreCase("Vary"))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining(", "));
        Reply linked = reply.setting("Vary", (vary.isEmpty() ? "" : vary + ", ") + ACCEPT_DATETIME);
        String original = original(request);
        return original.length() > MAX_LINKED
                ? linked
                : linked.with("Link", "<" + original + ">; rel=\"original timegate\"")
                        .with("Link", link(gate(original, request), "timegate", ""))
                        .with("Link", timemapLink(original, request));
    }

    /** {@code /timegate/…}: leads to the memento of the time that is asked for, or to the last. */
    Reply timegate(Request request, Snapshot snapshot) throws ProblemException {
        String original = originalBelow(request, TIMEGATE, snapshot);
        return redirect(original, request, statesOrProblem());
    }

    /** {@code /timemap/…}: the list of mementos in link format (RFC 6690, RFC 7089 section 5). */
    Reply timemap(Request request, Snapshot snapshot) throws ProblemException {
        String original = originalBelow(request, TIMEMAP, snapshot);
        List<State> states = statesOrProblem();
        return Reply.ok(
                LINK_FORMAT,
                () -> {
                    List<String> links = new ArrayList<>();
                    links.add("<" + original + ">; rel=\"original timegate\"");
                    links.add(link(gate(original, request), "timegate", ""));
                    links.add(
                            link(
                                    request.origin() + request.target(),
                                    "self",
                                    "; type=\""
                                            + LINK_FORMAT
                                            + "\"; from=\""
                                            + HTTP_DATE.format(states.getLast().time())
                                            + "\"; until=\""
                                            + HTTP_DATE.format(states.getFirst().time())
                                            + "\""));
                    for (int i = states.size() - 1; i >= 0; i--) {
                        String relation =
                                (i == states.size() - 1 ? "first " : "")
                                        + (i == 0 ? "last " : "")
                                        + "memento";
                        links.add(memento(original, states.get(i), relation));
                    }
                    return String.join(",\n", links) + "\n";
                });
    }

    private List<State> statesOrProblem() throws ProblemException {
        String reason = history.reason();
        if (!reason.isEmpty()) {
            throw new ProblemException(Problem.notFound(reason));
        }
        return history.states();
    }

    private static Reply redirect(String original, Request request, List<State> states)
            throws ProblemException {
        State state = states.getFirst();
        Optional<String> wanted = request.header(ACCEPT_DATETIME);
        if (wanted.isPresent()) {
            Instant time = time(wanted.get());
            state =
                    states.stream()
                            .filter(other -> !other.time().isAfter(time))
                            .findFirst()
                            .orElse(states.getLast());
        }
        Reply reply =
                Reply.redirect(302, PastLinks.with(original, state.commit()))
                        .setting("Vary", ACCEPT_DATETIME);
        if (original.length() <= MAX_LINKED) {
            for (String link : links(original, request, states, Optional.empty())) {
                reply = reply.with("Link", link);
            }
        }
        return reply;
    }

    private static Instant time(String httpDate) throws ProblemException {
        try {
            return Instant.from(HTTP_DATE.parse(httpDate.strip()));
        } catch (DateTimeParseException e) {
            throw new ProblemException(
                    Problem.badRequest(
                            "Accept-Datetime must be a date of HTTP such as \"Tue, 14 May 2024"
                                    + " 12:00:00 GMT\", not \""
                                    + httpDate
                                    + "\"."),
                    e);
        }
    }

    /**
     * Returns the links of RFC 7089, section 2.2, with the neighbours of a state if there is one.
     */
    private static List<String> links(
            String original, Request request, List<State> states, Optional<State> at) {
        List<String> links = new ArrayList<>();
        links.add("<" + original + ">; rel=\"original timegate\"");
        links.add(timemapLink(original, request));
        if (states.isEmpty()) {
            return links;
        }
        int last = states.size() - 1;
        int here = at.map(states::indexOf).orElse(-1);
        for (int i : new TreeSet<>(List.of(0, last, here - 1, here, here + 1))) {
            if (i < 0 || i > last || here < 0 && i != 0 && i != last) {
                continue;
            }
            List<String> relations = new ArrayList<>();
            if (i == last) {
                relations.add("first");
            }
            if (i == 0) {
                relations.add("last");
            }
            if (here >= 0 && i == here + 1) {
                relations.add("prev");
            }
            if (here >= 0 && i == here - 1) {
                relations.add("next");
            }
            relations.add("memento");
            links.add(memento(original, states.get(i), String.join(" ", relations)));
        }
        return links;
    }

    private static String memento(String original, State state, String relation) {
        return link(
                PastLinks.with(original, state.commit()),
                relation,
                "; datetime=\"" + HTTP_DATE.format(state.time()) + "\"");
    }

    private static String timemapLink(String original, Request request) {
        return link(
                request.origin() + TIMEMAP + original.substring(request.origin().length()),
                "timemap",
                "; type=\"" + LINK_FORMAT + "\"");
    }

    private static String gate(String original, Request request) {
        return request.origin() + TIMEGATE + original.substring(request.origin().length());
    }

    private static String link(String address, String relation, String rest) {
        return "<" + address + ">; rel=\"" + relation + "\"" + rest;
    }

    /** Returns the address of the original resource: that of the request without its state. */
    private static String original(Request request) {
        return request.origin() + request.rawPath() + withoutState(request.query());
    }

    private static String withoutState(Optional<String> query) {
        String kept =
                Arrays.stream(query.orElse("").split("&", -1))
                        .filter(part -> !part.isEmpty())
                        .filter(part -> !part.split("=", 2)[0].equals(Memento.PARAMETER))
                        .collect(Collectors.joining("&"));
        return kept.isEmpty() ? "" : "?" + kept;
    }

    /**
     * Returns the original resource that an address below a TimeGate or TimeMap names: a path, or a
     * whole address of this server or IRI of the home.
     */
    private static String originalBelow(Request request, String start, Snapshot snapshot)
            throws ProblemException {
        String path = request.rawPath().substring(start.length());
        for (String known :
                List.of(request.origin() + "/", snapshot.description().uriSpace().base())) {
            if (path.startsWith(known, 1)) {
                path = "/" + path.substring(1 + known.length());
            }
        }
        if (!path.matches("/(id|source|doc|query)/.+|/[^/]+")
                || RouteTable.addresses().contains(path)) {
            throw new ProblemException(
                    Problem.notFound(
                            "Only documents and saved queries have past states, as at "
                                    + start
                                    + "/doc/id/… and "
                                    + start
                                    + "/query/…"));
        }
        return request.origin() + path + withoutState(request.query());
    }
}
