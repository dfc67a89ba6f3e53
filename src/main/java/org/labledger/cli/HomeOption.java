package org.labledger.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import picocli.CommandLine.Option;

/** The option {@code --home}, shared by all commands. */
final class HomeOption {

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

    /** Reads the home as a snapshot; blocks on file access. */
    Snapshot load() throws IOException {
        return Snapshot.load(Home.read(path()));
    }
}
