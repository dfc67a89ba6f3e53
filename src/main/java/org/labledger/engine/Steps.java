package org.labledger.engine;

import java.util.List;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.NodeValue;
import org.jspecify.annotations.Nullable;
import org.labledger.index.TripleIndex;

/** The steps that need nothing but registers. */
final class Steps {

    private Steps() {}

    /** Yields at most one solution each time it is opened. */
    private abstract static class Once extends Step {

        private boolean isPending;

        Once(Run run) {
            super(run);
        }

        @Override
        final void open() {
            isPending = true;
        }

        @Override
        final boolean next() {
            if (isPending) {
                isPending = false;
                if (binds()) {
                    return true;
                }
            }
            close();
            return false;
        }

        @Override
        final void close() {
            isPending = false;
            unbind();
        }

        /** Sets the registers of the solution; false if there is none. */
        abstract boolean binds();

        /** Undoes what {@link #binds} has set, if it has set anything. */
        void unbind() {
            // Most set nothing.
        }
    }

    /** Yields one solution, without doing anything. */
    static final class Unit extends Once {

        Unit(Run run) {
            super(run);
        }

        @Override
        boolean binds() {
            return true;
        }
    }

    /** Yields nothing. */
    static final class Empty extends Step {

        Empty(Run run) {
            super(run);
        }

        @Override
        void open() {}

        @Override
        boolean next() {
            return false;
        }

        @Override
        void close() {}
    }

    /** Steps one inside the other: each is opened for each solution of the one before. */
    static final class Sequence extends Step {

        private final Step[] steps;

        /** The step that is asked next; -1 after the end. */
        private int current = -1;

        Sequence(Run run, List<Step> steps) {
            super(run);
            this.steps = steps.toArray(Step[]::new);
        }

        @Override
        void once() {
            // The others are opened for each solution of the one before.
            steps[0].once();
        }

        @Override
        void open() {
            current = 0;
            steps[0].open();
        }

        @Override
        boolean next() {
            int last = steps.length - 1;
            while (current >= 0) {
                if (!steps[current].next()) {
                    current--;
                } else if (current == last) {
                    return true;
                } else {
                    steps[++current].open();
                }
            }
            return false;
        }

        @Override
        void close() {
            while (current >= 0) {
                steps[current--].close();
            }
        }
    }

    /** Yields one solution if a condition is true. */
    static final class Filter extends Once {

        private final Condition condition;

        Filter(Run run, Condition condition) {
            super(run);
            this.condition = condition;
        }

        @Override
        boolean binds() {
            return condition.test() == Condition.TRUE;
        }
    }

    /** Yields one solution if a pattern matches, and cites all matches as alternatives. */
    static final class Exists extends Once {

        private final Step pattern;
        private final int[] citations;
        private final int citation;

        Exists(Run run, Step pattern, int[] citations, int citation) {
            super(run);
            this.pattern = pattern;
            this.citations = citations;
            this.citation = citation;
        }

        @Override
        boolean binds() {
            Support.Choice matches = new Support.Choice();
            pattern.open();
            while (pattern.next()) {
                run.tick();
                if (matches.isOpen()) {
                    matches.add(run.support(citations));
                } else {
                    matches.addAnother();
                }
            }
            if (matches.isEmpty()) {
                return false;
            }
            run.registers[citation] = run.keep(matches.any());
            return true;
        }

        @Override
        void unbind() {
            run.registers[citation] = TripleIndex.NONE;
        }
    }

    /** Yields one solution, and cites that a pattern has no match. */
    static final class Missed extends Once {

        private final Lack lack;

        Missed(Run run, Lack lack) {
            super(run);
            this.lack = lack;
        }

        @Override
        boolean binds() {
            lack.cite();
            return true;
        }

        @Override
        void unbind() {
            lack.uncite();
        }
    }

    /** {@code BIND}: binds a variable to the value of an expression, if that is no error. */
    static final class Extend extends Once {

        private final int register;
        private final Value value;

        /** Whether the variable may have a value already, which has to be the same. */
        private final boolean joins;

        private boolean isSet;

        Extend(Run run, int register, Value value, boolean joins) {
            super(run);
            this.register = register;
            this.value = value;
            this.joins = joins;
        }

        @Override
        boolean binds() {
            int id = value.id();
            if (joins && run.registers[register] != Run.UNBOUND) {
                return id == Run.UNBOUND || id == run.registers[register];
            }
            run.registers[register] = id;
            isSet = true;
            return true;
        }

        @Override
        void unbind() {
            if (isSet) {
                run.registers[register] = Run.UNBOUND;
                isSet = false;
            }
        }
    }

    /** The value of an expression as a term id. */
    interface Value {

        /** Returns the id, or {@link Run#UNBOUND} for an error. */
        int id();

