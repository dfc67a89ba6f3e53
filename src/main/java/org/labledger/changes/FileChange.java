package org.labledger.changes;

import java.util.Optional;
import org.labledger.catalog.Localized;
import org.labledger.source.HomeFile;

/**
 * A change of a file that is not a list of things: a saved query, a check, a rule, shapes, or a
 * recorded answer.
 *
 * @param kind what happened
 * @param part what the file is for
 * @param path its path in the home, in the later state unless it was removed
 * @param title the title of a saved query; of any other file its name
 * @param previousPath of a file that moved, its path in the earlier state
 */
public record FileChange(
        ChangeKind kind,
        HomeFile.Part part,
        String path,
        Localized title,
        Optional<String> previousPath) {

    /** Returns the name of the file without folders and suffix. */
    public String name() {
        return stem(path);
    }

    static String stem(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }
}
