package org.labledger.cli;

/** Something the person at the command line can put right; the message says how. */
final class UserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UserException(String message) {
        super(message);
    }
}
