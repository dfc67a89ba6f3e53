package org.labledger.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;
import org.labledger.check.Check;
import org.labledger.check.ExpectedAnswers;
import org.labledger.check.Finding;
import org.labledger.check.Report;
import org.labledger.desk.Desk;
import org.labledger.desk.DeskException;
import org.labledger.desk.Draft;
import org.labledger.desk.Field;
import org.labledger.desk.Insertion;
import org.labledger.desk.Kind;
import org.labledger.desk.Match;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code new}: writes a new thing into the right file. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Enters a new thing: writes it as Turtle into the right file and checks the home.",
            "Without a kind it lists the kinds; what can be entered is said by the home's shapes.",
            "Says first what the ledger has that is likely the same. On a terminal it asks for"
                    + " each field that is not given."
        })
final class New implements Callable<Integer> {

    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--in",
            paramLabel = "SOURCE",
            description =
                    "The source that says it: src:NAME, NAME, or the path of its file. Needed for"
                            + " what is written into a source's file.")
    private @Nullable String in;

    @Option(
            names = "--id",
            paramLabel = "SLUG",
            description = "What the IRI ends with. Unless given, it is made of the name.")
    private @Nullable String slug;

    @Option(
            names = "--into",
            paramLabel = "FILE",
            description = "Another file of the home than the kind's own, such as data/….ttl.")
    private @Nullable String into;

    @Option(
            names = "--anyway",
            description = "Write it although the ledger has something that is likely the same.")
    private boolean anyway;

    @Option(names = "--dry-run", description = "Print the Turtle and write nothing.")
    private boolean dryRun;

    @Option(names = "--fields", description = "List the fields of the kind.")
    private boolean fields;

    @Option(
            names = "--ask",
            negatable = true,
            description = "Ask for what is not given, or not (default: ask on a terminal).")
    private @Nullable Boolean ask;

    @Parameters(index = "0", arity = "0..1", paramLabel = "KIND")
    private @Nullable String kindName;

    @Parameters(index = "1..*", paramLabel = "name=value")
    private List<String> assignments = new ArrayList<>();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Desk desk = Desk.at(home.load());
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
            desk.name(draft, slug, anyway);
        }
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
            desk.give(draft, assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        if (asks) {
            if (!interview.complete(draft, anyway)) {
                return 1;
            }
        } else {
            demandTheRest(desk, draft);
            List<Match> matches = desk.matches(draft);
            if (!matches.isEmpty() && !anyway) {
                err.println("The ledger has what is likely the same:");
                matches.forEach(match -> err.println("  " + match));
                err.println(advice(draft, matches));
                err.flush();
                return 1;
            }
            if (draft.subject().isEmpty()) {
                desk.name(draft, desk.slug(draft), anyway);
            }
        }
        Insertion insertion = desk.insertion(draft, into);
        if (dryRun) {
            out.print(insertion.before().isPresent() ? insertion.block() : insertion.text());
            out.flush();
            err.println("Nothing is written; it would go to " + insertion.path() + ".");
            err.flush();
            return 0;
        }
        if (asks && !interview.confirms(insertion)) {
            return 1;
        }
        insertion.write(home.path());
        out.println(
                insertion.path()
                        + ":"
                        + insertion.line()
                        + ": "
                        + desk.shown(draft.subject().orElseThrow())
                        + " is written.");
        return check(insertion.path(), out);
    }

    private static String advice(Draft draft, List<Match> matches) {
        String another = "If it is another thing, add --anyway; nothing was written.";
        List<String> same =
                draft.kind().isRecord()
                        ? matches.stream().filter(Match::sameKind).map(Match::slug).toList()
                        : List.of();
        if (!same.isEmpty()) {
            return "If your source speaks of the same thing, add --id "
                    + String.join(" or --id ", same)
                    + ", with --anyway, to write what it says of that. "
                    + another;
        }
        return "If it is one of these, use its IRI. " + another;
    }

    private static void demandTheRest(Desk desk, Draft draft) throws DeskException {
        List<Draft.Missing> missing = draft.missing();
        if (!missing.isEmpty()) {
            throw new DeskException(
                    missing.stream()
                            .map(m ->
                                    "  "
                                            + m.key()
                                            + "  "
                                            + m.field().description()
                                            + " It takes "
                                            + desk.type(m.field())
                                            + ", such as "
                                            + (m.field().languages().isEmpty()
                                                    ? desk.example(m.field())
                                                    : m.key() + "=\"…\"")
                                            + ".")
                            .collect(
                                    Collectors.joining(
                                            "\n",
                                            "A new " + draft.kind().name() + " needs besides:\n",
                                            "\nWith --ask you are asked for them.")));
        }
    }

    /**
     * Checks the home as it is now. That saved queries now answer otherwise is no mistake of what
     * was entered, and is told as what it is; warnings about other files are for {@code check}.
     */
    private int check(String path, PrintWriter out) throws IOException {
        Snapshot snapshot = home.load();
        Report whole = Check.of(snapshot, Limits.STANDARD);
        Report report = whole.without(ExpectedAnswers.RULE);
        Report shown =
                new Report(
                        report.snapshot(),
                        report.findings().stream()
                                .filter(finding ->
                                        finding.severity() == Finding.Severity.ERROR
                                                || finding.place().file().equals(path))
                                .toList());
        Findings.print(shown, out, spec.commandLine().getColorScheme().ansi());
        out.println(report.summary());
        if (!report.passes()) {
            out.println(
                    path
                            + " is kept as it was written. Put right what is wrong, then run"
                            + " ./lab-ledger check.");
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
        out.println("./lab-ledger new KIND --fields lists the fields of a kind.");
        out.flush();
        return 0;
    }

    private int listFields(Desk desk, Kind kind) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(kind.name() + ": " + kind.description());
        out.println(
                kind.isRecord()
                        ? "Written into the file of the source that says it (--in SOURCE)."
                        : "Written to " + kind.file() + ".");
        out.println();
        for (Field field : kind.fields()) {
            out.println(
                    String.join(", ", field.keys())
                            + (field.required() ? " (required)" : "")
                            + (field.single() ? "" : " (any number)"));
            out.println(
                    "    "
                            + (field.description().isEmpty() ? "" : field.description() + " ")
                            + "Takes "
                            + desk.type(field)
                            + ".");
            Map<String, String> choices = field.isListed() ? desk.choices(field) : Map.of();
            choices.forEach((name, label) -> out.println("      " + name + "  " + label));
        }
        out.println();
        out.println(
                "./lab-ledger new "
                        + kind.name()
                        + (kind.isRecord() ? " --in SOURCE" : "")
                        + kind.fields().stream()
                                .filter(Field::required)
                                .map(field ->
                                        field.languages().isEmpty()
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

    /** From Java 22 to 24 there is a console even where input or output is a file. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // Java 21, where a console is a terminal
        }
    }
}
