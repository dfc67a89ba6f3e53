package org.labledger.changes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.vocabulary.RDF;
import org.labledger.source.DatasetDescription;
import org.labledger.source.Home;
import org.labledger.source.HomeFile;
import org.labledger.source.IriPool;
import org.labledger.source.SourceFile;
import org.labledger.vocabulary.Evidence;
import org.labledger.vocabulary.LabelProperties;

/**
 * What differs between two states of a home, as their files state it. Derived triples follow from
 * it and are not part of it; nor are line breaks, the order of statements, comments, prefixes, and
 * files that are no part of the record.
 *
 * <p>Only files that differ are parsed: each data file is a graph of its own, so that the others
 * cannot differ. (Where a file with several graphs differs, all such files are parsed.)
 *
 * @param removed the quads that only the earlier state has, in the order of its files
 * @param added the quads that only the later state has, in the order of its files
 * @param things the things that these quads are about
 * @param files the other files that differ
 * @param blankRemoved how many of the removed quads have a blank node; they are about no thing that
 *     could be named
 * @param blankAdded how many of the added quads do
 * @param broken paths of changed files that could not be parsed to their end
 * @param changedFiles how many files differ at all
 * @param isTooLarge whether more bytes of data and vocabularies differ than were to be compared, so
 *     that quads and things are left out
 */
