package org.labledger.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file of a home as it was when the home was read.
 *
 * @param path the path inside the home, with {@code /} as separator, such as {@code
 *     data/sources/2024/vox-2024-05-17.ttl}
 * @param content the bytes; callers must not change them
 */
@SuppressWarnings("ArrayRecordComponent") // compared by isSameAs, never changed
public record HomeFile(String path, byte[] content) {

    /** The shapes that validate each data graph by itself; others validate the union of all. */
    public static final String SHAPES_PER_GRAPH = "ontology/shapes/source.ttl";

    /** The role of a file, given by its folder and suffix. */
    public enum Part {
        /** {@code ontology/*.ttl}: vocabularies, codes, and the description of the dataset. */
        ONTOLOGY,
        /** {@code ontology/shapes/*.ttl}: SHACL shapes. */
        SHAPES,
        /** {@code ontology/rules/*.rq}: CONSTRUCT rules that infer triples in each graph. */
        RULE,
        /** {@code data/}: Turtle, TriG, N-Triples, N-Quads, RDF/XML and JSON-LD. */
        DATA,
        /** {@code queries/**}{@code /*.rq}: saved queries. */
        QUERY,
        /** {@code queries/checks/*.rq}: check queries, each solution of which is a finding. */
        CHECK,
        /** {@code queries/expected/*.csv}: expected answers of saved queries. */
        EXPECTED,
        /** Any other file: part of the hash, otherwise ignored. */
        OTHER
    }

    /** Returns the role of the file. */
    public Part part() {
        if (path.startsWith("ontology/shapes/")) {
            return hasSuffix(".ttl") ? Part.SHAPES : Part.OTHER;
        }
        if (path.startsWith("ontology/rules/")) {
            return hasSuffix(".rq") ? Part.RULE : Part.OTHER;
        }
        if (path.startsWith("ontology/")) {
            return hasSuffix(".ttl") ? Part.ONTOLOGY : Part.OTHER;
        }
        if (path.startsWith("data/")) {
            return RdfSyntax.ofPath(path) != null ? Part.DATA : Part.OTHER;
        }
        if (path.startsWith("queries/checks/")) {
            return hasSuffix(".rq") ? Part.CHECK : Part.OTHER;
        }
        if (path.startsWith("queries/expected/")) {
            return hasSuffix(".csv") ? Part.EXPECTED : Part.OTHER;
        }
        if (path.startsWith("queries/")) {
            return hasSuffix(".rq") ? Part.QUERY : Part.OTHER;
        }
        return Part.OTHER;
    }

    /** Returns the file name without folders and suffix. */
    public String stem() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /**
     * Returns the content decoded as UTF-8, without a byte order mark (RFC 3629, section 6);
     * malformed bytes become U+FFFD.
     */
    public String text() {
        int start = start(content);
        return new String(content, start, content.length - start, StandardCharsets.UTF_8);
    }

    /** Returns where the text begins in the content: behind a byte order mark. */
    static int start(byte[] content) {
        boolean hasMark =
                content.length >= 3
                        && content[0] == (byte) 0xEF
                        && content[1] == (byte) 0xBB
                        && content[2] == (byte) 0xBF;
        return hasMark ? 3 : 0;
    }

    /** Returns whether another file has the same path and bytes. */
    public boolean isSameAs(HomeFile other) {
        return path.equals(other.path) && Arrays.equals(content, other.content);
    }

    /**
     * Returns what makes the text unreadable whatever its syntax: the first byte that is not UTF-8,
     * or the first marker of a merge conflict; empty if there is neither.
     */
    public Optional<ParseProblem> textProblem() {
        return Utf8.problem(this).or(() -> ConflictMarkers.problem(this));
    }

    /** Returns the first marker of a merge conflict, if there is one. */
    public Optional<ParseProblem> conflict() {
        return ConflictMarkers.problem(this);
    }

    /** Returns the line and column of a position in the {@link #text()}. */
    public Location locationOf(int index) {
        String before = text().substring(0, index);
        int start = before.lastIndexOf('\n') + 1;
        return new Location(
                path,
                (int) before.chars().filter(c -> c == '\n').count() + 1,
                before.codePointCount(start, index) + 1);
    }

    /** Returns line 1, column 1. */
    public Location start() {
        return new Location(path, 1, 1);
    }

    private boolean hasSuffix(String suffix) {
        return path.endsWith(suffix);
    }
}
