package org.labledger.check;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.LocatedQuad;
import org.labledger.source.LocatedQuads;
import org.labledger.source.Location;
import org.labledger.source.SourceFile;

/** The parsed files of a snapshot, for checks that look at every quad that a file states. */
final class DataFiles {

    private DataFiles() {}

    /** Returns the files of {@code data/}, in the order of their graphs. */
    static Set<SourceFile> of(Snapshot snapshot) {
        Set<SourceFile> files = snapshot.filesOfDataGraphs();
        files.removeIf(file -> file.file().part() != HomeFile.Part.DATA);
        return files;
    }

    /** Returns the files of {@code ontology/}, without shapes and rules. */
    static Set<SourceFile> ofOntology(Snapshot snapshot) {
        Set<SourceFile> files = new LinkedHashSet<>();
        snapshot.home()
                .files(HomeFile.Part.ONTOLOGY)
                .map(file -> snapshot.description().uriSpace().graphOf(file))
                .flatMap(graph -> snapshot.filesOf(graph).stream())
                .filter(file -> file.file().part() == HomeFile.Part.ONTOLOGY)
                .forEach(files::add);
        return files;
    }

    /**
     * Passes the quads that data files state and a filter admits, with their files.
     *
     * @param filters returns the filter for the quads of a file; it sees the numbers of their terms
     */
    static void forEach(
            Snapshot snapshot,
            Function<LocatedQuads, Predicate<LocatedQuads.Cursor>> filters,
            BiConsumer<SourceFile, LocatedQuad> consumer) {
        of(snapshot).forEach(file -> forEach(file, filters, consumer));
    }

    /** Passes the quads of one file that a filter admits. */
    static void forEach(
            SourceFile file,
            Function<LocatedQuads, Predicate<LocatedQuads.Cursor>> filters,
            BiConsumer<SourceFile, LocatedQuad> consumer) {
        Predicate<LocatedQuads.Cursor> filter = filters.apply(file.quads());
        LocatedQuads.Cursor cursor = file.quads().cursor();
        while (cursor.next()) {
            if (filter.test(cursor)) {
                consumer.accept(file, cursor.located());
            }
        }
    }

    /** Returns where a quad stands. */
    static Location at(SourceFile file, LocatedQuad located) {
        return new Location(file.file().path(), located.line(), located.column());
    }
}
