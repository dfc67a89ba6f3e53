package org.labledger.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.eclipse.jetty.util.URIUtil;
import org.labledger.describe.Description;
import org.labledger.describe.DocumentIndex;
import org.labledger.display.Dates;
import org.labledger.display.Language;
import org.labledger.display.PageRequest;
import org.labledger.http.Negotiation;
import org.labledger.http.Offer;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.snapshot.RetiredIris;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;
import org.labledger.store.Triples;

/**
 * Dereferences the home's IRIs on whatever host it runs (<a
 * href="https://www.w3.org/TR/cooluris/">Cool URIs</a>): a vocabulary is a document and answers
 * under its own address; anything else leads with 303 to the document about it, below {@code
 * /doc/}. A retired IRI leads with 301 to what replaced it, or is gone (410). Documents come as a
 * page or in a format of graphs.
 */
final class DocumentRoute implements Route {

    private static final String DOC = "/doc/";

    /** A program that takes anything gets Turtle; browsers name HTML. */
    private static final List<Offer<Optional<Format>>> OFFERS =
            Offers.withPage(Format.ofDocuments(), 1);

    /** What a request's path stands for: an IRI, and the format that a suffix names. */
    private record Asked(String iri, Optional<String> suffix) {}

    private final SelfDescriptions descriptions;
    private final PageReplies pages;

    DocumentRoute(SelfDescriptions descriptions, PageReplies pages) {
        this.descriptions = descriptions;
        this.pages = pages;
    }

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException {
        boolean isDocument = request.rawPath().startsWith(DOC);
        DocumentIndex documents = descriptions.documents(snapshot);
        Optional<String> named = isDocument ? request.parameters().one("iri") : Optional.empty();
        if (named.isPresent()) {
            Optional<Node> successor = successor(named.get(), request, snapshot);
            if (successor.isPresent()) {
                return Reply.redirect(
                        301,
                        request.origin()
                                + UriSpace.documentByIri(successor.get().getURI())
                                + query(request, "&", "iri"));
            }
            if (!documents.contains(named.get())
                    && !isMentioned(NodeFactory.createURI(named.get()), snapshot)) {
                throw unknown(named.get(), request, snapshot);
            }
            return document(request, snapshot, new Asked(named.get(), Optional.empty()));
        }
        // As sent: what is decoded cannot tell a%2Fb from a/b, and has lost what follows a
        // semicolon.
        String path = URIUtil.normalizePath(request.rawPath());
        int skipped = Math.min(isDocument ? DOC.length() : 1, path.length());
        String uri = snapshot.description().uriSpace().base() + path.substring(skipped);
        Optional<Asked> withQuery =
                isDocument ? Optional.empty() : withQuery(uri, request, documents);
        // Below /doc/ stand only IRIs without escapes.
        Optional<Asked> found =
                withQuery.or(() -> find(uri, isDocument ? documents::findIri : documents::find));
        if (found.isEmpty()) {
            return retired(uri, isDocument, request, snapshot);
        }
        Asked asked = found.get();
        if (isDocument || isVocabulary(asked.iri(), snapshot)) {
            return document(request, snapshot, asked);
        }
        String address = address(asked.iri(), snapshot);
        String inFormat = asked.suffix().map(suffix -> inFormat(address, suffix)).orElse(address);
        return Reply.redirect(
                303,
                request.origin()
                        + (withQuery.isPresent() ? inFormat : withChoices(inFormat, request)));
    }

    private static Optional<Asked> withQuery(String uri, Request request, DocumentIndex documents) {
        return request.query()
                .flatMap(query -> documents.find(uri + "?" + query))
                .map(iri -> new Asked(iri, Optional.empty()));
    }

    /**
     * Returns the redirect from a replaced IRI to its successor, with the same suffix and
     * parameters (RFC 9110, section 15.4.2).
     *
     * @throws ProblemException if the IRI was withdrawn, or nothing is found
     */
    private Reply retired(String uri, boolean isDocument, Request request, Snapshot snapshot)
            throws ProblemException {
        DocumentIndex retired = descriptions.retiredDocuments(snapshot);
        Optional<Asked> withQuery =
                isDocument ? Optional.empty() : withQuery(uri, request, retired);
        Optional<Asked> found =
                withQuery.or(() -> find(uri, isDocument ? retired::findIri : retired::find));
        if (found.isEmpty()) {
            throw unknown(uri, request, snapshot);
        }
        Asked asked = found.get();
        String successor =
                successor(asked.iri(), request, snapshot)
                        .map(Node::getURI)
                        .orElseThrow(() -> unknown(uri, request, snapshot));
        UriSpace space = snapshot.description().uriSpace();
        if (!successor.startsWith(space.base())) {
            return Reply.redirect(301, encode(successor));
        }
        boolean isPath = !isDocument && space.isPlain(successor);
        String address =
                isPath
                        ? "/" + encode(successor.substring(space.base().length()))
                        : address(successor, snapshot);
        String inFormat = asked.suffix().map(suffix -> inFormat(address, suffix)).orElse(address);
        return Reply.redirect(
                301,
                request.origin()
                        + inFormat
                        + (withQuery.isPresent()
                                ? ""
                                : query(request, inFormat.contains("?") ? "&" : "?", "")));
    }

