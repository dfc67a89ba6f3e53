package org.labledger.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;
import java.util.Properties;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Which program this is: its version, for people and their citations, and the hash of its jar,
 * which tells two builds of one version apart. Both depend on what was built, not on when or where:
 * two builds of one commit are equal.
 */
public final class Build {

    private static final String NO_JAR = "no jar";
    private static final String VERSION = read("build.properties", "version");
    private static final String ID = idOf(Build.class);

    private Build() {}

    /**
     * Returns the version, such as {@code 0.1.0}; it ends with {@code -SNAPSHOT} between releases.
     */
    public static String version() {
        return VERSION;
    }

    /**
     * Returns the SHA-256 of the program's jar, in hexadecimal; {@code no jar} if its classes lie
     * in a folder, as under development.
     */
    public static String id() {
        return ID;
    }

    /** Returns whether the {@link #id} tells this state of the program from every other one. */
    public static boolean isKnown() {
        return !ID.equals(NO_JAR);
    }

    private static String read(String file, String key) {
        try (InputStream in = Objects.requireNonNull(Build.class.getResourceAsStream(file), file)) {
            Properties properties = new Properties();
            properties.load(in);
            return Objects.requireNonNull(properties.getProperty(key), key);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private static String idOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return source == null ? NO_JAR : idOf(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The location of a class is a URI", e);
        }
    }

    /** Returns the hash of a jar. */
    static String idOf(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return NO_JAR;
        }
        try {
            return DigestUtils.sha256Hex(Files.readAllBytes(jar));
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own jar cannot be read", e);
        }
    }
}
