package org.labledger.display;

/**
 * The superscript number beside a value that refers to a {@link Note}.
 *
 * @param number the number of the note, from 1
 * @param place the locator within the source, such as a paragraph, or empty
 * @param source the source
 */
public record NoteMark(int number, String place, SourceSummary source) {

    /** Returns the tooltip: publisher, date and locator. */
    public String brief() {
        return place.isEmpty() ? source.brief() : source.brief() + ", " + place;
    }
}
