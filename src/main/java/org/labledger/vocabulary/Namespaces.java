package org.labledger.vocabulary;

import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/** Terms of the vocabularies in which a ledger describes itself and its services. */
public final class Namespaces {

    private static final String VOID = "http://rdfs.org/ns/void#";
    private static final String SD = "http://www.w3.org/ns/sparql-service-description#";
    private static final String DCAT = "http://www.w3.org/ns/dcat#";
    private static final String DCT = "http://purl.org/dc/terms/";
    private static final String SPDX = "http://spdx.org/rdf/terms#";
    private static final String HYDRA = "http://www.w3.org/ns/hydra/core#";
    private static final String SHACL = "http://www.w3.org/ns/shacl#";
    private static final String SCHEMA = "https://schema.org/";
    private static final String PROV = "http://www.w3.org/ns/prov#";
    private static final String FOAF = "http://xmlns.com/foaf/0.1/";
    private static final String FORMATS = "http://www.w3.org/ns/formats/";
    private static final String MEDIA_TYPES = "https://www.iana.org/assignments/media-types/";

    private Namespaces() {}

    /** Returns a term of the Vocabulary of Interlinked Datasets (VoID). */
    public static Node ofVoid(String name) {
        return iri(VOID + name);
    }

    /** Returns a term of PROV-O. */
    public static Node prov(String name) {
        return iri(PROV + name);
    }

    /** Returns a term of the SPARQL 1.1 Service Description vocabulary. */
    public static Node sd(String name) {
        return iri(SD + name);
    }

    /** Returns a term of the Data Catalog Vocabulary (DCAT). */
    public static Node dcat(String name) {
        return iri(DCAT + name);
    }

    /** Returns a term of DCMI Metadata Terms. */
    public static Node dct(String name) {
        return iri(DCT + name);
    }

    /** Returns a term of SPDX, which DCAT uses for checksums. */
    public static Node spdx(String name) {
        return iri(SPDX + name);
    }

    /** Returns a term of the Hydra Core Vocabulary. */
    public static Node hydra(String name) {
        return iri(HYDRA + name);
    }

    /** Returns a term of SHACL. */
    public static Node sh(String name) {
        return iri(SHACL + name);
    }

    /** Returns a term of schema.org. */
    public static Node schema(String name) {
        return iri(SCHEMA + name);
    }

    /** Returns a term of FOAF. */
    public static Node foaf(String name) {
        return iri(FOAF + name);
    }

    /**
     * Returns the IRI of a file format ({@code http://www.w3.org/ns/formats/}), as service
     * descriptions use it.
     */
    public static Node format(String name) {
        return iri(FORMATS + name);
    }

    /** Returns the IRI of a media type at IANA, as DCAT uses it. */
    public static Node mediaType(String name) {
        return iri(MEDIA_TYPES + name);
    }

    /** Returns an IRI as a term. */
    public static Node iri(String iri) {
        return NodeFactory.createURI(iri);
    }
}
