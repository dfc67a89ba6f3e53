package org.labledger.web;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.labledger.http.Negotiation;
import org.labledger.http.Parameters;
import org.labledger.http.Problem;
import org.labledger.http.ProblemException;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.query.Engine;
import org.labledger.query.Volatility;
import org.labledger.result.Answer;
import org.labledger.result.AnswerFormat;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;
import org.labledger.syntax.QuerySyntaxException;
import org.labledger.syntax.QueryText;

/**
 * {@code /sparql}: the query operation of the <a
 * href="https://www.w3.org/TR/sparql11-protocol/">SPARQL 1.1 Protocol</a>, by GET, by POST of a
 * form and by POST of the query itself. The graphs that a request may name are those of the
 * dataset; nothing is ever fetched. Updates are refused. Without a query the answer is what {@link
 * Description} gives.
 */
final class SparqlRoute implements Route {

    /** Answers a request that has no query: the service description, or the editor. */
    interface Description {
        /** Returns the reply to a GET request without a query. */
        Reply answer(Request request, Snapshot snapshot) throws ProblemException;
    }

    /** A body may be larger than its query: percent-encoding makes three bytes of one. */
    static final int LARGEST_BODY = 4 * QueryText.MAX_BYTES;

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String QUERY = "application/sparql-query";
    private static final String UPDATE = "application/sparql-update";

    private final Engine engine;
    private final Description description;
    private final Description editor;

    /**
     * Creates it.
     *
     * @param description answers programs that send no query
     * @param editor answers people who look at the address with a browser, also at that of a query
     */
    SparqlRoute(Engine engine, Description description, Description editor) {
        this.engine = engine;
        this.description = description;
        this.editor = editor;
    }

    /** Only browsers name HTML, and before anything that a query could be answered with. */
    private static boolean prefersEditor(Request request) {
        List<Negotiation.Offer<Boolean>> offers = new ArrayList<>();
        for (AnswerFormat format : AnswerFormat.values()) {
            offers.add(Negotiation.Offer.of(format.mediaType(), false));
        }
        offers.add(new Negotiation.Offer<>("text/html", "application/xhtml+xml", true));
        return Negotiation.best(request.accept(), offers).orElse(false);
    }

