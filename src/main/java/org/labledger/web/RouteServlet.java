package org.labledger.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.labledger.federation.EndpointFailedException;
import org.labledger.federation.FederationException;
import org.labledger.http.BrokenOffException;
import org.labledger.http.CrossOrigin;
import org.labledger.http.Problem;
import org.labledger.http.ProblemException;
import org.labledger.http.ProblemForm;
import org.labledger.http.ProblemPage;
import org.labledger.http.Reply;
import org.labledger.http.ReplySender;
import org.labledger.http.Request;
import org.labledger.http.SecurityHeaders;
import org.labledger.live.CurrentSnapshot;
import org.labledger.query.LimitException;
import org.labledger.query.UnevaluableException;
import org.labledger.result.UnwritableException;
import org.labledger.snapshot.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a {@link Route} at an address: allowed methods, cross-origin requests, and what a client is
 * told when something is wrong.
 */
final class RouteServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RouteServlet.class);

    /**
     * What all routes of a server share.
     *
     * @param current the snapshot in service
     * @param sender sends the replies
     * @param problemPage shows problems to people
     * @param metrics counts the requests
     * @param publicUrl the address under which the server is known, or empty
     * @param bodyTime how long the body of a request may take to come in
     */
    record Site(
            CurrentSnapshot current,
            ReplySender sender,
            ProblemPage problemPage,
            Metrics metrics,
            String publicUrl,
            Duration bodyTime) {}

    private final String address;
    private final transient Route route;
    private final transient Site site;

    /**
     * Creates it.
     *
     * @param address the address it is put at, which may end with {@code /*}
     */
    RouteServlet(String address, Route route, Site site) {
        this.address = address;
        this.route = route;
        this.site = site;
    }

    @Override
    protected void service(HttpServletRequest servletRequest, HttpServletResponse response)
            throws IOException {
        long begun = System.nanoTime();
        try {
            answer(servletRequest, response);
        } finally {
            // The methods of HTTP are few, those that a client may invent are not.
            String method =
                    Route.METHODS.contains(servletRequest.getMethod())
                            ? servletRequest.getMethod()
                            : "other";
            site.metrics()
                    .count(
                            address,
                            method,
                            response.getStatus(),
                            Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private void answer(HttpServletRequest servletRequest, HttpServletResponse response)
            throws IOException {
        List<String> methods = route.methods();
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
            Request request = Request.of(servletRequest, site.publicUrl(), site.bodyTime());
            // Taken once: an answer belongs to one snapshot.
            Snapshot snapshot = site.current().snapshot();
            Reply reply = route.answer(request, snapshot);
            site.sender().send(request, reply, snapshot.id(), response);
        } catch (ProblemException e) {
            tell(e.problem(), servletRequest, response);
        } catch (LimitException e) {
            tell(Problem.unavailable("Over a limit", e.getMessage()), servletRequest, response);
        } catch (EndpointFailedException e) {
            tell(
                    new Problem(502, "Another endpoint failed", e.getMessage()),
                    servletRequest,
                    response);
        } catch (FederationException e) {
            tell(
                    new Problem(403, "Endpoint not allowed", e.getMessage()),
                    servletRequest,
                    response);
        } catch (UnevaluableException e) {
            tell(Problem.badRequest(e.getMessage()), servletRequest, response);
        } catch (UnwritableException e) {
            tell(new Problem(406, "Not acceptable", e.getMessage()), servletRequest, response);
        } catch (BrokenOffException e) {
            LOG.info("An answer was broken off: {}", String.valueOf(e.getCause()));
            throw e;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            LOG.error("A defect met by {} {}", servletRequest.getMethod(), address, e);
            if (response.isCommitted()) {
                throw new BrokenOffException(e);
            }
            tell(Problem.defect(), servletRequest, response);
        }
    }

    private void tell(
            Problem problem, HttpServletRequest servletRequest, HttpServletResponse response)
            throws IOException {
        // What the route had set goes, and with it what every response carries.
        response.reset();
        SecurityHeaders.FIELDS.forEach(response::setHeader);
        CrossOrigin.allow(response);
        String accept = joined(servletRequest, "Accept");
        Request unread = Request.unread(servletRequest, site.publicUrl());
        Reply reply =
                ProblemForm.of(problem, accept.isEmpty() ? null : accept)
                        .reply(problem, said -> site.problemPage().html(said, unread));
        try {
            site.sender().send(unread, reply, "", response);
        } catch (ProblemException | LimitException e) {
            throw new IllegalStateException("A problem's body is there already", e);
        }
    }

    private static String joined(HttpServletRequest request, String header) {
        return String.join(", ", Collections.list(request.getHeaders(header)));
    }
}
