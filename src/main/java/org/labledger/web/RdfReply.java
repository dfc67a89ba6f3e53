package org.labledger.web;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.jena.graph.Triple;
import org.labledger.http.Negotiation;
import org.labledger.http.Problem;
import org.labledger.http.ProblemException;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.result.Answer;
import org.labledger.result.AnswerFormat;
import org.labledger.snapshot.Snapshot;

/** Replies that are graphs, in the format the client likes best. */
final class RdfReply {

    /** The formats of graphs, Turtle first. */
    static final List<AnswerFormat> FORMATS = AnswerFormat.offered(true);

    private RdfReply() {}

    /**
     * Returns the format of a reply: that of {@code ?format=}, or else the best by {@code Accept}.
     *
     * @throws ProblemException with status 400 if there is no format of that name, 406 if the
     *     client accepts none
     */
    static AnswerFormat format(Request request) throws ProblemException {
        Optional<String> name = request.parameters().one("format");
        if (name.isPresent()) {
            return AnswerFormat.named(name.get())
                    .filter(FORMATS::contains)
                    .orElseThrow(() ->
                            new ProblemException(
                                    Problem.badRequest(
                                                    "There is no format \""
                                                            + name.get()
                                                            + "\" here. There are: "
                                                            + suffixes()
                                                            + ".")
                                            .with("parameter", "format")));
        }
        return Negotiation.choose(request.accept(), FORMATS)
                .orElseThrow(() ->
                        new ProblemException(
                                Problem.notAcceptable(
                                        "This",
                                        FORMATS.stream().map(AnswerFormat::mediaType).toList())));
    }

    /**
     * Returns a graph as a reply.
     *
     * @param version what the graph is a function of besides the snapshot and the server's address
     */
    static Reply of(
            Request request,
            Snapshot snapshot,
            AnswerFormat format,
            Supplier<Answer> answer,
            String... version) {
        String[] parts = new String[version.length + 2];
        System.arraycopy(version, 0, parts, 0, version.length);
        parts[version.length] = request.origin();
        parts[version.length + 1] = format.name();
        return Reply.ok(
                        format.contentType(),
                        out -> format.write(answer.get(), snapshot.prefixes(), out))
                .versioned(parts);
    }

    /** Returns triples as a reply, in the format the client likes best. */
    static Reply of(
            Request request, Snapshot snapshot, Supplier<List<Triple>> triples, String... version)
            throws ProblemException {
        return of(
                request,
                snapshot,
                format(request),
                () -> new Answer.Triples(triples.get()),
                version);
    }

    private static String suffixes() {
        return FORMATS.stream().map(AnswerFormat::suffix).collect(Collectors.joining(", "));
    }
}
