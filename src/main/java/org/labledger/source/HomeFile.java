package org.labledger.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One file of a home as it was when the home was read.
 *
 * @param path the path inside the home, with {@code /} between the parts, such as {@code
 *     data/sources/2024/vox-2024-05-17.ttl}
 * @param content the bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by isSameAs, never changed
public record HomeFile(String path, byte[] content) {

    /**
     * The shapes that hold for each data graph by itself; those of other files hold for the union
     * of all graphs.
     */
    public static final String SHAPES_PER_GRAPH = "ontology/shapes/source.ttl";

    /** What a file is for, told by the folder it lies in and by its ending. */
    public enum Part {
        /** {@code ontology/*.ttl}: vocabularies, codes, and the description of the dataset. */
        ONTOLOGY,
        /** {@code ontology/shapes/*.ttl}: SHACL shapes. */
        SHAPES,
        /** {@code ontology/rules/*.rq}: CONSTRUCT rules run on each graph at load. */
        RULE,
        /** {@code data/}: Turtle, TriG, N-Triples and N-Quads. */
        DATA,
        /** {@code queries/**}{@code /*.rq}: saved queries. */
        QUERY,
        /** {@code queries/checks/*.rq}: rules of which every row is a finding. */
        CHECK,
        /** {@code queries/expected/*.csv}: the answers saved queries give today. */
        EXPECTED,
        /** Anything else, such as a note for curators: part of the snapshot, but not read. */
        OTHER
    }

    /** Returns what this file is for. */
    public Part part() {
        if (path.startsWith("ontology/shapes/")) {
            return hasEnding(".ttl") ? Part.SHAPES : Part.OTHER;
        }
        if (path.startsWith("ontology/rules/")) {
            return hasEnding(".rq") ? Part.RULE : Part.OTHER;
        }
        if (path.startsWith("ontology/")) {
            return hasEnding(".ttl") ? Part.ONTOLOGY : Part.OTHER;
        }
        if (path.startsWith("data/")) {
            return RdfSyntax.ofPath(path) != null ? Part.DATA : Part.OTHER;
        }
        if (path.startsWith("queries/checks/")) {
            return hasEnding(".rq") ? Part.CHECK : Part.OTHER;
        }
        if (path.startsWith("queries/expected/")) {
            return hasEnding(".csv") ? Part.EXPECTED : Part.OTHER;
        }
        if (path.startsWith("queries/")) {
            return hasEnding(".rq") ? Part.QUERY : Part.OTHER;
        }
        return Part.OTHER;
    }

    /** Returns the file's name without folders and without its ending. */
    public String stem() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Returns the content as text, in UTF-8; malformed bytes become U+FFFD. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Returns whether a file has the same path and says the same, byte for byte. */
    public boolean isSameAs(HomeFile other) {
        return path.equals(other.path) && Arrays.equals(content, other.content);
    }

    /** Returns what is wrong with the file if it is not in UTF-8, at the first such byte. */
    public Optional<ParseProblem> malformed() {
        return Utf8.problem(this);
    }

    /** Returns the place of the file's beginning. */
    public Place start() {
        return new Place(path, 1, 1);
    }

    private boolean hasEnding(String ending) {
        return path.endsWith(ending);
    }
}
