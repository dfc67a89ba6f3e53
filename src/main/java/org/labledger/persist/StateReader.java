package org.labledger.persist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.jena.graph.Node;

/**
 * Reads the content of a state file in the order in which {@link StateWriter} wrote it. A length
 * that the file cannot hold is never allocated. For one thread.
 */
public final class StateReader {

    private final FileChannel channel;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(StateWriter.BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /** Bytes of the content that are not in the buffer yet. */
    private long rest;

    /**
     * Creates a reader.
     *
     * @param channel at the beginning of the content
     * @param length of the content, in bytes
     */
    StateReader(FileChannel channel, long length) {
        this.channel = channel;
        this.rest = length;
        buffer.flip();
    }

    /**
     * Reads a number.
     *
     * @throws DamagedStateException if the content has ended; so do the other methods
     */
    public int readInt() throws IOException {
        ensure(Integer.BYTES);
        return buffer.getInt();
    }

    /** Reads numbers. */
    public int[] readInts() throws IOException {
        int[] values = new int[readLength(Integer.BYTES)];
        for (int done = 0; done < values.length; ) {
            ensure(Integer.BYTES);
            int count = Math.min(values.length - done, buffer.remaining() / Integer.BYTES);
            buffer.asIntBuffer().get(values, done, count);
            buffer.position(buffer.position() + count * Integer.BYTES);
            done += count;
        }
        return values;
    }

    /** Reads bytes. */
    public byte[] readBytes() throws IOException {
        byte[] bytes = new byte[readLength(1)];
        for (int done = 0; done < bytes.length; ) {
            ensure(1);
            int part = Math.min(bytes.length - done, buffer.remaining());
            buffer.get(bytes, done, part);
            done += part;
        }
        return bytes;
    }

    /** Reads a text. */
    public String readText() throws IOException {
        return new TermBytes.Reader(readBytes()).text();
    }

    /** Reads RDF terms; uses all processors if there are many. */
    public List<Node> readTerms() throws IOException {
        int count = readLength(1);
        byte[][] blocks = new byte[(count + TermBytes.BLOCK - 1) / TermBytes.BLOCK][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = readBytes();
        }
        Node[] terms = new Node[count];
        IntStream.range(0, blocks.length)
                .parallel()
                .forEach(block -> {
                    TermBytes.Reader reader = new TermBytes.Reader(blocks[block]);
                    int end = Math.min(count, (block + 1) * TermBytes.BLOCK);
                    for (int i = block * TermBytes.BLOCK; i < end; i++) {
                        terms[i] = reader.term();
                    }
                });
        return Arrays.asList(terms);
    }

    /**
     * Reads how many elements follow.
     *
     * @param bytes what an element takes at least
     */
    public int readLength(int bytes) throws IOException {
        int length = readInt();
        if (length < 0 || (long) length * bytes > rest + buffer.remaining()) {
            throw new DamagedStateException("A length in it is wrong.");
        }
        return length;
    }

    private void ensure(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        buffer.compact();
        if (rest < buffer.remaining()) {
            buffer.limit(buffer.position() + (int) rest);
        }
        while (buffer.position() < bytes) {
            int read = buffer.hasRemaining() ? channel.read(buffer) : -1;
            if (read < 0) {
                throw new DamagedStateException("It ends too early.");
            }
            rest -= read;
        }
        buffer.flip();
    }
}
