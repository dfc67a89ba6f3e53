package org.labledger.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.jena.graph.Node;
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

/** {@code merge}: makes one thing of two. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = {
            "Makes one thing of two: whatever is said of OLD is said of KEPT, and the labels of OLD"
                    + " become alternative ones.",
            "What then contradicts is kept and reported. OLD leads to KEPT (301);"
                    + " data/redirects.ttl lists it.",
            "Example: ./lab-ledger merge id:open-ai id:openai"
        })
final class MergeCommand implements Callable<Integer> {

    @Mixin private HomeOption home = new HomeOption();

    @Option(names = "--dry-run", description = "List the files without writing them.")
    private boolean dryRun;

    @Parameters(
            index = "0",
            paramLabel = "OLD",
            description = "The thing that goes: IRI, prefixed name, slug or name.")
    private String old = "";

    @Parameters(index = "1", paramLabel = "KEPT", description = "The thing that stays.")
    private String kept = "";

    @Parameters(
            index = "2..*",
            paramLabel = "reason.LANGUAGE=TEXT",
            description = "Why, optional; data/redirects.ttl keeps it.")
    private List<String> reasons = new ArrayList<>();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        List<Node> why = IriChanges.reasons(reasons);
        Snapshot snapshot = home.load();
        Desk desk = Desk.of(snapshot);
        try {
            Node going = desk.thing(old);
            Node staying = desk.thing(kept);
            IriChange change = desk.merge(going, staying, why);
            return new IriChanges(
                            home,
                            spec.commandLine().getOut(),
                            spec.commandLine().getColorScheme().ansi())
                    .carryOut(
                            change,
                            snapshot,
                            true,
                            dryRun,
                            "Merge " + desk.shortForm(going) + " into " + desk.shortForm(staying));
        } catch (DeskException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }
}
