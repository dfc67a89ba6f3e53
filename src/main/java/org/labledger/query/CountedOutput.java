package org.labledger.query;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Stops the query when its output exceeds the limit of bytes, or its time is over. */
final class CountedOutput extends FilterOutputStream {

    private final long maxBytes;
    private final Guard guard;
    private long written;

    CountedOutput(OutputStream out, long maxBytes, Guard guard) {
        super(out);
        this.guard = guard;
        this.maxBytes = maxBytes;
    }

    @Override
    public void write(int b) throws IOException {
        count(1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        count(length);
        out.write(bytes, offset, length);
    }

    private void count(int length) {
        guard.check();
        written += length;
        if (written > maxBytes) {
            throw new LimitReached(LimitException.bytes(maxBytes));
        }
    }
}
