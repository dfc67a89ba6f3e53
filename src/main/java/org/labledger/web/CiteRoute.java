package org.labledger.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.labledger.citation.CitationFactory;
import org.labledger.citation.Citations;
import org.labledger.display.Language;
import org.labledger.http.Memento;
import org.labledger.http.Negotiation;
import org.labledger.http.Offer;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.link.BadLinkException;
import org.labledger.link.Cited;
import org.labledger.link.CitedLink;
import org.labledger.link.LinkToken;
import org.labledger.link.Reference;
import org.labledger.link.Rerun;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.query.Engine;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;

/**
 * {@code /cite?of=ADDRESS}: how to cite the answer at an address of this server, with a permanent
 * link to it; {@code /cite/TOKEN}: where that link leads. Both are a page, or the reference in a
 * format of bibliographies. Nothing is kept here: the token holds what was asked and of which
 * state, which {@link Mementos} finds in the history.
 */
final class CiteRoute implements Route {

    static final String ADDRESS = "/cite";

    /** The parameter with the address of the answer to cite. */
    private static final String OF = "of";

    /** Maximum length of an address in a header field, as clients and proxies bound these. */
    private static final int MAX_HEADER = 2_000;

    private static final String AT = "&" + Memento.PARAMETER + "=";

    /** What a reference is written in. */
    private enum Form {
        PAGE,
        BIBTEX,
        RIS,
        CSL_JSON,
        TEXT
    }

    private static final List<Offer<Form>> FORMS =
            List.of(
                    new Offer<>(
                            List.of("html"),
                            List.of("text/html", "application/xhtml+xml"),
                            Form.PAGE),
                    new Offer<>(List.of("bib"), List.of("application/x-bibtex"), Form.BIBTEX),
                    new Offer<>(
                            List.of("ris"),
                            List.of("application/x-research-info-systems"),
                            Form.RIS),
                    new Offer<>(
                            List.of("json"),
                            List.of("application/vnd.citationstyles.csl+json", "application/json"),
                            Form.CSL_JSON),
                    new Offer<>(List.of("txt"), List.of("text/plain"), Form.TEXT));

    private final Engine engine;
    private final CitationFactory citations;
    private final PageReplies pages;
    private final Clock clock;

    CiteRoute(Engine engine, CitationFactory citations, PageReplies pages, Clock clock) {
        this.engine = engine;
        this.citations = citations;
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * Adds a link to how to cite the answer of a saved query (RFC 8574), unless its address would
     * be long.
     */
    static Reply citeAs(Cited cited, Snapshot snapshot, Reply reply) {
        return citeAs(
                OF + "=" + UriSpace.encode(cited.address(snapshot.description().uriSpace())),
                snapshot,
                reply);
    }

    /**
     * The same for the answer to a query that stands in the address of the request, which is taken
     * as it is: to encode a query takes as long as to answer a light one.
     */
    static Reply citeAs(Request request, Snapshot snapshot, Reply reply) {
        return request.method().equals("POST") || request.query().isEmpty()
                ? reply
                : citeAs(request.query().get(), snapshot, reply);
    }

    /** Returns whether a text can stand in a link of a header field as it was sent. */
    private static boolean isPlain(String parameters) {
        return parameters.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '>' && c != '"');
    }

    private static Reply citeAs(String parameters, Snapshot snapshot, Reply reply) {
        return parameters.length() > MAX_HEADER || parameters.contains(AT) || !isPlain(parameters)
                ? reply
                : reply.with(
                        "Link",
                        "<"
                                + ADDRESS
                                + "?"
                                + parameters
                                + AT
                                + snapshot.id().substring(0, CitedLink.SNAPSHOT_DIGITS)
                                + ">; rel=\"cite-as\"");
    }

