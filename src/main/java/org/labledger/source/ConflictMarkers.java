package org.labledger.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the markers that {@code git merge} writes into a file where two edits meet (<a
 * href="https://git-scm.com/docs/git-merge#_how_conflicts_are_presented">git-merge</a>).
 */
final class ConflictMarkers {

    private static final Pattern MARKER =
            Pattern.compile("^(<{7}|>{7}|\\|{7})(?: .*)?\\r?$", Pattern.MULTILINE);

    private ConflictMarkers() {}

    /** Returns the problem at the first marker, or empty if there is none. */
    static Optional<ParseProblem> problem(HomeFile file) {
        if (!mayHave(file.content())) {
            return Optional.empty();
        }
        Matcher marker = MARKER.matcher(file.text());
        return marker.find()
                ? Optional.of(
                        new ParseProblem(
                                file.locationOf(marker.start()),
                                true,
                                "A git merge conflict is not resolved here. Keep what is right of both"
                                        + " sides, and remove the lines that begin with <<<<<<<,"
                                        + " ======= and >>>>>>>."))
                : Optional.empty();
    }

    /** Looks for seven equal bytes at the start of a line, without decoding the file. */
    private static boolean mayHave(byte[] content) {
        for (int i = 0; i + 7 <= content.length; i++) {
            byte b = content[i];
            if ((b == '<' || b == '>' || b == '|') && (i == 0 || content[i - 1] == '\n')) {
                int n = 1;
                while (n < 7 && content[i + n] == b) {
                    n++;
                }
                if (n == 7) {
                    return true;
                }
            }
        }
        return false;
    }
}
