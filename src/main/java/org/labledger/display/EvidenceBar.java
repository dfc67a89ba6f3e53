package org.labledger.display;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A small drawing of the sources of a value: a bar for each, solid if it reports for itself,
 * hatched if it retells, outlined if a program wrote it, and in the colour of disagreement if it
 * gives a value that is rejected. Lengths are in SVG user units.
 *
 * @param bars the bars, those that support the value first
 * @param total the number of sources
 */
public record EvidenceBar(List<Bar> bars, int total) {

    /** Maximum number of bars; with more, the drawing stands for the mixture. */
    private static final int MAX_BARS = 20;

    private static final int STEP = 5;

    /**
     * A bar.
     *
     * @param x its left edge
     * @param strength how the source stands
     * @param isDiffering whether it gives a value that is rejected
     */
    public record Bar(int x, SourceSummary.Strength strength, boolean isDiffering) {

        /** Returns the CSS classes. */
        public String classes() {
            return strength.id() + (isDiffering ? " differs" : "");
        }
    }

    /** Returns the drawing of some marks. */
    public static EvidenceBar of(List<NoteMark> marks) {
        List<NoteMark> sorted =
                marks.stream()
                        .sorted(
                                Comparator.comparing(NoteMark::isDiffering)
                                        .thenComparing(mark -> mark.source().strength()))
                        .toList();
        List<Bar> bars = new ArrayList<>();
        int count = Math.min(MAX_BARS, sorted.size());
        for (int i = 0; i < count; i++) {
            NoteMark mark = sorted.get((int) ((long) i * sorted.size() / count));
            bars.add(new Bar(i * STEP, mark.source().strength(), mark.isDiffering()));
        }
        return new EvidenceBar(bars, sorted.size());
    }

    /** Returns the width of the drawing. */
    public int width() {
        return Math.max(0, bars.size() * STEP - 1);
    }

    /** Returns the number of sources that give a value that is rejected. */
    public static int differing(List<NoteMark> marks) {
        return (int) marks.stream().filter(NoteMark::isDiffering).count();
    }
}
