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
 * The order in which a page shows properties, as the home's shapes give it (SHACL, section 2.3.2):
 * {@code sh:name}, {@code sh:order} and {@code sh:group} of the property shapes for the classes of
 * a thing; then {@code sh:order} and {@code sh:group} of the property itself in the ontology, which
 * says it once for all classes.
 */
final class Layout {

    private static final Node GROUP = NodeFactory.createURI(SHACL.NS + "group");
    private static final Node NAME = NodeFactory.createURI(SHACL.NS + "name");

    /** What one property shape says. */
    private record Placing(@Nullable Node group, double order, List<Node> names) {}

    private final Graph ontology;
    private final Graph shapes;
    private final DisplayNames names;

    Layout(Snapshot snapshot, DisplayNames names) {
        this.ontology = snapshot.ontology().graph();
        this.names = names;
        this.shapes = GraphMemFactory.createDefaultGraphSameTerm();
        snapshot.ontology().shapes().forEach(file -> GraphUtil.addInto(shapes, file.graph()));
    }

    /** The places of the properties on the pages of things of some classes. */
    final class Places {
        private final Map<Node, Placing> byProperty = new HashMap<>();

        private Places(Set<Node> classes) {
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
                    Placing found =
                            new Placing(
                                    first(shapes, shape),
                                    number(shapes, shape),
                                    G.listSP(shapes, shape, NAME));
                    byProperty.merge(path, found, Places::together);
                }
            }
        }

        private static Placing together(Placing a, Placing b) {
            return new Placing(
                    a.group() != null ? a.group() : b.group(),
                    Math.min(a.order(), b.order()),
                    a.names().isEmpty() ? b.names() : a.names());
        }

        /** Returns what a property is called on these pages. */
        Text name(Node property, Language language) {
            Placing placing = byProperty.get(property);
            return Optional.ofNullable(placing)
                    .flatMap(p -> names.best(p.names(), language))
                    .orElseGet(() -> names.of(property, language));
        }

        /** Returns the group that a property belongs to, or {@code null} if to none. */
        @Nullable Node group(Node property) {
            Placing placing = byProperty.get(property);
            Node own = placing == null ? null : placing.group();
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
            Placing placing = byProperty.get(property);
            double own = placing == null ? Double.MAX_VALUE : placing.order();
            // Orders in shapes are small; those of the ontology come after them.
            return own < Double.MAX_VALUE
                    ? own
                    : 10_000 + Math.min(1e12, number(ontology, property));
        }
    }

    /** Returns the places for things of some classes. */
    Places of(Set<Node> classes) {
        return new Places(classes);
    }

    /** Returns the name of a group. */
    Optional<Text> groupName(Node group, Language language) {
        return names.best(
                Stream.of(shapes, ontology)
                        .flatMap(graph -> G.listSP(graph, group, RDFS.label.asNode()).stream())
                        .filter(Node::isLiteral)
                        .toList(),
                language);
    }

    /** Returns the group that a property or property shape names; the same one of several. */
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
