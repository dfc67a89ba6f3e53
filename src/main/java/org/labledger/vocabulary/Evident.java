package org.labledger.vocabulary;

import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/** The terms of the evidence vocabulary that only pages read. */
public final class Evident {

    public static final Node URL = NodeFactory.createURI("https://schema.org/url");
    public static final Node KIND = term("kind");
    public static final Node READING = term("reading");
    public static final Node VIA = term("via");
    public static final Node BYLINE = term("byline");
    public static final Node SAID_BY = term("saidBy");
    public static final Node PARAPHRASE = term("paraphrase");
    public static final Node NATURE = term("nature");
    public static final Node REASON = term("reason");
    public static final Node PREFERS = term("prefers");
    public static final Node EARLIEST = term("earliest");
    public static final Node LATEST = term("latest");

    private Evident() {}

    private static Node term(String name) {
        return NodeFactory.createURI(Evidence.NAMESPACE + name);
    }
}
