package org.labledger.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;
import org.labledger.desk.Desk;
import org.labledger.desk.DeskException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
final class RetractCommand extends IriChangeCommand {

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

    RetractCommand() {
        super(false);
    }

    @Override
    List<String> reasons() {
        return reasons;
    }

    @Override
    Plan plan(Desk desk, List<Node> reasons) throws DeskException, IOException {
        Node source = in == null ? null : desk.source(in);
        Node claim = desk.thing(record);
        return new Plan(desk.retract(claim, source, reasons), "Retract " + desk.shortForm(claim));
    }
}
