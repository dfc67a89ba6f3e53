package org.labledger.format;

/**
 * A token of a Turtle file (RDF 1.2 Turtle, section 6.5).
 *
 * @param kind its kind
 * @param text the text as written
 * @param line the line where it begins, from 1
 * @param newlinesBefore the number of line breaks since the previous token
 */
record Token(Kind kind, String text, int line, int newlinesBefore) {

    /** The kinds of tokens. */
    enum Kind {
        COMMENT,
        DIRECTIVE,
        IRI,
        NAME,
        BLANK_NODE,
        STRING,
        LANGUAGE,
        NUMBER,
        WORD,
        PUNCTUATION,
        END
    }

    boolean is(String punctuation) {
        return kind == Kind.PUNCTUATION && text.equals(punctuation);
    }

    boolean isFirstOnLine() {
        return newlinesBefore > 0;
    }
}
