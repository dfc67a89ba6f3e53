package org.labledger.vocabulary;

import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/**
 * The terms of the evidence vocabulary that the program knows. Everything else a home says with
 * words of its own, which the program only passes on.
 */
public final class Evidence {

    /** The namespace of the vocabulary. */
    public static final String NAMESPACE = "https://w3id.org/lab-ledger/evidence#";

    /** A document that was read; its statements are the graph that has its IRI. */
    public static final Node SOURCE = term("Source");

    /** An editor's note that sources differ. */
    public static final Node DISAGREEMENT = term("Disagreement");

    /** The record on a property of which sources differ. */
    public static final Node ON_RECORD = term("onRecord");

    /** The property on which sources differ. */
    public static final Node ON_PROPERTY = term("onProperty");

    /** A record or statement that is one side of a disagreement. */
    public static final Node BETWEEN = term("between");

    /** The disagreement that a verdict is about. */
    public static final Node ON_DISAGREEMENT = term("onDisagreement");

    /** Where in a source it stands: paragraph, post number, timestamp. */
    public static final Node LOCATOR = term("locator");

    /** The record for which a citation gives the place. */
    public static final Node SUPPORTS = term("supports");

    /** Marks a property that has one true value per subject. */
    public static final Node SINGLE_VALUED = term("singleValued");

    /** An endpoint that a federated query may reach. */
    public static final Node SERVICE_ENDPOINT = term("serviceEndpoint");

    /** How many seconds an answer of such an endpoint may take. */
    public static final Node TIMEOUT = term("timeout");

    /** How many bytes an answer of such an endpoint may have. */
    public static final Node RESPONSE_LIMIT = term("responseLimit");

    /** The word by which a thing of the class that a node shape targets can be entered. */
    public static final Node NEW_AS = term("newAs");

    /** The file into which such a thing is written. */
    public static final Node NEW_IN = term("newIn");

    /** A property that tells such things apart. */
    public static final Node NEW_KEY = term("newKey");

    private Evidence() {}

    private static Node term(String localName) {
        return NodeFactory.createURI(NAMESPACE + localName);
    }
}
