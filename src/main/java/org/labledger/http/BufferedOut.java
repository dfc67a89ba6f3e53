package org.labledger.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Buffers a body until it is complete or too large to buffer. So most errors occur while an error
 * response can still be sent, most responses have a {@code Content-Length}, and large ones stream.
 */
public final class BufferedOut extends OutputStream {

    /** Maximum size of a buffered body, in bytes. */
    static final int MAX_BUFFERED = 256 * 1024;

    /** Minimum average rate at which a client must read a streamed body. */
    public static final int MIN_BYTES_PER_SECOND = 1024;

    /** How long a client may read more slowly. */
    public static final Duration GRACE = Duration.ofSeconds(20);

    private final HttpServletResponse response;
    private final Runnable begun;
    private final List<Map.Entry<String, String>> added = new ArrayList<>();
    private @Nullable ByteArrayOutputStream held = new ByteArrayOutputStream();
    private long sent;
    private long waited;

    /**
     * Creates one.
     *
     * @param begun called when the body turns out to be too large to buffer
     */
    BufferedOut(HttpServletResponse response, Runnable begun) {
        this.response = response;
        this.begun = begun;
    }

    /** Adds a header field. */
    public void header(String name, String value) {
        if (held == null) {
            throw new IllegalStateException("The header has been sent");
        }
        added.add(Map.entry(name, value));
    }

    /** Returns the header fields that were added while the body was written. */
    List<Map.Entry<String, String>> addedHeaders() {
        return added;
    }

    /** Returns the whole body, or {@code null} if it was too large to buffer and has been sent. */
    byte @Nullable [] whole() {
        return held == null ? null : held.toByteArray();
    }

    /** Returns whether part of the body has been sent. */
    boolean hasBegun() {
        return held == null;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (held != null) {
            if (held.size() + length <= MAX_BUFFERED) {
                held.write(bytes, offset, length);
                return;
            }
            begin();
        }
        send(bytes, offset, length);
    }

    private void begin() throws IOException {
        byte[] first = held == null ? new byte[0] : held.toByteArray();
        held = null;
        begun.run();
        added.forEach(header -> response.addHeader(header.getKey(), header.getValue()));
        send(first, 0, first.length);
    }

    private void send(byte[] bytes, int offset, int length) throws IOException {
        for (int from = offset; from < offset + length; ) {
            int part = Math.min(16 * 1024, offset + length - from);
            long before = System.nanoTime();
            response.getOutputStream().write(bytes, from, part);
            waited += System.nanoTime() - before;
            sent += part;
            from += part;
            long seconds = waited / 1_000_000_000;
            if (seconds > GRACE.toSeconds() && sent < seconds * MIN_BYTES_PER_SECOND) {
                throw new IOException("The client reads too slowly");
            }
        }
    }
}
