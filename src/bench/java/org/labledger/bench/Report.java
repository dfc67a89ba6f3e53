package org.labledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The tables of a run, in Markdown; each is printed and written as soon as it is measured. */
final class Report {

    private final Path file;
    private final StringBuilder text = new StringBuilder();

    /** Begins a report, which replaces the file. */
    Report(Path file) {
        this.file = file;
    }

    /** Adds some text. */
    void add(String more) throws IOException {
        System.out.print(more);
        System.out.flush();
        text.append(more);
        Files.writeString(file, text);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
