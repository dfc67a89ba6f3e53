package org.labledger.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.labledger.check.Checker;
import org.labledger.check.ExpectedAnswers;
import org.labledger.check.Report;
import org.labledger.desk.Desk;
import org.labledger.desk.DeskException;
import org.labledger.desk.HomeEdit;
import org.labledger.desk.IriChange;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code rename}, {@code merge} and {@code retract} have in common. */
abstract class IriChangeCommand implements Callable<Integer> {

    /** The maximum number of mentions listed. */
    private static final int MAX_MENTIONS = 20;

    private final boolean leavesErrors;

    @Mixin private HomeOption home = new HomeOption();

    @Option(names = "--dry-run", description = "List the files without writing them.")
    private boolean dryRun;

    @Spec private CommandSpec spec = CommandSpec.create();

    /**
     * Creates a command.
     *
     * @param leavesErrors whether errors that the data then have are shown and left to the curator;
     *     otherwise nothing is written if there are any
     */
    IriChangeCommand(boolean leavesErrors) {
        this.leavesErrors = leavesErrors;
    }

    /**
     * What a command is about to do.
     *
     * @param change the change
     * @param message the subject of the commit
     */
    record Plan(IriChange change, String message) {}

    /** Returns the reasons as they are given, {@code reason.LANGUAGE=TEXT}. */
    abstract List<String> reasons();

    /**
     * Prepares the change; nothing is written yet.
     *
     * @param reasons why, a text for each language
     * @throws DeskException if it cannot be made
     */
    abstract Plan plan(Desk desk, List<Node> reasons) throws DeskException, IOException;

    @Override
    public final Integer call() throws IOException {
        List<Node> why = reasons(reasons());
        Snapshot snapshot = home.load();
        try {
            return carryOut(plan(Desk.of(snapshot), why), snapshot);
        } catch (DeskException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the texts that are given as {@code reason.LANGUAGE=TEXT}. */
    private static List<Node> reasons(List<String> assignments) {
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
     * @return the exit status
     */
    private int carryOut(Plan plan, Snapshot before) throws IOException {
        IriChange change = plan.change();
        PrintWriter out = spec.commandLine().getOut();
        Ansi ansi = spec.commandLine().getColorScheme().ansi();
        HomeEdit edit = change.edit();
        Snapshot after = change.after();
        Report whole = Checker.checkOnce(after, Limits.STANDARD);
        Report report = whole.withoutAnswers();
        if (!report.passes() && !leavesErrors) {
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
                        + plan.message()
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
