package org.labledger.source;

import java.io.IOException;
import org.labledger.persist.StateReader;
import org.labledger.persist.StateWriter;

/**
 * A position in a file of the home, ordered by file, line and column.
 *
 * @param file the path inside the home
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record Location(String file, int line, int column) implements Comparable<Location> {

    /** Writes the position. */
    public void write(StateWriter out) throws IOException {
        out.writeText(file);
        out.writeInt(line);
        out.writeInt(column);
    }

    /** Reads a position that was {@linkplain #write written}. */
    public static Location read(StateReader in) throws IOException {
        return new Location(in.readText(), in.readInt(), in.readInt());
    }

    @Override
    public int compareTo(Location other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    /** Returns {@code file:line:column}, which editors and terminals recognize as a link. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
