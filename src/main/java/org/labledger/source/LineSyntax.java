package org.labledger.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.ParserProfile;
import org.apache.jena.riot.tokens.Token;
import org.apache.jena.riot.tokens.Tokenizer;
import org.apache.jena.riot.tokens.TokenizerText;
import org.apache.jena.sparql.core.Quad;
import org.jspecify.annotations.Nullable;

/**
 * Reads N-Triples and N-Quads of the ordinary kind: one statement a line, terms between spaces (<a
 * href="https://www.w3.org/TR/n-quads/#sec-grammar">N-Quads, section 4</a>). The bytes of each
 * distinct term are read by Jena once, with all its checks, instead of once for each quad, and the
 * processors share a large file.
 *
 * <p>It knows no errors: of a file in which anything is unusual, such as a triple term, a warning
 * or a statement on two lines, it reads nothing, so that Jena's parser reads it and reports what is
 * wrong.
 */
final class LineSyntax {

    /** Bytes of a large file that one task reads, up to the end of a line. */
    private static final int PART = 4 << 20;

    /** Thrown at whatever is unusual; without a stack trace. */
    private static final class Unusual extends Exception {
        private static final long serialVersionUID = 1;

        Unusual() {
            super("unusual", null, false, false);
        }
    }

    /** The quads of a part of a file, with lines from 1, and its number of lines. */
    private record Part(LocatedQuads quads, int lines) {}

    private final byte[] content;
    private final int end;
    private final Node defaultGraph;
    private final boolean hasGraphs;
    private final ParserProfile profile;
    private final LocatedQuads.Builder quads = new LocatedQuads.Builder();

    private int at;

    /** First and last byte of each distinct term, two ints each, and its number in the quads. */
    private int[] spans = new int[1 << 10];

    private int[] ids = new int[1 << 9];
    private int count;

    /** Position of a term in {@link #ids}, plus one, by hash; the length is a power of two. */
    private int[] slots = new int[1 << 11];

    private int[] hashes = new int[1 << 9];

    private LineSyntax(
            byte[] content,
            int from,
            int end,
            Node defaultGraph,
            boolean hasGraphs,
            ParserProfile profile) {
        this.content = content;
        this.at = from;
        this.end = end;
        this.defaultGraph = defaultGraph;
        this.hasGraphs = hasGraphs;
        this.profile = profile;
    }

    /**
     * Reads a file.
     *
     * @param content UTF-8
     * @param from where the text begins in it
     * @param defaultGraph the graph of triples without one
     * @param hasGraphs whether it is N-Quads
     * @param profiles makes the profile of each part; a profile must throw {@link RiotException} at
     *     every warning
     * @return the quads, or {@code null} if there is something unusual
     */
    static @Nullable LocatedQuads read(
            byte[] content,
            int from,
            Node defaultGraph,
            boolean hasGraphs,
            Supplier<ParserProfile> profiles) {
        List<Integer> starts = new ArrayList<>(List.of(from));
        for (int next = from + PART; next < content.length; next += PART) {
            while (next < content.length && content[next - 1] != '\n') {
                next++;
            }
            starts.add(next);
        }
        starts.add(content.length);
        List<Part> parts;
        try {
            parts =
                    IntStream.range(0, starts.size() - 1)
                            .parallel()
                            .mapToObj(i ->
                                    new LineSyntax(
                                                    content,
                                                    starts.get(i),
                                                    starts.get(i + 1),
                                                    defaultGraph,
                                                    hasGraphs,
                                                    profiles.get())
                                            .part())
                            .toList();
        } catch (RiotException e) {
            return null;
        }
        if (parts.size() == 1) {
            return parts.getFirst().quads();
        }
        LocatedQuads.Builder all = new LocatedQuads.Builder();
        int lines = 0;
        for (Part part : parts) {
            all.append(part.quads(), lines);
            lines += part.lines();
        }
        return all.build();
    }

    /** Reads all lines; throws a {@link RiotException} at something unusual. */
    private Part part() {
        try {
            int line = 0;
            while (at < end) {
                line++;
                line(line);
            }
            return new Part(quads.build(), line);
        } catch (Unusual e) {
            throw new RiotException(e);
        }
    }

