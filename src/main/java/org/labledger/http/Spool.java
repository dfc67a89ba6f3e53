package org.labledger.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A body between the thread that computes it and the one that sends it, so that a slow client does
 * not hold up the computation. What the client has not taken waits in memory, and beyond {@link
 * #MAX_MEMORY} in a temporary file. If there is no room in files either, the writer waits for the
 * client, but no longer than {@link #MAX_WAIT}.
 *
 * <p>One thread writes, another one takes.
 */
final class Spool extends OutputStream {

    /** Maximum number of bytes in memory. */
    static final int MAX_MEMORY = 256 * 1024;

    /** How long a writer waits for room. */
    static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private static final int CHUNK = 16 * 1024;
    private static final byte[] NOTHING = {};

    private final Spools all;
    private final String client;
    private final Lanes.Place place;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Of the writer.
    private byte[] chunk = new byte[CHUNK];
    private int filled;

    // What follows is guarded by the lock. All in memory comes before all in the file.
    private final Deque<byte[]> memory = new ArrayDeque<>();
    private long inMemory;
    private @Nullable FileChannel file;
    private long written;
    private long taken;
    private boolean isFinished;
    private boolean isAbandoned;
    private @Nullable Throwable failure;

    Spool(Spools all, Lanes.Place place) {
        this.all = all;
        this.client = place.client();
        this.place = place;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int part = Math.min(left, CHUNK - filled);
            System.arraycopy(bytes, from, chunk, filled, part);
            filled += part;
            from += part;
            left -= part;
            if (filled == CHUNK) {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (filled == 0) {
            return;
        }
        byte[] full = filled == CHUNK ? chunk : Arrays.copyOf(chunk, filled);
        chunk = new byte[CHUNK];
        filled = 0;
        lock.lock();
        try {
            if (!put(full)) {
                awaitRoom(full);
            }
            changed.signalAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /** Keeps some bytes as soon as there is room; meanwhile another request has the place. */
    private void awaitRoom(byte[] bytes) throws IOException, InterruptedException {
        if (!place.rest()) {
            throw new IOException("The client reads too slowly");
        }
        try {
            long left = MAX_WAIT.toNanos();
            while (!put(bytes)) {
                if (left <= 0) {
                    throw new IOException("The client reads too slowly");
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            place.resume();
        }
    }

    /** Keeps some bytes, if there is room. */
    private boolean put(byte[] bytes) throws IOException {
        if (isAbandoned) {
            throw new IOException("The client has gone");
        }
        if (written == taken && inMemory + bytes.length <= MAX_MEMORY) {
            memory.add(bytes);
            inMemory += bytes.length;
            return true;
        }
        if (!all.reserve(client, bytes.length)) {
            return false;
        }
        if (file == null) {
            Path path = Files.createTempFile("lab-ledger-", ".answer");
            file =
                    FileChannel.open(
                            path,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            written += file.write(buffer, written);
        }
        return true;
    }

    /** Ends the body. */
    void finish() throws IOException {
        flush();
        end(null);
    }

    /** Ends the body before it is whole. */
    void fail(Throwable cause) {
        end(cause);
    }

    private void end(@Nullable Throwable cause) {
        lock.lock();
        try {
            failure = cause;
            isFinished = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the next bytes. Blocks until there are some.
     *
     * @return the bytes, or none at the end
     * @throws IOException if the body failed, or the thread is interrupted
     */
    byte[] take() throws IOException {
        lock.lock();
        try {
            while (memory.isEmpty() && written == taken) {
                if (failure != null) {
                    throw new IOException("The body failed", failure);
                }
                if (isFinished) {
                    return NOTHING;
                }
                changed.await();
            }
            changed.signalAll();
            byte[] next = memory.poll();
            if (next != null) {
                inMemory -= next.length;
                return next;
            }
            return takeFromFile();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private byte[] takeFromFile() throws IOException {
        FileChannel from = file;
        if (from == null) {
            throw new IllegalStateException("Nothing was written to a file");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(4 * CHUNK, written - taken));
        while (buffer.hasRemaining()) {
            if (from.read(buffer, taken + buffer.position()) < 0) {
                throw new IOException("The temporary file of an answer was cut");
            }
        }
        taken += buffer.capacity();
        if (taken == written) {
            // The client has caught up: the room is free again.
            from.truncate(0);
            all.free(client, written);
            written = 0;
            taken = 0;
        }
        return buffer.array();
    }

    /** Forgets everything; the writer fails from now on. The taker calls it in any case. */
    void abandon() throws IOException {
        lock.lock();
        try {
            isAbandoned = true;
            memory.clear();
            inMemory = 0;
            all.free(client, written);
            written = 0;
            taken = 0;
            changed.signalAll();
            if (file != null) {
                file.close();
                file = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
