package org.labledger.changes;

import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/**
 * A change of the values that one graph has for a property of a thing.
 *
 * @param kind what happened
 * @param property the property
 * @param before the values that are in the earlier state only; of a move, none
 * @param after the values that are in the later state only; of a move, the values that moved
 * @param graph the graph; of a move, the one in the earlier state
 * @param movedTo of a move, the graph in the later state
 */
public record ValueChange(
        ChangeKind kind,
        Node property,
        List<Node> before,
        List<Node> after,
        Node graph,
        Optional<Node> movedTo) {}
