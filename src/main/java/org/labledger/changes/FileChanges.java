package org.labledger.changes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.Localized;
import org.labledger.catalog.QueryFileException;
import org.labledger.catalog.SavedQuery;
import org.labledger.ontology.Prefixes;
import org.labledger.source.DatasetDescription;
import org.labledger.source.Home;
import org.labledger.source.HomeFile;
import org.labledger.source.SourceFile;

/** Compares the files that are not lists of things: queries, rules, shapes, recorded answers. */
final class FileChanges {

    private static final Set<HomeFile.Part> PARTS =
            Set.of(
                    HomeFile.Part.QUERY,
                    HomeFile.Part.CHECK,
                    HomeFile.Part.RULE,
                    HomeFile.Part.SHAPES,
                    HomeFile.Part.EXPECTED);

    private final Home after;
    private final DatasetDescription description;

    /** Prefixes in which queries may write datatypes; {@code null} before they are needed. */
    private @Nullable PrefixMap prefixes;

    private final Map<String, HomeFile> removed = new LinkedHashMap<>();
    private final Map<String, HomeFile> added = new LinkedHashMap<>();
    private final List<FileChange> changes = new ArrayList<>();

    /**
     * Compares files.
     *
     * @param old the files of the earlier state by path
     * @param now those of the later one
     * @param changed the paths of those that differ
     * @param after the later state
     */
    FileChanges(
            Map<String, HomeFile> old, Map<String, HomeFile> now, Set<String> changed, Home after) {
        this.after = after;
        this.description = DatasetDescription.of(after);
        for (String path : changed) {
            HomeFile earlier = old.get(path);
            HomeFile later = now.get(path);
            if (later == null) {
                put(earlier, removed);
            } else if (earlier == null) {
                put(later, added);
            } else if (PARTS.contains(later.part()) && !isSame(earlier, later)) {
                changes.add(change(ChangeKind.CHANGED, later, Optional.empty()));
            }
        }
        removed.values().forEach(this::gone);
        added.values()
                .forEach(file -> changes.add(change(ChangeKind.ADDED, file, Optional.empty())));
    }

    private static void put(@Nullable HomeFile file, Map<String, HomeFile> files) {
        if (file != null && PARTS.contains(file.part())) {
            files.put(file.path(), file);
        }
    }

    /** Adds the change of a file that is no longer at its path, but perhaps at another. */
    private void gone(HomeFile file) {
        Optional<HomeFile> moved =
                added.values().stream()
                        .filter(other -> other.part() == file.part() && isSame(file, other))
                        .findFirst();
        if (moved.isEmpty()) {
            changes.add(change(ChangeKind.REMOVED, file, Optional.empty()));
            return;
        }
        added.remove(moved.get().path());
        changes.add(change(ChangeKind.MOVED, moved.get(), Optional.of(file.path())));
    }

    /** Returns the changes, by the part of the home and what happened. */
    List<FileChange> list() {
        return changes.stream()
                .sorted(
                        Comparator.comparing(FileChange::part)
                                .thenComparing(FileChange::kind)
                                .thenComparing(FileChange::path))
                .toList();
    }

    private FileChange change(ChangeKind kind, HomeFile file, Optional<String> previousPath) {
        Localized title = new Localized(Map.of("", file.stem()));
        if (file.part() == HomeFile.Part.QUERY) {
            try {
                title = SavedQuery.parse(file, prefixes(), description.uriSpace().base()).title();
            } catch (QueryFileException e) {
                // Then it goes by the name of its file; `check` says what is wrong.
                return new FileChange(kind, file.part(), file.path(), title, previousPath);
            }
        }
        return new FileChange(kind, file.part(), file.path(), title, previousPath);
    }

    /** Returns whether two files mean the same, whatever their layout and comments. */
    private boolean isSame(HomeFile before, HomeFile after) {
        return switch (after.part()) {
            case QUERY, CHECK, RULE -> isSameQuery(before, after);
            case SHAPES -> isSameGraph(before, after);
            default -> before.text().equals(after.text());
        };
    }

    private boolean isSameQuery(HomeFile before, HomeFile after) {
        String base = description.uriSpace().base();
        try {
            return decorators(before).equals(decorators(after))
                    && SavedQuery.parseQuery(before.path(), before.text(), prefixes(), base)
                            .equals(
                                    SavedQuery.parseQuery(
                                            after.path(), after.text(), prefixes(), base));
        } catch (QueryFileException e) {
            // One of them is no query, so they are compared as texts.
            return before.text().equals(after.text());
        }
    }

    private static List<String> decorators(HomeFile file) {
        return file.text().lines().map(String::strip).filter(l -> l.startsWith("#+")).toList();
    }

    private PrefixMap prefixes() {
        PrefixMap known = prefixes;
        if (known == null) {
            Graph vocabularies = GraphMemFactory.createDefaultGraphSameTerm();
            after.files(HomeFile.Part.ONTOLOGY)
                    .filter(file -> file.text().contains("declare"))
                    .map(file -> SourceFile.parse(file, description.uriSpace().graphOf(file)))
                    .forEach(file -> add(file, vocabularies));
            known = PrefixMapFactory.create(Prefixes.declared(vocabularies));
            prefixes = known;
        }
        return known;
    }

    private boolean isSameGraph(HomeFile before, HomeFile after) {
        SourceFile old = SourceFile.parse(before, description.uriSpace().graphOf(after));
        SourceFile now = SourceFile.parse(after, description.uriSpace().graphOf(after));
        return old.isWhole() && now.isWhole() && graph(old).isIsomorphicWith(graph(now));
    }

    private static Graph graph(SourceFile file) {
        Graph graph = GraphMemFactory.createDefaultGraphSameTerm();
        add(file, graph);
        return graph;
    }

    private static void add(SourceFile file, Graph graph) {
        file.quads().forEach(located -> graph.add(located.quad().asTriple()));
    }
}
