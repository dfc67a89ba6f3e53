package org.labledger.citation;

import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.labledger.query.Absence;

/**
 * What supports a row of an answer.
 *
 * @param alternatives each of these is enough; empty if the row rests on no statement
 * @param alternativeCount how many there are, of which not all may be listed
 * @param absences what was not found, on which the row rests as well
 * @param sourceSets the smallest sets of sources that are enough, at most {@value
 *     SourceSets#MAX_SETS}
 * @param sources all sources cited, once each
 * @param disputes the disagreements that cited statements are a part of
 * @param strength how strong the sources are
 * @param ways how many times the row is supported independently, with sources that go back to no
 *     common report: 1 for one that needs two sources, 2 for one that either of them makes
 */
public record CitedRow(
        List<Alternative> alternatives,
        long alternativeCount,
        List<Absence> absences,
        List<Set<Node>> sourceSets,
        List<CitedSource> sources,
        List<Dispute> disputes,
        Strength strength,
        int ways) {

    /**
     * Statements that are needed together.
     *
     * @param statements the statements
     * @param statementCount how many there are, of which not all may be listed
     */
    public record Alternative(List<CitedStatement> statements, long statementCount) {}
}
