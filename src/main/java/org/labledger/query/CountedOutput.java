package org.labledger.query;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Stops the query when its output exceeds the limit of bytes. */
final class CountedOutput extends FilterOutputStream {

    private final long maxBytes;
    private long written;

    CountedOutput(OutputStream out, long maxBytes) {
        super(out);
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
        written += length;
        if (written > maxBytes) {
            throw new LimitReached(LimitException.bytes(maxBytes));
        }
    }
}
