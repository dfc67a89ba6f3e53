package org.labledger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.labledger.format.CannotFormatException;
import org.labledger.format.PropertyOrder;
import org.labledger.format.TurtleFormatter;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import org.labledger.source.HomeFile;
import org.labledger.source.Location;
import org.labledger.source.ParseProblem;
import org.labledger.source.SourceFile;
import org.labledger.source.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fmt}: formats curated Turtle and TriG. */
@Command(
        name = "fmt",
        mixinStandardHelpOptions = true,
        description = {
            "Formats Turtle and TriG files and verifies that graphs and comments stay the same.",
            "Without files: all .ttl and .trig files in data/. A file that fails is left unchanged."
        })
final class FormatCommand implements Callable<Integer> {

    private static final Map<String, Lang> LANGUAGES =
            Map.of("ttl", Lang.TURTLE, "trig", Lang.TRIG);

    /** Relative IRIs stay as they are written. */
    private static final Node BASE = NodeFactory.createURI("https://format.invalid/");

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
                    .map(file -> home.path().resolve(file.path()))
                    .filter(file -> LANGUAGES.containsKey(suffix(file)))
                    .forEach(wanted::add);
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int changed = 0;
        int refused = 0;
        for (Path file : wanted) {
            try {
                if (format(file, formatter)) {
                    changed++;
                    out.println(checkOnly ? file + ": needs formatting" : file + ": formatted");
                }
            } catch (UserException e) {
                refused++;
                err.println(e.getMessage());
            } catch (IOException e) {
                refused++;
                err.println(file + ":1:1: error: not formatted: " + LabLedger.sentence(e) + ".");
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

    /**
     * Formats a file, and returns whether that changes it.
     *
     * @throws UserException if it cannot be formatted; the message begins with file, line and
     *     column
     */
    private boolean format(Path file, TurtleFormatter formatter) throws IOException {
        Lang lang = LANGUAGES.get(suffix(file));
        if (lang == null) {
            throw new UserException(
                    file + ":1:1: error: not formatted: only .ttl and .trig files have a layout.");
        }
        HomeFile read = new HomeFile(file.toString(), Files.readAllBytes(file));
        Optional<ParseProblem> problem =
                SourceFile.parse(read, BASE).problems().stream()
                        .filter(ParseProblem::isFatal)
                        .findFirst();
        if (problem.isPresent()) {
            throw new UserException(
                    problem.get().location()
                            + ": error: not formatted: "
                            + problem.get().message());
        }
        try {
            String formatted = formatter.format(read.text(), lang);
            boolean isChanged = !Arrays.equals(formatted.getBytes(UTF_8), read.content());
            if (isChanged && !checkOnly) {
                WholeFile.write(file, formatted);
            }
            return isChanged;
        } catch (CannotFormatException e) {
            throw new UserException(
                    new Location(file.toString(), e.line(), e.column())
                            + ": error: not formatted: "
                            + e.getMessage()
                            + ".");
        }
    }

    private static String suffix(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
