package org.labledger.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.labledger.check.Checker;
import org.labledger.check.ExpectedAnswers;
import org.labledger.check.Report;
import org.labledger.desk.HomeEdit;
import org.labledger.desk.IriChange;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;
import picocli.CommandLine.Help.Ansi;

/** What {@code rename}, {@code merge} and {@code retract} have in common. */
final class IriChanges {

    /** The maximum number of mentions listed. */
    private static final int MAX_MENTIONS = 20;

    private final HomeOption home;
    private final PrintWriter out;
    private final Ansi ansi;

    IriChanges(HomeOption home, PrintWriter out, Ansi ansi) {
        this.home = home;
        this.out = out;
        this.ansi = ansi;
    }

    /** Returns the texts that are given as {@code reason.LANGUAGE=TEXT}. */
    static List<Node> reasons(List<String> assignments) {
        List<Node> reasons = new ArrayList<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            String key = assignment.substring(0, Math.max(0, equals));
            String text = assignment.substring(equals + 1).strip();
            if (!key.matches("reason\\.[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*") || text.isEmpty()) {
                throw new UserException(
                        "\""
                                + assignment
                                + "\" is not of the form reason.LANGUAGE=TEXT, such as"
                                + " reason.en=\"A misspelt name.\".");
            }
            reasons.add(NodeFactory.createLiteralLang(text, key.substring("reason.".length())));
        }
        return reasons;
    }

    /**
     * Checks the home as it will be, then writes the files and lists them.
     *
     * @param allowsErrors whether errors of the data are shown and left to the curator; otherwise
     *     nothing is written if there are any
     * @param message the subject of the commit
     * @return the exit status
     */
    int carryOut(
            IriChange change, Snapshot before, boolean allowsErrors, boolean dryRun, String message)
            throws IOException {
        HomeEdit edit = change.edit();
        Snapshot after = change.after();
        Report whole = Checker.checkOnce(after, Limits.STANDARD);
        Report report = whole.withoutAnswers();
        if (!report.passes() && !allowsErrors) {
            Report standing = Checker.checkOnce(before, Limits.STANDARD).withoutAnswers();
            if (report.errors() > standing.errors()) {
                Findings.print(report, out, ansi);
                out.flush();
                throw new UserException("Nothing was written: the home would have these errors.");
            }
        }
        if (!whole.passes() && report.passes()) {
            reorderAnswers(change, after);
            whole = Checker.checkOnce(change.after(), Limits.STANDARD);
        }
        if (!dryRun) {
            edit.write(home.path());
        }
        for (String path : edit.paths()) {
            Integer count = change.counts().get(path);
            out.println(
                    path
                            + (edit.removes(path)
                                    ? ": moved"
                                    : count == null ? "" : ": " + count + " changed"));
        }
        if (!change.mentions().isEmpty()) {
            out.println();
            out.println("Comments and texts that name it stay as they are:");
            change.mentions().stream()
                    .limit(MAX_MENTIONS)
                    .forEach(place -> out.println("  " + place));
            if (change.mentions().size() > MAX_MENTIONS) {
                out.println("  … (" + change.mentions().size() + ")");
            }
        }
        out.println();
        if (dryRun) {
            out.println("Dry run: nothing was written.");
            out.flush();
            return 0;
        }
        if (!report.passes()) {
            Findings.print(report, out, ansi);
            out.println("The files were written. Correct these errors, then commit.");
        } else if (!whole.passes()) {
            out.println(Findings.changedAnswers(whole));
        }
        out.println(
                "Commit it alone: git add -A data ontology queries && git commit -m \""
                        + message
                        + "\"");
        out.flush();
        return report.passes() ? 0 : 1;
    }

    /**
     * Rows that are sorted by IRI may come in another order. Takes the new order where the rows are
     * the same; other differences are left to the curator.
     */
    private static void reorderAnswers(IriChange change, Snapshot after) {
        Map<String, String> answers;
        try {
            answers = ExpectedAnswers.actual(after, Limits.STANDARD);
        } catch (LimitException e) {
            throw new UserException("Nothing was written. " + e.getMessage());
        }
        answers.forEach(change::reorder);
    }
}
