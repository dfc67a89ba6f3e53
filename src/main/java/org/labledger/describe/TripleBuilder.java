package org.labledger.describe;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;

/** Builder for a list of triples, without duplicates and in insertion order. */
final class TripleBuilder {

    private final Set<Triple> triples = new LinkedHashSet<>();

    TripleBuilder add(Node subject, Node predicate, Node object) {
        triples.add(Triple.create(subject, predicate, object));
        return this;
    }

    TripleBuilder add(Triple triple) {
        triples.add(triple);
        return this;
    }

    TripleBuilder type(Node subject, Node type) {
        return add(subject, RDF.type.asNode(), type);
    }

    TripleBuilder text(Node subject, Node predicate, String text) {
        return add(subject, predicate, NodeFactory.createLiteralString(text));
    }

    /** Adds a literal per language tag; the empty tag stands for a plain string. */
    TripleBuilder text(Node subject, Node predicate, Map<String, String> byLanguage) {
        new TreeMap<>(byLanguage)
                .forEach((language, text) ->
                        add(
                                subject,
                                predicate,
                                language.isEmpty()
                                        ? NodeFactory.createLiteralString(text)
                                        : NodeFactory.createLiteralLang(text, language)));
        return this;
    }

    TripleBuilder number(Node subject, Node predicate, long number) {
        return add(
                subject,
                predicate,
                NodeFactory.createLiteralDT(Long.toString(number), XSDDatatype.XSDinteger));
    }

    List<Triple> toList() {
        return List.copyOf(triples);
    }
}