    @Override
    public List<String> methods() {
        return List.of("GET", "HEAD", "POST", "OPTIONS");
    }

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException, IOException {
        Parameters parameters = request.parameters();
        if (request.method().equals("POST")) {
            String contentType = request.contentType();
            switch (contentType) {
                case FORM ->
                        parameters =
                                parameters.and(
                                        Parameters.of(request.body(LARGEST_BODY, "the form")));
                case QUERY -> {
                    if (!parameters.all("query").isEmpty()) {
                        throw new ProblemException(
                                Problem.badRequest(
                                        "There is a query in the address and another one in the"
                                                + " body; send one of them."));
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
        if (request.method().equals("GET")
                && parameters.all("format").isEmpty()
                && prefersEditor(request)) {
            return editor.answer(request, snapshot);
        }
        if (query.isPresent()) {
            return ask(query.get(), parameters, request, snapshot);
        }
        if (request.method().equals("POST")) {
            throw new ProblemException(
                    Problem.badRequest(
                            "The form has no parameter \"query\". A query is sent as query=…, or as"
                                    + " the body itself with Content-Type: "
                                    + QUERY
                                    + "."));
        }
        return description.answer(request, snapshot);
    }

    private Reply ask(String text, Parameters parameters, Request request, Snapshot snapshot)
            throws ProblemException {
        Query query = parse(text, snapshot);
        GraphChoice graphs =
                new GraphChoice(
                        parameters.all("default-graph-uri"), parameters.all("named-graph-uri"));
        AnswerFormat format = format(query, parameters, request);
        Engine within = engine(parameters);
        Reply reply =
                Reply.ok(
                                format.contentType(),
                                out ->
                                        within.stream(
                                                query,
                                                BindingFactory.empty(),
                                                snapshot,
                                                graphs,
                                                format,
                                                out))
                        .costly();
        if (Volatility.of(query)) {
            return reply;
        }
        return reply.versioned("sparql", text, graphs.toString(), format.name());
    }

    private static Query parse(String text, Snapshot snapshot) throws ProblemException {
        try {
            return QueryText.parse(text, snapshot.prefixes());
        } catch (QuerySyntaxException e) {
            throw new ProblemException(problem(e), e);
        }
    }

    private static Problem problem(QuerySyntaxException e) {
        return switch (e.kind()) {
            case UPDATE -> readOnly().problem();
            case TOO_LONG -> new Problem(413, "Too large", e.getMessage());
            case TOO_DEEP -> place(e, "Too deep");
            case SYNTAX, UNDECLARED_PREFIX -> place(e, "Not a SPARQL query");
        };
    }

    private static Problem place(QuerySyntaxException e, String title) {
        return new Problem(
                        400,
                        title,
                        "Line " + e.line() + ", column " + e.column() + ": " + e.getMessage())
                .with("line", e.line())
                .with("column", e.column())
                .withExcerpt(e.excerpt());
    }

    /** Lets a request lower the time that its query may run, in seconds. */
    private Engine engine(Parameters parameters) throws ProblemException {
        Optional<String> timeout = parameters.one("timeout");
        if (timeout.isEmpty()) {
            return engine;
        }
        if (!timeout.get().matches("\\d{1,6}(\\.\\d{1,3})?")
                || Double.parseDouble(timeout.get()) == 0) {
            throw new ProblemException(
                    Problem.badRequest(
                                    "Parameter \"timeout\" has to be a number of seconds, such as"
                                            + " timeout=5; \""
                                            + timeout.get()
                                            + "\" is none.")
                            .with("parameter", "timeout"));
        }
        Duration wanted = Duration.ofMillis(Math.round(1000 * Double.parseDouble(timeout.get())));
        return engine.with(engine.limits().within(wanted));
    }

    private static AnswerFormat format(Query query, Parameters parameters, Request request)
            throws ProblemException {
        List<AnswerFormat> offered = offered(query);
        Optional<String> named = parameters.one("format");
        if (named.isPresent()) {
            return named(named.get(), offered)
                    .orElseThrow(() ->
                            new ProblemException(
                                    Problem.badRequest(
                                                    "Parameter \"format\" is one of "
                                                            + offered.stream()
                                                                    .map(AnswerFormat::suffix)
                                                                    .collect(
                                                                            Collectors.joining(
                                                                                    ", "))
                                                            + " for this query; \""
                                                            + named.get()
                                                            + "\" is none of them.")
                                            .with("parameter", "format")));
        }
        return Negotiation.choose(request.accept(), offered)
                .orElseThrow(() ->
                        new ProblemException(
                                Problem.notAcceptable(
                                        "The answer to this query",
                                        offered.stream().map(AnswerFormat::mediaType).toList())));
    }

    /** Finds a format by its suffix, its name or its media type. */
    private static Optional<AnswerFormat> named(String name, List<AnswerFormat> offered) {
        return AnswerFormat.named(name)
                .or(() ->
                        Arrays.stream(AnswerFormat.values())
                                .filter(format -> format.mediaType().equalsIgnoreCase(name))
                                .findFirst())
                .filter(offered::contains);
    }

    /** Returns the formats in which the answer to a query can be given, the favourite first. */
    static List<AnswerFormat> offered(Query query) {
        boolean isGraph = query.isConstructType() || query.isDescribeType();
        List<AnswerFormat> offered = new ArrayList<>(AnswerFormat.offered(isGraph));
        if (query.isConstructQuad()) {
            offered.removeIf(format -> !format.fits(new Answer.Quads(List.of())));
        }
        return offered;
    }

    private static ProblemException readOnly() {
        return new ProblemException(
                new Problem(
                        403,
                        "Read-only",
                        "The ledger takes no updates. Its data are files under version control:"
                                + " edit them, and the server takes the edit over."));
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
                                                        + "\" is not understood here.")
                                        + " Send a query as "
                                        + QUERY
                                        + ", or as query=… in "
                                        + FORM
                                        + ".")
                        .withHeader("Accept-Post", QUERY + ", " + FORM));
    }
}
