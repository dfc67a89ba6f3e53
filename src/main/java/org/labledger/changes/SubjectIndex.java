package org.labledger.changes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.labledger.source.HomeFile;
import org.labledger.source.SourceFile;
import org.labledger.source.UriSpace;

/**
 * Tells which files speak of a thing. The subjects of a file are found by parsing it once; they are
 * kept by its content, since most files are the same in many states. Thread-safe.
 */
final class SubjectIndex {

    /** Maximum number of subjects kept, of all files together. */
    private static final int MAX_SUBJECTS = 500_000;

    private final Cache<Key, Set<Node>> subjects =
            Caffeine.newBuilder()
                    .maximumWeight(MAX_SUBJECTS)
                    .weigher((Key file, Set<Node> found) -> 1 + found.size())
                    .build();

    /** The content of a file, and what relative IRIs in it are resolved against. */
    private record Key(String sha256, String path, String base) {}

    /** Returns whether one of these files has a triple with this subject. */
    boolean isSubject(Node thing, List<HomeFile> files, UriSpace space) {
        for (HomeFile file : files) {
            if (of(file, space).contains(thing)) {
                return true;
            }
        }
        return false;
    }

    private Set<Node> of(HomeFile file, UriSpace space) {
        return subjects.get(
                new Key(file.sha256(), file.path(), space.base()),
                key -> {
                    Set<Node> found = new HashSet<>();
                    SourceFile.parse(file, space.graphOf(file)).quads().forEachSubject(found::add);
                    return found;
                });
    }
}
