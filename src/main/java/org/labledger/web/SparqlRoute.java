package org.labledger.web;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.labledger.http.Negotiation;
import org.labledger.http.Offer;
import org.labledger.http.Parameters;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.link.Cited;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.query.Engine;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;
import org.labledger.syntax.QuerySyntaxException;
import org.labledger.syntax.QueryText;

/**
 * {@code /sparql}: the query operation of the <a
 * href="https://www.w3.org/TR/sparql11-protocol/">SPARQL 1.1 Protocol</a>, by GET, by POST of a
 * form and by POST of the query itself. The graphs that a request may name are those of the
 * dataset; nothing is ever fetched. Updates are refused. Without a query it answers with the
 * service description, or the editor for a browser.
 */
final class SparqlRoute implements Route {

    /** A body may be larger than its query: percent-encoding makes three bytes of one. */
    static final int MAX_BODY_BYTES = 4 * QueryText.MAX_BYTES;

    private static final String FORM = Request.FORM;
    private static final String QUERY = "application/sparql-query";
    private static final String UPDATE = "application/sparql-update";

    private static final Optional<Format> PAGE = Optional.empty();

    /** What queries can be answered with; before it is known what sort of query it is. */
    private static final List<Offer<Optional<Format>>> ANYTHING =
            Offers.orPage(List.of(Format.values()));

    private final Engine engine;
    private final CitedReplies cited;
    private final Route description;
    private final Route editor;
    private final ParsedQueries queries = new ParsedQueries();

    /**
     * Creates it.
     *
     * @param cited answers with the sources of each row
     * @param description answers programs that send no query
     * @param editor answers people who look at the address with a browser, also at that of a query
     */
    SparqlRoute(Engine engine, CitedReplies cited, Route description, Route editor) {
        this.engine = engine;
        this.cited = cited;
        this.description = description;
        this.editor = editor;
    }

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException, IOException {
        Parameters parameters = request.parameters();
        if (isPost(request)) {
            String contentType = request.contentType();
            switch (contentType) {
                case FORM -> parameters = parameters.and(request.form(MAX_BODY_BYTES));
                case QUERY -> {
                    if (!parameters.all("query").isEmpty()) {
                        throw new ProblemException(
                                Problem.badRequest(
                                        "There is a query in the address and another one in the"
                                                + " body; send one."));
                    }
                    return ask(
                            request.body(QueryText.MAX_BYTES, "the query"),
                            parameters,
                            request,
                            snapshot);
                }
                case UPDATE -> throw readOnly();
                default -> throw unsupported(contentType);
            }
        }
        if (!parameters.all("update").isEmpty()) {
            throw readOnly();
        }
        Optional<String> query = parameters.one("query");
        if (query.isPresent()) {
            return ask(query.get(), parameters, request, snapshot);
        }
        if (isPost(request)) {
            throw new ProblemException(
                    Problem.badRequest(
                            "The form has no parameter \"query\". Send a query as query=…, or as the"
                                    + " body itself with Content-Type: "
                                    + QUERY
                                    + "."));
        }
        return (Negotiation.of(request)
                                .choose("The service description", Offers.orPage(Format.ofGraphs()))
                                .isPresent()
                        ? description
                        : editor)
                .answer(request, snapshot);
    }

    private static boolean isPost(Request request) {
        return request.method().equals("POST");
    }

