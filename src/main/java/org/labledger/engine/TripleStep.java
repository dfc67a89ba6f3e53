package org.labledger.engine;

import org.labledger.index.GraphSet;
import org.labledger.index.TripleCursor;
import org.labledger.index.TripleIndex;

/** Matches one triple pattern by a scan of the index. */
final class TripleStep extends Step {

    /** A term id, or ~register of a variable. */
    private final int subject;

    private final int predicate;
    private final int object;

    private final Target target;

    /** The first of two citation registers, or -1. */
    private final int citation;

    private final TripleCursor cursor;

    private boolean setsSubject;
    private boolean setsPredicate;
    private boolean setsObject;
    private boolean setsGraph;

    /** The triple whose graphs are gone through, and the next of them. */
    private int triple;

    private int nextGraph;
    private int graphCount;

    /** The ordinal of the graph that is searched; {@link Support#ANY_GRAPH} for a union. */
    private int graph;

    /**
     * Creates a step.
     *
     * @param subject a term id, or ~register of a variable; so are the others
     * @param citation the first of two citation registers, or -1
     */
    TripleStep(Run run, int subject, int predicate, int object, Target target, int citation) {
        super(run);
        this.subject = subject;
        this.predicate = predicate;
        this.object = object;
        this.target = target;
        this.citation = citation;
        this.cursor = new TripleCursor(run.index);
    }

    @Override
    void open() {
        int s = value(subject);
        int p = value(predicate);
        int o = value(object);
        setsSubject = s == Run.UNBOUND;
        setsPredicate = p == Run.UNBOUND;
        setsObject = o == Run.UNBOUND;
        setsGraph = false;
        graphCount = 0;
        nextGraph = 0;
        GraphSet graphs = target.graphs();
        graph = graphs instanceof GraphSet.One one ? one.ordinal() : Run.ANY_GRAPH;
        int name = target.name();
        if (target.isVariable()) {
            name = run.registers[target.register()];
            setsGraph = name == Run.UNBOUND;
            if (!setsGraph) {
                graph = ordinal(name);
                graphs = graph == TripleIndex.NONE ? GraphSet.NONE : GraphSet.of(graph);
            }
        }
        if (run.reads != null) {
            run.note(name, s, p, o);
        }
        cursor.open(inIndex(s), inIndex(p), inIndex(o), graphs);
    }

    private int value(int part) {
        return part >= 0 ? part : run.registers[~part];
    }

    private int inIndex(int id) {
        return id == Run.UNBOUND ? TripleIndex.ANY : run.terms.inIndex(id);
    }

    private int ordinal(int name) {
        int id = run.terms.inIndex(name);
        int ordinal = id < 0 ? TripleIndex.NONE : run.index.ordinalOf(id);
        return ordinal != TripleIndex.NONE && target.graphs().contains(ordinal)
                ? ordinal
                : TripleIndex.NONE;
    }

    @Override
    boolean next() {
        while (true) {
            while (nextGraph < graphCount) {
                graph = run.index.graphOf(triple, nextGraph++);
                if (target.graphs().contains(graph) && setGraph(run.index.graphName(graph))) {
                    cite();
                    return true;
                }
            }
            triple = cursor.next();
            if (triple == TripleIndex.NONE) {
                unset();
                return false;
            }
            run.tick();
            if (!setTriple()) {
                continue;
            }
            if (!setsGraph) {
                cite();
                return true;
            }
            // A variable of the triple may be that of the graph.
            graphCount = run.index.graphCountOf(triple);
            nextGraph = 0;
        }
    }

    /** Sets the variables of the triple, and compares those it has at two places. */
    private boolean setTriple() {
        TripleIndex index = run.index;
        int[] registers = run.registers;
        if (setsSubject) {
            registers[~subject] = index.subject(triple);
        }
        if (setsPredicate) {
            if (predicate == subject) {
                if (registers[~predicate] != index.predicate(triple)) {
                    return false;
                }
            } else {
                registers[~predicate] = index.predicate(triple);
            }
        }
        if (setsObject) {
            if (object == subject || object == predicate) {
                return registers[~object] == index.object(triple);
            }
            registers[~object] = index.object(triple);
        }
        return true;
    }

    /** Sets the variable of the graph, or compares it if it is in the triple too. */
    private boolean setGraph(int name) {
        if (isInTriple(target.register())) {
            return run.registers[target.register()] == name;
        }
        run.registers[target.register()] = name;
        return true;
    }

