package org.labledger.result;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.util.SplitIRI;
import org.apache.jena.vocabulary.RDF;

/**
 * Writes a graph as <a href="https://www.w3.org/TR/rdf-syntax-grammar/">RDF/XML</a> that reads back
 * term by term. Jena 6.0.0 writes a literal of {@code rdf:XMLLiteral} as XML: that of an ill-formed
 * one makes the document ill-formed, and readers bring that of another into canonical form. Here it
 * is a text with a datatype, as any other.
 */
final class RdfXmlWriter {

    private static final String XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/";

    /** Names in RDF's namespace that no property element may have (RDF/XML, section 7.2.13). */
    private static final Set<String> NO_PROPERTIES =
            Set.of(
                    "RDF",
                    "ID",
                    "about",
                    "parseType",
                    "resource",
                    "nodeID",
                    "datatype",
                    "Description",
                    "aboutEach",
                    "aboutEachPrefix",
                    "bagID",
                    // Read as rdf:_1, rdf:_2 … (section 7.4).
                    "li");

    private final TextOutput out;
    private final Map<String, String> prefixes = new HashMap<>();
    private final SortedMap<String, String> used = new TreeMap<>();
    private final Map<Node, String> labels = new HashMap<>();

    private RdfXmlWriter(TextOutput out, SortedMap<String, String> preferred) {
        this.out = out;
        preferred.forEach((prefix, namespace) -> {
            if (isName(prefix) && !prefix.startsWith("xml") && !prefix.equals("rdf")) {
                prefixes.putIfAbsent(namespace, prefix);
            }
        });
        prefixes.put(RDF.getURI(), "rdf");
        used.put("rdf", RDF.getURI());
    }

    private static boolean isName(String prefix) {
        // A prefix that ends with the last letter of a name is one.
        return !prefix.isEmpty() && SplitIRI.splitXML10("a:" + prefix) == 2;
    }

    /**
     * Returns whether a property element can have the name of a predicate: it ends in an XML name,
     * and this one has no meaning of its own.
     */
    static boolean canName(String predicate) {
        int split = SplitIRI.splitXML10(predicate);
        String namespace = predicate.substring(0, Math.max(0, split));
        return split > 0
                && split < predicate.length()
                && !namespace.equals(XMLNS_NAMESPACE)
                && !(namespace.equals(RDF.getURI())
                        && NO_PROPERTIES.contains(predicate.substring(split)));
    }

    /**
     * Writes the triples of quads.
     *
     * @param quads what {@link Writability} has no objection to
     * @param prefixes the prefixes that may be used
     * @param out where to; it stays open
     */
    static void write(List<Quad> quads, SortedMap<String, String> prefixes, TextOutput out)
            throws IOException {
        new RdfXmlWriter(out, prefixes).write(quads);
    }

    private void write(List<Quad> quads) throws IOException {
        Map<Node, StringBuilder> descriptions = new LinkedHashMap<>();
        for (Quad quad : quads) {
            property(
                    quad.getPredicate().getURI(),
                    quad.getObject(),
                    descriptions.computeIfAbsent(
                            quad.getSubject(), subject -> new StringBuilder()));
        }
        out.text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF");
        for (Map.Entry<String, String> prefix : used.entrySet()) {
            out.text("\n    xmlns:" + prefix.getKey() + "=\"" + escaped(prefix.getValue()) + "\"");
        }
        out.text(">\n");
        for (Map.Entry<Node, StringBuilder> description : descriptions.entrySet()) {
            out.text("  <rdf:Description" + reference("about", description.getKey()) + ">\n")
                    .text(description.getValue().toString())
                    .text("  </rdf:Description>\n");
        }
        out.text("</rdf:RDF>\n");
        out.flush();
    }

    private void property(String predicate, Node object, StringBuilder xml) {
        String name = name(predicate);
        xml.append("    <").append(name);
        if (!object.isLiteral()) {
            xml.append(reference("resource", object)).append("/>\n");
            return;
        }
        String datatype = SolutionsWriter.datatype(object);
        if (!object.getLiteralLanguage().isEmpty()) {
            xml.append(" xml:lang=\"").append(object.getLiteralLanguage()).append('"');
        } else if (!datatype.isEmpty()) {
            xml.append(" rdf:datatype=\"").append(escaped(datatype)).append('"');
        }
        xml.append('>')
                .append(escaped(object.getLiteralLexicalForm()))
                .append("</")
                .append(name)
                .append(">\n");
    }

    private String reference(String attribute, Node node) {
        return node.isBlank()
                ? " rdf:nodeID=\""
                        + labels.computeIfAbsent(node, blank -> "b" + labels.size())
                        + "\""
                : " rdf:" + attribute + "=\"" + escaped(node.getURI()) + "\"";
    }

    private String name(String predicate) {
        int split = SplitIRI.splitXML10(predicate);
        String namespace = predicate.substring(0, split);
        String prefix = prefixes.computeIfAbsent(namespace, this::another);
        used.put(prefix, namespace);
        return prefix + ":" + predicate.substring(split);
    }

    private String another(String namespace) {
        int number = 1;
        while (prefixes.containsValue("ns" + number)) {
            number++;
        }
        return "ns" + number;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                // A reader would turn it into a line feed (XML 1.0, section 2.11).
                case '\r' -> escaped.append("&#13;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
