package org.labledger.source;

import java.util.Map;
import org.apache.jena.riot.Lang;
import org.jspecify.annotations.Nullable;

/** The RDF syntaxes of data files, by suffix. */
final class RdfSyntax {

    private static final Map<String, Lang> BY_SUFFIX =
            Map.of(
                    ".ttl", Lang.TURTLE,
                    ".trig", Lang.TRIG,
                    ".nt", Lang.NTRIPLES,
                    ".nq", Lang.NQUADS,
                    ".rdf", Lang.RDFXML,
                    ".owl", Lang.RDFXML,
                    ".jsonld", Lang.JSONLD);

    private RdfSyntax() {}

    /** Returns the syntax of a file, or {@code null} if its suffix is of no RDF syntax. */
    static @Nullable Lang ofPath(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? null : BY_SUFFIX.get(path.substring(dot));
    }
}
