package org.labledger.federation;

import java.time.Duration;
import java.util.Locale;

/**
 * A remote endpoint gave no usable answer. The message says what it did, after how long, and what
 * it was asked.
 */
public final class EndpointFailedException extends FederationException {

    private static final long serialVersionUID = 1L;

    /** Maximum length of the query in the message, which may hold a batch of values. */
    private static final int MAX_QUERY_LENGTH = 1_000;

    /**
     * Creates it.
     *
     * @param endpoint the IRI of the endpoint
     * @param did what it did, such as {@code answered 502}
     * @param after the time since the request began
     * @param query the query that it was asked
     */
    EndpointFailedException(String endpoint, String did, Duration after, String query) {
        super(
                502,
                "Remote endpoint failed",
                "Remote endpoint "
                        + endpoint
                        + " "
                        + did
                        + " after "
                        + String.format(Locale.ROOT, "%.1f s", after.toMillis() / 1000.0)
                        + ". It was asked: "
                        + shown(query));
    }

    private static String shown(String query) {
        String line = query.strip().replaceAll("\\s+", " ");
        return line.length() <= MAX_QUERY_LENGTH
                ? line
                : line.substring(0, MAX_QUERY_LENGTH) + " …";
    }
}
