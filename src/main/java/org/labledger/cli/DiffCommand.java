package org.labledger.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.labledger.changes.ChangeReport;
import org.labledger.changes.Difference;
import org.labledger.changes.DifferenceJson;
import org.labledger.changes.DifferencePage;
import org.labledger.changes.DifferenceText;
import org.labledger.changes.RdfPatch;
import org.labledger.changes.Wording;
import org.labledger.display.Language;
import org.labledger.display.PageRequest;
import org.labledger.history.History;
import org.labledger.history.NoSuchStateException;
import org.labledger.history.UnreadableStateException;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diff}: what changed between two states of the home, or two homes. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Says what changed from A to B, by thing and source.",
            "A and B are states of the home's history (a commit, a tag, a date, or the hash of a"
                    + " snapshot) or folders of homes. Without B it is the home as it is now."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:Compared; with --exit-code: nothing changed but layout.",
            "1:With --exit-code: something changed.",
            "2:Not compared; a message says why."
        })
final class DiffCommand implements Callable<Integer> {

    private static final int DIFFERENT = 1;
    private static final int FAILED = 2;

    /** How many things and files are listed; the summary counts all. */
    private static final int MAX_GROUPS = 2_000;

    /** The output formats, by their names on the command line. */
    enum Format {
        text,
        json,
        rdfpatch,
        html
    }

    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--format",
            paramLabel = "text|json|rdfpatch|html",
            defaultValue = "text",
            description =
                    "How to print the changes (default: ${DEFAULT-VALUE}). An RDF Patch has the"
                            + " statements of the files, without derived ones.")
    private Format format = Format.text;

    @Option(
            names = "--lang",
            paramLabel = "TAG",
            defaultValue = "en",
            description = "The language of the text, such as zh-Hant (default: ${DEFAULT-VALUE}).")
    private String lang = "en";

    @Option(names = "--exit-code", description = "Exit with 1 if something changed in substance.")
    private boolean exitCode;

    @Parameters(index = "0", paramLabel = "A", description = "The earlier state.")
    private String before = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "B", description = "The later state.")
    private @Nullable String after;

    @Spec private CommandSpec spec = CommandSpec.create();

    /** One of the two sides. */
    private record Side(Home home, String name) {}

    @Override
    public Integer call() {
        try {
            return compare();
        } catch (IOException e) {
            return fail(LabLedger.sentence(e));
        } catch (UserException | NoSuchStateException e) {
            return fail(String.valueOf(e.getMessage()));
        }
    }

    private int fail(String message) {
        spec.commandLine().getErr().println(spec.commandLine().getColorScheme().errorText(message));
        return FAILED;
    }

    private int compare() throws IOException, NoSuchStateException {
        Language language =
                Language.named(lang, PageRequest.languages())
                        .orElseThrow(() ->
                                new UserException(
                                        "--lang: there are texts in "
                                                + PageRequest.languages().stream()
                                                        .map(Language::tag)
                                                        .collect(Collectors.joining(", "))
                                                + ", not in \""
                                                + lang
                                                + "\"."));
        Side old = side(before);
        Side now = after == null ? new Side(Home.read(home.path()), "now") : side(after);
        Difference difference = Difference.between(old.home(), now.home());
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case rdfpatch -> out.print(patch(difference, old.home(), now.home()));
            case json -> {
                JsonObject json = new JsonObject();
                json.put("from", old.home().snapshot());
                json.put("to", now.home().snapshot());
                DifferenceJson.of(report(difference, now.home(), language)).forEach(json::put);
                out.println(JSON.toString(json));
            }
            case html ->
                    out.print(
                            DifferencePage.of(
                                    old.name() + " → " + now.name(),
                                    report(difference, now.home(), language),
                                    language));
            case text ->
                    DifferenceText.lines(report(difference, now.home(), language))
                            .forEach(out::println);
        }
        out.flush();
        return exitCode && !difference.isEmpty() ? DIFFERENT : 0;
    }

    private static ChangeReport report(Difference difference, Home names, Language language) {
        return new Wording(Snapshot.load(names)).of(difference, MAX_GROUPS, language);
    }

    /**
     * Returns the patch.
     *
     * @throws UserException if a file cannot be parsed, since the patch would lack what it says
     */
    private static String patch(Difference difference, Home old, Home now) {
        if (!difference.broken().isEmpty()) {
            throw new UserException(
                    "No patch: what these files say would be missing. Correct them first: "
                            + String.join(", ", difference.broken())
                            + ".");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RdfPatch.write(difference, old.snapshot(), now.snapshot(), bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A folder is a home of its own; anything else names a state of the home's history. */
    private Side side(String name) throws IOException, NoSuchStateException {
        if (Files.isDirectory(Path.of(name))) {
            return new Side(Home.read(Path.of(name)), name);
        }
        try (History history = History.of(home.path())) {
            if (!history.isKnown()) {
                throw new UserException(
                        "\""
                                + name
                                + "\" is no folder, and no state of the home. "
                                + history.reason());
            }
            return new Side(history.home(history.find(name)), name);
        } catch (UnreadableStateException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }
}
