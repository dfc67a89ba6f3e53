package org.labledger.desk;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.labledger.evidence.Disagreement;
import org.labledger.snapshot.Snapshot;
import org.labledger.vocabulary.Evidence;

/**
 * What a verdict can prefer.
 *
 * @param values the values that sources state of the property on which they disagree
 * @param records the records that contradict each other
 */
record Sides(Set<Node> values, Set<Node> records) {

    /** Returns the sides of the disagreements that a draft names. */
    static Sides of(Snapshot snapshot, Draft draft) {
        Sides sides = new Sides(new LinkedHashSet<>(), new LinkedHashSet<>());
        for (Node note : draft.values(Evidence.ON_DISAGREEMENT)) {
            for (Disagreement disagreement : Disagreement.ofNote(note, snapshot)) {
                sides.values.addAll(disagreement.sides().keySet());
                sides.records.addAll(disagreement.between());
            }
        }
        return sides;
    }

    boolean isEmpty() {
        return values.isEmpty() && records.isEmpty();
    }
}
