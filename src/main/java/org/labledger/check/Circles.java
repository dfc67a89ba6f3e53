package org.labledger.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.jena.graph.Node;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.LocatedQuad;
import org.labledger.source.SourceFile;
import org.labledger.vocabulary.Evidence;

/**
 * Reports things that are linked with themselves by a property that admits no circle ({@code
 * ev:acyclic}): a source that retells itself, a tenure that succeeds one that succeeds it.
 */
final class Circles implements Check {

    private static final String NAME = "circle";

    /** The link from a thing to another, where it is first stated. */
    private record Link(SourceFile file, LocatedQuad located) {

        Node from() {
            return located.quad().getSubject();
        }

        Node to() {
            return located.quad().getObject();
        }
    }

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        Set<Node> properties = new LinkedHashSet<>(snapshot.ontology().acyclicProperties());
        properties.addAll(List.of(Evidence.RETELLS, Evidence.TRANSLATION_OF));
        List<Set<Node>> families =
                properties.stream().map(property -> family(property, snapshot)).toList();
        List<Finding> findings = new ArrayList<>();
        for (Set<Node> family : families) {
            // A circle of a subproperty is one of the property above it: told once.
            boolean isPart =
                    families.stream()
                            .anyMatch(f -> f.size() > family.size() && f.containsAll(family));
            if (!isPart) {
                check(family, snapshot, findings);
            }
        }
        return findings;
    }

    /** Returns a property with all its subproperties; the translation of a page retells it. */
    private static Set<Node> family(Node property, Snapshot snapshot) {
        Set<Node> family = new LinkedHashSet<>();
        List<Node> open = new ArrayList<>(List.of(property));
        while (!open.isEmpty()) {
            Node next = open.removeLast();
            if (family.add(next)) {
                open.addAll(snapshot.ontology().subproperties(next));
                if (next.equals(Evidence.RETELLS)) {
                    open.add(Evidence.TRANSLATION_OF);
                }
            }
        }
        return family;
    }

    private static void check(Set<Node> family, Snapshot snapshot, List<Finding> findings) {
        Map<Node, Map<Node, Link>> links = new TreeMap<>(Comparator.comparing(Node::toString));
        DataFiles.forEach(
                snapshot,
                quads -> {
                    TermTest isLink = new TermTest(quads, family::contains);
                    return at -> isLink.test(at.predicate());
                },
                (file, located) ->
                        links.computeIfAbsent(
                                        located.quad().getSubject(), s -> new LinkedHashMap<>())
                                .putIfAbsent(located.quad().getObject(), new Link(file, located)));
        TermText terms = new TermText(snapshot);
        Set<Node> told = new HashSet<>();
        for (Node start : links.keySet()) {
            List<Link> circle = told.contains(start) ? List.of() : circle(start, links);
            if (circle.isEmpty()) {
                continue;
            }
            StringBuilder message = new StringBuilder(terms.of(start));
            for (Link link : circle) {
                told.add(link.from());
                message.append(link == circle.getFirst() ? " " : ", which ")
                        .append(terms.of(link.located().quad().getPredicate()))
                        .append(' ')
                        .append(circle.size() == 1 ? "itself" : terms.of(link.to()));
            }
            message.append(circle.size() == 1 ? "." : ": a circle.");
            Link first = circle.getFirst();
            findings.add(
                    Finding.error(
                            DataFiles.at(first.file(), first.located()), NAME, message.toString()));
        }
    }

    /** Returns a shortest chain of links from a node back to itself; empty if there is none. */
    private static List<Link> circle(Node start, Map<Node, Map<Node, Link>> links) {
        Map<Node, List<Link>> ways = new HashMap<>(Map.of(start, List.of()));
        List<Node> open = new ArrayList<>(List.of(start));
        for (int i = 0; i < open.size(); i++) {
            Node node = open.get(i);
            for (Link link : links.getOrDefault(node, Map.of()).values()) {
                List<Link> way = new ArrayList<>(ways.getOrDefault(node, List.of()));
                way.add(link);
                if (link.to().equals(start)) {
                    return way;
                }
                if (ways.putIfAbsent(link.to(), way) == null) {
                    open.add(link.to());
                }
            }
        }
        return List.of();
    }
}