public record Difference(
        List<Quad> removed,
        List<Quad> added,
        List<ThingChange> things,
        List<FileChange> files,
        int blankRemoved,
        int blankAdded,
        List<String> broken,
        int changedFiles,
        boolean isTooLarge) {

    /** Maximum number of triples of a graph that is compared up to the names of blank nodes. */
    private static final int MAX_ISOMORPHIC = 2_000;

    /** Maximum number of triples kept for the name of a thing. */
    private static final int MAX_SAID = 24;

    /** Files that may state triples of several graphs. */
    private static final Set<String> WITH_GRAPHS = Set.of("trig", "nq", "jsonld");

    /** What is before the first state. */
    static final Home NOTHING = new Home(List.of(), "", List.of());

    /** Other files are not looked through for earlier mentions if they are larger, in bytes. */
    private static final long MAX_UNCHANGED = 64L << 20;

    /** Compares two states, however large they are. */
    public static Difference between(Home before, Home after) {
        return between(before, after, new SubjectIndex(), Long.MAX_VALUE);
    }

    /**
     * Compares two states.
     *
     * @param subjects the subjects of the files that are the same in both
     * @param maxBytes how many bytes of data and vocabularies may differ
     */
    static Difference between(Home before, Home after, SubjectIndex subjects, long maxBytes) {
        Map<String, HomeFile> old = byPath(before);
        Map<String, HomeFile> now = byPath(after);
        Set<String> changed = new LinkedHashSet<>();
        old.forEach((path, file) -> {
            HomeFile other = now.get(path);
            if (other == null || !file.isSameAs(other)) {
                changed.add(path);
            }
        });
        now.keySet().stream().filter(path -> !old.containsKey(path)).forEach(changed::add);
        boolean isTooLarge = bytes(before, changed) + bytes(after, changed) > maxBytes;
        Side earlier = new Side(isTooLarge ? NOTHING : before, changed);
        Side later = new Side(isTooLarge ? NOTHING : after, changed);
        Set<Quad> removed = new LinkedHashSet<>(earlier.quads);
        removed.removeAll(later.quads);
        Set<Quad> added = new LinkedHashSet<>(later.quads);
        added.removeAll(earlier.quads);
        leaveOutEqualGraphs(removed, added, earlier, later);
        Set<String> broken = new LinkedHashSet<>(earlier.broken);
        broken.addAll(later.broken);
        return new Difference(
                List.copyOf(removed),
                List.copyOf(added),
                things(removed, added, earlier, later, subjects),
                new FileChanges(old, now, changed, after).list(),
                (int) removed.stream().filter(Difference::hasBlank).count(),
                (int) added.stream().filter(Difference::hasBlank).count(),
                List.copyOf(broken),
                changed.size(),
                isTooLarge);
    }

    private static long bytes(Home home, Set<String> changed) {
        return home.files().stream()
                .filter(file -> changed.contains(file.path()) && isOfThings(file))
                .mapToLong(HomeFile::length)
                .sum();
    }

    private static boolean isOfThings(HomeFile file) {
        return file.part() == HomeFile.Part.DATA || file.part() == HomeFile.Part.ONTOLOGY;
    }

    private static Map<String, HomeFile> byPath(Home home) {
        Map<String, HomeFile> files = new LinkedHashMap<>();
        home.files().forEach(file -> files.put(file.path(), file));
        return files;
    }

    /** Returns whether nothing changed that a reader or a program could notice in an answer. */
    public boolean isEmpty() {
        return removed.isEmpty()
                && added.isEmpty()
                && files.isEmpty()
                && broken.isEmpty()
                && !isTooLarge;
    }

    /** One of the two states, as far as its files differ from the other. */
    private static final class Side {

        private final DatasetDescription description;
        private final Set<Quad> quads = new LinkedHashSet<>();
        private final Set<Node> subjects = new HashSet<>();

        /** The graphs of vocabularies. */
        private final Set<Node> vocabularies = new HashSet<>();

        /** Files that are the same in both states and state triples about things. */
        private final List<HomeFile> unchanged = new ArrayList<>();

        private long unchangedBytes;

        private final List<String> broken = new ArrayList<>();

        Side(Home home, Set<String> changed) {
            this.description = DatasetDescription.of(home);
            IriPool iris = new IriPool();
            boolean withGraphs = changed.stream().anyMatch(Side::mayHaveGraphs);
            for (HomeFile file : home.files()) {
                if (!isOfThings(file)) {
                    continue;
                }
                if (changed.contains(file.path()) || (withGraphs && mayHaveGraphs(file.path()))) {
                    parse(file, iris);
                } else {
                    unchanged.add(file);
                    unchangedBytes += file.length();
                }
            }
        }

        private static boolean mayHaveGraphs(String path) {
            return WITH_GRAPHS.contains(path.substring(path.lastIndexOf('.') + 1));
        }

        private void parse(HomeFile file, IriPool iris) {
            SourceFile parsed = SourceFile.parse(file, description.uriSpace().graphOf(file), iris);
            parsed.quads().forEach(located -> quads.add(located.quad()));
            parsed.quads().forEachSubject(subjects::add);
            if (file.part() == HomeFile.Part.ONTOLOGY) {
                vocabularies.add(parsed.graph());
            }
            if (!parsed.isWhole()) {
                broken.add(file.path());
            }
        }

        /**
         * Returns whether the state has a triple with this subject; true if that would take too
         * long to find out.
         */
        boolean hasThing(Node thing, SubjectIndex index) {
            return subjects.contains(thing)
                    || unchangedBytes > MAX_UNCHANGED
                    || index.isSubject(thing, unchanged, description.uriSpace());
        }

        Map<Node, List<Triple>> about(Set<Node> things) {
            Map<Node, List<Triple>> triples = new HashMap<>();
            for (Quad quad : quads) {
                if (things.contains(quad.getSubject())) {
                    triples.computeIfAbsent(quad.getSubject(), s -> new ArrayList<>())
                            .add(quad.asTriple());
                }
            }
            return triples;
        }
    }

    /**
     * Parsers name blank nodes by their place in a file, so that an edit renames others: graphs
     * that are isomorphic (RDF 1.1 Concepts, section 3.6) do not differ.
     */
    private static void leaveOutEqualGraphs(
            Set<Quad> removed, Set<Quad> added, Side earlier, Side later) {
        Set<Node> doubtful = new HashSet<>();
        added.stream().filter(Difference::hasBlank).forEach(q -> doubtful.add(q.getGraph()));
        for (Node graph : doubtful) {
            Graph old = graph(graph, earlier.quads);
            Graph now = graph(graph, later.quads);
            if (old.size() == now.size()
                    && now.size() <= MAX_ISOMORPHIC
                    && old.isIsomorphicWith(now)) {
                removed.removeIf(quad -> quad.getGraph().equals(graph));
                added.removeIf(quad -> quad.getGraph().equals(graph));
            }
        }
    }

    private static Graph graph(Node name, Collection<Quad> quads) {
        Graph graph = GraphMemFactory.createDefaultGraphSameTerm();
        quads.stream()
                .filter(quad -> quad.getGraph().equals(name))
                .forEach(quad -> graph.add(quad.asTriple()));
        return graph;
    }

    private static boolean hasBlank(Quad quad) {
        return quad.getSubject().isBlank() || quad.getObject().isBlank();
    }

    private static List<ThingChange> things(
            Set<Quad> removed, Set<Quad> added, Side earlier, Side later, SubjectIndex subjects) {
        Map<Node, ValueChanges> changes = new LinkedHashMap<>();
        Predicate<Quad> isNamed = quad -> quad.getSubject().isURI() && !hasBlank(quad);
        added.stream()
                .filter(isNamed)
                .forEach(q ->
                        changes.computeIfAbsent(q.getSubject(), s -> new ValueChanges()).add(q));
        removed.stream()
                .filter(isNamed)
                .forEach(q ->
                        changes.computeIfAbsent(q.getSubject(), s -> new ValueChanges()).remove(q));
        Map<Node, List<Triple>> before = earlier.about(changes.keySet());
        Map<Node, List<Triple>> after = later.about(changes.keySet());
        List<ThingChange> things = new ArrayList<>();
        changes.forEach((thing, values) -> {
            boolean wasThere = earlier.hasThing(thing, subjects);
            boolean isThere = later.hasThing(thing, subjects);
            List<Triple> said = after.getOrDefault(thing, before.getOrDefault(thing, List.of()));
            List<ValueChange> list = values.list();
            ChangeKind kind =
                    !wasThere
                            ? ChangeKind.ADDED
                            : !isThere
                                    ? ChangeKind.REMOVED
                                    : list.stream().allMatch(v -> v.kind() == ChangeKind.MOVED)
                                            ? ChangeKind.MOVED
                                            : ChangeKind.CHANGED;
            things.add(
                    new ThingChange(
                            thing,
                            kind,
                            part(thing, said, list, earlier, later),
                            list,
                            naming(said)));
        });
        things.sort(
                Comparator.comparing(ThingChange::part)
                        .thenComparing(ThingChange::kind)
                        .thenComparing(change -> change.thing().getURI()));
        return List.copyOf(things);
    }

    private static ThingChange.Part part(
            Node thing, List<Triple> said, List<ValueChange> values, Side earlier, Side later) {
        boolean isTerm =
                values.stream()
                        .allMatch(v ->
                                earlier.vocabularies.contains(v.graph())
                                        || later.vocabularies.contains(v.graph()));
        if (isTerm) {
            return ThingChange.Part.TERM;
        }
        boolean isSource =
                said.stream()
                        .anyMatch(t ->
                                t.getPredicate().equals(RDF.type.asNode())
                                        && t.getObject().equals(Evidence.SOURCE));
        return isSource || values.stream().anyMatch(v -> v.graph().equals(thing))
                ? ThingChange.Part.SOURCE
                : ThingChange.Part.RECORD;
    }

    /** Returns what a thing may be named by: classes, labels, its paraphrase, and its links. */
    private static List<Triple> naming(List<Triple> said) {
        return said.stream()
                .filter(t ->
                        t.getObject().isURI()
                                || t.getPredicate().equals(Evidence.PARAPHRASE)
                                || LabelProperties.BY_PREFERENCE.contains(t.getPredicate()))
                .distinct()
                .sorted(Comparator.comparing(t -> t.getObject().isLiteral() ? 0 : 1))
                .limit(MAX_SAID)
                .toList();
    }
}
