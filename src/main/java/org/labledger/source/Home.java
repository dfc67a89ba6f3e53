package org.labledger.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A folder that describes a ledger, read once and whole: {@code ontology/}, {@code data/} and
 * {@code queries/}. Only {@code data/} has to be there.
 *
 * <p>Files and folders whose name begins with a dot are not read, nor are files whose name ends
 * with {@code ~}: editors and version control put them there.
 *
 * @param files all files, in the order of their paths, byte by byte
 * @param snapshot the snapshot's hash, see {@link #read}
 */
public record Home(List<HomeFile> files, String snapshot) {

    /** The folders that make up a home. */
    public static final List<String> FOLDERS = List.of("ontology", "data", "queries");

    /**
     * Reads a home.
     *
     * <p>The snapshot's hash is the SHA-256 of the list that {@code sha256sum} prints for the files
     * in the order of their paths, so that anyone can compute it again without this program:
     *
     * <pre>
     * find ontology data queries -type f -not -path '&#42;/.*' -not -name '*~' | LC_ALL=C sort |
     *     xargs -d '\n' sha256sum | sha256sum
     * </pre>
     *
     * @throws NoSuchHomeException if the folder does not exist or has no {@code data/}
     * @throws IOException if a file cannot be read
     */
    public static Home read(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NoSuchHomeException(
                    "There is no folder "
                            + root
                            + ". Give --home the folder that holds data/ (and ontology/ and"
                            + " queries/, if you have them).");
        }
        if (!Files.isDirectory(root.resolve("data"))) {
            throw new NoSuchHomeException(
                    "The folder "
                            + root
                            + " has no data/ in it. A home needs at least data/ with one Turtle,"
                            + " TriG, N-Triples or N-Quads file.");
        }
        List<HomeFile> files = new ArrayList<>();
        for (String folder : FOLDERS) {
            if (Files.isDirectory(root.resolve(folder))) {
                readFolder(root, folder, files);
            }
        }
        files.sort(
                Comparator.comparing(
                        f -> f.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
        return new Home(List.copyOf(files), hash(files));
    }

    /** Returns the files of one part, in the order of their paths. */
    public Stream<HomeFile> files(HomeFile.Part part) {
        return files.stream().filter(f -> f.part() == part);
    }

    /** Returns the twelve digits by which people call the snapshot. */
    public String shortSnapshot() {
        return snapshot.substring(0, 12);
    }

    private static void readFolder(Path root, String folder, List<HomeFile> files)
            throws IOException {
        // The folder itself may be a link; the paths inside the home are the same all the same.
        Path top = root.resolve(folder).toRealPath();
        for (Path file : filesBelow(top)) {
            String below = top.relativize(file).toString();
            String path = folder + "/" + below.replace(top.getFileSystem().getSeparator(), "/");
            try {
                files.add(new HomeFile(path, Files.readAllBytes(file)));
            } catch (NoSuchFileException e) {
                // An editor's temporary file may be gone between listing and reading.
                continue;
            }
        }
    }

    /** Returns the files below a folder that are part of a home, in no particular order. */
    public static List<Path> filesBelow(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path dir, BasicFileAttributes attributes) {
                        return isHidden(dir)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile() && !isHidden(file) && !isBackup(file)) {
                            files.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }
                });
        return files;
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static boolean isBackup(Path file) {
        return file.getFileName().toString().endsWith("~");
    }

    private static String hash(List<HomeFile> files) {
        StringBuilder list = new StringBuilder();
        for (HomeFile file : files) {
            list.append(DigestUtils.sha256Hex(file.content()))
                    .append("  ")
                    .append(file.path())
                    .append('\n');
        }
        return DigestUtils.sha256Hex(list.toString());
    }
}
