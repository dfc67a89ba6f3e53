package org.labledger.format;

/**
 * A token of a Turtle or TriG file (RDF 1.2 Turtle, section 6.5).
 *
 * @param kind its kind
 * @param text the text as written
 * @param start the index of its first UTF-16 unit in the text
 * @param line the line where it begins, from 1
 * @param column the column where it begins, from 1, in code points
 * @param newlinesBefore the number of line breaks since the previous token
 */
public record Token(Kind kind, String text, int start, int line, int column, int newlinesBefore) {

    /** The kinds of tokens. */
    public enum Kind {
        /** From {@code #} to the end of the line. */
        COMMENT,
        /** {@code @prefix}, {@code PREFIX} and the like. */
        DIRECTIVE,
        /** An IRI in angle brackets. */
        IRI,
        /** A prefixed name, or a prefix with its colon. */
        NAME,
        /** A blank node with a label. */
        BLANK_NODE,
        /** A string, without language tag and datatype. */
        STRING,
        /** A language tag with its {@code @}. */
        LANGUAGE,
        /** A number. */
        NUMBER,
        /** A word without a colon, such as {@code a} and {@code true}. */
        WORD,
        /** Brackets and separators. */
        PUNCTUATION,
        /** A string or an IRI that is not closed, or a character that begins no token. */
        BROKEN,
        /** The end of the text. */
        END
    }

    /** Returns whether it is the given punctuation mark. */
    public boolean is(String punctuation) {
        return kind == Kind.PUNCTUATION && text.equals(punctuation);
    }

    /** Returns whether it is the first token on its line. */
    public boolean isFirstOnLine() {
        return newlinesBefore > 0;
    }
}
