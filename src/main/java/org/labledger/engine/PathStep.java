package org.labledger.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.jena.sparql.path.Path;
import org.jspecify.annotations.Nullable;
import org.labledger.index.GraphSet;
import org.labledger.index.TripleIndex;

/**
 * Matches a property path pattern. The ends are found from one start at a time; without a given
 * start, each node that can be one is tried.
 */
final class PathStep extends Step {

    private static final int BYTES_PER_END = 4;

    /** A term id, or ~register of a variable. */
    private final int subject;

    private final int object;

    /** Whether the query has a term there, and no variable. */
    private final boolean isSubjectWritten;

    private final boolean isObjectWritten;
    private final Target target;
    private final PathSearch search;
    private final PathSearch.Walk walk;

    /** The first of two citation registers, or -1. */
    private final int citation;

    private boolean setsSubject;
    private boolean setsObject;
    private boolean setsGraph;
    private boolean isForward;

    /** The graphs to search one after the other, if a variable without a value names the graph. */
    private int nextGraph;

    private PathSearch.@Nullable IdSet starts;
    private int nextStart;
    private int[] ends = new int[8];
    private int endCount;
    private int nextEnd;

    /** By end: the triples that lead to it, if steps cite. */
    private final List<PathSearch.@Nullable Trail> trails = new ArrayList<>();

    private long charged;
    private boolean isOpen;

    PathStep(
            Run run,
            int subject,
            boolean isSubjectWritten,
            Path path,
            int object,
            boolean isObjectWritten,
            Target target,
            int citation) {
        super(run);
        // Ends may be terms of the query.
        run.terms.keep();
        this.subject = subject;
        this.object = object;
        this.isSubjectWritten = isSubjectWritten;
        this.isObjectWritten = isObjectWritten;
        this.target = target;
        this.search = new PathSearch(run);
        this.walk = search.compile(path);
        this.citation = citation;
    }

    @Override
    void open() {
        int s = value(subject);
        int o = value(object);
        setsSubject = s == Run.UNBOUND;
        setsObject = o == Run.UNBOUND;
        isForward = !setsSubject || setsObject;
        isOpen = true;
        starts = null;
        endCount = 0;
        nextEnd = 0;
        setsGraph = target.isVariable() && run.registers[target.register()] == Run.UNBOUND;
        if (setsGraph) {
            nextGraph = 0;
            if (run.reads != null) {
                run.reads.graphNames();
            }
        } else if (target.isVariable()) {
            int name = run.registers[target.register()];
            int id = run.terms.inIndex(name);
            int ordinal = id < 0 ? TripleIndex.NONE : run.index.ordinalOf(id);
            if (run.reads != null) {
                run.reads.graph(run.terms.term(name));
            }
            if (ordinal != TripleIndex.NONE && target.graphs().contains(ordinal)) {
                start(GraphSet.of(ordinal), name);
            }
        } else {
            start(target.graphs(), target.name());
        }
    }

    private int value(int part) {
        return part >= 0 ? part : run.registers[~part];
    }

    /** Begins to search a graph. */
    private void start(GraphSet graphs, int name) {
        search.in(graphs, name);
        PathSearch.IdSet found = new PathSearch.IdSet(run);
        int s = value(subject);
        int o = value(object);
        if ((!isSubjectWritten && !(isObjectWritten && o == s) && isOutside(s))
                || (!isObjectWritten && !(isSubjectWritten && s == o) && isOutside(o))) {
            starts = found;
            nextStart = 0;
            return;
        }
        if (!setsSubject || !setsObject) {
            found.add(isForward ? s : o);
        } else {
            walk.starts(true, found::add);
        }
        starts = found;
        nextStart = 0;
    }

    /**
     * Returns whether the value of a variable is no node of the graph. By itself the path then has
     * no solution with it: paths of length zero begin at the nodes of the graph and at terms of the
     * path (SPARQL 1.2, section 18.4, {@code ZeroLengthPath}).
     */
    private boolean isOutside(int value) {
        return value != Run.UNBOUND && !search.isNode(value);
    }

    @Override
    boolean next() {
        while (isOpen) {
            PathSearch.IdSet from = starts;
            if (nextEnd < endCount) {
                int end = ends[nextEnd++];
                if (set(end)) {
                    if (citation >= 0) {
                        run.registers[citation] = run.keep(support(end, trails.get(nextEnd - 1)));
                    }
                    return true;
                }
            } else if (from != null && nextStart < from.size()) {
                int start = from.get(nextStart++);
                run.tick();
                endCount = 0;
                nextEnd = 0;
                trails.clear();
                if (setsSubject && setsObject) {
                    run.registers[~subject] = start;
                }
                walk.from(start, isForward, this::addEnd);
            } else if (!setsGraph || !nextGraph()) {
                close();
            }
        }
        return false;
    }

    private boolean nextGraph() {
        while (nextGraph < run.index.graphCount()) {
            int ordinal = nextGraph++;
            if (target.graphs().contains(ordinal)) {
                int name = run.index.graphName(ordinal);
                releaseStarts();
                unsetEnds();
                run.registers[target.register()] = name;
                // A variable of the path may be that of the graph.
                setsSubject &= ~subject != target.register();
                setsObject &= ~object != target.register();
                isForward = !setsSubject || setsObject;
                start(GraphSet.of(ordinal), name);
                return true;
            }
        }
        return false;
    }

    private void addEnd(int end) {
        run.tick();
        if (endCount == ends.length) {
            charged += (long) BYTES_PER_END * endCount;
            run.meter.charge((long) BYTES_PER_END * endCount);
            ends = Arrays.copyOf(ends, 2 * endCount);
        }
        ends[endCount++] = end;
        if (citation >= 0) {
            trails.add(search.trail());
        }
    }

    /**
     * Returns the support by the triples that lead to an end. A path of length zero has none: what
     * it begins and ends at is in the query, or in some statement of the graph.
     */
    private Support support(int end, PathSearch.@Nullable Trail last) {
        if (last == null) {
            return isSubjectWritten || isObjectWritten
                    ? Support.NOTHING
                    : Support.statement(search.mention(end));
        }
        Support.Collector all = new Support.Collector();
        for (PathSearch.Trail trail = last; trail != null; trail = trail.before()) {
            all.add(trail.statement());
        }
        return all.all();
    }

    /** Sets the variable at the end; false if it has another value. */
    private boolean set(int end) {
        int part = isForward ? object : subject;
        boolean sets = isForward ? setsObject : setsSubject;
        if (sets && !(setsSubject && setsObject && subject == object)) {
            run.registers[~part] = end;
            return true;
        }
        return value(part) == end;
    }

    private void releaseStarts() {
        if (starts != null) {
            starts.clear();
            starts = null;
        }
    }

    private void unsetEnds() {
        if (setsSubject) {
            run.registers[~subject] = Run.UNBOUND;
        }
        if (setsObject) {
            run.registers[~object] = Run.UNBOUND;
        }
    }

    @Override
    void close() {
        if (!isOpen) {
            return;
        }
        isOpen = false;
        unsetEnds();
        if (setsGraph) {
            run.registers[target.register()] = Run.UNBOUND;
        }
        if (citation >= 0) {
            run.registers[citation] = TripleIndex.NONE;
        }
        releaseStarts();
        run.meter.release(charged);
        charged = 0;
        ends = new int[8];
        endCount = 0;
        nextEnd = 0;
    }
}
