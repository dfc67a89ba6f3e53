package org.labledger.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Folders of the user who runs the program, after the XDG Base Directory Specification. */
public final class StandardFolders {

    private StandardFolders() {}

    /**
     * Returns the folder for kept snapshots, which need not exist; empty if the user has no home
     * folder.
     */
    public static Optional<Path> cache() {
        return cache(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
    }

    /** Returns the folder for kept snapshots; the specification ignores a relative path. */
    static Optional<Path> cache(@Nullable String xdg, @Nullable String home) {
        return absolute(xdg)
                .or(() -> absolute(home).filter(Files::isDirectory).map(h -> h.resolve(".cache")))
                .map(base -> base.resolve("lab-ledger").resolve("snapshots"));
    }

    private static Optional<Path> absolute(@Nullable String path) {
        try {
            return Optional.ofNullable(path)
                    .filter(text -> !text.isEmpty())
                    .map(Path::of)
                    .filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            // No path of this file system, so it names no folder.
            return Optional.empty();
        }
    }
}
