package org.labledger.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Tells one build of the program from another: of one snapshot they may make different pages, also
 * when they have the same version.
 */
public final class Build {

    private Build() {}

    /**
     * Returns the hash of the jar that a class comes from; a word that stands for "no jar" if it
     * comes from a folder, as under development.
     */
    public static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return source == null ? "no jar" : of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of a class is an address", e);
        }
    }

    /** Returns the hash of a jar. */
    public static String of(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return "no jar";
        }
        try {
            return DigestUtils.sha256Hex(Files.readAllBytes(jar));
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own jar cannot be read", e);
        }
    }
}
