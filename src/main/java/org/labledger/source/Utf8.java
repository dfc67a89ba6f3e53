package org.labledger.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Validates that a file is UTF-8, as Turtle, TriG, N-Triples and N-Quads must be (<a
 * href="https://www.w3.org/TR/turtle/#sec-mime">RDF 1.1 Turtle, section 7</a>). Parsers would
 * silently replace malformed bytes by U+FFFD and so change literals.
 */
final class Utf8 {

    private Utf8() {}

    /** Returns the problem at the first malformed byte, or empty if there is none. */
    static Optional<ParseProblem> problem(HomeFile file) {
        return isValid(file.content()) ? Optional.empty() : firstProblem(file);
    }

    private static boolean isValid(byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CharBuffer text = CharBuffer.allocate(8192);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (true) {
            CoderResult result = decoder.decode(bytes, text, true);
            if (!result.isOverflow()) {
                return !result.isError();
            }
            text.clear();
        }
    }

    private static Optional<ParseProblem> firstProblem(HomeFile file) {
        ByteBuffer bytes = ByteBuffer.wrap(file.content());
        bytes.position(HomeFile.start(file.content()));
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
                                new Location(file.path(), line, column),
                                true,
                                "Invalid UTF-8 (byte 0x%02X). Save the file as UTF-8."
                                        .formatted(bytes.get(bytes.position()))));
            }
            if (result.isUnderflow()) {
                return Optional.empty();
            }
        }
    }
}
