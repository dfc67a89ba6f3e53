package org.labledger.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.path.P_Alt;
import org.apache.jena.sparql.path.P_Inverse;
import org.apache.jena.sparql.path.P_Link;
import org.apache.jena.sparql.path.P_NegPropSet;
import org.apache.jena.sparql.path.P_OneOrMore1;
import org.apache.jena.sparql.path.P_ReverseLink;
import org.apache.jena.sparql.path.P_Seq;
import org.apache.jena.sparql.path.P_ZeroOrMore1;
import org.apache.jena.sparql.path.P_ZeroOrOne;
import org.apache.jena.sparql.path.Path;
import org.jspecify.annotations.Nullable;
import org.labledger.index.GraphSet;
import org.labledger.index.TermDictionary;
import org.labledger.index.TripleCursor;
import org.labledger.index.TripleIndex;

/**
 * Property paths over one graph (SPARQL 1.1, sections 9 and 18.4). A path is compiled to a {@link
 * Walk}, which can be followed from either end.
 */
final class PathSearch {

    private static final int BYTES_PER_NODE = 12;
    private static final int BYTES_PER_TRAIL = 40;

    private final Run run;

    /** The graph that is searched. */
    private GraphSet graphs = GraphSet.NONE;

    private int graphName = Run.UNBOUND;

    /** Whether the triples that lead to an end are noted. */
    private final boolean isTracing;

    /** The triples that lead to where the search is; {@code null} for none. */
    private @Nullable Trail trail;

    PathSearch(Run run) {
        this.run = run;
        this.isTracing = run.cites;
    }

    /** A triple of a path, and those before it. */
    record Trail(long statement, @Nullable Trail before) {}

    /** Returns the triples that lead to the end that is added just now, the last one first. */
    @Nullable Trail trail() {
        return trail;
    }

    private void follow(int triple, @Nullable Trail before) {
        if (isTracing) {
            trail = new Trail(statement(triple), before);
        }
    }

    private long statement(int triple) {
        return Run.statement(
                triple, graphs instanceof GraphSet.One one ? one.ordinal() : Run.ANY_GRAPH);
    }

    /** Returns a statement of the graph that a node is in, as subject or object. */
    long mention(int node) {
        int known = run.terms.inIndex(node);
        int triple = open(known, TripleIndex.ANY, TripleIndex.ANY).next();
        return statement(
                triple != TripleIndex.NONE
                        ? triple
                        : open(TripleIndex.ANY, TripleIndex.ANY, known).next());
    }

    /** Sets the graph that is searched from now on. */
    void in(GraphSet searched, int name) {
        this.graphs = searched;
        this.graphName = name;
    }

    /** Receives the nodes at the end of a path, with duplicates. */
    interface Ends {
        /** Adds a node. */
        void add(int node);
    }

    /** A compiled path. */
    interface Walk {

        /**
         * Finds the nodes at the other end.
         *
         * @param isForward whether {@code from} is the subject
         */
        void from(int from, boolean isForward, Ends ends);

        /** Finds nodes that include all subjects of the path, or all objects; with duplicates. */
        void starts(boolean isForward, Ends starts);
    }

    /** Compiles a path; throws {@link NotPlanned} for operators that SPARQL does not have. */
    Walk compile(Path path) {
        return switch (path) {
            case P_Link link -> new Link(id(link.getNode()), true);
            case P_ReverseLink link -> new Link(id(link.getNode()), false);
            case P_Inverse inverse -> new Inverse(compile(inverse.getSubPath()));
            case P_Seq sequence ->
                    new Chain(compile(sequence.getLeft()), compile(sequence.getRight()));
            case P_Alt alternatives ->
                    new Either(compile(alternatives.getLeft()), compile(alternatives.getRight()));
            case P_ZeroOrOne one -> new Repeated(compile(one.getSubPath()), true, false);
            case P_ZeroOrMore1 more -> new Repeated(compile(more.getSubPath()), true, true);
            case P_OneOrMore1 more -> new Repeated(compile(more.getSubPath()), false, true);
            case P_NegPropSet negated ->
                    new Negated(ids(negated.getFwdNodes()), ids(negated.getBwdNodes()));
            default -> throw new NotPlanned("path " + path.getClass().getSimpleName());
        };
    }

