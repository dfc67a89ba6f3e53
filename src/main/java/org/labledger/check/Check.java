package org.labledger.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.labledger.catalog.QueryFileException;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.ParseProblem;

/** Runs all rules over a snapshot. */
public final class Check {

    /** A part of the check: looks at a snapshot and says what is wrong. */
    interface Rule {
        /** Returns what is wrong, in any order. */
        List<Finding> findings(Snapshot snapshot);
    }

    private Check() {}

    /**
     * Checks a snapshot: syntax, graph names, IRIs, declared terms, shapes, check queries,
     * disagreements, saved queries and their expected answers. All findings are returned at once.
     *
     * <p>Where a file has a syntax error, its triples after the error are missing, so that rules
     * about what is <em>missing</em> would accuse it of more than it did, and accuse innocent
     * files; then only rules about what is there are run, and those that judge a whole file by
     * itself.
     */
    public static Report of(Snapshot snapshot, Limits limits) {
        return of(snapshot, limits, Memory.none(snapshot));
    }

    /** Checks a snapshot with the help of what is known of an earlier one. */
    static Report of(Snapshot snapshot, Limits limits, Memory memory) {
        LinkedHashSet<Finding> findings = new LinkedHashSet<>();
        for (ParseProblem problem : snapshot.problems()) {
            findings.add(
                    problem.fatal()
                            ? Finding.error(problem.place(), "syntax", problem.message())
                            : Finding.warning(problem.place(), "syntax", problem.message()));
        }
        for (QueryFileException problem : snapshot.catalog().problems()) {
            findings.add(Finding.error(problem.place(), "query", problem.getMessage()));
        }
        List<Rule> rules = new ArrayList<>();
        rules.add(new GraphNames());
        rules.add(new DeclaredTerms());
        rules.add(new ShapesRule(memory));
        rules.add(new DisagreementsRule());
        if (snapshot.isWhole()) {
            rules.add(new QueryClasses());
            rules.add(new References());
            rules.add(new CheckQueries(limits, memory));
            rules.add(new ExpectedAnswers(limits, memory));
        }
        // The rules only read, and know nothing of each other.
        rules.parallelStream()
                .map(rule -> rule.findings(snapshot))
                .toList()
                .forEach(findings::addAll);
        return new Report(snapshot, findings.stream().sorted().toList());
    }
}
