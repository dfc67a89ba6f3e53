package org.labledger.cli;

/** An error that the user can correct; the message says how. */
final class UserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UserException(String message) {
        super(message);
    }
}
