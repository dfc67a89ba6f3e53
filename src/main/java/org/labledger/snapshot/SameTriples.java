package org.labledger.snapshot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.labledger.source.SourceFile;

/**
 * Finds the graphs that state the same triples as in an earlier snapshot, in the same order,
 * although their file has changed: an edit of a file with thousands of graphs touches few of them.
 * What is derived from the others need not be derived again. For one thread.
 */
final class SameTriples {

    /** The graphs that an edit leaves as they are, by the path of the edited file. */
    private final Map<String, Set<Node>> unchanged = new HashMap<>();

    /**
     * Returns whether a graph is the same in the files of both snapshots.
     *
     * @param before the files of the graph in the earlier snapshot
     * @param now its files in the later one
     */
    boolean in(Node graph, List<SourceFile> before, List<SourceFile> now) {
        if (before.size() != now.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            SourceFile old = before.get(i);
            SourceFile edited = now.get(i);
            if (!old.equals(edited) && !isLeft(graph, old, edited)) {
                return false;
            }
        }
        return true;
    }

    private boolean isLeft(Node graph, SourceFile old, SourceFile edited) {
        String path = edited.file().path();
        return old.file().path().equals(path)
                && unchanged
                        .computeIfAbsent(path, p -> edited.quads().graphsAsIn(old.quads()))
                        .contains(graph);
    }
}
