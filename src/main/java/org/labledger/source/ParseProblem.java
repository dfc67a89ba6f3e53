package org.labledger.source;

/**
 * A syntax error or warning in a file.
 *
 * @param location where it is
 * @param isFatal whether parsing stopped there; otherwise it is a warning and all triples are kept
 * @param message what is wrong, as a sentence
 */
public record ParseProblem(Location location, boolean isFatal, String message) {}