        /** Returns the value of an expression that is evaluated by ARQ. */
        static Value of(Run run, Expr expr, RegisterBinding binding, Environment environment) {
            if (expr.isConstant()) {
                int id = run.terms.idOf(expr.getConstant().asNode());
                return () -> id;
            }
            if (expr.isVariable()) {
                int register = binding.register(expr.asVar());
                return () -> run.registers[register];
            }
            return () -> {
                NodeValue value = environment.valueOf(expr, binding);
                return value == null ? Run.UNBOUND : run.terms.idOf(value.asNode());
            };
        }
    }

    /** {@code OPTIONAL} by lookup: the solutions of a step, or one without. */
    static final class Optional extends Step {

        private final Step right;

        /** Cites that there is no match; {@code null} if steps do not cite. */
        private final @Nullable Lack lack;

        private boolean isPending;
        private boolean isMatched;

        Optional(Run run, Step right, @Nullable Lack lack) {
            super(run);
            this.right = right;
            this.lack = lack;
        }

        @Override
        void open() {
            right.open();
            isPending = true;
            isMatched = false;
        }

        @Override
        boolean next() {
            if (!isPending) {
                close();
                return false;
            }
            if (right.next()) {
                isMatched = true;
                return true;
            }
            isPending = false;
            if (!isMatched && lack != null) {
                lack.cite();
            }
            return !isMatched;
        }

        @Override
        void close() {
            if (isPending) {
                right.close();
                isPending = false;
            }
            if (lack != null) {
                lack.uncite();
            }
        }
    }

    /** {@code UNION}: the solutions of one step after the other. */
    static final class Union extends Step {

        private final Step[] branches;
        private int current;

        Union(Run run, List<Step> branches) {
            super(run);
            this.branches = branches.toArray(Step[]::new);
            this.current = this.branches.length;
        }

        @Override
        void once() {
            for (Step branch : branches) {
                branch.once();
            }
        }

        @Override
        void open() {
            current = 0;
            branches[0].open();
        }

        @Override
        boolean next() {
            while (current < branches.length) {
                if (branches[current].next()) {
                    return true;
                }
                if (++current < branches.length) {
                    branches[current].open();
                }
            }
            return false;
        }

        @Override
        void close() {
            if (current < branches.length) {
                branches[current].close();
                current = branches.length;
            }
        }
    }

    /** {@code LIMIT} and {@code OFFSET}. */
    static final class Slice extends Step {

        private final Step input;
        private final long offset;
        private final long limit;
        private long skipped;
        private long returned;

        /**
         * Creates a step.
         *
         * @param limit maximum number of solutions
         */
        Slice(Run run, Step input, long offset, long limit) {
            super(run);
            this.input = input;
            this.offset = offset;
            this.limit = limit;
        }

        @Override
        void once() {
            input.once();
        }

        @Override
        void open() {
            input.open();
            skipped = 0;
            returned = 0;
        }

        @Override
        boolean next() {
            if (returned >= limit) {
                input.close();
                return false;
            }
            while (skipped < offset) {
                if (!input.next()) {
                    returned = limit;
                    return false;
                }
                skipped++;
            }
            if (input.next()) {
                returned++;
                return true;
            }
            returned = limit;
            return false;
        }

        @Override
        void close() {
            input.close();
        }
    }

    /** {@code VALUES}: solutions written in the query. */
    static final class Table extends Step {

        private final int[] variables;

        /** Values by row and variable; {@link Run#UNBOUND} for UNDEF. */
        private final int[][] rows;

        private final boolean[] isSet;
        private int next;

        Table(Run run, int[] variables, int[][] rows) {
            super(run);
            this.variables = variables;
            this.rows = rows;
            this.isSet = new boolean[variables.length];
            this.next = rows.length;
        }

        @Override
        void open() {
            next = 0;
        }

        @Override
        boolean next() {
            unset();
            while (next < rows.length) {
                run.tick();
                if (set(rows[next++])) {
                    return true;
                }
                unset();
            }
            return false;
        }

        private boolean set(int[] row) {
            for (int i = 0; i < variables.length; i++) {
                if (row[i] != Run.UNBOUND) {
                    int before = run.registers[variables[i]];
                    if (before == Run.UNBOUND) {
                        run.registers[variables[i]] = row[i];
                        isSet[i] = true;
                    } else if (before != row[i]) {
                        return false;
                    }
                }
            }
            return true;
        }

        private void unset() {
            for (int i = 0; i < variables.length; i++) {
                if (isSet[i]) {
                    run.registers[variables[i]] = Run.UNBOUND;
                    isSet[i] = false;
                }
            }
        }

        @Override
        void close() {
            unset();
            next = rows.length;
        }
    }
}
