package org.labledger.query;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Ends the query when more bytes are written than it may give. */
final class CountedOutput extends FilterOutputStream {

    private final long most;
    private long written;

    CountedOutput(OutputStream out, long most) {
        super(out);
        this.most = most;
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
        if (written > most) {
            throw new LimitReached(LimitException.bytes(most));
        }
    }
}
