package org.labledger.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.labledger.source.Home;

/**
 * Finds out whether git is in the middle of changing the files of a home: its lock on the index, or
 * a merge, rebase, cherry-pick or revert that has not ended (gitrepository-layout(5)). Blocks on
 * file access; sees repositories around the home only where {@code .git} stands in a folder above.
 */
final class GitOperation {

    private static final List<String> MARKS =
            List.of(
                    "index.lock",
                    "rebase-merge",
                    "rebase-apply",
                    "MERGE_HEAD",
                    "CHERRY_PICK_HEAD",
                    "REVERT_HEAD");

    private static final String GITDIR = "gitdir:";

    private GitOperation() {}

    /**
     * Returns the file or folder that marks the operation, such as {@code .git/index.lock}, or
     * empty if none is in progress.
     */
    static Optional<String> inProgress(Path root) {
        List<Path> folders = new ArrayList<>(List.of(root));
        // A folder of the home may be a link into another repository.
        Home.FOLDERS.forEach(folder -> folders.add(root.resolve(folder)));
        return folders.stream()
                .flatMap(folder -> repository(folder).stream())
                .distinct()
                .flatMap(repository ->
                        MARKS.stream().filter(m -> Files.exists(repository.resolve(m))))
                .map(mark -> ".git/" + mark)
                .findFirst();
    }

    private static Optional<Path> repository(Path folder) {
        try {
            for (Path at = folder.toRealPath(); at != null; at = at.getParent()) {
                Path git = at.resolve(".git");
                if (Files.isDirectory(git)) {
                    return Optional.of(git);
                }
                if (Files.isRegularFile(git)) {
                    return gitFolder(at, Files.readString(git, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // What cannot be read marks nothing; the reading of the home tells of it.
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** A worktree and a submodule have a file in the place of the folder, with the path of it. */
    private static Optional<Path> gitFolder(Path at, String text) {
        return text.startsWith(GITDIR)
                ? Optional.of(at.resolve(text.substring(GITDIR.length()).strip()))
                : Optional.empty();
    }
}
