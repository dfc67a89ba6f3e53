package org.labledger.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.labledger.catalog.SavedQuery;
import org.labledger.describe.Description;
import org.labledger.display.PageRequest;
import org.labledger.http.Parameters;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.page.Embed;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;

/**
 * {@code /embed/query/NAME} and {@code /embed/doc/…}: answers and things without chrome, the only
 * pages that other sites may frame. {@code /oembed?url=}: how to frame a page (<a
 * href="https://oembed.com/">oEmbed 1.0</a>, type {@code rich}).
 */
final class EmbedRoute {

    /** The address of an embedded page. */
    static final String ADDRESS = Embed.PREFIX + "/{address}";

    /** The address of the oEmbed endpoint. */
    static final String OEMBED = "/oembed";

    private static final String QUERY = "/query/";

    private final SelfDescriptions descriptions;
    private final PageReplies pages;

    EmbedRoute(SelfDescriptions descriptions, PageReplies pages) {
        this.descriptions = descriptions;
        this.pages = pages;
    }

    /** Answers with an embedded page. */
    Reply page(Request request, Snapshot snapshot) throws ProblemException {
        String path = request.rawPath().substring(Embed.PREFIX.length());
        Optional<SavedQuery> query = query(path, snapshot);
        if (query.isPresent()) {
            return pages.embedded(query.get(), request, snapshot);
        }
        Node thing =
                thing(path, request.parameters().one("iri"), snapshot)
                        .orElseThrow(() ->
                                notFound("Nothing can be embedded from " + request.path() + "."));
        return pages.embedded(
                () -> Description.of(thing, snapshot).orElseThrow(), request, snapshot);
    }

    /**
     * Answers with the code of a frame (oEmbed 1.0, section 2).
     *
     * @throws ProblemException with status 404 if the address is not of a page that can be
     *     embedded, 501 for another format than JSON, 400 for a wrong size
     */
    Reply oembed(Request request, Snapshot snapshot) throws ProblemException {
        String format = request.parameters().one("format").orElse("json");
        if (!format.equals("json")) {
            throw new ProblemException(
                    new Problem(
                            501, "Not Implemented", "oEmbed is available as JSON: format=json."));
        }
        int width = Math.min(Embed.WIDTH, size("maxwidth", request));
        int height = Math.min(Embed.HEIGHT, size("maxheight", request));
        String url =
                request.parameters()
                        .one("url")
                        .orElseThrow(() ->
                                new ProblemException(
                                        Problem.badParameter(
                                                "url",
                                                "Give the address of a page on this server, such as"
                                                        + " url="
                                                        + request.origin()
                                                        + "/query/…")));
        if (!url.startsWith(request.origin() + "/")) {
            throw notFound("The address is not one of " + request.origin() + ".");
        }
        String target = url.substring(request.origin().length()).replaceFirst("#.*", "");
        int mark = target.indexOf('?');
        Parameters parameters = Parameters.of(mark < 0 ? null : target.substring(mark + 1));
        String path = (mark < 0 ? target : target.substring(0, mark)).replaceFirst("\\.html$", "");
        Optional<SavedQuery> query = query(path, snapshot);
        Optional<Node> thing = thing(path, parameters.one("iri"), snapshot);
        if (query.isEmpty() && thing.isEmpty()) {
            throw notFound("Nothing can be embedded from " + url + ".");
        }
        PageRequest page =
                PageRequest.of(
                        path.startsWith("/doc/") || query.isPresent() ? path : "/doc" + path,
                        parameters.values().entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey, e -> e.getValue().getFirst())),
                        null,
                        request.header("Accept-Language").orElse(null),
                        request.origin());
        String title =
                query.map(asked -> pages.title(asked, page, snapshot))
                        .orElseGet(() -> pages.title(thing.orElseThrow(), page, snapshot));
        JsonObject json = new JsonObject();
        json.put("type", "rich");
        json.put("version", "1.0");
        json.put("title", title);
        json.put("provider_name", pages.site(page, snapshot));
        json.put("provider_url", request.origin() + "/");
        json.put("cache_age", 3600);
        json.put("width", width);
        json.put("height", height);
        json.put("html", Embed.code(Embed.address(page), title, width, height));
        return Reply.ok("application/json", () -> JSON.toString(json))
                .versioned("oembed", request.target(), page.language().tag(), request.origin());
    }

    private static int size(String name, Request request) throws ProblemException {
        Optional<String> value = request.parameters().one(name);
        if (value.isPresent() && !value.get().matches("[1-9]\\d{0,5}")) {
            throw new ProblemException(
                    Problem.badParameter(
                            name, "\"" + name + "\" must be a number of pixels, such as 600."));
        }
        return value.map(Integer::valueOf).orElse(Integer.MAX_VALUE);
    }

    private static Optional<SavedQuery> query(String path, Snapshot snapshot) {
        return path.startsWith(QUERY)
                ? snapshot.catalog()
                        .find(
                                URLDecoder.decode(
                                        path.substring(QUERY.length()).replace("+", "%2B"),
                                        StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private Optional<Node> thing(String path, Optional<String> iri, Snapshot snapshot) {
        UriSpace space = snapshot.description().uriSpace();
        Optional<String> found =
                path.equals("/doc/")
                        ? iri
                        : path.startsWith("/doc/")
                                ? descriptions
                                        .documents(snapshot)
                                        .findIri(space.base() + path.substring("/doc/".length()))
                                : descriptions
                                        .documents(snapshot)
                                        .find(space.base() + path.replaceFirst("^/", ""));
        return found.map(NodeFactory::createURI)
                .filter(node -> Description.of(node, snapshot).isPresent());
    }

    private static ProblemException notFound(String detail) {
        return new ProblemException(Problem.notFound(detail));
    }
}
