package org.labledger.check;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Location;
import org.labledger.syntax.Excerpt;

/**
 * The findings of one snapshot.
 *
 * @param snapshot the snapshot that was checked
 * @param findings the findings, ordered by file and line
 */
public record Report(Snapshot snapshot, List<Finding> findings) {

    private static final Set<String> WITH_EXCERPT = Set.of("syntax", "query");

    /** Returns whether the snapshot can be served: there are no errors. */
    public boolean passes() {
        return errors() == 0;
    }

    /** Returns the report without the findings of one check. */
    public Report withoutCheck(String check) {
        return new Report(
                snapshot, findings.stream().filter(f -> !f.check().equals(check)).toList());
    }

    /** Returns the report without the findings about {@linkplain ExpectedAnswers answers}. */
    public Report withoutAnswers() {
        return withoutCheck(ExpectedAnswers.NAME).withoutCheck(ExpectedAnswers.LOST_ROWS);
    }

    /** Returns whether an answer has fewer rows than expected: data may have been lost. */
    public boolean hasLostRows() {
        return findings.stream().anyMatch(f -> f.check().equals(ExpectedAnswers.LOST_ROWS));
    }

    /** Returns the report without the warnings of an earlier one. Errors stay. */
    public Report withoutWarningsOf(Report known) {
        Set<Finding> warnings = new HashSet<>(known.findings);
        return new Report(
                snapshot,
                findings.stream()
                        .filter(f ->
                                f.severity() == Finding.Severity.ERROR || !warnings.contains(f))
                        .toList());
    }

    /** Returns the report with the errors before the warnings. */
    public Report errorsFirst() {
        return new Report(
                snapshot,
                findings.stream().sorted(Comparator.comparing(Finding::severity)).toList());
    }

    /** Returns whether the only errors are outdated {@linkplain ExpectedAnswers answers}. */
    public boolean hasOnlyChangedAnswers() {
        return !passes() && withoutAnswers().passes();
    }

    /**
     * Returns the line of a syntax error with a caret below its column, as two lines; empty for
     * other findings, which their messages tell.
     */
    public Optional<String> excerpt(Finding finding) {
        if (!WITH_EXCERPT.contains(finding.check())) {
            return Optional.empty();
        }
        Location location = finding.location();
        return snapshot.home().files().stream()
                .filter(file -> file.path().equals(location.file()))
                .findFirst()
                .map(file -> Excerpt.line(file.text(), location.line()))
                .filter(line -> !line.isBlank())
                .map(line -> Excerpt.of(line, location.column()));
    }

    /** Returns the number of errors. */
    public long errors() {
        return count(Finding.Severity.ERROR);
    }

    /** Returns the number of warnings. */
    public long warnings() {
        return count(Finding.Severity.WARNING);
    }

    /** Returns one line: the outcome, the counts, and what was checked. */
    public String summary() {
        return (passes() ? "Passed: " : "Failed: ")
                + counted(errors(), "error")
                + ", "
                + counted(warnings(), "warning")
                + " in "
                + counted(snapshot.home().files().size(), "file")
                + " ("
                + counted(snapshot.quadCount(), "quad")
                + ", "
                + counted(snapshot.sourceCount(), "source")
                + ", snapshot "
                + snapshot.home().shortSnapshot()
                + ").";
    }

    /**
     * Returns the report as JSON; {@code rule} is the name of the check: {@code {"snapshot",
     * "passes", "errors", "warnings", "findings": [{"file", "line", "column", "severity",
     * "message", "rule", "excerpt"}]}}.
     */
    public JsonObject json() {
        JsonArray array = new JsonArray();
        for (Finding finding : findings) {
            JsonObject object = new JsonObject();
            object.put("file", finding.location().file());
            object.put("line", finding.location().line());
            object.put("column", finding.location().column());
            object.put("severity", finding.severityName());
            object.put("message", finding.message());
            object.put("rule", finding.check());
            excerpt(finding).ifPresent(lines -> object.put("excerpt", lines));
            array.add(object);
        }
        JsonObject json = new JsonObject();
        json.put("snapshot", snapshot.id());
        json.put("passes", passes());
        json.put("errors", errors());
        json.put("warnings", warnings());
        json.put("findings", array);
        return json;
    }

    /** Returns a number with its noun, in the plural unless it is one. */
    static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private long count(Finding.Severity severity) {
        return findings.stream().filter(f -> f.severity() == severity).count();
    }
}
