package org.labledger.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.QueryFileException;
import org.labledger.query.Limits;
import org.labledger.query.Volatility;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.ParseProblem;

/**
 * Runs all checks: syntax, graph names, IRIs, declared terms, endpoints, shapes, check queries,
 * disagreements, saved queries and their expected answers.
 *
 * <p>An instance checks successive snapshots of one home and re-evaluates only what an edit can
 * affect. Its reports equal those of {@link #checkOnce}.
 */
public final class Checker {

    /**
     * What makes the result of a rule, or of a query in shapes, depend on more than the home. A
     * text that only looks like it, such as a comment, counts too.
     */
    private static final Pattern LOOKS_VOLATILE =
            Pattern.compile(
                    "(?i)\\b(?:NOW|RAND|UUID|STRUUID|BNODE)\\s*\\(|\\bSERVICE\\b|java:|\\bafn:");

    private final Limits limits;
    private @Nullable CheckCache cache;

    /**
     * Creates a checker with an empty cache.
     *
     * @param limits the limits of each query
     */
    public Checker(Limits limits) {
        this.limits = limits;
    }

    /** Checks a snapshot and caches the results for the next one. Calls run one at a time. */
    public synchronized Report check(Snapshot snapshot) {
        if (!snapshot.isWhole()) {
            // Keep the cache of the last complete snapshot: the next one resembles it more.
            return checkOnce(snapshot, limits);
        }
        CheckCache next = CheckCache.after(cache, snapshot);
        Report report = check(snapshot, limits, next);
        cache = next;
        return report;
    }

    /**
     * Checks a snapshot, without a cache.
     *
     * @param limits the limits of each query
     */
    public static Report checkOnce(Snapshot snapshot, Limits limits) {
        return check(snapshot, limits, CheckCache.disabled(snapshot));
    }

    /**
     * Returns the report on a snapshot that was checked before, by the same program.
     *
     * @param known the findings of that check, whose {@linkplain #isLasting verdict is lasting}
     */
    public Report checkAgain(Snapshot snapshot, List<Finding> known) {
        Set<Finding> findings = new LinkedHashSet<>(new PossibleDates().findings(snapshot));
        known.stream().filter(f -> !f.check().equals(PossibleDates.NAME)).forEach(findings::add);
        return new Report(snapshot, findings.stream().sorted().toList());
    }

    /**
     * Returns whether the findings of a snapshot are the same whenever it is checked, but for those
     * about dates that have yet to come: whether no rule and no query of a check reads the clock,
     * asks another endpoint or makes random values.
     */
    public static boolean isLasting(Snapshot snapshot) {
        return snapshot.home()
                        .files(HomeFile.Part.CHECK)
                        .noneMatch(file -> CheckQueries.isVolatile(file, snapshot))
                && snapshot.home()
                        .files(HomeFile.Part.EXPECTED)
                        .flatMap(file -> snapshot.catalog().find(file.stem()).stream())
                        .noneMatch(query -> Volatility.of(query.query()))
                && Stream.of(HomeFile.Part.SHAPES, HomeFile.Part.RULE)
                        .flatMap(snapshot.home()::files)
                        .noneMatch(file -> LOOKS_VOLATILE.matcher(file.text()).find());
    }

    private static Report check(Snapshot snapshot, Limits limits, CheckCache cache) {
        Set<Finding> findings = new LinkedHashSet<>();
        for (ParseProblem problem : snapshot.problems()) {
            findings.add(
                    problem.isFatal()
                            ? Finding.error(problem.location(), "syntax", problem.message())
                            : Finding.warning(problem.location(), "syntax", problem.message()));
        }
        // Of files that nothing else reads, such as notes.
        snapshot.home()
                .files(HomeFile.Part.OTHER)
                .flatMap(file -> file.conflict().stream())
                .forEach(problem ->
                        findings.add(
                                Finding.error(problem.location(), "syntax", problem.message())));
        for (QueryFileException problem : snapshot.catalog().problems()) {
            findings.add(Finding.error(problem.location(), "query", problem.getMessage()));
        }
        List<Check> checks = new ArrayList<>();
        checks.add(new GraphNames());
        checks.add(new DeclaredTerms());
        checks.add(new LiteralText());
        checks.add(new UnreadFiles());
        checks.add(new PossibleDates());
        checks.add(new ShapesCheck(cache));
        checks.add(new DisagreementsCheck());
        checks.add(new RetiredIrisCheck());
        checks.add(new ServiceEndpoints());
        if (snapshot.isWhole()) {
            // These report what is missing, and triples after a syntax error are missing without
            // being wrong.
            checks.add(new QueryClasses());
            checks.add(new QueryTerms());
            checks.add(new References());
            checks.add(new Circles());
            checks.add(new Verdicts());
            checks.add(new CheckQueries(limits, cache));
            checks.add(new ExpectedAnswers(limits, cache));
        }
        checks.parallelStream()
                .map(check -> check.findings(snapshot))
                .toList()
                .forEach(findings::addAll);
        return new Report(snapshot, findings.stream().sorted().toList());
    }
}