    /**
     * Returns what replaced an IRI; empty unless it is retired.
     *
     * @throws ProblemException if it was withdrawn: 410 with the reason (RFC 9110, section 15.5.11)
     */
    private Optional<Node> successor(String iri, Request request, Snapshot snapshot)
            throws ProblemException {
        RetiredIris retired = descriptions.retired(snapshot);
        Node old = NodeFactory.createURI(iri);
        List<Node> reasons = retired.withdrawn().get(old);
        if (reasons != null) {
            throw new ProblemException(gone(old, reasons, request, snapshot));
        }
        return Optional.ofNullable(retired.replaced().get(old));
    }

    /** The reason is told in the reader's language if there is one in it. */
    private static Problem gone(Node iri, List<Node> reasons, Request request, Snapshot snapshot) {
        List<Language> offered =
                reasons.stream()
                        .filter(Node::isLiteral)
                        .map(Node::getLiteralLanguage)
                        .distinct()
                        .sorted(
                                Comparator.comparingInt(tag -> {
                                    int at = snapshot.description().languages().indexOf(tag);
                                    return at < 0 ? Integer.MAX_VALUE : at;
                                }))
                        .map(Language::new)
                        .toList();
        String reason = "";
        if (!offered.isEmpty()) {
            Language language =
                    Language.choose(
                            request.parameters().all(PageRequest.LANGUAGE).stream()
                                    .findFirst()
                                    .orElse(null),
                            request.cookie(PageRequest.LANGUAGE).orElse(null),
                            request.header("Accept-Language").orElse(null),
                            offered);
            reason =
                    reasons.stream()
                            .filter(text -> text.getLiteralLanguage().equals(language.tag()))
                            .map(Node::getLiteralLexicalForm)
                            .sorted()
                            .collect(Collectors.joining(" "));
        }
        return new Problem(
                410,
                "Gone",
                iri.getURI() + " was withdrawn" + (reason.isEmpty() ? "." : ": " + reason));
    }

    /** Returns the parameters of a request for the address that follows, except one. */
    private static String query(Request request, String separator, String except) {
        int at = request.target().indexOf('?');
        String query =
                at < 0
                        ? ""
                        : Arrays.stream(request.target().substring(at + 1).split("&", -1))
                                .filter(part -> !part.isEmpty())
                                .filter(part -> !part.split("=", 2)[0].equals(except))
                                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : separator + query;
    }

    private static boolean isMentioned(Node node, Snapshot snapshot) {
        if (node.equals(RetiredIris.graph(snapshot.description().uriSpace()))) {
            // It names only what is retired.
            return false;
        }
        Triples union = snapshot.store().triples();
        return union.contains(node, Node.ANY, Node.ANY)
                || union.contains(Node.ANY, Node.ANY, node)
                || snapshot.store().containsGraph(node);
    }

    /** Keeps the language and the day that an address chooses for the address that follows. */
    private static String withChoices(String address, Request request) throws ProblemException {
        return with(
                PageRequest.DAY,
                request.parameters().one(PageRequest.DAY),
                with(
                        PageRequest.LANGUAGE,
                        request.parameters().all(PageRequest.LANGUAGE).stream().findFirst(),
                        address));
    }