    private int id(Node predicate) {
        return run.index.terms().idOf(predicate);
    }

    private int[] ids(List<Node> predicates) {
        return predicates.stream().mapToInt(this::id).sorted().toArray();
    }

    /** Returns whether a term is a node of the graph. */
    boolean isNode(int id) {
        int known = run.terms.inIndex(id);
        return known >= 0
                && (isMatched(known, TripleIndex.ANY) || isMatched(TripleIndex.ANY, known));
    }

    private boolean isMatched(int subject, int object) {
        TripleCursor cursor = open(subject, TripleIndex.ANY, object);
        return cursor.next() != TripleIndex.NONE;
    }

    private TripleCursor open(int subject, int predicate, int object) {
        TripleCursor cursor = new TripleCursor(run.index);
        if (run.reads != null) {
            run.note(
                    graphName,
                    subject,
                    predicate == TermDictionary.ABSENT ? TripleIndex.ANY : predicate,
                    object);
        }
        cursor.open(subject, predicate, object, graphs);
        return cursor;
    }

    private int next(TripleCursor cursor) {
        int triple = cursor.next();
        if (triple != TripleIndex.NONE) {
            run.tick();
        }
        return triple;
    }

    /** Finds all nodes of the graph, with duplicates. */
    private void nodes(Ends ends) {
        TripleCursor cursor = open(TripleIndex.ANY, TripleIndex.ANY, TripleIndex.ANY);
        for (int t = next(cursor); t != TripleIndex.NONE; t = next(cursor)) {
            ends.add(run.index.subject(t));
            ends.add(run.index.object(t));
        }
    }

    /** One predicate, or its inverse. */
    private final class Link implements Walk {

        private final int predicate;
        private final boolean isPlain;

        Link(int predicate, boolean isPlain) {
            this.predicate = predicate;
            this.isPlain = isPlain;
        }

        @Override
        public void from(int from, boolean isForward, Ends ends) {
            boolean toObjects = isForward == isPlain;
            int node = run.terms.inIndex(from);
            Trail before = trail;
            TripleCursor cursor =
                    toObjects
                            ? open(node, predicate, TripleIndex.ANY)
                            : open(TripleIndex.ANY, predicate, node);
            for (int t = next(cursor); t != TripleIndex.NONE; t = next(cursor)) {
                follow(t, before);
                ends.add(toObjects ? run.index.object(t) : run.index.subject(t));
            }
            trail = before;
        }

        @Override
        public void starts(boolean isForward, Ends starts) {
            TripleCursor cursor = open(TripleIndex.ANY, predicate, TripleIndex.ANY);
            for (int t = next(cursor); t != TripleIndex.NONE; t = next(cursor)) {
                starts.add(isForward == isPlain ? run.index.subject(t) : run.index.object(t));
            }
        }
    }

    /** Any predicate but some: {@code !(a|^b)}. */
    private final class Negated implements Walk {

        private final int[] forward;
        private final int[] backward;

        Negated(int[] forward, int[] backward) {
            this.forward = forward;
            this.backward = backward;
        }

        @Override
        public void from(int from, boolean isForward, Ends ends) {
            int node = run.terms.inIndex(from);
            if (forward.length > 0) {
                others(node, isForward, forward, ends);
            }
            if (backward.length > 0) {
                others(node, !isForward, backward, ends);
            }
        }

        private void others(int node, boolean toObjects, int[] excluded, Ends ends) {
            Trail before = trail;
            TripleCursor cursor =
                    toObjects
                            ? open(node, TripleIndex.ANY, TripleIndex.ANY)
                            : open(TripleIndex.ANY, TripleIndex.ANY, node);
            for (int t = next(cursor); t != TripleIndex.NONE; t = next(cursor)) {
                if (Arrays.binarySearch(excluded, run.index.predicate(t)) < 0) {
                    follow(t, before);
                    ends.add(toObjects ? run.index.object(t) : run.index.subject(t));
                }
            }
            trail = before;
        }

        @Override
        public void starts(boolean isForward, Ends starts) {
            nodes(starts);
        }
    }