    /** The editor shows a query, also a wrong one, to who looks at its address with a browser. */
    private Reply ask(String text, Parameters parameters, Request request, Snapshot snapshot)
            throws ProblemException, IOException {
        Negotiation negotiation = Negotiation.of(request, parameters);
        ParsedQueries.Parsed parsed;
        try {
            parsed = queries.of(text, snapshot.prefixes(), request.origin() + "/sparql");
        } catch (QuerySyntaxException e) {
            if (!isPost(request) && negotiation.find(ANYTHING).equals(Optional.of(PAGE))) {
                return editor.answer(request, snapshot);
            }
            throw e;
        }
        boolean isCited = CitedReplies.isWanted(parameters);
        List<Format> formats = CitedReplies.formats(parsed.formats(), isCited);
        Optional<Format> chosen =
                negotiation.choose(
                        isCited
                                ? "The answer to this query with its sources"
                                : "The answer to this query",
                        isPost(request) ? Offers.of(formats) : Offers.orPage(formats));
        if (chosen.isEmpty()) {
            return editor.answer(request, snapshot);
        }
        Format format = chosen.get();
        GraphChoice graphs =
                new GraphChoice(
                        given(parameters, "default-graph-uri"),
                        given(parameters, "named-graph-uri"));
        Engine within = within(engine, parameters.one("timeout"));
        Reply reply =
                Reply.ok(
                        format.contentType(),
                        out -> {
                            if (isCited) {
                                cited.write(
                                        within,
                                        new CitedReplies.Asked(
                                                parsed.query(),
                                                BindingFactory.empty(),
                                                graphs,
                                                snapshot,
                                                question(text, graphs),
                                                request.origin()),
                                        whole -> whole,
                                        format,
                                        out);
                            } else {
                                within.stream(
                                        parsed.query(),
                                        BindingFactory.empty(),
                                        snapshot,
                                        graphs,
                                        format,
                                        out);
                            }
                        });
        reply = CiteRoute.citeAs(request, snapshot, Downloads.named("answer", format, reply));
        return parsed.isVolatile()
                ? reply
                : reply.versioned(
                        isCited ? "sparql, cited" : "sparql",
                        // The base of relative IRIs in the query.
                        request.origin(),
                        text,
                        graphs.defaultGraphs(),
                        graphs.namedGraphs(),
                        format.name());
    }

    private static Cited question(String text, GraphChoice graphs) {
        return new Cited(
                Cited.Kind.SPARQL,
                text,
                Stream.concat(
                                graphs.defaultGraphs().stream()
                                        .map(g -> Map.entry("default-graph-uri", g)),
                                graphs.namedGraphs().stream()
                                        .map(g -> Map.entry("named-graph-uri", g)))
                        .toList());
    }

    /** Returns the values of a parameter; forms send one that was left empty as an empty text. */
    private static List<String> given(Parameters parameters, String name) {
        return parameters.all(name).stream().filter(value -> !value.isEmpty()).toList();
    }

    /**
     * Returns an engine that stops a query after the seconds of the parameter {@code timeout}, if
     * its own limit is not lower.
     *
     * @throws ProblemException with status 400 if that is no number of seconds
     */
    static Engine within(Engine engine, Optional<String> timeout) throws ProblemException {
        if (timeout.isEmpty()) {
            return engine;
        }
        if (!timeout.get().matches("\\d{1,6}(\\.\\d{1,3})?")
                || Double.parseDouble(timeout.get()) == 0) {
            throw new ProblemException(
                    Problem.badParameter(
                            "timeout",
                            "Parameter \"timeout\" must be a number of seconds such as timeout=5,"
                                    + " not \""
                                    + timeout.get()
                                    + "\"."));
        }
        Duration wanted = Duration.ofMillis(Math.round(1000 * Double.parseDouble(timeout.get())));
        return engine.with(engine.limits().within(wanted));
    }

    private static ProblemException readOnly() {
        return new ProblemException(
                Problem.readOnly(
                        "This endpoint is read-only: the data are files under version control."
                                + " Edit a file, and the server loads it."));
    }

    private static ProblemException unsupported(String contentType) {
        return new ProblemException(
                new Problem(
                                415,
                                "Unsupported media type",
                                (contentType.isEmpty()
                                                ? "The request has a body and no Content-Type."
                                                : "A body of type \""
                                                        + contentType
                                                        + "\" is not supported.")
                                        + " Send a query as "
                                        + QUERY
                                        + ", or as query=… in "
                                        + FORM
                                        + ".")
                        .withHeader("Accept-Post", QUERY + ", " + FORM));
    }
}
