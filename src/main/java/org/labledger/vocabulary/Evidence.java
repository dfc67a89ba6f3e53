package org.labledger.vocabulary;

import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/**
 * The terms of the evidence vocabulary that the program knows. All other terms of a home are passed
 * on as they are.
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

    /** The kind of a source: press, primary source, social post … */
    public static final Node KIND = term("kind");

    /** How much of a source was read: full text, excerpt, quotation. */
    public static final Node READING = term("reading");

    /** The site on which a copy of a source was read. */
    public static final Node VIA = term("via");

    /** The author of a source as printed. */
    public static final Node BYLINE = term("byline");

    /** Who makes a statement. */
    public static final Node SAID_BY = term("saidBy");

    /** What a record says, in the ledger's own words. */
    public static final Node PARAPHRASE = term("paraphrase");

    /** The nature of a disagreement: time zone, counting rule, open dispute … */
    public static final Node NATURE = term("nature");

    /** The reason for a verdict, a correction or a disagreement. */
    public static final Node REASON = term("reason");

    /** The value or record that a verdict prefers. */
    public static final Node PREFERS = term("prefers");

    /** The first day that a date may mean; derived. */
    public static final Node EARLIEST = term("earliest");

    /** The last day that a date may mean; derived. */
    public static final Node LATEST = term("latest");

    private Evidence() {}

    private static Node term(String localName) {
        return NodeFactory.createURI(NAMESPACE + localName);
    }
}
