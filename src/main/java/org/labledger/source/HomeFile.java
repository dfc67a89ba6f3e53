package org.labledger.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * A file of a home as it was when the home was read. For any thread.
 *
 * <p>Nobody asks for the bytes of most data files again once they are parsed, yet they have to be
 * those that were read, whatever happens on the disk: {@link #pack} keeps them deflated.
 */
public final class HomeFile {

    /** Files smaller than this stay as they are, in bytes. */
    private static final int MIN_PACKED = 512;

    private final String path;
    private final int length;

    /** The content, or the content deflated if there are fewer bytes than {@link #length}. */
    private volatile byte[] bytes;

    private volatile @Nullable String sha256;

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

    /**
     * Creates a file.
     *
     * @param path the path inside the home, with {@code /} as separator, such as {@code
     *     data/sources/2024/vox-2024-05-17.ttl}
     * @param content the bytes; callers must not change them
     */
    public HomeFile(String path, byte[] content) {
        this.path = path;
        this.length = content.length;
        this.bytes = content;
    }

    /** Returns the path inside the home, with {@code /} as separator. */
    public String path() {
        return path;
    }

    /** Returns the number of bytes. */
    public int length() {
        return length;
    }

    /**
     * Returns the bytes; callers must not change them. After {@link #pack} each call inflates them.
     */
    public byte[] content() {
        byte[] held = bytes;
        if (held.length == length) {
            return held;
        }
        Inflater inflater = new Inflater(true);
        try {
            byte[] content = new byte[length];
            inflater.setInput(held);
            int done = 0;
            while (done < length) {
                int more = inflater.inflate(content, done, length - done);
                if (more == 0) {
                    throw new IllegalStateException(
                            "The packed content of " + path + " ends early.");
                }
                done += more;
            }
            return content;
        } catch (DataFormatException e) {
            throw new IllegalStateException("The packed content of " + path + " is damaged.", e);
        } finally {
            inflater.end();
        }
    }

    /**
     * Holds the content deflated from now on, where that is less. Takes about 10 ms of a processor
     * for each MB.
     *
     * @param deflater of raw data; reset before it is used
     */
    void pack(Deflater deflater) {
        byte[] held = bytes;
        if (held.length < length || length < MIN_PACKED) {
            return;
        }
        deflater.reset();
        deflater.setInput(held);
        deflater.finish();
        byte[] packed = new byte[length - length / 4];
        int size = deflater.deflate(packed);
        while (size < packed.length && !deflater.finished()) {
            size += deflater.deflate(packed, size, packed.length - size);
        }
        if (deflater.finished()) {
            bytes = Arrays.copyOf(packed, size);
        }
    }

    /** Returns the SHA-256 of the content, in hexadecimal digits. */
    public String sha256() {
        String known = sha256;
        if (known == null) {
            known = DigestUtils.sha256Hex(content());
            sha256 = known;
        }
        return known;
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
        byte[] content = content();
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
        return this == other
                || (path.equals(other.path)
                        && length == other.length
                        && sha256().equals(other.sha256()));
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
