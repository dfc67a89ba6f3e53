package org.labledger.check;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.jena.graph.Node;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.LocatedQuad;
import org.labledger.source.Location;
import org.labledger.source.SourceFile;

/** The parsed files of a snapshot, for checks that look at every quad that a file states. */
final class DataFiles {

    private DataFiles() {}

    /** Returns the files of {@code data/}, in the order of their graphs. */
    static Set<SourceFile> of(Snapshot snapshot) {
        Set<SourceFile> files = new LinkedHashSet<>();
        for (Node graph : snapshot.dataGraphs()) {
            snapshot.filesOf(graph).stream()
                    .filter(file -> file.file().part() == HomeFile.Part.DATA)
                    .forEach(files::add);
        }
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

    /** Passes each quad that a data file states, with its file. */
    static void forEach(Snapshot snapshot, BiConsumer<SourceFile, LocatedQuad> consumer) {
        for (SourceFile file : of(snapshot)) {
            file.quads().forEach(located -> consumer.accept(file, located));
        }
    }

    /** Returns where a quad stands. */
    static Location at(SourceFile file, LocatedQuad located) {
        return new Location(file.file().path(), located.line(), located.column());
    }
}
