package org.labledger.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.jena.atlas.json.JSON;
import org.jspecify.annotations.Nullable;
import org.labledger.check.Checker;
import org.labledger.check.ExpectedAnswers;
import org.labledger.check.Report;
import org.labledger.live.HomeWatch;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.NoSuchHomeException;
import org.labledger.source.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: validates the files of the home. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Validates the files of the home.",
            "Prints findings as file:line:column: severity: message; exits with 1 if there are"
                    + " errors."
        })
final class CheckCommand implements Callable<Integer> {

    /** The output formats, by their names on the command line. */
    enum Format {
        text,
        json
    }

    /** Shorter than for a server: what is checked by half is checked again. */
    private static final Duration REST = Duration.ofMillis(500);

    @Mixin private StateOption home = new StateOption();

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to print the findings (default: ${DEFAULT-VALUE}).")
    private Format format = Format.text;

    @Option(
            names = "--write-expected",
            description =
                    "First write the current answers of queries to queries/expected/. Review the"
                            + " diff.")
    private boolean writeExpected;

    @Option(names = "--watch", description = "Check again after every change, until Ctrl-C.")
    private boolean watch;

    /** The last report that was printed, whose warnings are not repeated; {@code null} if none. */
    private @Nullable Report standing;

    private final Checker checker = new Checker(Limits.STANDARD);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (home.isPast() && (writeExpected || watch)) {
            throw new UserException(
                    "`--at` reads a past state, which does not change. Leave out"
                            + " `--write-expected` and `--watch`.");
        }
        if (writeExpected) {
            writeExpected();
        }
        if (!watch) {
            return check();
        }
        // Watch before the first check, so that no change is missed.
        try (HomeWatch changes = new HomeWatch(home.path(), Duration.ofMillis(250), reason -> {})) {
            while (true) {
                try {
                    check();
                } catch (NoSuchHomeException e) {
                    throw e;
                } catch (IOException e) {
                    // As during a git checkout, whose end is another change.
                    spec.commandLine()
                            .getErr()
                            .println(
                                    "Cannot read the home: "
                                            + e.getMessage()
                                            + ". Waiting for a change.");
                }
                do {
                    changes.awaitChange(null);
                } while (!changes.staysAtRest(REST));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private int check() throws IOException {
        Snapshot snapshot = home.load();
        Report report =
                watch ? checker.check(snapshot) : Checker.checkOnce(snapshot, Limits.STANDARD);
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case text -> {
                Report shown = standing == null ? report : report.withoutWarningsOf(standing);
                Findings.print(shown, out, spec.commandLine().getColorScheme().ansi());
                Findings.printSummary(report, out);
                long known = report.warnings() - shown.warnings();
                if (known > 0) {
                    out.println("Not shown again: " + known + " of the warnings.");
                }
                standing = watch ? report : null;
            }
            case json -> out.println(JSON.toString(report.json()));
        }
        out.flush();
        return report.passes() ? 0 : 1;
    }

    private void writeExpected() throws IOException {
        Snapshot snapshot = home.load();
        if (!snapshot.isWhole() || !snapshot.catalog().problems().isEmpty()) {
            throw new UserException(
                    "Nothing was written: some files have syntax errors. Run `./lab-ledger check`,"
                            + " correct them, then try again.");
        }
        Report report = Checker.checkOnce(snapshot, Limits.STANDARD).withoutAnswers();
        PrintWriter err = spec.commandLine().getErr();
        if (!report.passes()) {
            Findings.print(report, err, spec.commandLine().getColorScheme().ansi());
            throw new UserException(
                    "Nothing was written: the data have errors. Correct them, then try again.");
        }
        Map<String, String> answers;
        try {
            answers = ExpectedAnswers.actual(snapshot, Limits.STANDARD);
        } catch (LimitException e) {
            throw new UserException("Nothing was written. " + e.getMessage());
        }
        for (HomeFile orphan : ExpectedAnswers.orphans(snapshot)) {
            if (Files.deleteIfExists(home.path().resolve(orphan.path()))) {
                err.println("Removed " + orphan.path() + ": it belongs to no saved query.");
            }
        }
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            Path file = home.path().resolve(answer.getKey());
            if (!Files.exists(file) || !Files.readString(file).equals(answer.getValue())) {
                WholeFile.write(file, answer.getValue());
                err.println("Wrote " + answer.getKey() + ".");
            }
        }
    }
}
