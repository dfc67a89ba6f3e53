package org.labledger.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Identifies the build of the program: two builds may write different pages of one snapshot, even
 * if they have the same version.
 */
public final class Build {

    private Build() {}

    /**
     * Returns the SHA-256 of the jar that a class comes from, or {@code no jar} if it comes from a
     * folder, as during development.
     */
    public static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return source == null ? "no jar" : of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The location of a class is a URL", e);
        }
    }

    /** Returns the SHA-256 of a jar, in hexadecimal digits. */
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
