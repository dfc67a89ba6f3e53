package org.labledger.web;

import java.util.List;
import java.util.function.Supplier;
import org.apache.jena.graph.Triple;
import org.labledger.http.Negotiation;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.problem.ProblemException;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;

/** Replies whose body is a graph, in a format that the client asks for. */
final class RdfReply {

    private RdfReply() {}

    /**
     * Returns the format of a reply.
     *
     * @throws ProblemException if the request asks for none that graphs have
     */
    static Format format(Request request) throws ProblemException {
        return Negotiation.of(request)
                .choose("The graph", Offers.of(Format.ofGraphs()))
                .orElseThrow();
    }

    /**
     * Returns a graph as a reply.
     *
     * @param answer makes the graph when the reply is sent
     * @param version what the graph is a function of besides the snapshot and the server's address
     */
    static Reply of(
            Request request,
            Snapshot snapshot,
            Format format,
            Supplier<Answer> answer,
            Object... version) {
        return Reply.ok(
                        format.contentType(),
                        out -> format.write(answer.get(), snapshot.prefixes(), out))
                .versioned(version(request, format, version));
    }

    /** Returns triples as a reply, in the format that the request asks for. */
    static Reply of(
            Request request, Snapshot snapshot, Supplier<List<Triple>> triples, Object... version)
            throws ProblemException {
        return of(
                request,
                snapshot,
                format(request),
                () -> new Answer.Triples(triples.get()),
                version);
    }

    /** Returns what the body of a reply depends on, with the server's address and the format. */
    static Object[] version(Request request, Format format, Object... parts) {
        return new Object[] {List.of(parts), request.origin(), format.name()};
    }

    /** Returns whether named graphs are written as such: JSON-LD merges them for its readers. */
    static boolean keepsGraphs(Format format) {
        return format == Format.TRIG || format == Format.N_QUADS;
    }
}
