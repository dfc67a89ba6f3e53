package org.labledger.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.labledger.format.CannotFormatException;
import org.labledger.format.PropertyOrder;
import org.labledger.format.TurtleFormatter;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import org.labledger.source.HomeFile;
import org.labledger.source.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fmt}: formats curated Turtle. */
@Command(
        name = "fmt",
        mixinStandardHelpOptions = true,
        description = {
            "Formats Turtle files and verifies that graph and comments stay the same.",
            "Without files: all .ttl files in data/. A file that fails is left unchanged."
        })
final class FormatCommand implements Callable<Integer> {

    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--check",
            description = "Change nothing; exit with 1 if a file needs formatting.")
    private boolean checkOnly;

    @Parameters(paramLabel = "FILE")
    private List<Path> files = new ArrayList<>();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Home read = Home.read(home.path());
        TurtleFormatter formatter =
                new TurtleFormatter(PropertyOrder.in(Snapshot.load(read).ontology().graph()));
        List<Path> wanted = new ArrayList<>(files);
        if (wanted.isEmpty()) {
            read.files(HomeFile.Part.DATA)
                    .filter(file -> file.path().endsWith(".ttl"))
                    .forEach(file -> wanted.add(home.path().resolve(file.path())));
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int changed = 0;
        int refused = 0;
        for (Path file : wanted) {
            try {
                String text = Files.readString(file);
                String formatted = formatter.format(text);
                if (!formatted.equals(text)) {
                    changed++;
                    out.println(checkOnly ? file + ": needs formatting" : file + ": formatted");
                    if (!checkOnly) {
                        WholeFile.write(file, formatted);
                    }
                }
            } catch (CannotFormatException e) {
                refused++;
                err.println(
                        file
                                + ":"
                                + e.line()
                                + ":1: error: not formatted: "
                                + e.getMessage()
                                + ".");
            }
        }
        out.println(
                wanted.size()
                        + " files: "
                        + changed
                        + (checkOnly ? " need formatting, " : " formatted, ")
                        + refused
                        + " failed.");
        if (checkOnly && changed > 0) {
            out.println("Run `./lab-ledger fmt` to format them.");
        }
        out.flush();
        err.flush();
        return refused > 0 || (checkOnly && changed > 0) ? 1 : 0;
    }
}
