package org.labledger.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;
import org.labledger.desk.Desk;
import org.labledger.desk.DeskException;
import org.labledger.desk.IriChange;
import org.labledger.snapshot.Snapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code retract}: removes a claim. */
@Command(
        name = "retract",
        mixinStandardHelpOptions = true,
        description = {
            "Removes a claim that a source does not make: what one source (--in), or all of them, say"
                    + " about a record.",
            "If nothing describes the record then, its IRI answers 410 with the reason;"
                    + " data/redirects.ttl lists it.",
            "For an error of the source itself, keep its claim and enter a correction: ./lab-ledger"
                    + " new correction."
        })
final class RetractCommand implements Callable<Integer> {

    @Mixin private HomeOption home = new HomeOption();

    @Option(names = "--dry-run", description = "List the files without writing them.")
    private boolean dryRun;

    @Option(
            names = "--in",
            paramLabel = "SOURCE",
            description = "The source whose claim it is: src:NAME, NAME, or the path of its file.")
    private @Nullable String in;

    @Parameters(
            index = "0",
            paramLabel = "RECORD",
            description = "Its IRI, prefixed name, slug or name.")
    private String record = "";

    @Parameters(
            index = "1..*",
            paramLabel = "reason.LANGUAGE=TEXT",
            description = "Why; required, once per language.")
    private List<String> reasons = new ArrayList<>();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        List<Node> why = IriChanges.reasons(reasons);
        Snapshot snapshot = home.load();
        Desk desk = Desk.of(snapshot);
        try {
            Node source = in == null ? null : desk.source(in);
            Node claim = desk.thing(record);
            IriChange change = desk.retract(claim, source, why);
            return new IriChanges(
                            home,
                            spec.commandLine().getOut(),
                            spec.commandLine().getColorScheme().ansi())
                    .carryOut(change, snapshot, false, dryRun, "Retract " + desk.shortForm(claim));
        } catch (DeskException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }
}
