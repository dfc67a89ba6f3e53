package org.labledger.page;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/**
 * Decides for one page which records it shows: all of them, or those that hold on its day, possibly
 * or certainly. Records without a beginning and an ending are always shown. Not safe for concurrent
 * use.
 */
final class OnDay {

    private final Validity validity;
    private final Optional<LocalDate> day;
    private final Map<Node, Optional<Validity.Degree>> degrees = new HashMap<>();
    private final Set<Node> leftOut = new HashSet<>();

    /**
     * Creates it for one page.
     *
     * @param day the day of the page; empty if it shows all records
     */
    OnDay(Validity validity, Optional<LocalDate> day) {
        this.validity = validity;
        this.day = day;
    }

    /** Returns the day of the page; empty if it shows all records. */
    Optional<LocalDate> day() {
        return day;
    }

    /** Returns whether the page shows a record; one that it does not show is counted. */
    boolean shows(Node record) {
        if (isOver(record)) {
            leftOut.add(record);
            return false;
        }
        return true;
    }

    /** Returns whether a record does not hold on the day. */
    boolean isOver(Node record) {
        return is(Validity.Degree.NOT, record);
    }

    /** Returns whether a record possibly holds on the day, but not certainly. */
    boolean isPossible(Node record) {
        return is(Validity.Degree.POSSIBLY, record);
    }

    /** Returns the number of records that the page does not show. */
    int leftOut() {
        return leftOut.size();
    }

    private boolean is(Validity.Degree degree, Node record) {
        return day.isPresent()
                && !record.isLiteral()
                && degrees.computeIfAbsent(record, r -> validity.of(r, day.get()))
                        .equals(Optional.of(degree));
    }
}
