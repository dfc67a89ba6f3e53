package org.labledger.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes files of a home whole: a reader sees the old content or the new one, and so does who looks
 * after a crash or on a full disk.
 */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Replaces a file, or creates it with the folders that it needs. A symbolic link stays one, and
     * the permissions stay. A hidden file beside it, which is no part of a home, may be left behind
     * if the process is killed; the next time it is overwritten.
     *
     * @throws IOException if it cannot be written; the old content is still there
     */
    public static void write(Path file, String text) throws IOException {
        writeAll(Map.of(file, Optional.of(text)));
    }

    /**
     * Replaces, creates or deletes several files, all of them or none. Each is replaced as by
     * {@link #write}; if one cannot be, those before it get their old content again.
     *
     * @param texts the new text of each file; empty to delete it
     * @throws IOException if a file cannot be written; the old content of all is there then, or, if
     *     even that fails, the suppressed exceptions say of which it is not
     */
    public static void writeAll(Map<Path, Optional<String>> texts) throws IOException {
        List<Change> changes = new ArrayList<>();
        List<Change> done = new ArrayList<>();
        try {
            for (Map.Entry<Path, Optional<String>> entry : texts.entrySet()) {
                changes.add(Change.of(entry.getKey(), entry.getValue()));
            }
            for (Change change : changes) {
                done.add(change);
                change.carryOut();
            }
        } catch (IOException e) {
            for (Change change : done) {
                try {
                    change.undo();
                } catch (IOException again) {
                    e.addSuppressed(again);
                }
            }
            throw e;
        } finally {
            for (Change change : changes) {
                Files.deleteIfExists(change.temporary());
            }
        }
    }

    /**
     * A change that is prepared: the new content lies beside the file.
     *
     * @param target the file itself, where the name is a symbolic link
     * @param temporary the hidden file with the new content
     * @param before the old content; {@code null} if there was no file
     * @param deletes whether the file goes
     */
    private record Change(Path target, Path temporary, byte @Nullable [] before, boolean deletes) {

        static Change of(Path file, Optional<String> text) throws IOException {
            boolean isNew = Files.notExists(file);
            Path target = isNew ? file.toAbsolutePath() : file.toRealPath();
            if (isNew) {
                Files.createDirectories(target.getParent());
            }
            Path temporary = target.resolveSibling("." + target.getFileName() + ".new");
            Change change =
                    new Change(
                            text.isEmpty() ? file.toAbsolutePath() : target,
                            temporary,
                            isNew ? null : Files.readAllBytes(target),
                            text.isEmpty());
            if (text.isPresent()) {
                change.prepare(text.get().getBytes(StandardCharsets.UTF_8));
            }
            return change;
        }

        private void prepare(byte[] content) throws IOException {
            try {
                try (FileChannel channel =
                        FileChannel.open(
                                temporary,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                LinkOption.NOFOLLOW_LINKS)) {
                    ByteBuffer bytes = ByteBuffer.wrap(content);
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    // Else the name could be on the disk before the content is.
                    channel.force(true);
                }
                PosixFileAttributeView view =
                        Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
                if (Files.exists(target) && view != null) {
                    view.setPermissions(Files.getPosixFilePermissions(target));
                }
            } catch (IOException e) {
                Files.deleteIfExists(temporary);
                throw e;
            }
        }

        void carryOut() throws IOException {
            if (deletes) {
                Files.delete(target);
            } else {
                Files.move(
                        temporary,
                        target,
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            }
        }

        void undo() throws IOException {
            if (before == null) {
                Files.deleteIfExists(target);
            } else if (Files.notExists(target)
                    || !Arrays.equals(before, Files.readAllBytes(target))) {
                prepare(before);
                Files.move(
                        temporary,
                        target,
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