    private void line(int line) throws Unusual {
        int start = at;
        skipSpaces();
        if (at < end && content[at] != '\n' && content[at] != '\r' && content[at] != '#') {
            int column = at - start + 1;
            int subject = term(false);
            int predicate = term(false);
            int object = term(true);
            int graph = -1;
            if (at < end && content[at] != '.') {
                if (!hasGraphs) {
                    throw new Unusual();
                }
                graph = term(false);
            }
            if (at >= end || content[at] != '.') {
                throw new Unusual();
            }
            at++;
            int s = idOf(subject);
            int p = idOf(predicate);
            int o = idOf(object);
            int g = graph < 0 ? quads.id(defaultGraph) : idOf(graph);
            if (!quads.term(p).isURI() || Quad.isDefaultGraph(quads.term(g))) {
                throw new Unusual();
            }
            quads.add(s, p, o, g, line, column);
            skipSpaces();
        }
        if (at < end && content[at] == '#') {
            while (at < end && content[at] != '\n' && content[at] != '\r') {
                at++;
            }
        }
        if (at < end && content[at] == '\r') {
            at++;
        }
        if (at < end && content[at++] != '\n') {
            throw new Unusual();
        }
    }

    private void skipSpaces() {
        while (at < end && (content[at] == ' ' || content[at] == '\t')) {
            at++;
        }
    }

    /**
     * Reads a term and the space behind it; returns its position in {@link #spans}, where it is
     * until the next terms are numbered.
     */
    private int term(boolean mayBeLiteral) throws Unusual {
        if (at >= end) {
            throw new Unusual();
        }
        int from = at;
        switch (content[at]) {
            case '<' -> iri();
            case '_' -> label();
            case '"' -> {
                if (!mayBeLiteral) {
                    throw new Unusual();
                }
                literal();
            }
            default -> throw new Unusual();
        }
        int to = at;
        skipSpaces();
        if (at == to && (at >= end || content[at] != '.' || content[to - 1] != '>')) {
            throw new Unusual();
        }
        return position(from, to);
    }

    private void iri() throws Unusual {
        for (at++; at < end; at++) {
            byte b = content[at];
            if (b == '>') {
                at++;
                return;
            }
            if (b == '<' || b == '"' || (b >= 0 && b <= ' ')) {
                throw new Unusual();
            }
        }
        throw new Unusual();
    }

    private void label() throws Unusual {
        at++;
        if (at >= end || content[at++] != ':') {
            throw new Unusual();
        }
        int from = at;
        while (at < end && isLetterOrDigit(content[at])) {
            at++;
        }
        if (at == from) {
            throw new Unusual();
        }
    }

    private void literal() throws Unusual {
        for (at++; ; at++) {
            if (at >= end || content[at] == '\n' || content[at] == '\r') {
                throw new Unusual();
            }
            if (content[at] == '\\') {
                at++;
            } else if (content[at] == '"') {
                at++;
                break;
            }
        }
        if (at < end && content[at] == '@') {
            at++;
            while (at < end && (isLetterOrDigit(content[at]) || content[at] == '-')) {
                at++;
            }
        } else if (at + 2 < end
                && content[at] == '^'
                && content[at + 1] == '^'
                && content[at + 2] == '<') {
            at += 2;
            iri();
        }
    }

    private static boolean isLetterOrDigit(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
    }

    /** Returns the position of a term among the distinct ones, a new one if it is new. */
    private int position(int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + content[i];
        }
        hash *= 0x9E3779B9;
        hash ^= hash >>> 15;
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (; slots[slot] != 0; slot = (slot + 1) & mask) {
            int known = slots[slot] - 1;
            if (hashes[known] == hash
                    && Arrays.equals(
                            content, spans[2 * known], spans[2 * known + 1], content, from, to)) {
                return known;
            }
        }
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
            hashes = Arrays.copyOf(hashes, 2 * count);
            spans = Arrays.copyOf(spans, 4 * count);
            slots = new int[8 * count];
            mask = slots.length - 1;
            for (int known = 0; known < count; known++) {
                slots[free(hashes[known])] = known + 1;
            }
            slot = free(hash);
        }
        spans[2 * count] = from;
        spans[2 * count + 1] = to;
        hashes[count] = hash;
        ids[count] = -1;
        slots[slot] = ++count;
        return count - 1;
    }

    private int free(int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Returns the number of a term in the quads; Jena reads it if it is new. */
    private int idOf(int position) throws Unusual {
        if (ids[position] < 0) {
            int from = spans[2 * position];
            int to = spans[2 * position + 1];
            Tokenizer tokenizer =
                    TokenizerText.create()
                            .fromString(
                                    new String(content, from, to - from, StandardCharsets.UTF_8))
                            .errorHandler(profile.getErrorHandler())
                            .build();
            if (!tokenizer.hasNext()) {
                throw new Unusual();
            }
            Token token = tokenizer.next();
            if (tokenizer.hasNext()) {
                throw new Unusual();
            }
            ids[position] = quads.id(Objects.requireNonNull(profile.create(null, token)));
        }
        return ids[position];
    }
}
