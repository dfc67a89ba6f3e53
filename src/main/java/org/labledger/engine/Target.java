package org.labledger.engine;

import org.labledger.index.GraphSet;

/**
 * The graph that patterns are matched against (SPARQL 1.1, section 13.3): a fixed set of graphs, or
 * the graph named by a variable.
 *
 * @param graphs the graphs, whose union is matched; if a variable names one, those it may name
 * @param register the variable's register; -1 if the graphs are fixed
 * @param name the term id of the graph's name for records of what is read; {@link Run#UNBOUND} for
 *     a union
 * @param environment what expressions see
 */
record Target(GraphSet graphs, int register, int name, Environment environment) {

    /** Returns whether a variable names the graph. */
    boolean isVariable() {
        return register >= 0;
    }

    /** Returns the same graphs, of which another variable names one. */
    Target namedBy(int otherRegister) {
        return new Target(graphs, otherRegister, name, environment);
    }
}
