package org.labledger.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;

/**
 * By which rules the derived triples of a snapshot follow, and from which stated ones. Computed for
 * one graph at a time, when first asked for. Safe for concurrent use.
 */
public final class Derivations {

    /** Stands for RDFS entailment in place of the path of a rule. */
    public static final String RDFS = "RDFS";

    /** Maximum number of steps that are kept, of all graphs together. */
    private static final int MAX_STEPS = 200_000;

    private final Snapshot snapshot;
    private final Inference inference;
    private final Cache<Node, Map<Triple, Step>> steps =
            Caffeine.newBuilder()
                    .maximumWeight(MAX_STEPS)
                    .weigher((Node graph, Map<Triple, Step> known) -> 1 + known.size())
                    .build();

    private Derivations(Snapshot snapshot, Inference inference) {
        this.snapshot = snapshot;
        this.inference = inference;
    }

    /**
     * How a triple follows.
     *
     * @param rules the rules that were applied, each once: paths such as {@code
     *     ontology/rules/inverse.rq}, or {@link #RDFS}
     * @param premises the stated triples of the same graph that it follows from
     */
    public record Derivation(List<String> rules, List<Triple> premises) {}

    /** One application of a rule to triples of a graph, stated or derived. */
    record Step(String rule, List<Triple> premises) {}

    /** Reads the rules of a snapshot. */
    public static Derivations of(Snapshot snapshot) {
        return new Derivations(
                snapshot,
                Inference.of(
                        snapshot.ontology().graph(),
                        snapshot.home(),
                        snapshot.description().uriSpace().base()));
    }

    /** Returns how a {@linkplain Snapshot#isDerived derived} quad follows. */
    public Derivation of(Quad derived) {
        Set<String> rules = new LinkedHashSet<>();
        Set<Triple> premises = new LinkedHashSet<>();
        Map<Triple, Step> known = steps.get(derived.getGraph(), this::steps);
        follow(derived.getGraph(), derived.asTriple(), known, new HashSet<>(), rules, premises);
        return new Derivation(List.copyOf(rules), List.copyOf(premises));
    }

    private Map<Triple, Step> steps(Node graph) {
        List<Triple> stated = new ArrayList<>();
        List<Triple> derived = new ArrayList<>();
        snapshot.store()
                .triples(graph)
                .all()
                .forEach(triple ->
                        (snapshot.isDerived(Quad.create(graph, triple)) ? derived : stated)
                                .add(triple));
        stated.addAll(derived);
        return inference.steps(graph, stated);
    }

    private void follow(
            Node graph,
            Triple triple,
            Map<Triple, Step> known,
            Set<Triple> seen,
            Set<String> rules,
            Set<Triple> premises) {
        Step step = known.get(triple);
        if (step == null || !seen.add(triple)) {
            return;
        }
        rules.add(step.rule());
        for (Triple premise : step.premises()) {
            if (snapshot.isDerived(Quad.create(graph, premise))) {
                follow(graph, premise, known, seen, rules, premises);
            } else {
                premises.add(premise);
            }
        }
    }
}
