package org.labledger.web;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.system.PrefixMap;
import org.labledger.describe.Description;
import org.labledger.describe.DocumentIndex;
import org.labledger.describe.SourcedTriple;
import org.labledger.display.Visit;
import org.labledger.http.Negotiation;
import org.labledger.http.Problem;
import org.labledger.http.ProblemException;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.result.Answer;
import org.labledger.result.AnswerFormat;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;

/**
 * Dereferences the home's IRIs on whatever host it runs (<a
 * href="https://www.w3.org/TR/cooluris/">Cool URIs</a>): a vocabulary is a document and answers
 * under its own address; anything else leads with 303 to the document about it, below {@code
 * /doc/}. Documents come in the format that {@code Accept} or a suffix names.
 */
final class DocumentRoute implements Route {

    private static final String DOC = "/doc/";

    /** A format of a document: one of RDF, or HTML. */
    private record Form(String suffix, String mediaType, Optional<AnswerFormat> rdf) {}

    private static final Form HTML = new Form("html", "text/html", Optional.empty());
    private static final List<Form> FORMS = forms();

    /** Someone with a program that takes anything gets Turtle; browsers name HTML. */
    private static final List<Negotiation.Offer<Form>> OFFERS =
            FORMS.stream()
                    .map(form ->
                            new Negotiation.Offer<>(
                                    form.mediaType(),
                                    form.suffix().equals("jsonld")
                                            ? "application/json"
                                            : form == HTML ? "application/xhtml+xml" : "",
                                    form))
                    .toList();

    /** What a request's path stands for: an IRI, and the format that a suffix names. */
    private record Asked(String iri, Optional<Form> form) {}

    private final SelfDescriptions descriptions;
    private final DescriptionPage page;

    DocumentRoute(SelfDescriptions descriptions, DescriptionPage page) {
        this.descriptions = descriptions;
        this.page = page;
    }

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException {
        boolean isDocument = request.path().startsWith(DOC);
        Optional<String> named = isDocument ? request.parameters().one("iri") : Optional.empty();
        if (named.isPresent()) {
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

    /** Returns the language that the address chooses, for the address that follows. */
    private static String language(Request request) {
        return request.parameters().all(Visit.LANGUAGE).stream()
                .findFirst()
                .map(tag ->
                        "?" + Visit.LANGUAGE + "=" + URLEncoder.encode(tag, StandardCharsets.UTF_8))
                .orElse("");
    }

    private Reply document(Request request, Snapshot snapshot, Asked asked)
            throws ProblemException {
        Node subject = NodeFactory.createURI(asked.iri());
        Form form =
                asked.form()
                        .or(() -> Negotiation.best(request.accept(), OFFERS))
                        .orElseThrow(() ->
                                new ProblemException(
                                        Problem.notAcceptable(
                                                "This document",
                                                FORMS.stream().map(Form::mediaType).toList())));
        Description description =
                Description.of(subject, snapshot)
                        .orElseThrow(() -> unknown(request, snapshot, true));
        String address = address(request, snapshot, subject);
        Reply reply =
                form.rdf()
                        .map(format ->
                                RdfReply.of(
                                        request,
                                        snapshot,
                                        format,
                                        () -> answer(description, format),
                                        "doc",
                                        asked.iri()))
                        .orElseGet(() -> page(request, snapshot, description, address));
        for (String link : links(subject, address)) {
            reply = reply.with("Link", link);
        }
        return asked.form().isPresent() || address.contains("?")
                ? reply
                : reply.with("Content-Location", address + "." + form.suffix());
    }

    private Reply page(
            Request request, Snapshot snapshot, Description description, String address) {
        DescriptionPage.Described described =
                new DescriptionPage.Described(
                        description,
                        snapshot,
                        address,
                        request,
                        jsonLd(description, snapshot.prefixes()));
        return Site.page(
                request, out -> out.write(page.html(described).getBytes(StandardCharsets.UTF_8)));
    }

    /** Named graphs are the sources, so formats that have them get them. */
    private static Answer answer(Description description, AnswerFormat format) {
        return format == AnswerFormat.TRIG || format == AnswerFormat.N_QUADS
                ? new Answer.Quads(description.quads())
                : new Answer.Triples(description.triples());
    }

    /**
     * Returns what is said of the subject, as far as JSON-LD can say it: triple terms it cannot. A
     * script element ends at the first end tag inside it, so no less-than sign may stand there.
     */
    private static String jsonLd(Description description, PrefixMap prefixes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AnswerFormat.JSON_LD.write(
                new Answer.Triples(
                        description.outgoing().stream()
                                .map(SourcedTriple::triple)
                                .filter(triple -> !triple.getObject().isTripleTerm())
                                .toList()),
                prefixes,
                out);
        return out.toString(StandardCharsets.UTF_8).replace("<", "\\u003c");
    }

    private static List<String> links(Node subject, String address) {
        List<String> links = new ArrayList<>();
        links.add("<" + encode(subject.getURI()) + ">; rel=\"canonical\"");
        links.add("</.well-known/void>; rel=\"describedby\"");
        for (Form form : address.contains("?") ? List.<Form>of() : FORMS) {
            links.add(
                    "<"
                            + address
                            + "."
                            + form.suffix()
                            + ">; rel=\"alternate\"; type=\""
                            + form.mediaType()
                            + "\"");
        }
        return links;
    }

    /** Returns the path of the document about a thing, without a suffix. */
    private String address(Request request, Snapshot snapshot, Node subject) {
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

    private static Optional<Asked> find(String iri, DocumentIndex documents) {
        if (documents.contains(iri)) {
            return Optional.of(new Asked(iri, Optional.empty()));
        }
        int dot = iri.lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String name = iri.substring(0, dot);
        return FORMS.stream()
                .filter(form -> form.suffix().equals(iri.substring(dot + 1)))
                .filter(form -> documents.contains(name))
                .map(form -> new Asked(name, Optional.of(form)))
                .findFirst();
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
                        "There is nothing at "
                                + path
                                + (near.isEmpty()
                                        ? ". Saved queries are listed at /query/; SPARQL is answered"
                                                + " at /sparql."
                                        : ". Is it one of these? " + String.join(" ", near))));
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

    private static List<Form> forms() {
        List<Form> forms = new ArrayList<>();
        for (AnswerFormat format : RdfReply.FORMATS) {
            forms.add(new Form(format.suffix(), format.mediaType(), Optional.of(format)));
        }
        forms.add(1, HTML);
        return List.copyOf(forms);
    }
}
