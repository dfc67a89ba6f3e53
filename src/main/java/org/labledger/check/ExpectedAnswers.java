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
import org.labledger.source.ParseProblem;
import org.labledger.source.Place;

/**
 * Each {@code queries/expected/NAME.csv} is the answer that the query NAME gives today, with the
 * values of its {@code defaults}. So an edit shows in the diff which answers it changes.
 */
public final class ExpectedAnswers implements Check.Rule {

    /** The rule of findings about answers that have changed. */
    public static final String RULE = "expected-answer";

    private final Limits limits;
    private final Memory memory;

    ExpectedAnswers(Limits limits, Memory memory) {
        this.limits = limits;
        this.memory = memory;
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
     * Returns the answers that queries give now, by the path of the file that should hold them: one
     * for each query that can be asked with its defaults, returns a result set, and asks no other
     * endpoint.
     */
    public static Map<String, String> actual(Snapshot snapshot, Limits limits)
            throws LimitException {
        ExpectedAnswers rule = new ExpectedAnswers(limits, Memory.none(snapshot));
        Map<String, String> answers = new TreeMap<>();
        for (SavedQuery query : snapshot.catalog().queries()) {
            if (query.query().isSelectType() && !query.isFederated()) {
                try {
                    answers.put(
                            "queries/expected/" + query.name() + ".csv",
                            rule.answer(query, snapshot));
                } catch (BadParameterException e) {
                    // Cannot be asked without somebody choosing values: nothing to expect.
                    continue;
                }
            }
        }
        return answers;
    }

    private Optional<Finding> check(HomeFile file, Snapshot snapshot) {
        Optional<ParseProblem> malformed = file.malformed();
        if (malformed.isPresent()) {
            return Optional.of(
                    Finding.error(malformed.get().place(), RULE, malformed.get().message()));
        }
        Optional<SavedQuery> query = snapshot.catalog().find(file.stem());
        if (query.isEmpty()) {
            // A query with an error of its own is reported as such.
            boolean hasFile =
                    snapshot.catalog().problems().stream()
                            .anyMatch(p -> p.place().file().endsWith("/" + file.stem() + ".rq"));
            return hasFile
                    ? Optional.empty()
                    : Optional.of(
                            Finding.error(
                                    file.start(),
                                    RULE,
                                    "There is no saved query \"" + file.stem() + "\"."));
        }
        if (query.get().isFederated()) {
            return Optional.of(
                    Finding.error(
                            file.start(),
                            RULE,
                            "The query \""
                                    + file.stem()
                                    + "\" asks another endpoint with SERVICE, so nothing can be"
                                    + " expected of it. Remove this file."));
        }
        try {
            return difference(file, query.get(), answer(query.get(), snapshot));
        } catch (BadParameterException e) {
            return Optional.of(
                    Finding.error(
                            new Place(query.get().path(), 1, 1),
                            RULE,
                            "The expected answer needs a value for every required parameter under"
                                    + " #+ defaults. "
                                    + e.getMessage()));
        } catch (LimitException e) {
            return Optional.of(
                    Finding.error(new Place(query.get().path(), 1, 1), RULE, e.getMessage()));
        }
    }

    private String answer(SavedQuery query, Snapshot snapshot)
            throws BadParameterException, LimitException {
        Answer answer =
                memory.answer(
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
        String was = line < expected.size() ? "expected " + expected.get(line) : "expected no more";
        String is = line < actual.size() ? "got " + actual.get(line) : "got no more";
        return Optional.of(
                Finding.error(
                        new Place(file.path(), line + 1, 1),
                        RULE,
                        "The answer has changed: "
                                + was
                                + ", "
                                + is
                                + ". If the new answer is right, run ./lab-ledger check"
                                + " --write-expected and review the diff."));
    }

    /** Without ORDER BY the order of rows means nothing. */
    private static List<String> lines(String csv, SavedQuery query) {
        List<String> lines = new ArrayList<>(csv.lines().toList());
        if (!query.query().hasOrderBy() && lines.size() > 1) {
            lines.subList(1, lines.size()).sort(null);
        }
        return lines;
    }
}
