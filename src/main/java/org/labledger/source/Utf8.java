package org.labledger.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whether a file is in UTF-8, as Turtle, TriG, N-Triples and N-Quads have to be (<a
 * href="https://www.w3.org/TR/turtle/#sec-mime">RDF 1.1 Turtle, section 7</a>). Parsers put U+FFFD
 * for bytes that are not, and so would change what a source says without a word.
 */
final class Utf8 {

    private Utf8() {}

    /** Returns what is wrong, at the first byte that cannot be read; empty if all can. */
    static Optional<ParseProblem> problem(HomeFile file) {
        ByteBuffer bytes = ByteBuffer.wrap(file.content());
        CharBuffer text = CharBuffer.allocate(8192);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        int line = 1;
        int column = 1;
        while (true) {
            CoderResult result = decoder.decode(bytes, text, true);
            text.flip();
            while (text.hasRemaining()) {
                char c = text.get();
                if (c == '\n') {
                    line++;
                    column = 1;
                } else if (!Character.isLowSurrogate(c)) {
                    column++;
                }
            }
            text.clear();
            if (result.isError()) {
                return Optional.of(
                        new ParseProblem(
                                new Place(file.path(), line, column),
                                true,
                                "This file is not in UTF-8 here (byte 0x%02X). Save it as UTF-8."
                                        .formatted(bytes.get(bytes.position()))));
            }
            if (result.isUnderflow()) {
                return Optional.empty();
            }
        }
    }
}
