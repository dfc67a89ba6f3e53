package org.labledger.web;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a W3C test manifest.
 *
 * @param name where it stands, such as {@code sparql11/aggregates/agg01}; no two tests share one
 * @param title what the manifest calls it
 * @param kind the local name of its type in the manifest vocabulary, such as {@code
 *     QueryEvaluationTest}
 * @param comment the {@code rdfs:comment}, which tells the requests of a protocol test
 * @param query the file of the query or the update request, or {@code null} if it has none
 * @param defaultGraph the files that fill the default graph
 * @param namedGraphs the files that fill a named graph each
 * @param result the file of the expected answer, or {@code null} if none is expected
 * @param lax whether duplicates may be missing ({@code REDUCED})
 */
record W3cTest(
        String name,
        String title,
        String kind,
        String comment,
        @Nullable Path query,
        List<Path> defaultGraph,
        List<Path> namedGraphs,
        @Nullable Path result,
        boolean lax) {

    /** Returns the name and the title. */
    String display() {
        return name + " – " + title;
    }

    /** Returns the folder, such as {@code sparql11/aggregates}. */
    String folder() {
        return name.substring(0, name.lastIndexOf('/'));
    }

    /** Returns the file of the query or update request of a test that has one. */
    Path queryFile() {
        return Objects.requireNonNull(query, name);
    }

    /** Returns the file of the expected answer of a test that expects one. */
    Path resultFile() {
        return Objects.requireNonNull(result, name);
    }

    /** Returns whether it is an update request, evaluated or only parsed. */
    boolean isUpdate() {
        return kind.contains("Update");
    }
}
