package org.labledger.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Node;
import org.labledger.desk.Desk;
import org.labledger.desk.DeskException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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
final class MergeCommand extends IriChangeCommand {

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

    MergeCommand() {
        super(true);
    }

    @Override
    List<String> reasons() {
        return reasons;
    }

    @Override
    Plan plan(Desk desk, List<Node> reasons) throws DeskException, IOException {
        Node going = desk.thing(old);
        Node staying = desk.thing(kept);
        return new Plan(
                desk.merge(going, staying, reasons),
                "Merge " + desk.shortForm(going) + " into " + desk.shortForm(staying));
    }
}
