package org.labledger.display;

/**
 * A note at the end of a page, which names a source.
 *
 * @param number its number, from 1
 * @param source the source
 * @param places the cited locators within the source, or empty
 * @param anchor the fragment identifier of the first mark that refers to it
 */
public record Note(int number, SourceSummary source, String places, String anchor) {}
