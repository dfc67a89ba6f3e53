package org.labledger.http;

import java.time.Instant;

/**
 * A past state of what the server serves (RFC 7089), as a request asks for it.
 *
 * @param id its permanent name, the value of {@code at=} in addresses
 * @param time when it came to be
 */
public record Memento(String id, Instant time) {

    /** The parameter that asks for a past state. */
    public static final String PARAMETER = "at";
}
