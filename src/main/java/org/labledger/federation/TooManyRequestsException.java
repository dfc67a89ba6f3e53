package org.labledger.federation;

/**
 * One query wanted to send more requests to other endpoints than it may. Unlike other failures it
 * is not hidden by {@code SILENT}: an answer cut short by a limit must not look whole.
 */
public final class TooManyRequestsException extends FederationException {

    private static final long serialVersionUID = 1L;

    TooManyRequestsException(String endpoint, int limit) {
        super(
                403,
                "Too many remote requests",
                "The query would ask other endpoints more than "
                        + limit
                        + " times, the last one "
                        + endpoint
                        + ". Make the part before SERVICE more specific, or take SERVICE out of"
                        + " EXISTS.");
    }
}
