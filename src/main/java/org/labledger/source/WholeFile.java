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
        boolean isNew = Files.notExists(file);
        Path target = isNew ? file.toAbsolutePath() : file.toRealPath();
        if (isNew) {
            Files.createDirectories(target.getParent());
        }
        Path temporary = target.resolveSibling("." + target.getFileName() + ".new");
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            temporary,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            LinkOption.NOFOLLOW_LINKS)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                // Else the name could be on the disk before the content is.
                channel.force(true);
            }
            PosixFileAttributeView view =
                    Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
            if (!isNew && view != null) {
                view.setPermissions(Files.getPosixFilePermissions(target));
            }
            Files.move(
                    temporary,
                    target,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }
}
