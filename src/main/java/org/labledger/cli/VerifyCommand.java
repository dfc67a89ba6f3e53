package org.labledger.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.labledger.catalog.BadParameterException;
import org.labledger.citation.CitationFactory;
import org.labledger.display.Language;
import org.labledger.history.History;
import org.labledger.history.NoSuchStateException;
import org.labledger.history.State;
import org.labledger.history.UnreadableStateException;
import org.labledger.link.BadLinkException;
import org.labledger.link.CitedLink;
import org.labledger.link.LinkToken;
import org.labledger.link.Reference;
import org.labledger.link.Rerun;
import org.labledger.link.WrittenAnswer;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import org.labledger.syntax.QuerySyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: whether a cited answer is what the ledger answers. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Gives a cited answer again, from the state that gave it, and compares.",
            "LINK is a permanent link (…/cite/…); FILE an answer that was saved with its sources"
                    + " (cite=true, or `query --cite`)."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:The same answer.",
            "1:Not the same answer, or the file was changed.",
            "2:Not compared; a message says why."
        })
final class VerifyCommand implements Callable<Integer> {

    private static final int SAME = 0;
    private static final int DIFFERENT = 1;
    private static final int FAILED = 2;

    /** Lines that differ are shown up to this length. */
    private static final int MAX_SHOWN = 200;

    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "LINK|FILE")
    private String cited = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    /** A link, and the file in which it was found. */
    private record Given(CitedLink link, String url, Optional<WrittenAnswer> file) {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Given given = given();
            int status = verify(given, out);
            out.flush();
            return status;
        } catch (BadLinkException
                | NoSuchStateException
                | UnreadableStateException
                | QuerySyntaxException
                | BadParameterException
                | Rerun.NoSuchQueryException
                | LimitException
                | IOException
                | UserException e) {
            out.flush();
            PrintWriter err = spec.commandLine().getErr();
            err.println("Not compared: " + e.getMessage());
            err.flush();
            return FAILED;
        }
    }

    private Given given() throws BadLinkException, IOException {
        Optional<Path> path = path();
        if (path.isPresent()) {
            WrittenAnswer file =
                    WrittenAnswer.of(Files.readString(path.get(), StandardCharsets.UTF_8))
                            .orElseThrow(() ->
                                    new UserException(
                                            cited
                                                    + " has no permanent link. Save the answer with"
                                                    + " cite=true, or with `query --cite`."));
            return new Given(file.link(), file.url(), Optional.of(file));
        }
        String link = cited.replaceFirst("[?#].*", "");
        int at = link.indexOf(CitedLink.PATH);
        if (at < 0 && link.contains("/")) {
            throw new UserException(
                    cited + " is neither a file nor a permanent link, such as https://…/cite/…");
        }
        String token = at < 0 ? link : link.substring(at + CitedLink.PATH.length());
        return new Given(LinkToken.decode(token.replaceFirst("\\..*", "")), link, Optional.empty());
    }

    private Optional<Path> path() {
        try {
            return Optional.of(Path.of(cited)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private int verify(Given given, PrintWriter out)
            throws BadLinkException,
                    IOException,
                    NoSuchStateException,
                    Rerun.NoSuchQueryException,
                    QuerySyntaxException,
                    BadParameterException,
                    LimitException {
        CitedLink link = given.link();
        Optional<State> state = Optional.empty();
        Home present = Home.read(home.path());
        Snapshot snapshot;
        if (present.snapshot().startsWith(link.snapshot())) {
            snapshot = Snapshot.load(present);
        } else {
            try (History history = History.of(home.path())) {
                state = Optional.of(history.find(link.snapshot()));
                snapshot = Snapshot.load(history.home(state.get()));
            }
        }
        int path = given.url().indexOf(CitedLink.PATH);
        String base =
                path < 0
                        ? snapshot.description().uriSpace().base() + "sparql"
                        : given.url().substring(0, path) + "/sparql";
        Rerun rerun = Rerun.of(link.cited(), snapshot, new Engine(Limits.STANDARD), base);
        Reference reference =
                new Reference(
                        rerun,
                        rerun.sources(new CitationFactory(), null),
                        rerun.link(rerun.sources(new CitationFactory(), null)),
                        given.url(),
                        Optional.empty(),
                        LocalDate.EPOCH);
        Language english = new Language("en");
        String of =
                "data version "
                        + reference.version()
                        + state.map(s -> ", commit " + s.shortCommit() + " of " + s.time())
                                .orElse(", the present state");
        if (!reference.link().outcome().equals(link.outcome())) {
            out.println(
                    "Not the same answer. Cited: "
                            + cited(link)
                            + ". Now: "
                            + reference.extent(english)
                            + " ("
                            + of
                            + ")."
                            + (sameNumbers(link, reference.link()) ? " The rows differ." : ""));
            if (rerun.isVolatile()) {
                out.println(
                        "The query asks for the time, for chance or for another endpoint, so its"
                                + " answer may change although the data do not.");
            }
            return DIFFERENT;
        }
        out.println(
                "Same answer: "
                        + reference.title(english)
                        + "; "
                        + reference.extent(english)
                        + " ("
                        + of
                        + ").");
        return given.file().isEmpty() ? SAME : compare(given.file().get(), rerun, out);
    }

    private static String cited(CitedLink link) {
        return link.outcome().rows() + " rows from " + link.outcome().sources() + " sources";
    }

    private static boolean sameNumbers(CitedLink one, CitedLink other) {
        return one.outcome().rows() == other.outcome().rows()
                && one.outcome().sources() == other.outcome().sources();
    }

    private int compare(WrittenAnswer file, Rerun rerun, PrintWriter out) throws IOException {
        WrittenAnswer.Comparison comparison = file.compare(rerun);
        String format = comparison.format().name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (comparison.isSame()) {
            out.println("The file holds it unchanged (" + format + ").");
            return SAME;
        }
        out.println(
                cited
                        + ":"
                        + comparison.line()
                        + ": the file was changed, or another version of the program wrote it ("
                        + format
                        + ").");
        out.println("  in the file:   " + shown(comparison.inFile()));
        out.println("  in the answer: " + shown(comparison.inAnswer()));
        return DIFFERENT;
    }

    private static String shown(String line) {
        if (line.isEmpty()) {
            return "(no such line)";
        }
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN - 1) + "…";
    }
}
