package org.labledger.persist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A file that holds a state for the next run. It saves time and nothing else: it can be deleted at
 * any moment, and one that is not certainly what was written counts as none.
 *
 * <p>A header of {@value #HEADER_BYTES} bytes holds a magic number, the SHA-256 of the <i>key</i>,
 * the length of the content, the CRC-32C of the content, and the CRC-32C of the header itself. The
 * key names everything that the content depends on. The whole file is compared with its checksums
 * before anything in it is read as a state.
 *
 * <p>Writers write a file of their own, which only their user may read, force it to the disk and
 * move it into its place, so that there is never half of one; of several writers, the last one
 * wins.
 */
public final class StateFile {

    /** Writes the content of a state. */
    @FunctionalInterface
    public interface Content {
        /** Writes the content. */
        void writeTo(StateWriter out) throws IOException;
    }

    /** Reads the content of a state. */
    @FunctionalInterface
    public interface Reading<T> {
        /**
         * Reads the content.
         *
         * @throws RuntimeException if it makes no sense
         */
        T from(StateReader in) throws IOException;
    }

    /** "LabLedg" and the version of the format. */
    private static final long MAGIC = 0x4C61624C65646701L;

    private static final int HEADER_BYTES = 64;
    private static final int KEY_BYTES = 32;
    private static final String SUFFIX = ".state";
    private static final String UNFINISHED = ".unfinished";

    /** What nothing has read for so long is of a home that is gone. */
    private static final Duration MAX_UNUSED = Duration.ofDays(60);

    /** A file that was begun so long ago was left by a process that was killed. */
    private static final Duration MAX_WRITING = Duration.ofHours(1);

    private final Path folder;
    private final Path file;

    /**
     * Creates a handle of a file, which need not exist.
     *
     * @param folder a folder that holds nothing but such files; made when one is written
     * @param subject what it is the state of, such as the path of a home: there is one file for
     *     each
     */
    public StateFile(Path folder, String subject) {
        this.folder = folder.toAbsolutePath();
        this.file = this.folder.resolve(DigestUtils.sha256Hex(subject).substring(0, 32) + SUFFIX);
    }

    /** Returns the path of the file. */
    public Path path() {
        return file;
    }

    /** Returns whether there is a whole file with a key, as far as its header tells. */
    public boolean hasKey(String key) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return header(channel, key).isPresent();
        } catch (IOException e) {
            // Missing, unreadable or damaged: in each case it has to be written.
            return false;
        }
    }

    /**
     * Reads the state.
     *
     * @return what was read; empty if there is no file, or if it is of another key
     * @throws IOException if it is damaged or cannot be read
     */
    public <T> Optional<T> read(String key, Reading<T> reading) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Optional<Header> header = header(channel, key);
            if (header.isEmpty()) {
                return Optional.empty();
            }
            verify(channel, header.get());
            channel.position(HEADER_BYTES);
            StateReader in = new StateReader(channel, header.get().length());
            T state;
            try {
                state = reading.from(in);
            } catch (RuntimeException e) {
                // The bytes are those that were written: writer and reader do not agree.
                DamagedStateException damaged =
                        new DamagedStateException("Its content makes no sense: " + e);
                damaged.initCause(e);
                throw damaged;
            }
            touch();
            return Optional.of(state);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes the state in the place of the one that was there, and removes files that are not used
     * any more. If it fails, what was there stays.
     *
     * @throws IOException if the file cannot be written
     */
    public void write(String key, Content content) throws IOException {
        makePrivate(folder);
        tidy();
        Path unfinished = Files.createTempFile(folder, "", UNFINISHED);
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            unfinished, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
                channel.position(HEADER_BYTES);
                StateWriter out = new StateWriter(channel);
                content.writeTo(out);
                long checksum = out.finish();
                ByteBuffer header = new Header(out.length(), checksum).bytes(key);
                for (int at = 0; header.hasRemaining(); ) {
                    at += channel.write(header, at);
                }
                channel.force(true);
            }
            Files.move(
                    unfinished,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Deletes the file, if there is one: it would never be read, and never be written again. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private record Header(long length, long checksum) {

        ByteBuffer bytes(String key) {
            ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(MAGIC).put(DigestUtils.sha256(key)).putLong(length).putLong(checksum);
            CRC32C ofHeader = new CRC32C();
            ofHeader.update(bytes.array(), 0, bytes.position());
            bytes.putLong(ofHeader.getValue());
            return bytes.flip();
        }
    }

    /** Returns the header; empty if it is of another format or key. */
    private static Optional<Header> header(FileChannel channel, String key) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new DamagedStateException("It ends in its header.");
            }
        }
        bytes.flip();
        byte[] found = new byte[KEY_BYTES];
        boolean isOurs = bytes.getLong() == MAGIC;
        bytes.get(found);
        Header header = new Header(bytes.getLong(), bytes.getLong());
        if (!isOurs || !Arrays.equals(found, DigestUtils.sha256(key))) {
            return Optional.empty();
        }
        if (!header.bytes(key).equals(bytes.position(0))) {
            throw new DamagedStateException("Its header is damaged.");
        }
        if (header.length() != channel.size() - HEADER_BYTES) {
            throw new DamagedStateException("It has another length than its header says.");
        }
        return Optional.of(header);
    }

    private static void verify(FileChannel channel, Header header) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect(StateWriter.BUFFER_BYTES);
        while (channel.read(buffer) >= 0) {
            checksum.update(buffer.flip());
            buffer.clear();
        }
        if (checksum.getValue() != header.checksum()) {
            throw new DamagedStateException("Its checksum is wrong.");
        }
    }

    /** Marks the file as used. */
    private void touch() {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            // On a file system that may only be read; nothing is removed there either.
            return;
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** Removes files that nobody has used for long, and what killed writers left. */
    private void tidy() throws IOException {
        Instant now = Instant.now();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path each : files) {
                String name = each.getFileName().toString();
                Duration age;
                try {
                    age = Duration.between(Files.getLastModifiedTime(each).toInstant(), now);
                } catch (NoSuchFileException e) {
                    // Another process has just removed or moved it.
                    continue;
                }
                if ((name.endsWith(SUFFIX) && !each.equals(file) && age.compareTo(MAX_UNUSED) > 0)
                        || (name.endsWith(UNFINISHED) && age.compareTo(MAX_WRITING) > 0)) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }
}
