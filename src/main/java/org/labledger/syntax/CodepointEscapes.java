package org.labledger.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Codepoint escapes, {@code \}{@code uXXXX} and {@code \}{@code UXXXXXXXX}. SPARQL 1.2, section
 * 19.2, allows them inside IRIs and strings only, and decodes them there; SPARQL 1.1 decoded the
 * whole text first. Jena 6.0.0 still decodes the short form first, so it is given the long form,
 * which it decodes where it stands.
 */
final class CodepointEscapes {

    private static final String HEX = "0123456789ABCDEFabcdef";

    /** What an IRI reference may not contain (SPARQL 1.2, section 19.8, {@code IRIREF}). */
    private static final String NOT_IN_IRIS = "<>\"{}|^`\\";

    private final String text;
    private final StringBuilder rewritten = new StringBuilder();

    /** The offsets in the rewritten text behind each escape that became longer. */
    private final List<Integer> lengthened = new ArrayList<>();

    private int at;

    private CodepointEscapes(String text) {
        this.text = text;
    }

    /** A malformed or misplaced escape. */
    static final class EscapeException extends Exception {

        private static final long serialVersionUID = 1;

        private final int offset;

        EscapeException(String message, int offset) {
            super(message);
            this.offset = offset;
        }

        /** Returns the position in the text. */
        int offset() {
            return offset;
        }
    }

    /**
     * A text that means the same to Jena's parser.
     *
     * @param text the text
     * @param lengthened the offsets in it behind each escape that became longer than it was written
     */
    record Rewritten(String text, List<Integer> lengthened) {

        private static final int LONGER_BY = 4;

        /**
         * Returns the column, from 1, of a position in the text as written.
         *
         * @param line the line, from 1
         * @param column the column in the rewritten text, from 1
         */
        int writtenColumn(int line, int column) {
            if (lengthened.isEmpty()) {
                return column;
            }
            int start = 0;
            for (int i = 1; i < line; i++) {
                int end = text.indexOf('\n', start);
                if (end < 0) {
                    return column;
                }
                start = end + 1;
            }
            int first = start;
            long before =
                    lengthened.stream()
                            .filter(end -> end > first && end <= first + column - 1)
                            .count();
            return (int) Math.max(1, column - LONGER_BY * before);
        }
    }

    /**
     * Rewrites a text for Jena's parser.
     *
     * @throws EscapeException if an escape is not a Unicode character, is not allowed in an IRI, or
     *     stands outside of IRIs and strings
     */
    static Rewritten rewrite(String text) throws EscapeException {
        if (!text.contains("\\u") && !text.contains("\\U")) {
            return new Rewritten(text, List.of());
        }
        CodepointEscapes escapes = new CodepointEscapes(text);
        escapes.run();
        return new Rewritten(escapes.rewritten.toString(), escapes.lengthened);
    }

    private void run() throws EscapeException {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '#' -> comment();
                case '"', '\'' -> string(c);
                case '<' -> iri();
                case '\\' -> {
                    if (isEscape()) {
                        throw new EscapeException(
                                "The escape "
                                        + text.substring(at, Math.min(at + 6, text.length()))
                                        + " stands outside of an IRI or a string, where SPARQL 1.2"
                                        + " has none. Write the character itself",
                                at);
                    }
                    copy(2);
                }
                default -> copy(1);
            }
        }
    }

    private boolean isEscape() {
        return text.startsWith("u", at + 1) || text.startsWith("U", at + 1);
    }

    private void copy(int length) {
        int end = Math.min(at + length, text.length());
        rewritten.append(text, at, end);
        at = end;
    }

    /** An escape in a comment is no escape, but Jena would decode it. */
    private void comment() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            rewritten.append(text.charAt(at) == '\\' ? '/' : text.charAt(at));
            at++;
        }
    }

    private void string(char quote) throws EscapeException {
        String three = String.valueOf(quote).repeat(3);
        boolean isLong = text.startsWith(three, at);
        copy(isLong ? 3 : 1);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && isEscape()) {
                escape();
            } else if (c == '\\') {
                copy(2);
            } else if (isLong ? text.startsWith(three, at) : c == quote || c == '\n') {
                copy(isLong ? 3 : 1);
                return;
            } else {
                copy(1);
            }
        }
    }

    private void iri() throws EscapeException {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '>') {
            char c = text.charAt(end);
            if (c <= ' ' || (c != '\\' && NOT_IN_IRIS.indexOf(c) >= 0)) {
                copy(1); // "less than", or the start of a triple term
                return;
            }
            end++;
        }
        while (at < end) {
            int start = at;
            if (text.charAt(at) == '\\' && isEscape()) {
                int codepoint = escape();
                if (codepoint <= ' ' || NOT_IN_IRIS.indexOf(codepoint) >= 0) {
                    throw new EscapeException(
                            "The escape "
                                    + text.substring(start, at)
                                    + " is a character that an IRI must not contain. Write it"
                                    + " percent-encoded, as %"
                                    + String.format(Locale.ROOT, "%02X", codepoint),
                            start);
                }
            } else {
                copy(1);
            }
        }
    }

    private int escape() throws EscapeException {
        int start = at;
        int length = text.charAt(at + 1) == 'u' ? 4 : 8;
        int end = at + 2;
        while (end < text.length() && end < at + 2 + length && HEX.indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        String written = text.substring(at, end);
        if (end < at + 2 + length) {
            throw new EscapeException(
                    "The escape " + written + " needs " + length + " hexadecimal digits", start);
        }
        long codepoint = Long.parseLong(written.substring(2), 16);
        if (codepoint > Character.MAX_CODE_POINT
                || (codepoint >= Character.MIN_SURROGATE && codepoint <= Character.MAX_SURROGATE)) {
            throw new EscapeException(
                    "The escape " + written + " is not a Unicode character", start);
        }
        rewritten.append("\\U").append("0".repeat(8 - length)).append(written, 2, 2 + length);
        at = end;
        if (length == 4) {
            lengthened.add(rewritten.length());
        }
        return (int) codepoint;
    }
}
