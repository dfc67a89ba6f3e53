package org.labledger.source;

import java.util.Map;
import org.apache.jena.riot.Lang;
import org.jspecify.annotations.Nullable;

/** The RDF syntaxes that a home may be written in, by the ending of the file. */
final class RdfSyntax {

    private static final Map<String, Lang> BY_ENDING =
            Map.of(
                    ".ttl", Lang.TURTLE,
                    ".trig", Lang.TRIG,
                    ".nt", Lang.NTRIPLES,
                    ".nq", Lang.NQUADS);

    private RdfSyntax() {}

    /** Returns the syntax of a file with this path, or {@code null} if its ending names none. */
    static @Nullable Lang ofPath(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? null : BY_ENDING.get(path.substring(dot));
    }
}
