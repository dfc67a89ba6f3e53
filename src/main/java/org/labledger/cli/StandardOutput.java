package org.labledger.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The standard output, which remembers why something could not be written. A {@link
 * java.io.PrintStream} on it forgets, so that an answer cut off by a full disk would end a command
 * with success.
 */
public final class StandardOutput extends FileOutputStream {

    private volatile @Nullable IOException failure;

    /** Creates the stream. */
    public StandardOutput() {
        super(FileDescriptor.out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            super.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /**
     * Returns what to say about output that is lost. A reader that has seen enough, such as {@code
     * head}, closes the pipe: then nothing is lost.
     */
    public Optional<String> loss() {
        IOException e = failure;
        return e == null || String.valueOf(e.getMessage()).contains("Broken pipe")
                ? Optional.empty()
                : Optional.of("The output could not be written: " + e.getMessage() + ".");
    }
}
