package org.labledger.engine;

/**
 * One operator of a plan. It is opened with some registers bound, and then yields solutions one by
 * one: each call of {@link #next} that returns true has set the registers of the variables that it
 * binds.
 *
 * <p>Invariant: a step changes no register that is bound when it is opened, and after {@link #next}
 * returned false, and after {@link #close}, all registers are as they were when it was opened.
 * Therefore steps can be nested in loops, and a variable that an earlier step has bound restricts a
 * later one.
 */
abstract class Step {

    final Run run;

    Step(Run run) {
        this.run = run;
    }

    /**
     * Called before the first {@link #open} if that will be the only one: the step need not keep
     * anything after its end.
     */
    void once() {
        // Most keep nothing after their end.
    }

    /** Starts with the registers as they are. A step may be opened again after its end. */
    abstract void open();

    /** Moves to the next solution; false if there is none. */
    abstract boolean next();

    /** Ends before the last solution. Does nothing after the end. */
    abstract void close();
}
