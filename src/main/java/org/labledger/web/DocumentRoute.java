package org.labledger.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.jspecify.annotations.Nullable;
import org.labledger.describe.Description;
import org.labledger.describe.DocumentIndex;
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
            Offers.withPage(Format.ofGraphs(), 1);

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
        boolean isDocument = request.path().startsWith(DOC);
        Optional<Reply> retired = retired(request, snapshot, isDocument);
        if (retired.isPresent()) {
            return retired.get();
        }
        Optional<String> named = isDocument ? request.parameters().one("iri") : Optional.empty();
        if (named.isPresent()) {
            if (!isMentioned(NodeFactory.createURI(named.get()), snapshot)) {
                throw unknown(request, snapshot, true);
            }
            return document(request, snapshot, new Asked(named.get(), Optional.empty()));
        }
        UriSpace space = snapshot.description().uriSpace();
        int skipped = isDocument ? DOC.length() : 1;
        Asked asked =
                Stream.of(request.path(), request.rawPath())
                        .map(path ->
                                space.base() + path.substring(Math.min(skipped, path.length())))
                        .map(iri -> find(iri, descriptions.documents(snapshot)))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElseThrow(() -> unknown(request, snapshot, isDocument));
        return isDocument || isVocabulary(asked.iri(), snapshot)
                ? document(request, snapshot, asked)
                : Reply.redirect(
                        303, request.origin() + "/doc" + request.rawPath() + language(request));
    }

    /**
     * Returns the redirect to what replaced an IRI, with the same suffix and parameters (RFC 9110,
     * section 15.4.2); empty unless the IRI is replaced.
     *
     * @throws ProblemException if the IRI was withdrawn: 410 with the reason (section 15.5.11)
     */
    private Optional<Reply> retired(Request request, Snapshot snapshot, boolean isDocument)
            throws ProblemException {
        RetiredIris retired = descriptions.retired(snapshot);
        UriSpace space = snapshot.description().uriSpace();
        Optional<String> named = isDocument ? request.parameters().one("iri") : Optional.empty();
        if (named.isPresent()) {
            Node iri = NodeFactory.createURI(named.get());
            Node replacement = replacement(iri, retired, request, snapshot);
            return replacement == null
                    ? Optional.empty()
                    : Optional.of(
                            Reply.redirect(
                                    301,
                                    request.origin()
                                            + DOC
                                            + "?iri="
                                            + UriSpace.encode(replacement.getURI())
                                            + query(request, "&", "iri")));
        }
        int skipped = isDocument ? DOC.length() : 1;
        for (String path : List.of(request.path(), request.rawPath())) {
            String iri = space.base() + path.substring(Math.min(skipped, path.length()));
            if (descriptions.documents(snapshot).contains(iri)) {
                return Optional.empty();
            }
            Node whole = NodeFactory.createURI(iri);
            Node replacement = replacement(whole, retired, request, snapshot);
            String suffix = "";
            if (replacement == null && suffix(iri).isPresent()) {
                suffix = "." + suffix(iri).get();
                Node name = NodeFactory.createURI(iri.substring(0, iri.length() - suffix.length()));
                replacement = replacement(name, retired, request, snapshot);
            }
            if (replacement != null) {
                return Optional.of(
                        Reply.redirect(
                                301,
                                space.contains(replacement)
                                        ? request.origin()
                                                + (isDocument ? DOC : "/")
                                                + encode(
                                                        replacement
                                                                .getURI()
                                                                .substring(space.base().length()))
                                                + suffix
                                                + query(request, "?", "")
                                        : replacement.getURI()));
            }
        }
        return Optional.empty();
    }

    private static @Nullable Node replacement(
            Node iri, RetiredIris retired, Request request, Snapshot snapshot)
            throws ProblemException {
        List<Node> reasons = retired.withdrawn().get(iri);
        if (reasons != null) {
            throw new ProblemException(gone(iri, reasons, request, snapshot));
        }
        return retired.replaced().get(iri);
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

    /** Returns the name of a format at the end of an IRI. */
    private static Optional<String> suffix(String iri) {
        String suffix = iri.substring(iri.lastIndexOf('.') + 1);
        return OFFERS.stream().anyMatch(offer -> offer.names().contains(suffix))
                ? Optional.of(suffix)
                : Optional.empty();
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

    /** Returns the language that the address chooses, for the address that follows. */
    private static String language(Request request) {
        return request.parameters().all(PageRequest.LANGUAGE).stream()
                .findFirst()
                .map(tag ->
                        "?"
                                + PageRequest.LANGUAGE
                                + "="
                                + URLEncoder.encode(tag, StandardCharsets.UTF_8))
                .orElse("");
    }

    private Reply document(Request request, Snapshot snapshot, Asked asked)
            throws ProblemException {
        Node subject = NodeFactory.createURI(asked.iri());
        Optional<Format> format =
                Negotiation.of(request).withSuffix(asked.suffix()).choose("This document", OFFERS);
        String address = address(request, snapshot, subject);
        Reply reply =
                format.isPresent()
                        ? graph(request, snapshot, subject, format.get())
                        : pages.document(request, snapshot, subject, address);
        for (String link : links(subject, address)) {
            reply = reply.with("Link", link);
        }
        return asked.suffix().isPresent() || address.contains("?")
                ? reply
                : reply.with(
                        "Content-Location",
                        address + "." + format.map(Format::suffix).orElse("html"));
    }

    /** Named graphs are the sources, so formats that keep them get them. */
    private static Reply graph(Request request, Snapshot snapshot, Node subject, Format format) {
        return RdfReply.of(
                request,
                snapshot,
                format,
                () -> {
                    Description description = Description.of(subject, snapshot).orElseThrow();
                    return RdfReply.keepsGraphs(format)
                            ? new Answer.Quads(description.quads())
                            : new Answer.Triples(description.triples());
                },
                "doc",
                subject.getURI());
    }

    private static List<String> links(Node subject, String address) {
        List<String> links = new ArrayList<>();
        links.add("<" + encode(subject.getURI()) + ">; rel=\"canonical\"");
        links.add("</.well-known/void>; rel=\"describedby\"");
        if (!address.contains("?")) {
            for (Offer<?> offer : OFFERS) {
                links.add(
                        "<"
                                + address
                                + "."
                                + offer.names().getFirst()
                                + ">; rel=\"alternate\"; type=\""
                                + offer.mediaType()
                                + "\"");
            }
        }
        return links;
    }

    /** Returns the path of the document about a thing, without a suffix. */
    private static String address(Request request, Snapshot snapshot, Node subject) {
        UriSpace space = snapshot.description().uriSpace();
        if (!space.contains(subject) || !request.parameters().all("iri").isEmpty()) {
            return request.target();
        }
        String path = encode(subject.getURI().substring(space.base().length()));
        return isVocabulary(subject.getURI(), snapshot) ? "/" + path : DOC + path;
    }

    private static boolean isVocabulary(String iri, Snapshot snapshot) {
        Node graph = NodeFactory.createURI(iri);
        return snapshot.store().containsGraph(graph) && !snapshot.dataGraphs().contains(graph);
    }

    /** Returns what an IRI stands for, with or without the suffix of a format at its end. */
    private static Optional<Asked> find(String iri, DocumentIndex documents) {
        if (documents.contains(iri)) {
            return Optional.of(new Asked(iri, Optional.empty()));
        }
        String name = iri.substring(0, Math.max(0, iri.lastIndexOf('.')));
        return suffix(iri)
                .filter(suffix -> documents.contains(name))
                .map(suffix -> new Asked(name, Optional.of(suffix)));
    }

    private ProblemException unknown(Request request, Snapshot snapshot, boolean isDocument) {
        UriSpace space = snapshot.description().uriSpace();
        int skipped = isDocument ? DOC.length() : 1;
        String path = request.path();
        String iri = space.base() + path.substring(Math.min(skipped, path.length()));
        List<String> near =
                descriptions.documents(snapshot).near(iri).stream()
                        .map(other -> "/" + other.substring(space.base().length()))
                        .toList();
        return new ProblemException(
                Problem.notFound(
                        "Nothing is found at "
                                + path
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
            if (c > ' ' && c < 0x7F && "<>\"{}|\\^`?".indexOf(c) < 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append("%02X".formatted((int) c));
            }
        }
        return encoded.toString();
    }
}
