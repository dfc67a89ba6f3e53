package org.labledger.result;

import java.io.OutputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.atlas.json.JsonString;
import org.apache.jena.atlas.json.JsonValue;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.vocabulary.RDF;

/**
 * Writes a dataset as JSON-LD 1.1 that reads back term by term. Jena 6.0.0 shortens nothing it
 * should not, but leaves an IRI such as {@code doi:10.1000/182} as it is beside a prefix {@code
 * doi}, so that it reads back as another (JSON-LD 1.1 API, section 6.2), and fails on an ill-formed
 * {@code rdf:JSON}. Here a prefix that is the scheme of an IRI is not used, and a literal is its
 * text with its datatype, never a native value of JSON.
 */
final class JsonLdWriter {

    /**
     * A prefix may stand in a context as a mere text if it ends so (JSON-LD 1.1, section 4.1.2).
     */
    private static final String GEN_DELIMS = ":/?#[]@";

    private final SortedMap<String, String> usable;
    private final SortedMap<String, String> used = new TreeMap<>();
    private final Map<String, String> shortened = new HashMap<>();
    private final Map<Node, String> labels = new HashMap<>();

    private JsonLdWriter(SortedMap<String, String> usable) {
        this.usable = usable;
    }

    /**
     * Writes quads.
     *
     * @param quads what {@link Writability} has no objection to
     * @param prefixes the prefixes that may be used
     * @param out where to; it stays open
     */
    static void write(List<Quad> quads, Map<String, String> prefixes, OutputStream out) {
        Set<String> schemes =
                Stream.concat(
                                quads.stream().flatMap(JsonLdWriter::iris),
                                prefixes.values().stream())
                        .map(iri -> iri.substring(0, Math.max(0, iri.indexOf(':'))))
                        .collect(Collectors.toSet());
        SortedMap<String, String> usable = new TreeMap<>();
        prefixes.forEach((prefix, namespace) -> {
            if (!prefix.isEmpty()
                    && !schemes.contains(prefix)
                    && Writability.isAbsolute(namespace)
                    && GEN_DELIMS.indexOf(namespace.charAt(namespace.length() - 1)) >= 0) {
                usable.put(prefix, namespace);
            }
        });
        JSON.write(out, new JsonLdWriter(usable).document(quads));
    }

    private static Stream<String> iris(Quad quad) {
        return Stream.of(quad.getGraph(), quad.getSubject(), quad.getPredicate(), quad.getObject())
                .filter(node -> node.isURI() || node.isLiteral())
                .map(node -> node.isURI() ? node.getURI() : node.getLiteralDatatypeURI());
    }

    private JsonObject document(List<Quad> quads) {
        Map<Node, Map<Node, JsonObject>> byGraph = new LinkedHashMap<>();
        JsonArray all = new JsonArray();
        for (Quad quad : quads) {
            Map<Node, JsonObject> nodes =
                    byGraph.computeIfAbsent(quad.getGraph(), graph -> new LinkedHashMap<>());
            add(quad, nodes.computeIfAbsent(quad.getSubject(), subject -> named(subject)));
        }
        byGraph.forEach((graph, nodes) -> {
            if (Quad.isDefaultGraph(graph)) {
                all.addAll(nodes.values());
            } else {
                JsonObject object = named(graph);
                object.put("@graph", array(nodes.values()));
                all.add(object);
            }
        });
        JsonObject context = new JsonObject();
        used.forEach(context::put);
        JsonObject document = new JsonObject();
        document.put("@context", context);
        document.put("@graph", all);
        return document;
    }

    private static JsonArray array(Collection<JsonObject> nodes) {
        JsonArray array = new JsonArray();
        array.addAll(nodes);
        return array;
    }

    private JsonObject named(Node node) {
        JsonObject object = new JsonObject();
        object.put("@id", id(node));
        return object;
    }

    private void add(Quad quad, JsonObject node) {
        Node object = quad.getObject();
        boolean isType = quad.getPredicate().equals(RDF.type.asNode()) && !object.isLiteral();
        String property = isType ? "@type" : shortened(quad.getPredicate().getURI());
        JsonValue value = isType ? new JsonString(id(object)) : value(object);
        JsonValue before = node.get(property);
        if (before == null) {
            node.put(property, value);
        } else if (before.isArray()) {
            before.getAsArray().add(value);
        } else {
            JsonArray both = new JsonArray();
            both.add(before);
            both.add(value);
            node.put(property, both);
        }
    }

    private JsonValue value(Node node) {
        if (!node.isLiteral()) {
            return named(node);
        }
        String text = node.getLiteralLexicalForm();
        String datatype = SolutionsWriter.datatype(node);
        if (datatype.isEmpty() && node.getLiteralLanguage().isEmpty()) {
            return new JsonString(text);
        }
        JsonObject value = new JsonObject();
        if (datatype.isEmpty()) {
            value.put("@language", node.getLiteralLanguage());
        } else {
            value.put("@type", shortened(datatype));
        }
        value.put("@value", text);
        return value;
    }

    private String id(Node node) {
        return node.isBlank()
                ? labels.computeIfAbsent(node, blank -> "_:b" + labels.size())
                : shortened(node.getURI());
    }

    private String shortened(String iri) {
        return shortened.computeIfAbsent(iri, this::shorten);
    }

    /** By the longest prefix; two slashes after a colon would make it an IRI again. */
    private String shorten(String iri) {
        Optional<Map.Entry<String, String>> best =
                usable.entrySet().stream()
                        .filter(prefix -> iri.startsWith(prefix.getValue()))
                        .filter(prefix -> !iri.startsWith("//", prefix.getValue().length()))
                        .max(Comparator.comparingInt(prefix -> prefix.getValue().length()));
        if (best.isEmpty()) {
            return iri;
        }
        String prefix = best.get().getKey();
        String namespace = best.get().getValue();
        used.put(prefix, namespace);
        return prefix + ":" + iri.substring(namespace.length());
    }
}
