package org.labledger.changes;

import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/** Not all states of a history have been compared yet; a little later they are. */
public final class StillComparingException extends ProblemException {

    private static final long serialVersionUID = 1L;

    StillComparingException(int compared, int total) {
        super(
                Problem.unavailable(
                        "Still comparing",
                        "The states of the history are being compared: "
                                + compared
                                + " of "
                                + total
                                + " are done. Ask again in a few seconds."));
    }
}
