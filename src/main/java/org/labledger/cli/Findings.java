package org.labledger.cli;

import java.io.PrintWriter;
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
}
