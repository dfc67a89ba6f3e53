package org.labledger.problem;

/**
 * An exception that knows what its client is told. The server turns it into an error response; an
 * exception without it is a defect of the program.
 */
public interface HasProblem {

    /** Returns the problem: the HTTP status, and what is wrong in words. */
    Problem problem();
}
