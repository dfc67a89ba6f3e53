package org.labledger.web;

import java.io.IOException;
import org.labledger.http.Reply;
import org.labledger.http.ReplySender;
import org.labledger.http.Request;
import org.labledger.problem.ProblemException;
import org.labledger.snapshot.Snapshot;

/**
 * Answers the requests to one address or family of addresses. A route turns a request into a {@link
 * Reply}: it reads parameters, chooses a format and finds out whether there is something to send;
 * the body is made only when the reply is sent. Conditional requests, compression, HEAD, limits,
 * errors and header fields are the same for all and live in {@link RouteServlet} and {@link
 * ReplySender}.
 *
 * <p>A route is asked by many threads at once and keeps nothing of a request.
 */
@FunctionalInterface
interface Route {

    /**
     * Answers a request.
     *
     * @param request the request, of one of the methods that {@link RouteTable} lists
     * @param snapshot the snapshot to answer from; taken once, so that no answer mixes two
     * @throws ProblemException if it cannot be answered, with what to tell the client
     * @throws IOException if the request cannot be read to its end
     */
    Reply answer(Request request, Snapshot snapshot) throws ProblemException, IOException;
}
