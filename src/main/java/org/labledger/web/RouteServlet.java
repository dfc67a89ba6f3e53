package org.labledger.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.labledger.http.AbortedResponseException;
import org.labledger.http.CrossOrigin;
import org.labledger.http.Draining;
import org.labledger.http.ProblemForm;
import org.labledger.http.ProblemPage;
import org.labledger.http.Reply;
import org.labledger.http.ReplySender;
import org.labledger.http.Request;
import org.labledger.http.SecurityHeaders;
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
 */
final class RouteServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(RouteServlet.class);

    /** Maximum size of a body that no route wants and that is read all the same, in bytes. */
    private static final long MAX_DISCARDED = 4L << 20;

    /** The methods of HTTP (RFC 9110, section 9, and RFC 5789); metrics name no others. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

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
     */
    record Shared(
            CurrentSnapshot current,
            ReplySender sender,
            ProblemPage problemPage,
            Metrics metrics,
            String publicUrl,
            Duration bodyTimeout,
            Draining draining) {}

    private final String address;
    private final List<String> methods;
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
        this.route = route;
        this.shared = shared;
    }

    @Override
    protected void service(HttpServletRequest servletRequest, HttpServletResponse response)
            throws IOException {
        long begun = System.nanoTime();
        shared.draining().enter();
        try {
            answer(servletRequest, response);
        } finally {
            shared.draining().leave();
            String method = servletRequest.getMethod();
            shared.metrics()
                    .count(
                            address,
                            METHODS.contains(method) ? method : "other",
                            response.getStatus(),
                            Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private void answer(HttpServletRequest servletRequest, HttpServletResponse response)
            throws IOException {
        CrossOrigin.allow(response);
        try {
            if (!methods.contains(servletRequest.getMethod())) {
                throw new ProblemException(
                        Problem.methodNotAllowed(servletRequest.getMethod(), methods));
            }
            if (servletRequest.getMethod().equals("OPTIONS")) {
                response.setHeader("Allow", String.join(", ", methods));
                CrossOrigin.answerPreflight(methods, response);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return;
            }
            Request request = Request.of(servletRequest, shared.publicUrl(), shared.bodyTimeout());
            // Taken once: an answer belongs to one snapshot.
            Snapshot snapshot = shared.current().snapshot();
            Reply reply = route.answer(request, snapshot);
            finishBody(servletRequest, response);
            shared.sender().send(request, reply, snapshot.id(), response);
        } catch (AbortedResponseException e) {
            LOG.info("A response was aborted: {}", String.valueOf(e.getCause()));
            throw e;
        } catch (ProblemException | RuntimeException | StackOverflowError | LinkageError e) {
            if (shared.draining().isOver()) {
                tellOfStop(e, servletRequest, response);
                return;
            }
            if (e instanceof HasProblem known) {
                tell(known.problem(), servletRequest, response);
                return;
            }
            LOG.error("Internal error in {} {}", servletRequest.getMethod(), address, e);
            if (response.isCommitted()) {
                throw new AbortedResponseException(e);
            }
            tell(Problem.defect(), servletRequest, response);
        }
    }

    private void finishBody(HttpServletRequest servletRequest, HttpServletResponse response) {
        if (!Request.discardBody(servletRequest, MAX_DISCARDED, shared.bodyTimeout())) {
            response.setHeader("Connection", "close");
        }
    }

    /** The answer was interrupted, or failed while it was about to be: no defect. */
    private void tellOfStop(
            Throwable cause, HttpServletRequest servletRequest, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            throw new AbortedResponseException(cause);
        }
        // An interrupted thread could not even send this.
        Thread.interrupted();
        tell(Draining.problem(), servletRequest, response);
    }

    private void tell(
            Problem problem, HttpServletRequest servletRequest, HttpServletResponse response)
            throws IOException {
        // What the route had set goes, and with it what every response carries.
        response.reset();
        SecurityHeaders.FIELDS.forEach(response::setHeader);
        if (shared.draining().hasBegun()) {
            response.setHeader("Connection", "close");
        }
        CrossOrigin.allow(response);
        if (problem.status() == 408) {
            // The body has had its time.
            response.setHeader("Connection", "close");
        } else {
            finishBody(servletRequest, response);
        }
        Request unread = Request.unread(servletRequest, shared.publicUrl());
        Reply reply =
                ProblemForm.of(problem, unread.header("Accept"))
                        .reply(problem, said -> shared.problemPage().html(said, unread));
        try {
            shared.sender().send(unread, reply, "", response);
        } catch (ProblemException e) {
            throw new IllegalStateException("The body of a problem is in memory", e);
        }
    }
}
