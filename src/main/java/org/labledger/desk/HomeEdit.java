package org.labledger.desk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.labledger.source.Home;
import org.labledger.source.HomeFile;
import org.labledger.source.WholeFile;

/**
 * A change of several files of a home that belong together: all are written or none. Immutable but
 * for its construction in this package.
 */
public final class HomeEdit {

    private final Home before;
    private final Map<String, Optional<String>> texts = new TreeMap<>();

    HomeEdit(Home before) {
        this.before = before;
    }

    /** Sets the whole text of a file, existing or new. */
    void put(String path, String text) {
        if (text(path).filter(text::equals).isEmpty()) {
            texts.put(path, Optional.of(text));
        }
    }

    /** Removes a file. */
    void remove(String path) {
        texts.put(path, Optional.empty());
    }

    /** Returns the text of a file after the edit; empty if there is no such file. */
    Optional<String> text(String path) {
        Optional<String> changed = texts.get(path);
        return changed != null ? changed : file(path).map(HomeFile::text);
    }

    /** Returns the paths of the files that are changed, added or removed, sorted. */
    public List<String> paths() {
        return List.copyOf(texts.keySet());
    }

    /** Returns whether the edit removes a file. */
    public boolean removes(String path) {
        return texts.containsKey(path) && text(path).isEmpty();
    }

    /** Returns the home after the edit. It is not that of a folder, so its hash is a stand-in. */
    Home after() {
        Map<String, HomeFile> files = new LinkedHashMap<>();
        before.files().forEach(file -> files.put(file.path(), file));
        texts.forEach((path, text) -> {
            if (text.isPresent()) {
                files.put(path, new HomeFile(path, text.get().getBytes(StandardCharsets.UTF_8)));
            } else {
                files.remove(path);
            }
        });
        return new Home(
                files.values().stream()
                        .sorted(
                                Comparator.comparing(
                                        file -> file.path().getBytes(StandardCharsets.UTF_8),
                                        Arrays::compareUnsigned))
                        .toList(),
                before.snapshot() + "+" + texts.hashCode(),
                before.unread());
    }

    /**
     * Writes all files. Each is replaced atomically; if one cannot be, those before it are put
     * back.
     *
     * @param root the home folder
     * @throws IOException if a file cannot be written, or has changed since it was read; the home
     *     is as it was then
     */
    public void write(Path root) throws IOException {
        for (String path : texts.keySet()) {
            Path file = root.resolve(path);
            Optional<HomeFile> read = file(path);
            boolean isUnchanged =
                    read.isPresent()
                            ? Files.exists(file)
                                    && Arrays.equals(read.get().content(), Files.readAllBytes(file))
                            : Files.notExists(file);
            if (!isUnchanged) {
                throw new IOException(
                        path + " was changed in the meantime. Nothing was written; try again.");
            }
        }
        Map<Path, Optional<String>> files = new LinkedHashMap<>();
        texts.forEach((path, text) -> files.put(root.resolve(path), text));
        WholeFile.writeAll(files);
    }

    private Optional<HomeFile> file(String path) {
        return before.files().stream().filter(file -> file.path().equals(path)).findFirst();
    }
}
