package org.labledger.engine;

/** Says that a plan cannot execute an operator, so that ARQ has to. Has no stack trace. */
final class NotPlanned extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotPlanned(String what) {
        super(what, null, false, false);
    }
}
