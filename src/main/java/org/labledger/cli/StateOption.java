package org.labledger.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.labledger.history.History;
import org.labledger.history.NoSuchStateException;
import org.labledger.history.UnreadableStateException;
import org.labledger.snapshot.Snapshot;
import picocli.CommandLine.Option;

/** The options {@code --home} and {@code --at}, for commands that only read. */
final class StateOption extends HomeOption {

    @Option(
            names = "--at",
            paramLabel = "STATE",
            description =
                    "Read a past state from git: a commit, a tag, a date such as 2026-05-14 (end of"
                            + " the day, UTC), a time such as 2026-05-14T12:00:00Z, or a snapshot"
                            + " hash.")
    private @Nullable String at;

    /** Returns whether a past state is asked for. */
    boolean isPast() {
        return at != null;
    }

    @Override
    Snapshot load() throws IOException {
        if (at == null) {
            return super.load();
        }
        try (History history = History.of(path())) {
            return Snapshot.load(history.home(history.find(at)));
        } catch (NoSuchStateException | UnreadableStateException e) {
            throw new UserException("--at: " + e.getMessage());
        }
    }
}
