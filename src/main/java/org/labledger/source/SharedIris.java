package org.labledger.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.lang.LabelToNode;
import org.apache.jena.riot.system.FactoryRDF;
import org.apache.jena.riot.system.FactoryRDFCaching;

/**
 * Makes one node of an IRI, however many files have it: a home says the same few thousand IRIs over
 * and over. They take less memory so, and are compared faster. Any number of threads may share it.
 */
public final class SharedIris {

    private final Map<String, Node> nodes = new ConcurrentHashMap<>();

    /** Returns what makes the terms of one file. */
    FactoryRDF factory(LabelToNode labels) {
        return new FactoryRDFCaching(FactoryRDFCaching.DftNodeCacheSize, labels) {
            @Override
            public Node createURI(String iri) {
                return nodes.computeIfAbsent(iri, super::createURI);
            }
        };
    }
}
