package org.labledger.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.engine.binding.Binding;
import org.jspecify.annotations.Nullable;

/**
 * What a solution rests on: statements, all of which or any of which are needed, and what is not
 * there. A statement is a number; what it means is up to who made it.
 */
public sealed interface Support {

    /** Maximum number of statements that are listed where the index knows how many there are. */
    int MAX_COUNTED = 500;

    /** Maximum number of alternatives that are kept of one choice. */
    int MAX_ALTERNATIVES = 200;

    /** Support of what holds on any data. */
    All NOTHING = new All(new long[0], List.of());

    /** Estimates the bytes that it keeps, without those of its parts. */
    long size();

    /**
     * All of some parts.
     *
     * @param statements numbers of statements; one may come several times
     * @param others other parts, none of them an {@code All}
     * @param more the number of statements that are not listed
     */
    record All(long[] statements, List<Support> others, long more) implements Support {

        /** Creates a support whose statements are all listed. */
        public All(long[] statements, List<Support> others) {
            this(statements, others, 0);
        }

        @Override
        public long size() {
            return 64 + 8L * (statements.length + others.size());
        }
    }

    /**
     * One of some parts.
     *
     * @param alternatives the parts that are kept, at least one
     * @param count the number of parts
     */
    record Any(List<Support> alternatives, long count) implements Support {
        @Override
        public long size() {
            return 64 + 8L * alternatives.size();
        }
    }

    /**
     * That a pattern has no match.
     *
     * @param kind what the query says about it
     * @param pattern the pattern
     * @param graph the name of the graph that it was looked for in; {@code null} for the default
     *     graph
     * @param values the values of its variables in the solution
     */
    record Missing(Kind kind, Op pattern, @Nullable Node graph, Binding values) implements Support {

        /** What a query says about a pattern that has no match. */
        public enum Kind {
            /** {@code NOT EXISTS}, or a group without solutions. */
            NOT_EXISTS,
            /** {@code MINUS}. */
            MINUS,
            /** {@code OPTIONAL}. */
            OPTIONAL
        }

        @Override
        public long size() {
            return 200;
        }
    }

    /** Returns the support by one statement. */
    static Support statement(long number) {
        return new All(new long[] {number}, List.of());
    }

    /** Returns the support that needs all of some parts. */
    static Support all(Support... parts) {
        Collector all = new Collector();
        for (Support part : parts) {
            all.add(part);
        }
        return all.all();
    }

    /** Returns the support that needs one of some parts; there has to be one. */
    static Support any(List<Support> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        Choice choice = new Choice();
        parts.forEach(choice::add);
        return choice.any();
    }

    /** Collects parts that are all needed. */
    final class Collector {

        private long[] statements = new long[4];
        private int size;
        private long more;
        private final List<Support> others = new ArrayList<>();

        /** Adds a statement. */
        public void add(long statement) {
            if (size == statements.length) {
                statements = Arrays.copyOf(statements, 2 * size);
            }
            statements[size++] = statement;
        }

        /** Returns how many statements were added. */
        public int size() {
            return size;
        }

        /** Counts statements that are not listed. */
        public void addMore(long count) {
            more += count;
        }

        /** Adds a part. */
        public void add(Support part) {
            if (part instanceof All all) {
                more += all.more();
                for (long statement : all.statements()) {
                    add(statement);
                }
                others.addAll(all.others());
            } else {
                others.add(part);
            }
        }

        /** Returns the support by all that was added. */
        public All all() {
            return size == 0 && others.isEmpty()
                    ? NOTHING
                    : new All(Arrays.copyOf(statements, size), List.copyOf(others), more);
        }
    }

    /** Collects alternatives; of many, the first are kept and the others counted. */
    final class Choice {

        private final List<Support> alternatives = new ArrayList<>();
        private long count;

        /** Returns whether another alternative would be kept. */
        public boolean isOpen() {
            return alternatives.size() < MAX_ALTERNATIVES;
        }

        /** Adds an alternative. */
        public void add(Support alternative) {
            count++;
            if (isOpen()) {
                alternatives.add(alternative);
            }
        }

        /** Counts an alternative that is not kept. */
        public void addAnother() {
            count++;
        }

        /** Returns whether there is no alternative. */
        public boolean isEmpty() {
            return count == 0;
        }

        /** Returns the support by one of what was added, which is something. */
        public Support any() {
            return count == 1 && alternatives.size() == 1
                    ? alternatives.getFirst()
                    : new Any(List.copyOf(alternatives), count);
        }
    }
}
