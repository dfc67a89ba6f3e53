package org.labledger.cli;

import java.io.PrintWriter;
import java.util.List;
import org.labledger.check.Finding;
import org.labledger.check.Report;
import picocli.CommandLine.Help.Ansi;

/** Prints findings, one per line, with the line of a syntax error; in colour on a terminal. */
final class Findings {

    private Findings() {}

    static void print(Report report, PrintWriter out, Ansi ansi) {
        for (Finding finding : report.findings()) {
            if (ansi.enabled()) {
                String colour = finding.severity() == Finding.Severity.ERROR ? "red" : "yellow";
                // Only the severity goes through markup: a message may contain any character.
                out.println(
                        finding.location()
                                + ": "
                                + ansi.string(
                                        "@|bold," + colour + " " + finding.severityName() + "|@")
                                + ": "
                                + finding.message());
            } else {
                out.println(finding);
            }
            report.excerpt(finding)
                    .ifPresent(lines -> lines.lines().forEach(line -> out.println("    " + line)));
        }
        out.flush();
    }

    /** Prints the summary of a report, and what to do if only expected answers are outdated. */
    static void printSummary(Report report, PrintWriter out) {
        out.println(report.summary());
        if (report.hasOnlyChangedAnswers()) {
            out.println(changedAnswers(report));
        }
        out.flush();
    }

    /** Returns which expected answers are outdated, and how to update them. */
    static String changedAnswers(Report report) {
        List<String> names =
                report.findings().stream()
                        .filter(finding ->
                                finding.location().file().startsWith("queries/expected/"))
                        .map(finding -> finding.location().file())
                        .map(file -> file.substring(file.lastIndexOf('/') + 1))
                        .map(file -> file.substring(0, file.lastIndexOf('.')))
                        .distinct()
                        .toList();
        if (report.hasLostRows()) {
            return "Answers have lost rows: "
                    + String.join(", ", names)
                    + ". That happens when a gap is filled, but also when a file in data/ is emptied"
                    + " or deleted: `git status data/` shows which files are gone or changed. If the"
                    + " answers are right, run `./lab-ledger check --write-expected` and review the"
                    + " diff of queries/expected/.";
        }
        return "The data are valid, but expected answers are out of date: "
                + String.join(", ", names)
                + ". When all data are entered, run `./lab-ledger check --write-expected` and review"
                + " the diff of queries/expected/.";
    }
}
