package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.display.NoteMark;
import org.labledger.display.Text;
import org.labledger.display.Value;

/**
 * A disagreement as shown on a page: all sides next to each other.
 *
 * @param title its name, or empty on the page of the disagreement itself
 * @param href the page of the editor's note, or empty if there is none
 * @param record the record it is about, unless that is the thing of this page
 * @param natures kinds of disagreement, such as a growing count
 * @param reason why sources differ
 * @param sides the sides
 * @param verdicts the editors' verdicts; empty if it is unresolved
 */
public record DisagreementCard(
        Text title,
        String href,
        Optional<Value> record,
        List<Value> natures,
        Optional<Text> reason,
        List<Side> sides,
        List<Verdict> verdicts) {

    /**
     * One side of a disagreement.
     *
     * @param value the value, or the statement
     * @param words paraphrase of the statement, if it is one
     * @param speakers who made the statement, if it is one
     * @param noteMarks the sources
     * @param isPreferred whether a verdict prefers this side
     */
    public record Side(
            Value value,
            Optional<Text> words,
            List<Value> speakers,
            List<NoteMark> noteMarks,
            boolean isPreferred) {

        /** Returns the page of the statement or record, or an empty string. */
        public String href() {
            return value instanceof Value.Thing thing ? thing.href() : "";
        }
    }

    /**
     * A verdict of an editor.
     *
     * @param prefers the sides it prefers
     * @param reason its reason
     * @param noteMarks the sources that state it
     */
    public record Verdict(List<Value> prefers, Optional<Text> reason, List<NoteMark> noteMarks) {}
}
