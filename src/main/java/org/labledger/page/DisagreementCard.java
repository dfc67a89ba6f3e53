package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.display.NoteMark;
import org.labledger.display.Text;
import org.labledger.display.Value;

/**
 * A disagreement as a page shows it: all sides next to each other, none hidden.
 *
 * @param title what is disputed, or empty where the page is called so
 * @param href the page of the editor's note, or empty if nobody has noted it yet
 * @param record the record it is about, if that has a page other than this one
 * @param natures why sources differ, in a word or two
 * @param reason why they differ, in a sentence or two
 * @param sides the sides
 * @param verdicts what the evidence favours, if it favours anything
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
     * One side.
     *
     * @param value what it says
     * @param words what it says in a sentence, if it is a statement
     * @param speakers who says it, if it is a statement
     * @param noteMarks the sources that say so
     * @param isPreferred whether a verdict prefers it
     */
    public record Side(
            Value value,
            Optional<Text> words,
            List<Value> speakers,
            List<NoteMark> noteMarks,
            boolean isPreferred) {

        /** Returns the page of the statement or record, or empty. */
        public String href() {
            return value instanceof Value.Thing thing ? thing.href() : "";
        }
    }

    /**
     * A verdict.
     *
     * @param prefers what it prefers
     * @param reason why
     * @param noteMarks where it stands
     */
    public record Verdict(List<Value> prefers, Optional<Text> reason, List<NoteMark> noteMarks) {}
}
