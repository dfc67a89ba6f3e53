package org.labledger.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import picocli.CommandLine.Option;

/** The option {@code --home}, which all commands have. */
final class HomeOption {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "The folder to use: data/, and ontology/ and queries/ if it has them."
                            + " Unless given: the folder of this ledger.")
    private @Nullable Path home;

    /** Returns the folder: the one given, else the launcher's own, else the current one. */
    Path path() {
        if (home != null) {
            return home;
        }
        return Path.of(System.getProperty("labledger.home", "."));
    }

    /** Reads the home and makes a snapshot of it. */
    Snapshot load() throws IOException {
        return Snapshot.load(Home.read(path()));
    }
}
