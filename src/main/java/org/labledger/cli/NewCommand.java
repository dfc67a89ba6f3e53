package org.labledger.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;
import org.labledger.check.Checker;
import org.labledger.check.Finding;
import org.labledger.check.Report;
import org.labledger.desk.Desk;
import org.labledger.desk.DeskException;
import org.labledger.desk.Draft;
import org.labledger.desk.DraftField;
import org.labledger.desk.Kind;
import org.labledger.desk.Match;
import org.labledger.desk.TurtleEdit;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code new}: enters a new thing and writes it to its file. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Enters a new thing: writes it as Turtle to its file and checks the home.",
            "Without a kind it lists the kinds, which the home's shapes define.",
            "Lists possible duplicates first. On a terminal it asks for each field that is not"
                    + " given."
        })
final class NewCommand implements Callable<Integer> {

    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--in",
            paramLabel = "SOURCE",
            description =
                    "The source that states it: src:NAME, NAME, or the path of its file. Required"
                            + " for kinds that are written into a source's file.")
    private @Nullable String in;

    @Option(
            names = "--id",
            paramLabel = "SLUG",
            description = "The last segment of the IRI (default: made from the name).")
    private @Nullable String slug;

    @Option(
            names = "--into",
            paramLabel = "FILE",
            description = "The file to write to, such as data/….ttl (default: that of the kind).")
    private @Nullable String into;

    @Option(names = "--anyway", description = "Write it despite possible duplicates.")
    private boolean anyway;

    @Option(names = "--dry-run", description = "Print the Turtle without writing it.")
    private boolean dryRun;

    @Option(names = "--fields", description = "List the fields of the kind.")
    private boolean fields;

    @Option(
            names = "--ask",
            negatable = true,
            description = "Whether to ask for missing values (default: on a terminal).")
    private @Nullable Boolean ask;

    @Parameters(index = "0", arity = "0..1", paramLabel = "KIND")
    private @Nullable String kindName;

    @Parameters(index = "1..*", paramLabel = "name=value")
    private List<String> assignments = new ArrayList<>();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Desk desk = Desk.of(home.load());
        try {
            if (kindName == null) {
                return listKinds(desk);
            }
            Kind kind = desk.kind(kindName);
            return fields ? listFields(desk, kind) : enter(desk, kind);
        } catch (DeskException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }

    private int enter(Desk desk, Kind kind) throws DeskException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        boolean asks = ask == null ? isTerminal() : ask;
        Interview interview =
                new Interview(
                        desk,
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                        out);
        String sourceName = in;
        if (asks && sourceName == null && kind.isRecord()) {
            sourceName = interview.source();
        }
        Node source = sourceName == null ? null : desk.source(sourceName);
        Draft draft = desk.draft(kind, source);
        if (slug != null) {
            desk.assignIri(draft, slug, anyway);
        }
        for (Assignment assignment : assignments(desk, kind)) {
            desk.add(draft, assignment.key(), assignment.value());
        }
        if (asks) {
            if (!interview.complete(draft, anyway)) {
                return 1;
            }
        } else {
            requireComplete(desk, draft);
            List<Match> matches = desk.matches(draft);
            if (!matches.isEmpty() && !anyway) {
                err.println("Possible duplicates:");
                matches.forEach(match -> err.println("  " + match));
                err.println(advice(draft, matches));
                err.flush();
                return 1;
            }
            if (draft.subject().isEmpty()) {
                desk.assignIri(draft, desk.slug(draft), anyway);
            }
        }
        TurtleEdit edit = desk.edit(draft, into);
        if (dryRun) {
            out.print(edit.before().isPresent() ? edit.block() : edit.text());
            out.flush();
            err.println("Dry run: nothing was written to " + edit.path() + ".");
            err.flush();
            return 0;
        }
        if (asks && !interview.confirms(edit)) {
            return 1;
        }
        edit.write(home.path());
        out.println(
                edit.path()
                        + ":"
                        + edit.line()
                        + ": wrote "
                        + desk.labelled(draft.subject().orElseThrow()));
        return check(edit.path(), out);
    }

    /** One {@code name=value} of the command line. */
    private record Assignment(String key, String value) {}

    /** Returns the values in the order given, those that depend on others last. */
    private List<Assignment> assignments(Desk desk, Kind kind) {
        List<Assignment> given = new ArrayList<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new UserException(
                        "\""
                                + assignment
                                + "\" is not of the form name=value, such as "
                                + desk.example(kind.fields().getFirst())
                                + ".");
            }
            given.add(
                    new Assignment(
                            assignment.substring(0, equals), assignment.substring(equals + 1)));
        }
        given.sort(
                Comparator.comparing(assignment -> desk.dependsOnOthers(kind, assignment.key())));
        return given;
    }

    private static String advice(Draft draft, List<Match> matches) {
        String another = " For another thing, use `--anyway`.";
        List<String> same =
                draft.kind().isRecord()
                        ? matches.stream().filter(Match::isSameKind).map(Match::slug).toList()
                        : List.of();
        if (!same.isEmpty()) {
            return "Nothing was written. If your source describes the same thing, use `--anyway --id "
                    + String.join("` or `--anyway --id ", same)
                    + "`."
                    + another;
        }
        return "Nothing was written. If it is one of these, use its IRI." + another;
    }

    private static void requireComplete(Desk desk, Draft draft) throws DeskException {
        List<Draft.OpenField> missing = draft.missing();
        if (!missing.isEmpty()) {
            throw new DeskException(
                    missing.stream()
                            .map(m ->
                                    "  "
                                            + m.key()
                                            + "  "
                                            + m.field().description()
                                            + " Expected "
                                            + desk.type(m.field())
                                            + ", such as `"
                                            + (m.field().values().languages().isEmpty()
                                                    ? desk.example(m.field())
                                                    : m.key() + "=\"…\"")
                                            + "`.")
                            .collect(
                                    Collectors.joining(
                                            "\n",
                                            "Missing values of " + draft.kind().name() + ":\n",
                                            "\nTo be asked for them, use `--ask`.")));
        }
    }

    /**
     * Checks the home after the edit. Changed answers are expected and no error here; warnings
     * about other files are left to {@code check}.
     */
    private int check(String path, PrintWriter out) throws IOException {
        Snapshot snapshot = home.load();
        Report whole = Checker.checkOnce(snapshot, Limits.STANDARD);
        Report report = whole.withoutAnswers();
        Report shown =
                new Report(
                        report.snapshot(),
                        report.findings().stream()
                                .filter(finding ->
                                        finding.severity() == Finding.Severity.ERROR
                                                || finding.location().file().equals(path))
                                .toList());
        Findings.print(shown, out, spec.commandLine().getColorScheme().ansi());
        out.println(report.summary());
        if (!report.passes()) {
            out.println(
                    path
                            + " was written but the home has errors. Correct them, then run"
                            + " `./lab-ledger check`.");
        } else if (!whole.passes()) {
            out.println(Findings.changedAnswers(whole));
        }
        out.flush();
        return report.passes() ? 0 : 1;
    }

    private int listKinds(Desk desk) throws DeskException {
        PrintWriter out = spec.commandLine().getOut();
        List<Kind> kinds = desk.kinds();
        if (kinds.isEmpty()) {
            desk.kind("");
        }
        int width = kinds.stream().mapToInt(kind -> kind.name().length()).max().orElse(0);
        for (Kind kind : kinds) {
            out.println(padded(kind.name(), width) + "  " + kind.description());
        }
        out.println();
        out.println("Run `./lab-ledger new KIND --fields` for the fields of a kind.");
        out.flush();
        return 0;
    }

    private int listFields(Desk desk, Kind kind) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(kind.name() + ": " + kind.description());
        out.println(
                kind.isRecord()
                        ? "Written into the file of the source that states it (`--in SOURCE`)."
                        : "Written to " + kind.file() + ".");
        out.println();
        for (DraftField field : kind.fields()) {
            out.println(
                    String.join(", ", field.keys())
                            + (field.cardinality().isRequired() ? " (required)" : "")
                            + (field.cardinality().isSingle() ? "" : " (any number)"));
            out.println(
                    "    "
                            + (field.description().isEmpty() ? "" : field.description() + " ")
                            + "Takes "
                            + desk.type(field)
                            + ".");
            Map<String, String> choices =
                    field.values().areListed() ? desk.choices(field) : Map.of();
            choices.forEach((name, label) -> out.println("      " + name + "  " + label));
        }
        out.println();
        out.println(
                "./lab-ledger new "
                        + kind.name()
                        + (kind.isRecord() ? " --in SOURCE" : "")
                        + kind.fields().stream()
                                .filter(field -> field.cardinality().isRequired())
                                .map(field ->
                                        field.values().languages().isEmpty()
                                                ? desk.example(field)
                                                : field.keys().stream()
                                                        .map(key -> key + "=\"…\"")
                                                        .collect(Collectors.joining(" ")))
                                .collect(Collectors.joining(" ", " ", "")));
        out.flush();
        return 0;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** From Java 22 to 24 System.console() is non-null even if input or output is a file. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // Java 21: a console is a terminal.
        }
    }
}
