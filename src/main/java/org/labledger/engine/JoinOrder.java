package org.labledger.engine;

import java.util.BitSet;
import org.labledger.index.GraphSet;
import org.labledger.index.Statistics;
import org.labledger.index.TermDictionary;
import org.labledger.index.TripleIndex;

/**
 * Estimates how many solutions a pattern has for each solution of those before it: the exact count
 * of matches of its constants, divided by the number of distinct terms at each place whose variable
 * has a value.
 */
final class JoinOrder {

    /** Nodes that a path is expected to lead to from one end. */
    private static final double ENDS_OF_A_PATH = 16;

    private final TripleIndex index;

    JoinOrder(TripleIndex index) {
        this.index = index;
    }

    /**
     * Estimates a triple pattern.
     *
     * @param subject a term id, or ~register of a variable; so are the others
     * @param bound the registers that have a value
     */
    double triple(int subject, int predicate, int object, Target target, BitSet bound) {
        int s = constant(subject);
        int p = constant(predicate);
        int o = constant(object);
        double count = index.count(s, p, o);
        Statistics statistics = index.statistics();
        boolean hasPredicate = p >= 0;
        if (isBound(subject, bound)) {
            count /= atLeastOne(hasPredicate ? statistics.subjectsOf(p) : statistics.subjects());
        }
        if (isBound(object, bound)) {
            count /= atLeastOne(hasPredicate ? statistics.objectsOf(p) : statistics.objects());
        }
        if (isBound(predicate, bound)) {
            count /= atLeastOne(index.predicateCount());
        }
        return inGraph(count, target, bound);
    }

    /** Estimates a path pattern. */
    double path(int subject, int object, BitSet bound) {
        boolean hasSubject = subject >= 0 || isBound(subject, bound);
        boolean hasObject = object >= 0 || isBound(object, bound);
        return hasSubject && hasObject
                ? 1
                : hasSubject || hasObject ? ENDS_OF_A_PATH : 2.0 * index.tripleCount();
    }

    private double inGraph(double count, Target target, BitSet bound) {
        if (target.isVariable()) {
            return bound.get(target.register()) ? count / atLeastOne(index.graphCount()) : count;
        }
        return target.graphs() instanceof GraphSet.One one
                ? Math.min(count, index.sizeOf(one.ordinal()))
                : count;
    }

    private int constant(int part) {
        if (part < 0) {
            return TripleIndex.ANY;
        }
        return part < index.terms().size() ? part : TermDictionary.ABSENT;
    }

    private static boolean isBound(int part, BitSet bound) {
        return part < 0 && bound.get(~part);
    }

    private static double atLeastOne(int count) {
        return Math.max(1, count);
    }
}
