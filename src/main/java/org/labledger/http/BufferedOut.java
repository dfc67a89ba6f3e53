package org.labledger.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Buffers a body until it is complete or too large to buffer. So most errors occur while an error
 * response can still be sent, most responses have a {@code Content-Length}, and large ones stream.
 */
final class BufferedOut extends OutputStream {

    /** Maximum size of a buffered body, in bytes. */
    static final int MAX_BUFFERED = 256 * 1024;

    /** Begins to send a body that is too large to buffer. */
    interface Start {

        /** Returns where the body goes, from its first byte on. */
        Spool begin(List<Map.Entry<String, String>> added) throws IOException;
    }

    private final Start start;
    private final List<Map.Entry<String, String>> added = new ArrayList<>();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private @Nullable Spool spool;

    BufferedOut(Start start) {
        this.start = start;
    }

    /** Adds a header field. */
    void header(String name, String value) {
        if (spool != null) {
            throw new IllegalStateException("The header has been sent");
        }
        added.add(Map.entry(name, value));
    }

    /** Returns the header fields that were added while the body was written. */
    List<Map.Entry<String, String>> addedHeaders() {
        return added;
    }

    /** Returns the whole body, if {@link #spool} is {@code null}. */
    byte[] whole() {
        return held.toByteArray();
    }

    /** Returns where the body is being sent from, or {@code null} if nothing has been sent. */
    @Nullable Spool spool() {
        return spool;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Spool begun = spool;
        if (begun == null) {
            if (held.size() + length <= MAX_BUFFERED) {
                held.write(bytes, offset, length);
                return;
            }
            begun = start.begin(added);
            spool = begun;
            held.writeTo(begun);
            held.reset();
        }
        begun.write(bytes, offset, length);
    }
}