    /**
     * Returns the link that a request is for, without the suffix of a format.
     *
     * @return empty if the path is not that of a link
     * @throws ProblemException with status 400 if the link is damaged
     */
    static Optional<CitedLink> link(Request request) throws ProblemException {
        String path = request.path();
        if (!path.startsWith(CitedLink.PATH)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LinkToken.decode(token(path)));
        } catch (BadLinkException e) {
            throw new ProblemException(Problem.badRequest(String.valueOf(e.getMessage())), e);
        }
    }

    private static String token(String path) {
        String name = path.substring(CitedLink.PATH.length());
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException {
        Optional<CitedLink> given = link(request);
        Form form =
                Negotiation.of(request)
                        .withSuffix(suffix(request.path()))
                        .choose("The reference", FORMS);
        Cited cited = given.isPresent() ? given.get().cited() : asked(request, snapshot);
        Optional<LocalDate> day =
                request.memento().map(state -> LocalDate.ofInstant(state.time(), ZoneOffset.UTC));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Language language = PageReplies.pageRequest(request).language();
        Making making = () -> reference(given, cited, request, snapshot, day, today);
        Reply reply =
                form == Form.PAGE
                        ? pages.reply(
                                request, snapshot, (all, asked) -> all.cite(making.make(), asked))
                        : Reply.ok(
                                switch (form) {
                                    case BIBTEX -> "application/x-bibtex; charset=utf-8";
                                    case RIS ->
                                            "application/x-research-info-systems; charset=utf-8";
                                    case CSL_JSON -> "application/vnd.citationstyles.csl+json";
                                    default -> "text/plain; charset=utf-8";
                                },
                                () -> {
                                    Reference reference = making.make();
                                    return switch (form) {
                                        case BIBTEX -> reference.bibtex(language);
                                        case RIS -> reference.ris(language);
                                        case CSL_JSON -> reference.cslJson(language);
                                        default -> reference.text();
                                    };
                                });
        return reply.versioned(
                "cite",
                request.target(),
                form.name(),
                language.tag(),
                request.origin(),
                // References say on which day they were looked up.
                today.toString());
    }

    private static Optional<String> suffix(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(path.substring(dot + 1));
    }

    private static Cited asked(Request request, Snapshot snapshot) throws ProblemException {
        if (request.parameters().one(OF).isEmpty()
                && request.parameters().one("query").isPresent()) {
            Optional<Cited> sparql = Cited.of("/sparql?" + request.query().orElse(""), snapshot);
            if (sparql.isPresent()) {
                return sparql.get();
            }
        }
        String address = request.parameters().one(OF).orElse("");
        String local =
                address.startsWith(request.origin() + "/")
                        ? address.substring(request.origin().length())
                        : address;
        Optional<Cited> cited = Cited.of(local, snapshot);
        if (cited.isPresent()) {
            return cited.get();
        }
        throw new ProblemException(
                Problem.badParameter(
                        OF,
                        address.isEmpty()
                                ? "Parameter \"of\" is missing. Give the address of an answer,"
                                        + " such as of=/query/NAME."
                                : "\""
                                        + address
                                        + "\" is not the address of a saved query, a SPARQL query"
                                        + " or a document of this server."));
    }

    private Reference reference(
            Optional<CitedLink> given,
            Cited cited,
            Request request,
            Snapshot snapshot,
            Optional<LocalDate> day,
            LocalDate today)
            throws ProblemException {
        try {
            Rerun rerun = Rerun.of(cited, snapshot, engine, request.origin() + "/sparql");
            Citations sources = rerun.sources(citations, null);
            CitedLink link = given.orElseGet(() -> rerun.link(sources));
            return new Reference(
                    rerun,
                    sources,
                    link,
                    request.origin() + CitedLink.PATH + LinkToken.encode(link),
                    day,
                    today);
        } catch (Rerun.NoSuchQueryException e) {
            throw new ProblemException(Problem.notFound(String.valueOf(e.getMessage())), e);
        } catch (BadLinkException e) {
            throw new ProblemException(Problem.badRequest(String.valueOf(e.getMessage())), e);
        }
    }

    /** Makes a reference when the reply is sent. */
    private interface Making {
        Reference make() throws ProblemException;
    }
}
