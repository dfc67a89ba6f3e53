package org.labledger.citation;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.jena.graph.Node;
import org.labledger.query.Statement;
import org.labledger.query.Witness;

/**
 * Counts what does not go back to the same report. Sources are independent if they have no origin
 * in common ({@link CitedSource#origins}). To count the most sources, or ways to support a row, of
 * which any two are independent is a hard problem (set packing); these counts are never too high,
 * and too low only where sources retell several others or support several parts of a row.
 */
final class Independence {

    private Independence() {}

    /** Returns how many of some sources are independent of each other. */
    static int count(Collection<CitedSource> sources) {
        Set<Node> used = new HashSet<>();
        int count = 0;
        // What retells several others stands in the way of more, so it comes last.
        for (CitedSource source :
                sources.stream()
                        .sorted(Comparator.comparingInt(s -> s.origins().size()))
                        .toList()) {
            if (Collections.disjoint(used, source.origins())) {
                used.addAll(source.origins());
                count++;
            }
        }
        return count;
    }

    /**
     * Returns how many times a row is supported independently: by choices of a source for each
     * statement of a witness, such that no two choices have an origin in common. A row for which A
     * and B are both needed is supported once, one that either says twice. A statement that a file
     * of names or a vocabulary makes too needs no source.
     */
    static int ways(List<Witness> witnesses, Function<Node, CitedSource> sources) {
        Set<Node> used = new HashSet<>();
        int ways = 0;
        for (Witness witness : witnesses) {
            List<List<CitedSource>> needed =
                    witness.statements().stream()
                            .map(Statement::graphs)
                            .distinct()
                            .map(graphs -> graphs.stream().map(sources).toList())
                            .filter(choice -> choice.stream().allMatch(s -> s.standing().isVoice()))
                            // Where there is least to choose from first.
                            .sorted(Comparator.comparingInt(List::size))
                            .toList();
            while (!needed.isEmpty() && isSupportedBesides(used, needed)) {
                ways++;
            }
        }
        return ways;
    }

    /** Chooses a source for each statement, if enough are left, and marks their origins as used. */
    private static boolean isSupportedBesides(Set<Node> used, List<List<CitedSource>> needed) {
        Set<Node> chosen = new LinkedHashSet<>();
        for (List<CitedSource> choice : needed) {
            Optional<CitedSource> best =
                    choice.stream()
                            .filter(source -> Collections.disjoint(used, source.origins()))
                            .min(
                                    Comparator.comparingLong(source ->
                                            source.origins().stream()
                                                    .filter(origin -> !chosen.contains(origin))
                                                    .count()));
            if (best.isEmpty()) {
                return false;
            }
            chosen.addAll(best.get().origins());
        }
        used.addAll(chosen);
        return true;
    }
}
