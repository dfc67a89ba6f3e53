package org.labledger.display;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mark beside a value that refers to a {@link Note}. */
public final class NoteMark {

    private final Notes.Entry entry;
    private final String place;
    private final boolean isDiffering;

    NoteMark(Notes.Entry entry, String place, boolean isDiffering) {
        this.entry = entry;
        this.place = place;
        this.isDiffering = isDiffering;
    }

    /** Returns the mark of a source that gives a value that is rejected. */
    NoteMark differing() {
        return new NoteMark(entry, place, true);
    }

    /** Returns the number of the note, from 1; a page that asks for it shows the mark. */
    public int number() {
        return entry.number();
    }

    /**
     * Returns the fragment identifier of marks shown together, to which the notes of those that are
     * the first of their note on the page lead back; {@code null} if none is.
     */
    public static @Nullable String anchor(List<NoteMark> marks) {
        List<Notes.Entry> first =
                marks.stream().map(mark -> mark.entry).filter(e -> e.anchor().isEmpty()).toList();
        if (first.isEmpty()) {
            return null;
        }
        String fragment = "cite-" + first.getFirst().number();
        first.forEach(entry -> entry.anchor(fragment));
        return fragment;
    }

    /** Returns the source. */
    public SourceSummary source() {
        return entry.source();
    }

    /** Returns where in the source the value stands, or an empty string. */
    public String place() {
        return place;
    }

    /** Returns whether the source gives a value that is rejected. */
    public boolean isDiffering() {
        return isDiffering;
    }

    /** Returns the tooltip: publisher, date and locator. */
    public String brief() {
        return place.isEmpty() ? source().brief() : source().brief() + ", " + place;
    }

    /** Returns marks in the order of their numbers, those without one in the order given. */
    public static List<NoteMark> inOrder(List<NoteMark> marks) {
        return marks.stream()
                .sorted(
                        Comparator.comparingInt(mark ->
                                mark.entry.isNumbered() ? mark.entry.number() : Integer.MAX_VALUE))
                .toList();
    }

    /**
     * A run of consecutive numbers.
     *
     * @param first the first number
     * @param last the last number
     */
    public record Run(int first, int last) {

        /** Returns the numbers as a text: "5", or "5–17". */
        public String shown() {
            return first == last ? "" + first : first + "–" + last;
        }
    }

    /** Returns the numbers of marks, consecutive ones together. */
    public static List<Run> runs(List<NoteMark> marks) {
        List<Run> runs = new ArrayList<>();
        for (int number : marks.stream().mapToInt(NoteMark::number).sorted().toArray()) {
            if (!runs.isEmpty() && runs.getLast().last() >= number - 1) {
                runs.set(runs.size() - 1, new Run(runs.getLast().first(), number));
            } else {
                runs.add(new Run(number, number));
            }
        }
        return runs;
    }
}
