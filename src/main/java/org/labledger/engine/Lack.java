package org.labledger.engine;

import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.labledger.index.TripleIndex;

/** Cites that a pattern has no match, in a citation register. */
final class Lack {

    private final Run run;
    private final Support.Missing.Kind kind;
    private final Op pattern;
    private final Target target;
    private final RegisterBinding solution;
    private final List<Var> variables;
    private final int citation;

    /**
     * Creates a citation.
     *
     * @param pattern what is not there
     * @param target the graph that it is not in
     * @param solution has the values of its variables
     * @param citation the register
     */
    Lack(
            Run run,
            Support.Missing.Kind kind,
            Op pattern,
            Target target,
            RegisterBinding solution,
            int citation) {
        this.run = run;
        this.kind = kind;
        this.pattern = pattern;
        this.target = target;
        this.solution = solution;
        this.variables = List.copyOf(OpVars.mentionedVars(pattern));
        this.citation = citation;
    }

    /** Returns that the pattern has no match with the present values. */
    Support.Missing missing() {
        int name = target.isVariable() ? run.registers[target.register()] : target.name();
        Binding values = solution.copy(variables);
        Node graph = name == Run.UNBOUND ? null : run.terms.term(name);
        return new Support.Missing(kind, pattern, graph, values);
    }

    void cite() {
        run.registers[citation] = run.keep(missing());
    }

    void uncite() {
        run.registers[citation] = TripleIndex.NONE;
    }
}
