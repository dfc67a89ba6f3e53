package org.labledger.history;

import java.time.Instant;
import java.util.List;

/**
 * A state of a home in git.
 *
 * @param commit the commit, 40 hexadecimal digits
 * @param time when it was committed
 * @param summary the first line of its message
 * @param tags the tags of this commit, and of later ones that changed nothing of the home; sorted
 */
public record State(String commit, Instant time, String summary, List<String> tags) {

    /** Creates a state with a copy of the tags. */
    public State {
        tags = List.copyOf(tags);
    }

    /** Returns the first seven digits of the commit, for display. */
    public String shortCommit() {
        return commit.substring(0, 7);
    }
}
