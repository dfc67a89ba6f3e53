package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.changes.ChangeReport;
import org.labledger.display.Link;
import org.labledger.display.Value;

/**
 * What changed, state by state.
 *
 * @param frame what surrounds the content
 * @param thing the thing that the changes are about, if it is one
 * @param absence why nothing is shown, or empty
 * @param days the changes by day, the newest first
 * @param pages links to the other pages, if there are several
 */
public record ChangesPage(
        PageFrame frame,
        Optional<Link> thing,
        String absence,
        List<Day> days,
        Optional<Pager> pages) {

    /**
     * The changes of a day.
     *
     * @param date the day in UTC; empty for edits that are not committed
     * @param entries the changes, the newest first
     */
    public record Day(Optional<Value.Date> date, List<Entry> entries) {}

    /**
     * What one state changed, or some states that changed only layout.
     *
     * @param commits the commits, one unless only layout changed; none for what is not committed
     * @param report what changed; empty if only layout did
     */
    public record Entry(List<Commit> commits, Optional<ChangeReport> report) {}

    /**
     * A commit.
     *
     * @param summary the first line of its message
     * @param id the first twelve digits of its hash
     * @param href the page with all of its changes
     * @param tags the tags on it
     */
    public record Commit(String summary, String id, String href, List<String> tags) {}
}
