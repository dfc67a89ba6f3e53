package org.labledger.result;

import java.io.IOException;
import java.util.Locale;
import org.apache.jena.atlas.io.AWriter;
import org.apache.jena.atlas.io.AWriterBase;
import org.apache.jena.atlas.io.IO;

/**
 * Lets the writers of Jena write to a {@link TextOutput}, whose buffer is as large as the answer;
 * Jena's own have 24 KB, which took longer to make than most answers to write.
 */
final class JenaOutput extends AWriterBase implements AWriter {

    private final TextOutput out;

    /** The first half of a character that Jena writes in two; 0 if none is waiting. */
    private char high;

    JenaOutput(TextOutput out) {
        this.out = out;
    }

    @Override
    public void print(char character) {
        if (Character.isHighSurrogate(character) && high == 0) {
            high = character;
            return;
        }
        String text = high == 0 ? String.valueOf(character) : "" + high + character;
        high = 0;
        print(text);
    }

    @Override
    public void print(char[] characters) {
        print(String.valueOf(characters));
    }

    @Override
    public void print(String text) {
        try {
            out.text(text);
        } catch (IOException e) {
            IO.exception(e);
        }
    }

    @Override
    public void printf(String format, Object... arguments) {
        print(String.format(Locale.ROOT, format, arguments));
    }

    @Override
    public void println(String text) {
        print(text);
        println();
    }

    @Override
    public void println() {
        print("\n");
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            IO.exception(e);
        }
    }

    @Override
    public void close() {
        flush();
    }
}
