package org.labledger.query;

/**
 * Something that was not found, and that a row of an answer rests on.
 *
 * @param kind what the query says about it
 * @param pattern what was not found: the elements of a group graph pattern in SPARQL, without
 *     prefixes, with the values of the row in the place of their variables
 */
public record Absence(Kind kind, String pattern) {

    /** How a query asks for what is not there. */
    public enum Kind {
        /** {@code FILTER NOT EXISTS}, another false {@code EXISTS}, or an {@code ASK}. */
        NOT_EXISTS,
        /** {@code MINUS}: no solution of the pattern agrees with the row. */
        MINUS,
        /** {@code OPTIONAL}: the row stays without the values of the pattern. */
        OPTIONAL
    }
}
