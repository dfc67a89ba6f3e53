package org.labledger.page;

import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.labledger.source.Evidence;

/** The terms of the evidence vocabulary that only pages read. */
final class Evident {

    static final Node URL = NodeFactory.createURI("https://schema.org/url");
    static final Node KIND = term("kind");
    static final Node READING = term("reading");
    static final Node VIA = term("via");
    static final Node BYLINE = term("byline");
    static final Node SAID_BY = term("saidBy");
    static final Node PARAPHRASE = term("paraphrase");
    static final Node NATURE = term("nature");
    static final Node REASON = term("reason");
    static final Node PREFERS = term("prefers");
    static final Node EARLIEST = term("earliest");
    static final Node LATEST = term("latest");

    private Evident() {}

    private static Node term(String name) {
        return NodeFactory.createURI(Evidence.NAMESPACE + name);
    }
}