    private static String with(String name, Optional<String> value, String address) {
        return value.map(text ->
                        address
                                + (address.contains("?") ? "&" : "?")
                                + name
                                + "="
                                + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .orElse(address);
    }

    private Reply document(Request request, Snapshot snapshot, Asked asked)
            throws ProblemException {
        Node subject = NodeFactory.createURI(asked.iri());
        Optional<Format> format =
                Negotiation.of(request).withSuffix(asked.suffix()).choose("This document", OFFERS);
        checkDay(request, format.isPresent());
        String address = address(asked.iri(), snapshot);
        Supplier<Description> said = () -> describe(subject, snapshot);
        Reply reply;
        if (format.isEmpty()) {
            reply = pages.document(request, snapshot, subject, said, address);
        } else if (format.get().holds() == Format.Holds.ROWS) {
            reply = pages.tables(request, snapshot, subject, said, address, format.get());
        } else {
            reply = graph(request, snapshot, subject, said, format.get());
        }
        for (String link : links(subject, address)) {
            reply = reply.with("Link", link);
        }
        return asked.suffix().isPresent()
                ? reply
                : reply.with(
                        "Content-Location",
                        inFormat(address, format.map(Format::suffix).orElse("html")));
    }

    /**
     * Checks the parameter {@value PageRequest#DAY}, which limits a page to one day.
     *
     * @throws ProblemException if it is no day, or a format of graphs is asked for, whose documents
     *     are whole
     */
    private static void checkDay(Request request, boolean isGraph) throws ProblemException {
        Optional<String> day =
                request.parameters().one(PageRequest.DAY).filter(text -> !text.isEmpty());
        if (day.isEmpty()) {
            return;
        }
        if (Dates.day(day.get()).isEmpty()) {
            throw new ProblemException(
                    Problem.badParameter(
                            PageRequest.DAY,
                            "\""
                                    + PageRequest.DAY
                                    + "\" needs a day such as 2023-11-20, not \""
                                    + day.get()
                                    + "\". For a month or a year, choose one of its days."));
        }
        if (isGraph) {
            throw new ProblemException(
                    Problem.badParameter(
                            PageRequest.DAY,
                            "\""
                                    + PageRequest.DAY
                                    + "\" limits a page (Accept: text/html). Documents in other"
                                    + " formats are whole: leave it out and compare the dates,"
                                    + " or ask a saved query that takes \""
                                    + PageRequest.DAY
                                    + "\"."));
        }
    }

    /** A document of which nothing is said itself, and that has one part, is about this part. */
    private Description describe(Node subject, Snapshot snapshot) {
        List<Node> parts =
                isVocabulary(subject.getURI(), snapshot)
                        ? List.of()
                        : descriptions.documents(snapshot).parts(subject.getURI()).stream()
                                .map(NodeFactory::createURI)
                                .toList();
        Node about =
                parts.size() == 1 && !isMentioned(subject, snapshot) ? parts.getFirst() : subject;
        return Description.of(about, parts, snapshot).orElseThrow();
    }

    /** Named graphs are the sources, so formats that keep them get them. */
    private static Reply graph(
            Request request,
            Snapshot snapshot,
            Node subject,
            Supplier<Description> said,
            Format format) {
        return RdfReply.of(
                request,
                snapshot,
                format,
                () ->
                        RdfReply.keepsGraphs(format)
                                ? new Answer.Quads(said.get().quads())
                                : new Answer.Triples(said.get().triples()),
                "doc",
                subject.getURI());
    }

    private static List<String> links(Node subject, String address) {
        List<String> links = new ArrayList<>();
        links.add("<" + encode(subject.getURI()) + ">; rel=\"canonical\"");
        links.add("</.well-known/void>; rel=\"describedby\"");
        for (Offer<?> offer : OFFERS) {
            links.add(
                    "<"
                            + inFormat(address, offer.names().getFirst())
                            + ">; rel=\"alternate\"; type=\""
                            + offer.mediaType()
                            + "\"");
        }
        return links;
    }

    private static String inFormat(String address, String suffix) {
        return address.contains("?")
                ? address + "&" + Negotiation.FORMAT + "=" + suffix
                : address + "." + suffix;
    }

    /**
     * Returns the address of the document about an IRI, without a format. Where a suffix would make
     * it another IRI of the ledger, the IRI is a parameter.
     */
    private String address(String iri, Snapshot snapshot) {
        UriSpace space = snapshot.description().uriSpace();
        DocumentIndex documents = descriptions.documents(snapshot);
        if (OFFERS.stream()
                .flatMap(offer -> offer.names().stream())
                .anyMatch(name -> documents.contains(iri + "." + name))) {
            return UriSpace.documentByIri(iri);
        }
        return encode(
                isVocabulary(iri, snapshot) && space.isPlain(iri)
                        ? "/" + iri.substring(space.base().length())
                        : space.document(iri));
    }

    private static boolean isVocabulary(String iri, Snapshot snapshot) {
        Node graph = NodeFactory.createURI(iri);
        return snapshot.store().containsGraph(graph) && !snapshot.dataGraphs().contains(graph);
    }

    /** Returns what a URI stands for, with or without the suffix of a format at its end. */
    private static Optional<Asked> find(String uri, Function<String, Optional<String>> documents) {
        Optional<String> whole = documents.apply(uri);
        if (whole.isPresent()) {
            return whole.map(iri -> new Asked(iri, Optional.empty()));
        }
        int dot = uri.lastIndexOf('.');
        String suffix = uri.substring(dot + 1);
        return OFFERS.stream().anyMatch(offer -> offer.names().contains(suffix))
                ? documents
                        .apply(uri.substring(0, Math.max(0, dot)))
                        .map(iri -> new Asked(iri, Optional.of(suffix)))
                : Optional.empty();
    }

    private ProblemException unknown(String iri, Request request, Snapshot snapshot) {
        List<String> near =
                descriptions.documents(snapshot).near(iri).stream()
                        .map(other -> SearchJson.address(other, snapshot.description().uriSpace()))
                        .toList();
        return new ProblemException(
                Problem.notFound(
                        "Nothing is found at "
                                + request.path()
                                + (near.isEmpty()
                                        ? ". The saved queries are at /query/, the SPARQL endpoint"
                                                + " is /sparql."
                                        : ". Similar addresses: " + String.join(" ", near))));
    }

    /** Writes what cannot stand in a header or in a path as percent escapes (RFC 3987, 3.1). */
    private static String encode(String iri) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : iri.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c > ' ' && c < 0x7F && "<>\"{}|\\^`".indexOf(c) < 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append("%02X".formatted((int) c));
            }
        }
        return encoded.toString();
    }
}