    private boolean isInTriple(int register) {
        return (setsSubject && ~subject == register)
                || (setsPredicate && ~predicate == register)
                || (setsObject && ~object == register);
    }

    private void cite() {
        if (citation >= 0) {
            run.registers[citation] = triple;
            run.registers[citation + 1] = graph;
        }
    }

    private void unset() {
        if (setsSubject) {
            run.registers[~subject] = Run.UNBOUND;
        }
        if (setsPredicate) {
            run.registers[~predicate] = Run.UNBOUND;
        }
        if (setsObject) {
            run.registers[~object] = Run.UNBOUND;
        }
        if (setsGraph) {
            run.registers[target.register()] = Run.UNBOUND;
        }
        if (citation >= 0) {
            run.registers[citation] = TripleIndex.NONE;
        }
        setsSubject = false;
        setsPredicate = false;
        setsObject = false;
        setsGraph = false;
        graphCount = 0;
        nextGraph = 0;
    }

    @Override
    void close() {
        unset();
    }

    /** Returns whether no variable is at two places, so that {@link #count} can be asked. */
    boolean isCountable() {
        int graphVariable = target.isVariable() ? ~target.register() : 0;
        return (subject >= 0 || (subject != predicate && subject != object))
                && (predicate >= 0 || predicate != object)
                && (!target.isVariable()
                        || (subject != graphVariable
                                && predicate != graphVariable
                                && object != graphVariable));
    }

    /** Returns the number of solutions without going through them, where that is possible. */
    long count() {
        open();
        long count = 0;
        if (!setsGraph) {
            count = cursor.remaining();
        } else {
            for (int t = cursor.next(); t != TripleIndex.NONE; t = cursor.next()) {
                run.tick();
                for (int i = 0; i < run.index.graphCountOf(t); i++) {
                    count += target.graphs().contains(run.index.graphOf(t, i)) ? 1 : 0;
                }
            }
        }
        close();
        return count;
    }

    /** Returns whether a variable has a value in every solution. */
    boolean binds(int register) {
        return subject == ~register
                || predicate == ~register
                || object == ~register
                || target.register() == register;
    }

    /** Receives the number of solutions with one value of a variable. */
    interface Counts {
        /** Adds a value that some solution has. */
        void add(int id, long count);
    }

    /**
     * Counts solutions by the graph, or by the predicate over all graphs, if the pattern is {@code
     * ?s ?p ?o} without any restriction: the index knows these numbers.
     *
     * @return whether that was possible; otherwise nothing was counted
     */
    boolean countBy(int register, Counts counts) {
        if (!isCountable()) {
            return false;
        }
        open();
        boolean isWhole = setsSubject && setsPredicate && setsObject;
        boolean byGraph = setsGraph && register == target.register();
        boolean byPredicate =
                !target.isVariable()
                        && target.graphs() instanceof GraphSet.All
                        && register == ~predicate;
        close();
        if (isWhole && byGraph) {
            for (int i = 0; i < run.index.graphCount(); i++) {
                if (target.graphs().contains(i)) {
                    counts.add(run.index.graphName(i), run.index.sizeOf(i));
                }
            }
        } else if (isWhole && byPredicate) {
            for (int i = 0; i < run.index.predicateCount(); i++) {
                int id = run.index.predicateId(i);
                counts.add(id, run.index.statistics().triples(id));
            }
        }
        return isWhole && (byGraph || byPredicate);
    }

    /** Receives statements by the value of one variable. */
    interface Listing {
        /** Adds a statement; see {@link Run#statement}. */
        void add(int id, long statement);
    }

    /** Lists what {@link #countBy} has counted. */
    void listBy(int register, Listing listing) {
        open();
        boolean byGraph = setsGraph && register == target.register();
        for (int t = cursor.next(); t != TripleIndex.NONE; t = cursor.next()) {
            run.tick();
            if (!byGraph) {
                listing.add(run.index.predicate(t), Run.statement(t, Run.ANY_GRAPH));
                continue;
            }
            for (int i = 0; i < run.index.graphCountOf(t); i++) {
                int ordinal = run.index.graphOf(t, i);
                if (target.graphs().contains(ordinal)) {
                    listing.add(run.index.graphName(ordinal), Run.statement(t, ordinal));
                }
            }
        }
        close();
    }
}
