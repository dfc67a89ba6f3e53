package org.labledger.ontology;

import org.apache.jena.graph.Graph;
import org.labledger.source.HomeFile;
import org.labledger.source.SourceFile;

/**
 * A file of SHACL shapes.
 *
 * @param parsed the parsed file, with its syntax problems
 * @param graph its triples; must not be modified
 */
public record ShapesFile(SourceFile parsed, Graph graph) {

    /** Creates a value from a parsed file. */
    public static ShapesFile of(SourceFile parsed) {
        return new ShapesFile(parsed, parsed.graphOfQuads());
    }

    /** Returns the file as read. */
    public HomeFile file() {
        return parsed.file();
    }

    /** Returns whether the shapes hold for each data graph by itself instead of for their union. */
    public boolean isPerGraph() {
        return file().path().equals(HomeFile.SHAPES_PER_GRAPH);
    }
}
