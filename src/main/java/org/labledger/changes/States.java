package org.labledger.changes;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.labledger.history.NoSuchStateException;
import org.labledger.history.State;
import org.labledger.source.Home;

/** The states of a home that can be compared. Safe for use by several threads. */
public interface States {

    /** Returns why there are none, as a sentence; empty if the home has a history. */
    Optional<String> absence();

    /**
     * Returns all states, the newest first; each changed at least one file of the home since the
     * next one in the list. Empty if the home has no history.
     */
    List<State> list();

    /**
     * Returns the state that a text names: a commit, a tag, a date, or the hash of a snapshot.
     *
     * @throws NoSuchStateException if it names none
     */
    State find(String text) throws NoSuchStateException;

    /**
     * Returns the files of a state; blocks on file access.
     *
     * @throws IOException if version control cannot read them
     */
    Home home(State state) throws IOException;

    /** Returns the states of a home that has none. */
    static States none(String reason) {
        return new States() {
            @Override
            public Optional<String> absence() {
                return Optional.of(reason);
            }

            @Override
            public List<State> list() {
                return List.of();
            }

            @Override
            public State find(String text) throws NoSuchStateException {
                throw new NoSuchStateException(reason);
            }

            @Override
            public Home home(State state) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
