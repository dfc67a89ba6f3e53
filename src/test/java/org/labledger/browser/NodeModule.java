package org.labledger.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the packages that {@code npm ci} installs in {@code src/test/js}. */
public final class NodeModule {

    private NodeModule() {}

    /**
     * Returns a file; the test that asks for it is skipped if it is not installed.
     *
     * @throws IllegalStateException if it is not installed on CI
     */
    public static Path file(String path) {
        Path file = Path.of("src/test/js/node_modules").resolve(path);
        boolean there = Files.isRegularFile(file);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(path + " is missing: npm ci in src/test/js");
        }
        assumeTrue(there, path + " is missing: run npm ci in src/test/js");
        return file;
    }
}
