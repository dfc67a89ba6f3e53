package org.labledger.web;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.labledger.http.ProblemException;
import org.labledger.http.Reply;
import org.labledger.http.ReplySender;
import org.labledger.http.Request;
import org.labledger.query.LimitException;
import org.labledger.snapshot.Snapshot;

/**
 * Answers the requests to one address or family of addresses. A route turns a request into a {@link
 * Reply}; conditional requests, compression, HEAD, limits, errors and header fields are the same
 * for all and live in {@link RouteServlet} and {@link ReplySender}.
 *
 * <p>A route is asked by many threads at once and keeps nothing of a request.
 */
interface Route {

    /** The methods of HTTP (RFC 9110, section 9, and RFC 5789). */
    Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    /** Returns the methods this route answers; OPTIONS is answered for it, HEAD is like GET. */
    default List<String> methods() {
        return List.of("GET", "HEAD", "OPTIONS");
    }

    /**
     * Answers a request.
     *
     * @param request the request, of one of the {@link #methods}
     * @param snapshot the snapshot to answer from; taken once, so that no answer mixes two
     * @throws ProblemException if it cannot be answered, with what to tell the client
     * @throws LimitException if it would take too much
     * @throws IOException if the request cannot be read to its end
     */
    Reply answer(Request request, Snapshot snapshot)
            throws ProblemException, LimitException, IOException;
}
