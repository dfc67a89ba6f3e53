package org.labledger.page;

import java.util.List;
import org.labledger.display.NoteMark;
import org.labledger.query.Absence;

/**
 * What stands below an answer with sources, besides the notes.
 *
 * @param strength how strong the answer rests, in a line
 * @param marks the sources of the whole answer, if it has no rows to mark
 * @param searched the number of sources that were searched
 * @param absences what was not found, of the rows on this page, at most {@link #MAX}
 * @param disputes the disagreements that cited statements are a part of, at most {@link #MAX}
 */
public record CitedNotes(
        String strength,
        List<NoteMark> marks,
        long searched,
        List<Absence> absences,
        List<DisagreementCard> disputes) {

    /** Maximum number of absences and of disagreements on a page. */
    static final int MAX = 30;

    /** Returns the part of a query that is fulfilled by an absence, as SPARQL spells it. */
    public static String kind(Absence absence) {
        return absence.kind().name().replace('_', ' ');
    }
}
