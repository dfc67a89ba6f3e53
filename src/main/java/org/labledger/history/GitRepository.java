package org.labledger.history;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;

/**
 * The git repository that a home is in, opened to be read.
 *
 * @param git the repository
 * @param home the path of the home inside the work tree, with {@code /} at its end unless it is
 *     empty
 */
record GitRepository(Repository git, String home) {

    private static final String GITDIR = "gitdir:";

    static {
        GitSettings.install();
    }

    /** There is no repository to read; the message says why, and what to do. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        Unusable(String reason) {
            super(reason);
        }
    }

    /**
     * Returns the nearest folder above or at a home with {@code .git}, be it a folder or, in a
     * linked worktree or a submodule, a file that names it; empty if there is none.
     */
    static Optional<Path> top(Path home) throws IOException {
        for (Path at = home.toRealPath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /**
     * Opens the repository of a home.
     *
     * @throws Unusable if there is none, or none that can be read
     */
    static GitRepository around(Path home) throws Unusable {
        try {
            Path top =
                    top(home)
                            .orElseThrow(() ->
                                    new Unusable(
                                            "This home is not in a git repository, so no past states"
                                                    + " of it are known. Run `git init` in it, and"
                                                    + " commit its files."));
            Path folder = gitFolder(top);
            requireSha1(folder);
            FileRepositoryBuilder builder = new FileRepositoryBuilder();
            builder.setFS(FS.DETECTED)
                    .setGitDir(folder.toFile())
                    .setWorkTree(top.toFile())
                    .setMustExist(true);
            String below =
                    top.relativize(home.toRealPath()).toString().replace(File.separatorChar, '/');
            return new GitRepository(builder.build(), below.isEmpty() ? "" : below + "/");
        } catch (RepositoryNotFoundException e) {
            throw new Unusable(
                    "There is a .git above the home, but no git repository in it. Clone it again.");
        } catch (IOException | ConfigInvalidException e) {
            throw new Unusable(
                    "The git repository of the home cannot be read: " + e.getMessage() + ".");
        }
    }

    private static Path gitFolder(Path top) throws IOException, Unusable {
        Path git = top.resolve(".git");
        if (Files.isDirectory(git)) {
            return git;
        }
        String text = Files.readString(git, StandardCharsets.UTF_8);
        if (!text.startsWith(GITDIR)) {
            throw new Unusable("The file .git above the home does not name a git repository.");
        }
        return top.resolve(text.substring(GITDIR.length()).strip()).normalize();
    }

    /** JGit would take the longer names of objects for damaged ones. */
    private static void requireSha1(Path folder)
            throws IOException, ConfigInvalidException, Unusable {
        Path common = folder.resolve("commondir");
        Path main =
                Files.isRegularFile(common)
                        ? folder.resolve(Files.readString(common, StandardCharsets.UTF_8).strip())
                        : folder;
        FileBasedConfig config = new FileBasedConfig(main.resolve("config").toFile(), FS.DETECTED);
        config.load();
        String format =
                Optional.ofNullable(config.getString("extensions", null, "objectformat"))
                        .orElse("sha1");
        if (!format.equals("sha1")) {
            throw new Unusable(
                    "The git repository of the home names its objects by "
                            + format
                            + ", and only sha1 can be read. Past states are not known; all else"
                            + " works.");
        }
    }
}