    private record Inverse(Walk path) implements Walk {
        @Override
        public void from(int from, boolean isForward, Ends ends) {
            path.from(from, !isForward, ends);
        }

        @Override
        public void starts(boolean isForward, Ends starts) {
            path.starts(!isForward, starts);
        }
    }

    private record Chain(Walk left, Walk right) implements Walk {
        @Override
        public void from(int from, boolean isForward, Ends ends) {
            Walk first = isForward ? left : right;
            Walk second = isForward ? right : left;
            first.from(from, isForward, middle -> second.from(middle, isForward, ends));
        }

        @Override
        public void starts(boolean isForward, Ends starts) {
            (isForward ? left : right).starts(isForward, starts);
        }
    }

    private record Either(Walk left, Walk right) implements Walk {
        @Override
        public void from(int from, boolean isForward, Ends ends) {
            left.from(from, isForward, ends);
            right.from(from, isForward, ends);
        }

        @Override
        public void starts(boolean isForward, Ends starts) {
            left.starts(isForward, starts);
            right.starts(isForward, starts);
        }
    }

    /** {@code ?}, {@code *} and {@code +}: each end once. */
    private final class Repeated implements Walk {

        private final Walk path;
        private final boolean includesStart;
        private final boolean goesOn;

        Repeated(Walk path, boolean includesStart, boolean goesOn) {
            this.path = path;
            this.includesStart = includesStart;
            this.goesOn = goesOn;
        }

        @Override
        public void from(int from, boolean isForward, Ends ends) {
            IdSet found = new IdSet(run);
            Trail before = trail;
            // By end: the triples of the fewest repetitions that lead to it.
            List<@Nullable Trail> trails = new ArrayList<>();
            Ends noting =
                    end -> {
                        found.add(end);
                        if (isTracing && found.size() > trails.size()) {
                            run.meter.charge(BYTES_PER_TRAIL);
                            trails.add(trail);
                        }
                    };
            if (includesStart) {
                noting.add(from);
            }
            path.from(from, isForward, noting);
            for (int i = includesStart ? 1 : 0; goesOn && i < found.size(); i++) {
                if (isTracing) {
                    trail = trails.get(i);
                }
                path.from(found.get(i), isForward, noting);
            }
            for (int i = 0; i < found.size(); i++) {
                if (isTracing) {
                    trail = trails.get(i);
                }
                ends.add(found.get(i));
            }
            trail = before;
            found.clear();
        }

        @Override
        public void starts(boolean isForward, Ends starts) {
            if (includesStart) {
                nodes(starts);
            } else {
                path.starts(isForward, starts);
            }
        }
    }

    /** Distinct ids in the order in which they were added, charged to the query. */
    static final class IdSet {

        private static final int FIRST_CAPACITY = 8;

        private final Run run;
        private int[] ids = new int[FIRST_CAPACITY];

        /** Position in {@link #ids} + 1; a power of two long, more than twice the ids. */
        private int[] slots = new int[4 * FIRST_CAPACITY];

        private int size;
        private long charged;

        IdSet(Run run) {
            this.run = run;
        }

        void add(int id) {
            int slot = slot(id);
            if (slots[slot] != 0) {
                return;
            }
            if (size == ids.length) {
                charged += (long) BYTES_PER_NODE * size;
                run.meter.charge((long) BYTES_PER_NODE * size);
                ids = Arrays.copyOf(ids, 2 * size);
                slots = new int[4 * ids.length];
                for (int i = 0; i < size; i++) {
                    slots[slot(ids[i])] = i + 1;
                }
                slot = slot(id);
            }
            ids[size++] = id;
            slots[slot] = size;
        }

        /** Finds the slot of an id, or the free one where it belongs. */
        private int slot(int id) {
            int mixed = id * 0x9e3779b9;
            int slot = (mixed ^ (mixed >>> 15)) & (slots.length - 1);
            while (slots[slot] != 0 && ids[slots[slot] - 1] != id) {
                slot = (slot + 1) & (slots.length - 1);
            }
            return slot;
        }

        int size() {
            return size;
        }

        int get(int i) {
            return ids[i];
        }

        void clear() {
            run.meter.release(charged);
            charged = 0;
            size = 0;
        }
    }
}
