package org.labledger.describe;

import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.Catalog;
import org.labledger.catalog.SavedQuery;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;
import org.labledger.vocabulary.Namespaces;

/**
 * The dataset as a data catalogue (<a href="https://www.w3.org/TR/vocab-dcat-3/">DCAT 3</a>): the
 * dataset with its licence and version, its distributions, and the services that provide access to
 * it.
 */
public final class DataCatalog {

    private DataCatalog() {}

    /**
     * Returns the catalogue.
     *
     * @param catalog the saved queries, which are listed as a service and as distributions
     * @param checksums SHA-256 of the dumps for which it is known, in hexadecimal digits
     * @param base base URL of the server as the client sees it, with a trailing slash
     */
    public static List<Triple> of(
            Snapshot snapshot,
            DatasetProfile profile,
            Catalog catalog,
            Map<Dump.Form, String> checksums,
            String base) {
        TripleBuilder triples = new TripleBuilder();
        Node document = Namespaces.iri(base + "catalog");
        Node dataset = profile.dataset();
        profile.introduce(triples);
        triples.type(dataset, Namespaces.dcat("Dataset"))
                .text(dataset, Namespaces.dct("identifier"), dataset.getURI())
                .type(document, Namespaces.dcat("Catalog"))
                .text(document, Namespaces.dct("title"), snapshot.description().titles())
                .add(document, Namespaces.dcat("dataset"), dataset);
        snapshot.description()
                .license()
                .map(Namespaces::iri)
                .ifPresent(license -> triples.add(document, Namespaces.dct("license"), license));
        for (Triple triple : triples.toList()) {
            if (triple.getSubject().equals(dataset)
                    && triple.getPredicate().equals(Namespaces.dct("publisher"))) {
                triples.add(document, triple.getPredicate(), triple.getObject());
            }
        }
        for (Dump.Form form : Dump.Form.values()) {
            distribution(triples, snapshot, dataset, form, checksums.get(form), base);
        }
        Node sparql = Namespaces.iri(base + "sparql");
        service(triples, document, dataset, sparql, "SPARQL 1.1 endpoint");
        triples.add(sparql, Namespaces.dct("conformsTo"), Namespaces.iri(SPARQL_PROTOCOL))
                .add(sparql, Namespaces.dcat("endpointDescription"), sparql);
        Node fragments = Namespaces.iri(base + "fragments");
        service(triples, document, dataset, fragments, "Triple Pattern Fragments");
        triples.add(fragments, Namespaces.dct("conformsTo"), Namespaces.iri(FRAGMENTS));
        if (!catalog.queries().isEmpty()) {
            Node queries = Namespaces.iri(base + "query/");
            service(triples, document, dataset, queries, "Saved queries");
            triples.add(
                    queries,
                    Namespaces.dcat("endpointDescription"),
                    Namespaces.iri(base + "openapi.json"));
            for (SavedQuery query : catalog.queries()) {
                table(triples, snapshot, dataset, query, base);
            }
        }
        return triples.toList();
    }

    private static void distribution(
            TripleBuilder triples,
            Snapshot snapshot,
            Node dataset,
            Dump.Form form,
            @Nullable String checksum,
            String base) {
        Node file = Namespaces.iri(base + form.fileName());
        triples.add(dataset, Namespaces.dcat("distribution"), file)
                .type(file, Namespaces.dcat("Distribution"))
                .text(file, Namespaces.dct("title"), form.fileName())
                .add(file, Namespaces.dcat("downloadURL"), file)
                .add(file, Namespaces.dcat("accessURL"), file)
                .add(file, Namespaces.dcat("mediaType"), Namespaces.mediaType(form.mediaType()));
        if (form.isCompressed()) {
            triples.add(
                    file,
                    Namespaces.dcat("compressFormat"),
                    Namespaces.mediaType("application/gzip"));
        }
        license(triples, snapshot, file);
        if (checksum != null) {
            Node sum = Namespaces.iri(base + "catalog#checksum-" + form.fileName());
            triples.add(file, Namespaces.spdx("checksum"), sum)
                    .type(sum, Namespaces.spdx("Checksum"))
                    .add(
                            sum,
                            Namespaces.spdx("algorithm"),
                            Namespaces.spdx("checksumAlgorithm_sha256"))
                    .text(sum, Namespaces.spdx("checksumValue"), checksum);
        }
    }

    private static void service(
            TripleBuilder triples, Node document, Node dataset, Node service, String title) {
        triples.add(document, Namespaces.dcat("service"), service)
                .type(service, Namespaces.dcat("DataService"))
                .text(service, Namespaces.dct("title"), title)
                .add(service, Namespaces.dcat("endpointURL"), service)
                .add(service, Namespaces.dcat("servesDataset"), dataset);
    }

    /** Adds a SELECT query without required parameters as a distribution in CSV. */
    private static void table(
            TripleBuilder triples, Snapshot snapshot, Node dataset, SavedQuery query, String base) {
        boolean needsNothing = query.parameters().stream().noneMatch(p -> p.required());
        if (!needsNothing || !query.query().isSelectType() || query.pagination().isPresent()) {
            return;
        }
        Node table = Namespaces.iri(base + "query/" + UriSpace.encode(query.name()) + ".csv");
        triples.add(dataset, Namespaces.dcat("distribution"), table)
                .type(table, Namespaces.dcat("Distribution"))
                .text(table, Namespaces.dct("title"), query.title().byLanguage())
                .text(table, Namespaces.dct("description"), query.summary().byLanguage())
                .add(table, Namespaces.dcat("downloadURL"), table)
                .add(table, Namespaces.dcat("accessURL"), table)
                .add(
                        table,
                        Namespaces.dcat("mediaType"),
                        Namespaces.mediaType(Format.CSV.mediaType()));
        license(triples, snapshot, table);
    }

    private static void license(TripleBuilder triples, Snapshot snapshot, Node distribution) {
        snapshot.description()
                .license()
                .map(Namespaces::iri)
                .ifPresent(
                        license -> triples.add(distribution, Namespaces.dct("license"), license));
    }

    private static final String SPARQL_PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/";
    private static final String FRAGMENTS =
            "https://linkeddatafragments.org/specification/triple-pattern-fragments/";
}
