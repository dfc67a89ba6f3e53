package org.labledger.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;
import org.labledger.http.AbortedResponseException;
import org.labledger.http.ClientAddress;
import org.labledger.http.CrossOrigin;
import org.labledger.http.Departures;
import org.labledger.http.Draining;
import org.labledger.http.Lanes;
import org.labledger.http.Memento;
import org.labledger.http.ProblemForm;
import org.labledger.http.ProblemPage;
import org.labledger.http.Reply;
import org.labledger.http.ReplySender;
import org.labledger.http.Request;
import org.labledger.http.SecurityHeaders;
import org.labledger.link.CitedLink;
import org.labledger.live.CurrentSnapshot;
import org.labledger.problem.HasProblem;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.snapshot.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a {@link Route} at an address: allowed methods, cross-origin requests, metrics, and error
 * responses. An exception that {@linkplain HasProblem knows its problem} is told to the client; any
 * other is a defect, which is logged.
 *
 * <p>The container's thread waits for nothing. A request whose body is on its way, or whose answer
 * is sent while it is computed, goes on in a virtual thread; one that waits for a place in the
 * {@link Lanes} has no thread until it gets one.
 */
final class RouteServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(RouteServlet.class);

    /** Maximum size of a body that no route wants and that is read all the same, in bytes. */
    private static final long MAX_DISCARDED = 4L << 20;

    /** The methods of HTTP (RFC 9110, section 9, and RFC 5789); metrics name no others. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private static final Problem LEFT =
            Problem.badRequest(
                            "The client closed its side of the connection, so the answer was not"
                                    + " computed. Keep the connection open until the answer has"
                                    + " come.")
                    .withHeader("Connection", "close");

    /**
     * What all routes of a server share.
     *
     * @param current the snapshot in service
     * @param sender sends the replies
     * @param problemPage shows problems to people
     * @param metrics counts the requests
     * @param publicUrl the address under which the server is known, or empty
     * @param bodyTimeout how long the body of a request may take to arrive
     * @param draining tells when the server stops
     * @param lanes decides which requests may compute
     * @param departures notices clients that leave
     * @param trustedProxies addresses of proxies that tell the client
     * @param mementos answers from past states
     */
    record Shared(
            CurrentSnapshot current,
            ReplySender sender,
            ProblemPage problemPage,
            Metrics metrics,
            String publicUrl,
            Duration bodyTimeout,
            Draining draining,
            Lanes lanes,
            Departures departures,
            Set<String> trustedProxies,
            Mementos mementos) {}

    private final String address;
    private final List<String> methods;

    /** Whether {@code at=}, or a permanent link, asks for a past state here. */
    private final boolean takesState;

    private final transient Route route;
    private final transient Shared shared;

    /**
     * Creates it.
     *
     * @param address the address it is put at, as in the {@link RouteTable}
     */
    RouteServlet(String address, Route route, Shared shared) {
        this.address = RouteTable.pattern(address);
        this.methods = List.copyOf(RouteTable.methods(address));
        this.takesState =
                RouteTable.parameters(address).contains(Memento.PARAMETER)
                        || address.startsWith(CitedLink.PATH);
        this.route = route;
        this.shared = shared;
    }

    @Override
    protected void service(HttpServletRequest servletRequest, HttpServletResponse response) {
        Exchange exchange = new Exchange(servletRequest, response);
        if (Request.hasBody(servletRequest)) {
            exchange.startAsync();
            Thread.ofVirtual().name("body").start(() -> exchange.take(exchange::begin));
        } else {
            exchange.take(exchange::begin);
        }
    }

    /** One request, in whatever thread goes on with it. */
    private final class Exchange {

        /** A part of the work on a request. */
        private interface Step {

            /**
             * Does it.
             *
             * @return whether the response is complete; if not, another thread goes on
             */
            boolean run() throws IOException, ProblemException;
        }

        private final long begun = System.nanoTime();
        private final HttpServletRequest servletRequest;
        private final HttpServletResponse response;
        private final String method;
        private @Nullable AsyncContext async;

        /** Whether the client has left before the answer began. */
        private volatile boolean hasLeft;

        /** Whether the response is completed by the thread that sends it. */
        private volatile boolean isHandedOn;

        /** Looks for the client until something is sent to it; sending notices by itself. */
        private Departures.@Nullable Watch beforeAnswer;

        Exchange(HttpServletRequest servletRequest, HttpServletResponse response) {
            this.servletRequest = servletRequest;
            this.response = response;
            this.method = servletRequest.getMethod();
        }

        /** Lets the response outlive the call of the servlet. */
        void startAsync() {
            if (async == null) {
                async = servletRequest.startAsync();
                // The times that a request may take are our own.
                async.setTimeout(0);
            }
        }

        /** Does a part of the work in this thread, and tells the client of what goes wrong. */
        void take(Step step) {
            shared.draining().enter();
            try {
                if (attempt(step)) {
                    count();
                    if (async != null) {
                        async.complete();
                    }
                }
            } finally {
                shared.draining().leave();
            }
        }

        private boolean attempt(Step step) {
            try {
                return step.run();
            } catch (IOException | ProblemException | RuntimeException | Error e) {
                // Whatever it is: no one else would end the response.
                return fail(e);
            }
        }

        private boolean fail(Throwable cause) {
            if (cause instanceof IOException) {
                abort(cause);
                return false;
            }
            try {
                if (hasLeft) {
                    // Perhaps it has closed its side only, and still reads.
                    tell(LEFT);
                } else if (shared.draining().isOver()) {
                    // It was interrupted, or failed while it was about to be: no defect.
                    // An interrupted thread could not even send this.
                    Thread.interrupted();
                    tell(Draining.problem());
                } else if (cause instanceof HasProblem known) {
                    tell(known.problem());
                } else {
                    LOG.error("Internal error in {} {}", method, address, cause);
                    tell(Problem.defect());
                }
                return true;
            } catch (IOException | RuntimeException | Error e) {
                e.addSuppressed(cause);
                abort(e);
                return false;
            }
        }

        boolean begin() throws IOException, ProblemException {
            CrossOrigin.allow(response);
            if (!methods.contains(method)) {
                throw new ProblemException(Problem.methodNotAllowed(method, methods));
            }
            if (method.equals("OPTIONS")) {
                response.setHeader("Allow", String.join(", ", methods));
                CrossOrigin.answerPreflight(methods, response);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return true;
            }
            Request request = Request.of(servletRequest, shared.publicUrl(), shared.bodyTimeout());
            Mementos mementos = shared.mementos();
            Optional<String> named = takesState ? mementos.named(request) : Optional.empty();
            if (named.isPresent()) {
                String client = ClientAddress.of(servletRequest, shared.trustedProxies());
                return awaitPast(request, named.get(), mementos.find(named.get(), client));
            }
            // Taken once: an answer belongs to one snapshot.
            Snapshot snapshot = shared.current().snapshot();
            Optional<Reply> elsewhere =
                    takesState ? mementos.negotiate(request, address) : Optional.empty();
            if (elsewhere.isPresent()) {
                return send(request, elsewhere.get(), snapshot);
            }
            Reply reply = route.answer(request, snapshot);
            return send(
                    request,
                    takesState ? mementos.ofPresent(request, address, reply) : reply,
                    snapshot);
        }

        /** Answers from a past state as soon as it is loaded; no thread waits for that. */
        private boolean awaitPast(
                Request request, String named, CompletableFuture<Mementos.Past> found)
                throws IOException, ProblemException {
            if (found.isDone()) {
                return answerFromPast(request, named, found);
            }
            startAsync();
            found.whenComplete((past, failure) ->
                    Thread.ofVirtual()
                            .name("past")
                            .start(() -> take(() -> answerFromPast(request, named, found))));
            return false;
        }

        private boolean answerFromPast(
                Request asked, String named, CompletableFuture<Mementos.Past> found)
                throws IOException, ProblemException {
            Mementos.Past past = Mementos.past(found, asked);
            Request request = Mementos.requestFor(asked, past);
            Reply reply;
            try {
                reply = route.answer(request, past.snapshot());
            } catch (ProblemException e) {
                throw Mementos.inPast(e, past);
            }
            return send(
                    request,
                    shared.mementos().ofPast(request, address, named, past, reply),
                    past.snapshot());
        }

        private boolean send(Request request, Reply reply, Snapshot snapshot)
                throws IOException, ProblemException {
            finishBody();
            Optional<ReplySender.Making> making =
                    shared.sender().send(request, reply, snapshot.id(), response, this::goOn);
            return making.isEmpty() ? !isHandedOn : enter(request, making.get());
        }

        /** Makes the body as soon as there is a place for it. */
        private boolean enter(Request request, ReplySender.Making making)
                throws IOException, ProblemException {
            String client = ClientAddress.of(servletRequest, shared.trustedProxies());
            CompletableFuture<Lanes.Place> place = shared.lanes().enter(client);
            if (place.isDone()) {
                return make(request, placeOf(place), making);
            }
            startAsync();
            Departures.Watch watch =
                    shared.departures()
                            .watch(
                                    request,
                                    () -> {
                                        hasLeft = true;
                                        place.cancel(false);
                                    });
            place.whenComplete((given, failure) -> {
                watch.close();
                take(() -> make(request, placeOf(place), making));
            });
            return false;
        }

        private static Lanes.Place placeOf(CompletableFuture<Lanes.Place> place) {
            try {
                return place.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException refused ? refused : e;
            }
        }

        private boolean make(Request request, Lanes.Place place, ReplySender.Making making)
                throws IOException, ProblemException {
            try (place;
                    Departures.Watch watch =
                            shared.departures()
                                    .watch(
                                            request,
                                            () -> {
                                                hasLeft = true;
                                                place.cancel();
                                            })) {
                beforeAnswer = watch;
                place.use();
                new LanePace(place).during(() -> making.make(place));
            }
            making.send();
            return !isHandedOn;
        }

        /** Goes on in another thread, which may wait for the client. */
        private void goOn(ReplySender.Background.Sending sending) {
            if (beforeAnswer != null) {
                beforeAnswer.close();
            }
            startAsync();
            isHandedOn = true;
            Thread.ofVirtual()
                    .name("response")
                    .start(() ->
                            take(() -> {
                                sending.run();
                                return true;
                            }));
        }

        private void finishBody() {
            if (!Request.discardBody(servletRequest, MAX_DISCARDED, shared.bodyTimeout())) {
                response.setHeader("Connection", "close");
            }
        }

        private void tell(Problem problem) throws IOException {
            if (response.isCommitted()) {
                throw new IOException("A part of the response has been sent");
            }
            // What the route had set goes, and with it what every response carries.
            response.reset();
            SecurityHeaders.of(servletRequest.getRequestURI()).forEach(response::setHeader);
            if (shared.draining().hasBegun()) {
                response.setHeader("Connection", "close");
            }
            CrossOrigin.allow(response);
            if (problem.status() == 408) {
                // The body has had its time.
                response.setHeader("Connection", "close");
            } else {
                finishBody();
            }
            Request unread = Request.unread(servletRequest, shared.publicUrl());
            Reply reply =
                    ProblemForm.of(problem, unread.header("Accept"))
                            .reply(problem, said -> shared.problemPage().html(said, unread));
            shared.sender().send(unread, reply, "", response, this::goOn);
        }

        /** Breaks the connection, so that a part of a body is never taken for the whole. */
        private void abort(Throwable cause) {
            LOG.info("A response was aborted: {}", String.valueOf(cause));
            // The request is no longer ours after it.
            count();
            try {
                ServletContextRequest.getServletContextRequest(servletRequest)
                        .getServletChannel()
                        .abort(new AbortedResponseException(cause));
            } catch (RejectedExecutionException e) {
                LOG.debug("The server has stopped, and all connections are closed", e);
            }
        }

        private void count() {
            shared.metrics()
                    .count(
                            address,
                            METHODS.contains(method) ? method : "other",
                            response.getStatus(),
                            Duration.ofNanos(System.nanoTime() - begun));
        }
    }
}
