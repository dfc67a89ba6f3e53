package org.labledger.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Node;
import org.labledger.desk.Desk;
import org.labledger.desk.DeskException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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
final class RenameCommand extends IriChangeCommand {

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

    RenameCommand() {
        super(false);
    }

    @Override
    List<String> reasons() {
        return reasons;
    }

    @Override
    Plan plan(Desk desk, List<Node> reasons) throws DeskException, IOException {
        Node thing = desk.thing(old);
        return new Plan(
                desk.rename(thing, fresh, reasons),
                "Rename " + desk.shortForm(thing) + " to " + fresh);
    }
}
