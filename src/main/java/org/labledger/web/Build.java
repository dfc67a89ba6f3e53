package org.labledger.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells one build of the program from another: of one snapshot they may make different pages, also
 * when they have the same version.
 */
final class Build {

    private Build() {}

    /**
     * Returns the hash of the jar that a class comes from; a word that stands for "no jar" if it
     * comes from a folder, as under development.
     */
    static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return source == null ? "no jar" : of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of a class is an address", e);
        }
    }

    /** Returns the hash of a jar. */
    static String of(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return "no jar";
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            return HexFormat.of().formatHex(hash);
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own jar cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
