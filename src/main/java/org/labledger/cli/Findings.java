package org.labledger.cli;

import java.io.PrintWriter;
import java.util.List;
import org.labledger.check.ExpectedAnswers;
import org.labledger.check.Finding;
import org.labledger.check.Report;
import picocli.CommandLine.Help.Ansi;

/** Prints findings, one per line, coloured on a terminal. */
final class Findings {

    private Findings() {}

    static void print(Report report, PrintWriter out, Ansi ansi) {
        for (Finding finding : report.findings()) {
            if (ansi.enabled()) {
                String colour = finding.severity() == Finding.Severity.ERROR ? "red" : "yellow";
                // The severity alone is markup; a message may hold any character.
                out.println(
                        finding.place()
                                + ": "
                                + ansi.string(
                                        "@|bold," + colour + " " + finding.severityName() + "|@")
                                + ": "
                                + finding.message());
            } else {
                out.println(finding);
            }
        }
        out.flush();
    }

    /**
     * Prints the closing line of a report; and what to do, where nothing is wrong but that saved
     * queries answer otherwise than before.
     */
    static void conclude(Report report, PrintWriter out) {
        out.println(report.summary());
        if (report.hasOnlyOtherAnswers()) {
            out.println(changedAnswers(report));
        }
        out.flush();
    }

    /**
     * Returns what to do where nothing is wrong but that saved queries answer otherwise than
     * before.
     */
    static String changedAnswers(Report report) {
        List<String> names =
                report.findings().stream()
                        .filter(finding -> finding.rule().equals(ExpectedAnswers.RULE))
                        .map(finding -> finding.place().file())
                        .map(file -> file.substring(file.lastIndexOf('/') + 1))
                        .map(file -> file.substring(0, file.lastIndexOf('.')))
                        .distinct()
                        .toList();
        return "Nothing is wrong; saved queries answer otherwise now, as they should after an entry: "
                + String.join(", ", names)
                + ". When all is entered, run ./lab-ledger check --write-expected, and see in the"
                + " diff of queries/expected/ whether the new answers are right.";
    }
}
