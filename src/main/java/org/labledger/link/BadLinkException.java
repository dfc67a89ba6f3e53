package org.labledger.link;

/** A text is no permanent link of an answer. The message says why, and what to do. */
public final class BadLinkException extends Exception {

    private static final long serialVersionUID = 1L;

    BadLinkException(String message) {
        super(message);
    }
}
