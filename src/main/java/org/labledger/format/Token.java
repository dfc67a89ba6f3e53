package org.labledger.format;

/**
 * A token of a Turtle file (RDF 1.2 Turtle, section 6.5), with what layout has to know of it.
 *
 * @param kind what sort of token
 * @param text the text as written
 * @param line the line it begins on, from 1
 * @param newlinesBefore how many line breaks stand between it and the token before
 */
record Token(Kind kind, String text, int line, int newlinesBefore) {

    /** The sorts of tokens. */
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

    boolean isOnItsOwnLine() {
        return newlinesBefore > 0;
    }
}
