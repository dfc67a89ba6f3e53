package org.labledger.persist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.jena.graph.Node;

/**
 * Writes the content of a state file, which {@link StateReader} reads in the same order. Numbers
 * are little-endian. For one thread.
 */
public final class StateWriter {

    static final int BUFFER_BYTES = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum = new CRC32C();
    private long length;

    StateWriter(FileChannel channel) {
        this.channel = channel;
    }

    /** Writes a number. */
    public void writeInt(int value) throws IOException {
        ensure(Integer.BYTES);
        buffer.putInt(value);
    }

    /** Writes numbers, and how many there are. */
    public void writeInts(int[] values) throws IOException {
        writeInt(values.length);
        for (int done = 0; done < values.length; ) {
            ensure(Integer.BYTES);
            int count = Math.min(values.length - done, buffer.remaining() / Integer.BYTES);
            buffer.asIntBuffer().put(values, done, count);
            buffer.position(buffer.position() + count * Integer.BYTES);
            done += count;
        }
    }

    /** Writes bytes, and how many there are. */
    public void writeBytes(byte[] bytes) throws IOException {
        writeBytes(bytes, bytes.length);
    }

    void writeBytes(byte[] bytes, int count) throws IOException {
        writeInt(count);
        for (int done = 0; done < count; ) {
            ensure(1);
            int part = Math.min(count - done, buffer.remaining());
            buffer.put(bytes, done, part);
            done += part;
        }
    }

    /** Writes a text: any sequence of UTF-16 code units. */
    public void writeText(String text) throws IOException {
        TermBytes bytes = new TermBytes();
        bytes.text(text);
        writeBytes(bytes.array(), bytes.size());
    }

    /** Writes RDF terms, and how many there are. Variables are no RDF terms. */
    public void writeTerms(List<Node> terms) throws IOException {
        writeInt(terms.size());
        TermBytes bytes = new TermBytes();
        for (int from = 0; from < terms.size(); from += TermBytes.BLOCK) {
            bytes.clear();
            int to = Math.min(terms.size(), from + TermBytes.BLOCK);
            for (Node term : terms.subList(from, to)) {
                bytes.term(term);
            }
            writeBytes(bytes.array(), bytes.size());
        }
    }

    /** Returns the checksum of all that was written, once nothing more is written. */
    long finish() throws IOException {
        flush();
        return checksum.getValue();
    }

    /** Returns the number of bytes written, after {@link #finish}. */
    long length() {
        return length;
    }

    private void ensure(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        length += buffer.remaining();
        checksum.update(buffer.duplicate());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
