package org.labledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.labledger.check.Checker;
import org.labledger.check.Finding;
import org.labledger.check.Report;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;

/**
 * A home that a test writes: the files that matter to the test, and no others.
 *
 * <pre>{@code
 * HomeFolder home = HomeFolder.in(folder).with("data/a.ttl", "<#a> <#b> <#c> .");
 * }</pre>
 */
public final class HomeFolder {

    /** The village library: a whole home about something else than the ledger's own subject. */
    public static final HomeFolder LIBRARY = new HomeFolder(Path.of("src/test/resources/library"));

    /**
     * A small part of the ledger as it once was, with its ontology, queries and expected answers.
     * It is frozen: tests of the code that need the ledger's own subject use it.
     */
    public static final HomeFolder SMALL_LEDGER =
            new HomeFolder(Path.of("src/test/resources/small-ledger"));

    /** The ledger as curators have it now, for tests of the data only ({@code @Tag("data")}). */
    public static final HomeFolder THIS_PROJECT = new HomeFolder(Path.of(""));

    /** What a home needs at least to have a URI space. */
    public static final String DESCRIPTION =
            """
            @prefix void: <http://rdfs.org/ns/void#> .
            <https://home.test/> a void:Dataset ; void:uriSpace "https://home.test/" .
            """;

    private final Path path;

    private HomeFolder(Path path) {
        this.path = path;
    }

    /** Begins a home in a folder; it has an empty {@code data/}. */
    public static HomeFolder in(Path folder) {
        try {
            Files.createDirectories(folder.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new HomeFolder(folder);
    }

    /** Writes one file, with the folders that it needs. */
    public HomeFolder with(String file, String text) {
        try {
            Path target = path.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Copies a folder of another home. */
    public HomeFolder withFolder(HomeFolder other, String folder) {
        try (Stream<Path> files = Files.walk(other.path.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                with(other.path.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Copies a whole home. */
    public HomeFolder withAllOf(HomeFolder other) {
        List.of("ontology", "data", "queries").forEach(folder -> withFolder(other, folder));
        return this;
    }

    /** Returns the folder. */
    public Path path() {
        return path;
    }

    /** Reads the home as it is now. */
    public Home read() {
        try {
            return Home.read(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a snapshot of the home as it is now. */
    public Snapshot load() {
        return Snapshot.load(read());
    }

    /** Checks the home as it is now. */
    public Report check() {
        Snapshot snapshot = load();
        return Checker.checkOnce(snapshot, Limits.STANDARD);
    }

    /** Returns the lines that a check prints. */
    public List<String> findings() {
        return check().findings().stream().map(Finding::toString).toList();
    }
}
