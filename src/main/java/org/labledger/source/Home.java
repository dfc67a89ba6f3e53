package org.labledger.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The files of a ledger: {@code ontology/}, {@code data/} and {@code queries/} of one folder, as
 * they were when read. Only {@code data/} is required.
 *
 * <p>Hidden files and folders (with a leading dot) and files ending in {@code ~} are ignored, since
 * editors and version control create them.
 *
 * @param files all files, ordered by the bytes of their paths
 * @param snapshot the hash of the files, see {@link #read}
 * @param unread the symbolic links that lead out of the home or nowhere
 */
public record Home(List<HomeFile> files, String snapshot, List<Unread> unread) {

    /**
     * Something in a home that is not read.
     *
     * @param path its path inside the home
     * @param reason why not, and what to do
     */
    public record Unread(String path, String reason) {}

    /** The folders of a home. */
    public static final List<String> FOLDERS = List.of("ontology", "data", "queries");

    /**
     * Reads all files of a home; blocks on file access.
     *
     * <p>The hash is the SHA-256 of the output of {@code sha256sum} for the sorted files, so that
     * anyone can compute it with coreutils:
     *
     * <pre>
     * find -L ontology data queries -type f -not -path '&#42;/.*' -not -name '*~' | LC_ALL=C sort |
     *     xargs -d '\n' sha256sum | sha256sum
     * </pre>
     *
     * @throws NoSuchHomeException if the folder does not exist or has no {@code data/}
     * @throws IOException if a file cannot be read
     */
    public static Home read(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NoSuchHomeException(
                    "No such folder: "
                            + root
                            + ". Set `--home` to the folder with data/ (and ontology/ and queries/,"
                            + " if any).");
        }
        if (!Files.isDirectory(root.resolve("data"))) {
            throw new NoSuchHomeException(
                    "The folder "
                            + root
                            + " has no data/. A home needs data/ with at least one Turtle, TriG,"
                            + " N-Triples, N-Quads, RDF/XML or JSON-LD file.");
        }
        List<HomeFile> files = new ArrayList<>();
        List<Unread> unread = new ArrayList<>();
        for (String folder : FOLDERS) {
            if (Files.isDirectory(root.resolve(folder))) {
                readFolder(root, folder, files, unread);
            }
        }
        return of(files, unread);
    }

    /**
     * Creates a home of files that are not on disk, such as those of an earlier state. Its hash is
     * that of {@link #read} for the same files.
     *
     * @param files the files that {@link #read} would find, in any order
     */
    public static Home of(List<HomeFile> files) {
        return of(files, List.of());
    }

    private static Home of(List<HomeFile> files, List<Unread> unread) {
        List<HomeFile> sorted =
                files.stream()
                        .sorted(Comparator.comparing(HomeFile::path, Home::compareBytes))
                        .toList();
        return new Home(sorted, hash(sorted), List.copyOf(unread));
    }

    private static int compareBytes(String path, String other) {
        return Arrays.compareUnsigned(
                path.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the hash that a home with some files has, see {@link #read}.
     *
     * @param hashes the SHA-256 of each file by its path, in hexadecimal
     */
    public static String snapshotOf(Map<String, String> hashes) {
        return hash(
                hashes.entrySet().stream().sorted(Map.Entry.comparingByKey(Home::compareBytes)));
    }

    /** Returns the files of one part, ordered by path. */
    public Stream<HomeFile> files(HomeFile.Part part) {
        return files.stream().filter(f -> f.part() == part);
    }

    /**
     * Returns this home with the very objects of another one for the files that are the same, so
     * that the memory does not hold them twice.
     */
    public Home sharing(Home other) {
        Map<String, HomeFile> known = new HashMap<>();
        other.files.forEach(file -> known.put(file.path(), file));
        return new Home(
                files.stream()
                        .map(file -> {
                            HomeFile before = known.get(file.path());
                            return before != null && before.isSameAs(file) ? before : file;
                        })
                        .toList(),
                snapshot,
                unread);
    }

    /**
     * Holds the data files deflated from now on; what is returned for them stays the same. Takes
     * about 10 ms of a processor for each MB.
     */
    public void pack() {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            files(HomeFile.Part.DATA).forEach(file -> file.pack(deflater));
        } finally {
            deflater.end();
        }
    }

    /** Returns the first twelve digits of the hash, for display. */
    public String shortSnapshot() {
        return snapshot.substring(0, 12);
    }

    private static void readFolder(
            Path root, String folder, List<HomeFile> files, List<Unread> unread)
            throws IOException {
        // The folder itself may be a symbolic link; paths inside the home do not show it.
        Path top = root.resolve(folder).toRealPath();
        List<Path> links = new ArrayList<>();
        for (Path file : filesBelow(top, links)) {
            String path = path(folder, top, file);
            if (NativeText.isDamaged(path)) {
                throw new IOException(
                        path + ": the name of this file cannot be read. " + NativeText.REMEDY);
            }
            try {
                files.add(new HomeFile(path, Files.readAllBytes(file)));
            } catch (NoSuchFileException e) {
                // A temporary file may disappear between listing and reading.
                continue;
            }
        }
        for (Path link : links) {
            unread.add(
                    new Unread(
                            path(folder, top, link),
                            Files.exists(link)
                                    ? "This symbolic link leads out of the home, so that it is not"
                                            + " read. Put the file itself here."
                                    : "This symbolic link leads nowhere, so that nothing is read."));
        }
    }

    private static String path(String folder, Path top, Path file) {
        String below = top.relativize(file).toString();
        return folder + "/" + below.replace(top.getFileSystem().getSeparator(), "/");
    }

    /**
     * Returns the files below a folder that belong to a home, unordered. Symbolic links are
     * followed as far as they stay below the folder, or in the home if it is one of its {@link
     * #FOLDERS}: a volume of Kubernetes has links only.
     *
     * @throws IOException if a folder cannot be listed
     */
    public static List<Path> filesBelow(Path folder) throws IOException {
        return filesBelow(folder, new ArrayList<>());
    }

    private static List<Path> filesBelow(Path folder, List<Path> strayLinks) throws IOException {
        Path real = folder.toRealPath();
        Path parent = real.getParent();
        boolean isOfHome = parent != null && FOLDERS.contains(real.getFileName().toString());
        Path limit = isOfHome ? parent : real;
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(
                folder,
                Set.of(FileVisitOption.FOLLOW_LINKS),
                Integer.MAX_VALUE,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path dir, BasicFileAttributes attributes) throws IOException {
                        return isHidden(dir) || isStray(dir)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (!isHidden(file) && !isBackup(file)) {
                            if (attributes.isRegularFile() && !isStray(file)) {
                                files.add(file);
                            } else if (attributes.isSymbolicLink()) {
                                // It leads nowhere: links to files have the attributes of those.
                                strayLinks.add(file);
                            }
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException
                                || e instanceof FileSystemLoopException
                                || isHidden(file)) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }

                    private boolean isStray(Path file) throws IOException {
                        boolean isStray =
                                Files.isSymbolicLink(file) && !file.toRealPath().startsWith(limit);
                        if (isStray) {
                            strayLinks.add(file);
                        }
                        return isStray;
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
        files.parallelStream().forEach(HomeFile::sha256);
        return hash(files.stream().map(file -> Map.entry(file.path(), file.sha256())));
    }

    /** Returns the hash of what {@code sha256sum} prints for files, in their order. */
    private static String hash(Stream<Map.Entry<String, String>> files) {
        StringBuilder list = new StringBuilder();
        files.forEach(file ->
                list.append(file.getValue()).append("  ").append(file.getKey()).append('\n'));
        return DigestUtils.sha256Hex(list.toString());
    }
}
