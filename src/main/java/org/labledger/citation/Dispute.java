package org.labledger.citation;

import java.util.List;
import org.apache.jena.graph.Node;
import org.labledger.evidence.Disagreement;

/**
 * A disagreement between sources that a cited statement is a part of.
 *
 * @param disagreement the disagreement
 * @param sides what is said, and by whom
 * @param natures why sources differ: IRIs or literals
 * @param reasons the editor's explanation, one literal for each language
 * @param verdicts which side the evidence favours; empty if that is open
 */
public record Dispute(
        Disagreement disagreement,
        List<Side> sides,
        List<Node> natures,
        List<Node> reasons,
        List<Verdict> verdicts) {

    /**
     * One side.
     *
     * @param value the value of the disputed property, or the record that contradicts others
     * @param sources the graphs that state it
     * @param words what the record says, one literal for each language; empty for a value
     * @param speakers who says so, where a record names them
     * @param isPreferred whether a verdict favours it
     */
    public record Side(
            Node value,
            List<Node> sources,
            List<Node> words,
            List<Node> speakers,
            boolean isPreferred) {}

    /**
     * A verdict.
     *
     * @param iri the verdict
     * @param prefers the values or records that it favours
     * @param reasons its reason, one literal for each language
     * @param sources the graphs that state the reason
     */
    public record Verdict(Node iri, List<Node> prefers, List<Node> reasons, List<Node> sources) {}
}
