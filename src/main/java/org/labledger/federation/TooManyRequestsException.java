package org.labledger.federation;

/**
 * A query needs more requests to other endpoints than {@link Federation#MAX_REQUESTS}. Unlike other
 * failures it is not hidden by {@code SILENT}: an answer cut short by a limit must not look
 * complete.
 */
public final class TooManyRequestsException extends FederationException {

    private static final long serialVersionUID = 1L;

    TooManyRequestsException(String endpoint, int limit) {
        super(
                403,
                "Too many remote requests",
                "The query needs more than "
                        + limit
                        + " requests to other endpoints, the last one to "
                        + endpoint
                        + ". Make the part before SERVICE more specific, or take SERVICE out of"
                        + " EXISTS.");
    }
}
