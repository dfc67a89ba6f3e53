package org.labledger.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.SavedQuery;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.Location;
import org.labledger.source.ParseProblem;

/**
 * Reports saved queries whose answer differs from {@code queries/expected/NAME.csv}, so that an
 * edit shows in its diff which answers it changes. Parameters have the values of {@code defaults}.
 */
public final class ExpectedAnswers implements Check {

    /** The {@link Finding#check()} of these findings. */
    public static final String NAME = "expected-answer";

    /** The {@link Finding#check()} of answers that have fewer rows than expected. */
    public static final String LOST_ROWS = "lost-rows";

    private final Limits limits;
    private final CheckCache cache;

    ExpectedAnswers(Limits limits, CheckCache cache) {
        this.limits = limits;
        this.cache = cache;
    }

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        return snapshot.home()
                .files(HomeFile.Part.EXPECTED)
                .parallel()
                .flatMap(file -> check(file, snapshot).stream())
                .toList();
    }

    /**
     * Returns the current answers as CSV, by the path of the file that holds the expected one: one
     * for each SELECT query that needs no values beyond its defaults and has no SERVICE.
     *
     * @throws LimitException if a query exceeds a limit
     */
    public static Map<String, String> actual(Snapshot snapshot, Limits limits)
            throws LimitException {
        ExpectedAnswers check = new ExpectedAnswers(limits, CheckCache.disabled(snapshot));
        Map<String, String> answers = new TreeMap<>();
        for (SavedQuery query : snapshot.catalog().queries()) {
            if (query.query().isSelectType() && !query.isFederated()) {
                try {
                    answers.put(
                            "queries/expected/" + query.name() + ".csv",
                            check.answer(query, snapshot));
                } catch (BadParameterException e) {
                    // A required parameter has no default, so there is no answer to expect.
                    continue;
                }
            }
        }
        return answers;
    }

    /**
     * Returns the files of expected answers that belong to no saved query, or to one that has no
     * lasting answer.
     */
    public static List<HomeFile> orphans(Snapshot snapshot) {
        return snapshot.home()
                .files(HomeFile.Part.EXPECTED)
                .filter(file ->
                        snapshot.catalog()
                                .find(file.stem())
                                .filter(query -> !query.isFederated())
                                .isEmpty())
                .toList();
    }

    private Optional<Finding> check(HomeFile file, Snapshot snapshot) {
        Optional<ParseProblem> malformed = file.textProblem();
        if (malformed.isPresent()) {
            return Optional.of(
                    Finding.error(malformed.get().location(), NAME, malformed.get().message()));
        }
        Optional<SavedQuery> query = snapshot.catalog().find(file.stem());
        if (query.isEmpty()) {
            // A query with an error of its own is reported as such.
            boolean hasFile =
                    snapshot.catalog().problems().stream()
                            .anyMatch(p -> p.location().file().endsWith("/" + file.stem() + ".rq"));
            return hasFile
                    ? Optional.empty()
                    : Optional.of(
                            Finding.error(
                                    file.start(),
                                    NAME,
                                    "There is no saved query \""
                                            + file.stem()
                                            + "\". If it was renamed, rename this file too; else"
                                            + " `./lab-ledger check --write-expected` removes it."));
        }
        if (query.get().isFederated()) {
            return Optional.of(
                    Finding.error(
                            file.start(),
                            NAME,
                            "The query \""
                                    + file.stem()
                                    + "\" uses SERVICE, so its answer can change without an edit."
                                    + " `./lab-ledger check --write-expected` removes this file."));
        }
        try {
            return difference(file, query.get(), answer(query.get(), snapshot));
        } catch (BadParameterException e) {
            return Optional.of(
                    Finding.error(
                            query.get().locationOf("defaults", ""),
                            "query",
                            "The expected answer needs a default for every required parameter:"
                                    + " add it under `#+ defaults`. "
                                    + e.getMessage()));
        } catch (LimitException e) {
            return Optional.of(
                    Finding.error(new Location(query.get().path(), 1, 1), "query", e.getMessage()));
        }
    }

    private String answer(SavedQuery query, Snapshot snapshot)
            throws BadParameterException, LimitException {
        Answer answer =
                cache.answer(
                        query.text(),
                        query.query(),
                        query.bind(query.examples(), snapshot.prefixes()),
                        limits);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Format.CSV.write(answer, snapshot.prefixes(), out);
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private static Optional<Finding> difference(HomeFile file, SavedQuery query, String answer) {
        List<String> expected = lines(file.text().replace("\r\n", "\n"), query);
        List<String> actual = lines(answer, query);
        if (expected.equals(actual)) {
            return Optional.empty();
        }
        int line = 0;
        while (line < expected.size()
                && line < actual.size()
                && expected.get(line).equals(actual.get(line))) {
            line++;
        }
        String was =
                line < expected.size() ? "expected " + expected.get(line) : "expected no more rows";
        String is = line < actual.size() ? "got " + actual.get(line) : "got no more rows";
        int lost = expected.size() - actual.size();
        return Optional.of(
                Finding.error(
                        new Location(file.path(), line + 1, 1),
                        lost > 0 ? LOST_ROWS : NAME,
                        (lost > 0
                                        ? "The answer has lost "
                                                + Report.counted(lost, "row")
                                                + ": "
                                        : "The answer has changed: ")
                                + was
                                + ", "
                                + is
                                + (lost > 0
                                        ? ". Was a file in data/ emptied or deleted? If the new"
                                        : ". If the new")
                                + " answer is right, run `./lab-ledger check --write-expected` and review the diff."));
    }

    /** Returns the lines, sorted if the query has no ORDER BY and so no defined order. */
    private static List<String> lines(String csv, SavedQuery query) {
        List<String> lines = new ArrayList<>(csv.lines().toList());
        if (!query.query().hasOrderBy() && lines.size() > 1) {
            lines.subList(1, lines.size()).sort(null);
        }
        return lines;
    }
}
