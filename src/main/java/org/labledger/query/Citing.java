package org.labledger.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.engine.binding.Binding;
import org.jspecify.annotations.Nullable;
import org.labledger.engine.Alternatives;
import org.labledger.engine.Support;

/** Makes citations of supports, under the memory limit of the query. */
final class Citing {

    private static final int BYTES_PER_STATEMENT = 200;
    private static final int BYTES_PER_WITNESS = 64;

    /** Up to so many statements are compared with one another. */
    private static final int FEW = 8;

    /** Rows between two looks at the clock, minus one: a mask. */
    private static final int ROWS_PER_CHECK = 31;

    private final Guard guard;
    private final LongFunction<@Nullable Statement> statements;
    private final Map<Long, @Nullable Statement> known = new HashMap<>();
    private final Map<Support.Missing, Absence> absences = new HashMap<>();
    private final Absences writer = new Absences();
    private int rows;

    /**
     * Creates a maker of citations.
     *
     * @param statements the statements by number; {@code null} for what is not in the data
     */
    Citing(Guard guard, LongFunction<@Nullable Statement> statements) {
        this.guard = guard;
        this.statements = statements;
    }

    static Alternatives alternatives(Guard guard, Support support) {
        return Alternatives.of(
                support, CitedSolution.MAX_WITNESSES, CitedSolution.MAX_ABSENCES, guard);
    }

    CitedSolution cited(Binding row, Support support) {
        return cited(row, alternatives(guard, support));
    }

    CitedSolution cited(Binding row, Alternatives alternatives) {
        if ((++rows & ROWS_PER_CHECK) == 0) {
            guard.check();
        }
        List<Witness> witnesses = new ArrayList<>();
        boolean isSmaller = false;
        for (Alternatives.Alternative alternative : alternatives.sets()) {
            long[] set = alternative.statements();
            int listed = Math.min(set.length, Witness.MAX_STATEMENTS);
            List<Statement> needed = new ArrayList<>(listed);
            for (int i = 0; i < listed; i++) {
                Statement statement = statement(set[i]);
                if (statement != null) {
                    needed.add(statement);
                }
            }
            int found = needed.size();
            dropImplied(needed);
            isSmaller |= needed.size() < found;
            if (!needed.isEmpty()) {
                guard.charge(BYTES_PER_WITNESS + 8L * needed.size());
                witnesses.add(
                        new Witness(
                                needed,
                                alternative.more()
                                        + (listed < set.length
                                                ? set.length - (found - needed.size())
                                                : needed.size())));
            }
        }
        boolean areAll = witnesses.size() == alternatives.sets().size();
        int dropped = isSmaller ? dropLarger(witnesses) : 0;
        return new CitedSolution(
                row,
                areAll ? witnesses : List.of(),
                areAll ? alternatives.count() - dropped : 0,
                alternatives.missing().stream().map(this::absence).toList());
    }

    /** A triple that is needed in one graph need not be in any graph besides. */
    private static void dropImplied(List<Statement> needed) {
        if (isRepeating(needed)) {
            for (int i = needed.size() - 1; i >= 0; i--) {
                Statement one = needed.get(i);
                if (needed.stream().anyMatch(other -> implies(other, one))) {
                    needed.remove(i);
                }
            }
        }
    }

    /**
     * Drops witnesses that hold all that another one needs: sets that were apart by the graph of a
     * statement may not be once one statement is left of two.
     *
     * @return how many were dropped
     */
    private static int dropLarger(List<Witness> witnesses) {
        int before = witnesses.size();
        for (int i = before - 1; i >= 0; i--) {
            Witness one = witnesses.get(i);
            if (witnesses.stream().anyMatch(other -> other != one && contains(one, other))) {
                witnesses.remove(i);
            }
        }
        return before - witnesses.size();
    }

    private static boolean contains(Witness whole, Witness part) {
        return part.statementCount() == part.statements().size()
                && part.statements().stream()
                        .allMatch(needed ->
                                whole.statements().stream()
                                        .anyMatch(there ->
                                                there.equals(needed) || implies(there, needed)));
    }

    private static boolean isRepeating(List<Statement> statements) {
        if (statements.size() <= FEW) {
            for (int i = 1; i < statements.size(); i++) {
                for (int j = 0; j < i; j++) {
                    if (statements.get(i).triple().equals(statements.get(j).triple())) {
                        return true;
                    }
                }
            }
            return false;
        }
        Set<Triple> triples = new HashSet<>();
        for (Statement statement : statements) {
            if (!triples.add(statement.triple())) {
                return true;
            }
        }
        return false;
    }

    private static boolean implies(Statement other, Statement one) {
        return other != one
                && other.triple().equals(one.triple())
                && one.graphs().containsAll(other.graphs());
    }

    private @Nullable Statement statement(long number) {
        Statement statement = known.get(number);
        if (statement != null || known.containsKey(number)) {
            return statement;
        }
        statement = statements.apply(number);
        guard.charge(BYTES_PER_STATEMENT);
        known.put(number, statement);
        return statement;
    }

    private Absence absence(Support.Missing missing) {
        return absences.computeIfAbsent(
                missing,
                m -> {
                    guard.charge(BYTES_PER_STATEMENT);
                    return writer.of(m);
                });
    }
}
