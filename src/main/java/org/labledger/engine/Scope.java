package org.labledger.engine;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.jena.sparql.core.Var;
import org.jspecify.annotations.Nullable;

/**
 * The variables that mean the same within a part of a query, and their registers. Within a subquery
 * only the projected variables mean the same as outside (SPARQL 1.1, section 18.2.1).
 */
final class Scope {

    private final Registers registers;
    private final @Nullable Scope outer;
    private final Set<Var> shared;
    private final Map<Var, Integer> own = new LinkedHashMap<>();

    private Scope(Registers registers, @Nullable Scope outer, Set<Var> shared) {
        this.registers = registers;
        this.outer = outer;
        this.shared = shared;
    }

    /** Returns whether no pattern of the query was entered yet, only its modifiers. */
    boolean isOutermost() {
        return registers.isOutermost;
    }

    /** Notes that a pattern is entered. */
    void enter() {
        registers.isOutermost = false;
    }

    /** Returns whether a projection was entered; the offset of the query stands before it. */
    boolean isProjected() {
        return registers.isProjected;
    }

    /** Notes that a projection is entered. */
    void project() {
        registers.isProjected = true;
    }

    /** Numbers the registers of a plan. */
    static final class Registers {
        private int count;
        private boolean isOutermost = true;
        private boolean isProjected;

        int add(int more) {
            int first = count;
            count += more;
            return first;
        }

        int count() {
            return count;
        }
    }

    /** Returns a scope that shares no variable with others. */
    static Scope in(Registers registers) {
        return new Scope(registers, null, Set.of());
    }

    /** Returns the scope of a part of which only some variables are visible outside. */
    Scope inner(Set<Var> visible) {
        return new Scope(registers, this, Set.copyOf(visible));
    }

    /** Returns a scope that shares no variable with this one. */
    Scope separate() {
        return in(registers);
    }

    /** Returns the register of a variable, a new one if it has none yet. */
    int register(Var variable) {
        if (outer != null && shared.contains(variable)) {
            return outer.register(variable);
        }
        Integer register = own.get(variable);
        if (register == null) {
            register = registers.add(1);
            own.put(variable, register);
        }
        return register;
    }

    /** Returns the register of a variable, or -1 if it has none. */
    int find(Var variable) {
        if (outer != null && shared.contains(variable)) {
            return outer.find(variable);
        }
        return own.getOrDefault(variable, -1);
    }

    /** Returns the variables that have registers. */
    Set<Var> variables() {
        Set<Var> variables = new LinkedHashSet<>(own.keySet());
        if (outer != null) {
            for (Var variable : shared) {
                if (outer.find(variable) >= 0) {
                    variables.add(variable);
                }
            }
        }
        return variables;
    }
}
