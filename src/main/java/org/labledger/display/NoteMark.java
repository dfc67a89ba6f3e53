package org.labledger.display;

/**
 * The mark of a note beside a value.
 *
 * @param number the number of the note
 * @param place where in the source it stands, or empty
 * @param source the source
 */
public record NoteMark(int number, String place, SourceSummary source) {

    /** Returns what the mark says when pointed at: who, when, where. */
    public String brief() {
        return place.isEmpty() ? source.brief() : source.brief() + ", " + place;
    }
}
