package org.labledger.web;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.graph.Triple;
import org.labledger.describe.DataCatalog;
import org.labledger.describe.DatasetProfile;
import org.labledger.describe.DocumentIndex;
import org.labledger.describe.Dump;
import org.labledger.describe.ServiceDescription;
import org.labledger.describe.Sitemap;
import org.labledger.describe.SparqlExamples;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.snapshot.PerSnapshot;
import org.labledger.snapshot.RetiredIris;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;

/**
 * The descriptions of the dataset and the server: VoID, service description, DCAT, SPARQL examples,
 * OpenAPI, {@code robots.txt} and the sitemap. Shared statistics are computed once per snapshot.
 */
final class SelfDescriptions {

    /** Checksums of dumps are computed up to this many quads; beyond, it takes too long. */
    private static final long MAX_QUADS_OF_CHECKSUMS = 500_000;

    private final PerSnapshot<DatasetProfile> profiles =
            new PerSnapshot<>(snapshot -> DatasetProfile.of(snapshot));
    private final PerSnapshot<DocumentIndex> documents =
            new PerSnapshot<>(snapshot -> DocumentIndex.of(snapshot));
    private final PerSnapshot<DocumentIndex> retiredDocuments =
            new PerSnapshot<>(DocumentIndex::ofRetired);
    private final PerSnapshot<RetiredIris> retired = new PerSnapshot<>(RetiredIris::of);
    private final PerSnapshot<Map<Dump.Form, String>> checksums =
            new PerSnapshot<>(SelfDescriptions::checksums);

    private interface Triples {
        List<Triple> of(Snapshot snapshot, String base);
    }

    /** Returns the routes by their addresses. */
    Map<String, Route> routes() {
        Map<String, Route> routes = new LinkedHashMap<>();
        Route voidDocument = graph("void", (snapshot, base) -> profile(snapshot).document(base));
        routes.put("/void", voidDocument);
        routes.put("/.well-known/void", voidDocument);
        routes.put(
                "/catalog",
                graph(
                        "catalog",
                        (snapshot, base) ->
                                DataCatalog.of(
                                        snapshot,
                                        profile(snapshot),
                                        snapshot.catalog(),
                                        checksums.of(snapshot),
                                        base)));
        Route examples = graph("examples", (snapshot, base) -> SparqlExamples.of(snapshot, base));
        routes.put("/.well-known/sparql-examples", examples);
        routes.put("/sparql/.well-known/sparql-examples", examples);
        routes.put("/openapi.json", SelfDescriptions::openApi);
        routes.put("/robots.txt", SelfDescriptions::robots);
        routes.put("/sitemap.xml", this::sitemap);
        return routes;
    }

    /** Returns the numbers of a snapshot. */
    DatasetProfile profile(Snapshot snapshot) {
        return profiles.of(snapshot);
    }

    /** Returns the IRIs that a snapshot describes. */
    DocumentIndex documents(Snapshot snapshot) {
        return documents.of(snapshot);
    }

    /** Returns the retired IRIs of a snapshot, as they are looked up. */
    DocumentIndex retiredDocuments(Snapshot snapshot) {
        return retiredDocuments.of(snapshot);
    }

    /** Returns the IRIs that a snapshot has retired. */
    RetiredIris retired(Snapshot snapshot) {
        return retired.of(snapshot);
    }

    /** Returns the route of the service description. */
    Route service() {
        return graph("service", (all, base) -> ServiceDescription.of(all, profile(all), base));
    }

    private static Route graph(String name, Triples triples) {
        return (request, snapshot) ->
                RdfReply.of(
                        request,
                        snapshot,
                        () -> triples.of(snapshot, request.origin() + "/"),
                        name);
    }

    private static Reply openApi(Request request, Snapshot snapshot) {
        return Reply.ok(
                        "application/json",
                        () -> JSON.toString(OpenApi.of(snapshot, request.origin())) + "\n")
                .versioned("openapi", request.origin());
    }

    /** Crawlers are asked to read pages and to leave alone what costs a query. */
    private static Reply robots(Request request, Snapshot snapshot) {
        return Reply.ok(
                        "text/plain; charset=utf-8",
                        () ->
                                """
                                User-agent: *
                                Disallow: /sparql
                                Disallow: /fragments
                                Disallow: /data
                                Disallow: /dump

                                Sitemap: %s/sitemap.xml
                                """
                                        .formatted(request.origin()))
                .versioned("robots", request.origin());
    }

    private Reply sitemap(Request request, Snapshot snapshot) throws ProblemException {
        String part = request.parameters().one("part").orElse("");
        Reply.Text xml = () -> sitemap(snapshot, request.origin() + "/", part);
        if (!part.isEmpty()) {
            // Whether there is such a part is known only with the whole.
            String found = xml.write();
            xml = () -> found;
        }
        return Reply.ok("application/xml", xml).versioned("sitemap", part, request.origin());
    }

    private String sitemap(Snapshot snapshot, String base, String part) throws ProblemException {
        Sitemap sitemap =
                Sitemap.of(
                        documents(snapshot),
                        snapshot.description().uriSpace(),
                        snapshot.catalog(),
                        base);
        return part.isEmpty()
                ? sitemap.xml(base)
                : sitemap.part(part.matches("[1-9]\\d{0,5}") ? Integer.parseInt(part) : 0)
                        .orElseThrow(() ->
                                new ProblemException(
                                        Problem.notFound(
                                                "The sitemap has no part \"" + part + "\".")));
    }

    private static Map<Dump.Form, String> checksums(Snapshot snapshot) {
        Map<Dump.Form, String> checksums = new EnumMap<>(Dump.Form.class);
        if (snapshot.quadCount() <= MAX_QUADS_OF_CHECKSUMS) {
            for (Dump.Form form : Dump.Form.values()) {
                checksums.put(form, checksum(new Dump(snapshot, form, true)));
            }
        }
        return checksums;
    }

    private static String checksum(Dump dump) {
        MessageDigest digest = DigestUtils.getSha256Digest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            dump.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
