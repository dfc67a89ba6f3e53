package org.labledger.describe;

import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.Catalog;
import org.labledger.catalog.SavedQuery;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;
import org.labledger.vocabulary.Terms;

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
        Node document = Terms.iri(base + "catalog");
        Node dataset = profile.dataset();
        profile.introduce(triples);
        triples.type(dataset, Terms.dcat("Dataset"))
                .text(dataset, Terms.dct("identifier"), dataset.getURI())
                .type(document, Terms.dcat("Catalog"))
                .text(document, Terms.dct("title"), snapshot.description().titles())
                .add(document, Terms.dcat("dataset"), dataset);
        snapshot.description()
                .license()
                .map(Terms::iri)
                .ifPresent(license -> triples.add(document, Terms.dct("license"), license));
        for (Triple triple : triples.toList()) {
            if (triple.getSubject().equals(dataset)
                    && triple.getPredicate().equals(Terms.dct("publisher"))) {
                triples.add(document, triple.getPredicate(), triple.getObject());
            }
        }
        for (Dump.Form form : Dump.Form.values()) {
            distribution(triples, snapshot, dataset, form, checksums.get(form), base);
        }
        Node sparql = Terms.iri(base + "sparql");
        service(triples, document, dataset, sparql, "SPARQL 1.1 endpoint");
        triples.add(sparql, Terms.dct("conformsTo"), Terms.iri(SPARQL_PROTOCOL))
                .add(sparql, Terms.dcat("endpointDescription"), sparql);
        Node fragments = Terms.iri(base + "fragments");
        service(triples, document, dataset, fragments, "Triple Pattern Fragments");
        triples.add(fragments, Terms.dct("conformsTo"), Terms.iri(FRAGMENTS));
        if (!catalog.queries().isEmpty()) {
            Node queries = Terms.iri(base + "query/");
            service(triples, document, dataset, queries, "Saved queries");
            triples.add(
                    queries, Terms.dcat("endpointDescription"), Terms.iri(base + "openapi.json"));
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
        Node file = Terms.iri(base + form.fileName());
        triples.add(dataset, Terms.dcat("distribution"), file)
                .type(file, Terms.dcat("Distribution"))
                .text(file, Terms.dct("title"), form.fileName())
                .add(file, Terms.dcat("downloadURL"), file)
                .add(file, Terms.dcat("accessURL"), file)
                .add(file, Terms.dcat("mediaType"), Terms.mediaType(form.mediaType()));
        if (form.isCompressed()) {
            triples.add(file, Terms.dcat("compressFormat"), Terms.mediaType("application/gzip"));
        }
        license(triples, snapshot, file);
        if (checksum != null) {
            Node sum = Terms.iri(base + "catalog#checksum-" + form.fileName());
            triples.add(file, Terms.spdx("checksum"), sum)
                    .type(sum, Terms.spdx("Checksum"))
                    .add(sum, Terms.spdx("algorithm"), Terms.spdx("checksumAlgorithm_sha256"))
                    .text(sum, Terms.spdx("checksumValue"), checksum);
        }
    }

    private static void service(
            TripleBuilder triples, Node document, Node dataset, Node service, String title) {
        triples.add(document, Terms.dcat("service"), service)
                .type(service, Terms.dcat("DataService"))
                .text(service, Terms.dct("title"), title)
                .add(service, Terms.dcat("endpointURL"), service)
                .add(service, Terms.dcat("servesDataset"), dataset);
    }

    /** Adds a SELECT query without required parameters as a distribution in CSV. */
    private static void table(
            TripleBuilder triples, Snapshot snapshot, Node dataset, SavedQuery query, String base) {
        boolean needsNothing = query.parameters().stream().noneMatch(p -> p.required());
        if (!needsNothing || !query.query().isSelectType() || query.pagination().isPresent()) {
            return;
        }
        Node table = Terms.iri(base + "query/" + UriSpace.encode(query.name()) + ".csv");
        triples.add(dataset, Terms.dcat("distribution"), table)
                .type(table, Terms.dcat("Distribution"))
                .text(table, Terms.dct("title"), query.title().byLanguage())
                .text(table, Terms.dct("description"), query.summary().byLanguage())
                .add(table, Terms.dcat("downloadURL"), table)
                .add(table, Terms.dcat("accessURL"), table)
                .add(table, Terms.dcat("mediaType"), Terms.mediaType("text/csv"));
        license(triples, snapshot, table);
    }

    private static void license(TripleBuilder triples, Snapshot snapshot, Node distribution) {
        snapshot.description()
                .license()
                .map(Terms::iri)
                .ifPresent(license -> triples.add(distribution, Terms.dct("license"), license));
    }

    private static final String SPARQL_PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/";
    private static final String FRAGMENTS =
            "https://linkeddatafragments.org/specification/triple-pattern-fragments/";
}
