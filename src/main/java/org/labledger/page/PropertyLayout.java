package org.labledger.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.system.G;
import org.apache.jena.vocabulary.RDFS;
import org.jspecify.annotations.Nullable;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.Text;
import org.labledger.display.Values;
import org.labledger.snapshot.Snapshot;

/**
 * Names, groups and order of properties on a page, from the non-validating characteristics of
 * property shapes (SHACL, section 2.3.2): {@code sh:name}, {@code sh:group} and {@code sh:order}.
 * Group and order that the ontology gives to the property itself apply to all classes whose shapes
 * do not say otherwise.
 */
final class PropertyLayout {

    private static final Node GROUP = NodeFactory.createURI(SHACL.NS + "group");
    private static final Node NAME = NodeFactory.createURI(SHACL.NS + "name");

    /**
     * Non-validating characteristics of a property shape (SHACL, section 2.3.2).
     *
     * @param group {@code sh:group}, or {@code null} if there is none
     * @param order {@code sh:order}, or {@link Double#MAX_VALUE} if there is none
     * @param names {@code sh:name}, in any languages
     */
    private record Characteristics(@Nullable Node group, double order, List<Node> names) {}

    private final Graph ontology;
    private final Graph shapes;
    private final DisplayNames names;

    PropertyLayout(Snapshot snapshot, DisplayNames names) {
        this.ontology = snapshot.ontology().graph();
        this.names = names;
        this.shapes = GraphMemFactory.createDefaultGraphSameTerm();
        snapshot.ontology().shapes().forEach(file -> GraphUtil.addInto(shapes, file.graph()));
    }

    /** The layout of properties for things of some classes. */
    final class ClassLayout {
        private final Map<Node, Characteristics> byProperty = new HashMap<>();

        private ClassLayout(Set<Node> classes) {
            for (Node type : classes) {
                G.find(shapes, Node.ANY, SHACL.targetClass, type)
                        .mapWith(Triple::getSubject)
                        .toList()
                        .forEach(this::read);
            }
        }

        private void read(Node nodeShape) {
            for (Node shape : G.listSP(shapes, nodeShape, SHACL.property)) {
                for (Node path : G.listSP(shapes, shape, SHACL.path)) {
                    Characteristics found =
                            new Characteristics(
                                    first(shapes, shape),
                                    number(shapes, shape),
                                    G.listSP(shapes, shape, NAME));
                    byProperty.merge(path, found, ClassLayout::together);
                }
            }
        }

        private static Characteristics together(Characteristics a, Characteristics b) {
            return new Characteristics(
                    a.group() != null ? a.group() : b.group(),
                    Math.min(a.order(), b.order()),
                    a.names().isEmpty() ? b.names() : a.names());
        }

        /** Returns the name of a property. */
        Text name(Node property, Language language) {
            Characteristics characteristics = byProperty.get(property);
            return Optional.ofNullable(characteristics)
                    .flatMap(p -> names.best(p.names(), language))
                    .orElseGet(() -> names.of(property, language));
        }

        /** Returns the group of a property, or {@code null} if it has none. */
        @Nullable Node group(Node property) {
            Characteristics characteristics = byProperty.get(property);
            Node own = characteristics == null ? null : characteristics.group();
            return own != null ? own : first(ontology, property);
        }

        /** Returns properties in the order of the page. */
        List<Node> inOrder(Set<Node> properties) {
            List<Node> ordered = new ArrayList<>(properties);
            ordered.sort(
                    Comparator.comparingDouble(this::groupOrder)
                            .thenComparingDouble(this::order)
                            .thenComparing(property -> property.toString()));
            return ordered;
        }

        private double groupOrder(Node property) {
            Node group = group(property);
            return group == null ? -1 : Math.min(number(shapes, group), number(ontology, group));
        }

        private double order(Node property) {
            Characteristics characteristics = byProperty.get(property);
            double own = characteristics == null ? Double.MAX_VALUE : characteristics.order();
            // Properties ordered by a shape come before those ordered by the ontology only.
            return own < Double.MAX_VALUE
                    ? own
                    : 10_000 + Math.min(1e12, number(ontology, property));
        }
    }

    /** Returns the layout for things of some classes. */
    ClassLayout of(Set<Node> classes) {
        return new ClassLayout(classes);
    }

    /** Returns the label of a group. */
    Optional<Text> groupName(Node group, Language language) {
        return names.best(
                Stream.of(shapes, ontology)
                        .flatMap(graph -> G.listSP(graph, group, RDFS.label.asNode()).stream())
                        .filter(Node::isLiteral)
                        .toList(),
                language);
    }

    /**
     * Returns the group of a property or property shape, the first by IRI if there are several;
     * {@code null} if there is none.
     */
    private static @Nullable Node first(Graph graph, Node subject) {
        return G.listSP(graph, subject, GROUP).stream()
                .min(Comparator.comparing(Node::toString))
                .orElse(null);
    }

    private static double number(Graph graph, Node subject) {
        return G.listSP(graph, subject, SHACL.order).stream()
                .filter(Values::isNumber)
                .mapToDouble(node -> ((Number) node.getLiteralValue()).doubleValue())
                .min()
                .orElse(Double.MAX_VALUE);
    }
}
