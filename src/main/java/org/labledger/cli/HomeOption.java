package org.labledger.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.QueryFileException;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import org.labledger.source.ParseProblem;
import picocli.CommandLine.Option;

/** The option {@code --home}, shared by all commands. */
class HomeOption {

    /** The system property with the home that the launcher chose. */
    static final String PROPERTY = "labledger.home";

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "The folder with data/, and ontology/ and queries/ if any (default: this"
                            + " ledger).")
    private @Nullable Path home;

    /** Returns the given folder, else that of the launcher, else the working directory. */
    Path path() {
        if (home != null) {
            return home;
        }
        return Path.of(System.getProperty(PROPERTY, "."));
    }

    /**
     * Reads the home as a snapshot, as far as its files can be parsed; blocks on file access. Only
     * for commands that report what is wrong with them.
     */
    Snapshot load() throws IOException {
        return Snapshot.load(Home.read(path()));
    }

    /**
     * Reads the home as a snapshot, for answers from it; blocks on file access.
     *
     * @throws UserException if a file cannot be parsed to its end, so that answers would miss what
     *     it says; the message has a line for each such file
     */
    Snapshot loadWhole() throws IOException {
        Snapshot snapshot = load();
        if (snapshot.isWhole()) {
            return snapshot;
        }
        List<String> lines = new ArrayList<>();
        snapshot.problems().stream()
                .filter(ParseProblem::isFatal)
                .map(problem -> problem.location() + ": error: " + problem.message())
                .forEach(lines::add);
        lines.add(
                "No answer: what these files say would be missing. Correct them, then try again;"
                        + " `./lab-ledger check` says more.");
        throw new UserException(String.join(System.lineSeparator(), lines));
    }

    /** Prints the query files that cannot be used, and returns whether there are any. */
    boolean reportsBrokenQueries(Snapshot snapshot, PrintWriter err) {
        List<QueryFileException> broken = snapshot.catalog().problems();
        broken.forEach(e -> err.println(e.location() + ": error: " + e.getMessage()));
        err.flush();
        return !broken.isEmpty();
    }
}
