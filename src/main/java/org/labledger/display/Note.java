package org.labledger.display;

/**
 * A note at the end of a page.
 *
 * @param number its number
 * @param source the source
 * @param places where in the source the cited things stand, or empty
 */
public record Note(int number, SourceSummary source, String places) {}
