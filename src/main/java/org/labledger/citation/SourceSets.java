package org.labledger.citation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.labledger.query.Statement;
import org.labledger.query.Witness;

/**
 * The smallest sets of graphs on which a row rests: "A and B", or "C". Any one of them is enough,
 * and none contains another.
 */
final class SourceSets {

    /** Maximum number of sets; those with the fewest graphs are kept. */
    static final int MAX_SETS = 32;

    private SourceSets() {}

    /** Returns the sets, the smallest first. */
    static List<Set<Node>> of(List<Witness> witnesses) {
        List<Set<Node>> all = new ArrayList<>();
        for (Witness witness : witnesses) {
            all.addAll(of(witness));
        }
        return smallest(all);
    }

    private static List<Set<Node>> of(Witness witness) {
        List<Set<Node>> sets = List.of(Set.of());
        for (List<Node> choice :
                witness.statements().stream()
                        .map(Statement::graphs)
                        .distinct()
                        .sorted(Comparator.comparingInt(List::size))
                        .toList()) {
            List<Set<Node>> longer = new ArrayList<>();
            for (Set<Node> set : sets) {
                if (choice.stream().anyMatch(set::contains)) {
                    longer.add(set);
                } else {
                    for (Node graph : choice) {
                        Set<Node> more = new LinkedHashSet<>(set);
                        more.add(graph);
                        longer.add(more);
                    }
                }
            }
            sets = smallest(longer);
        }
        return sets;
    }

    /** Returns the sets that contain no other, the smallest first, each once. */
    static List<Set<Node>> smallest(Collection<Set<Node>> sets) {
        List<Set<Node>> smallest = new ArrayList<>();
        for (Set<Node> set : sets.stream().sorted(Comparator.comparingInt(Set::size)).toList()) {
            if (smallest.size() == MAX_SETS) {
                break;
            }
            if (smallest.stream().noneMatch(set::containsAll)) {
                smallest.add(set);
            }
        }
        return smallest;
    }
}
