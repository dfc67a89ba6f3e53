package org.labledger.source;

/**
 * Something wrong with the syntax of a file.
 *
 * @param place where
 * @param fatal whether the file could not be read to its end; otherwise it is a warning and the
 *     triples stand
 * @param message what is wrong, in a sentence
 */
public record ParseProblem(Place place, boolean fatal, String message) {}
