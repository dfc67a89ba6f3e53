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

/** {@code rename}: gives a thing or source another IRI. */
@Command(
        name = "rename",
        mixinStandardHelpOptions = true,
        description = {
            "Gives a thing or source another IRI in data, ontology, queries and expected answers,"
                    + " and nothing else.",
            "The old IRI then leads to the new one (301); data/redirects.ttl lists it.",
            "Example: ./lab-ledger rename id:jan-leik id:jan-leike reason.en=\"Misspelt.\""
        })
final class RenameCommand implements Callable<Integer> {

    @Mixin private HomeOption home = new HomeOption();

    @Option(names = "--dry-run", description = "List the files without writing them.")
    private boolean dryRun;

    @Parameters(
            index = "0",
            paramLabel = "OLD",
            description = "Its IRI, prefixed name, slug or name.")
    private String old = "";

    @Parameters(
            index = "1",
            paramLabel = "NEW",
            description = "The new prefixed name, or its last segment.")
    private String fresh = "";

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
            Node thing = desk.thing(old);
            IriChange change = desk.rename(thing, fresh, why);
            return new IriChanges(
                            home,
                            spec.commandLine().getOut(),
                            spec.commandLine().getColorScheme().ansi())
                    .carryOut(
                            change,
                            snapshot,
                            false,
                            dryRun,
                            "Rename " + desk.shortForm(thing) + " to " + fresh);
        } catch (DeskException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }
}
