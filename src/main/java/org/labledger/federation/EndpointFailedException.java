package org.labledger.federation;

import java.time.Duration;
import java.util.Locale;

/** A remote endpoint gave no usable answer. The message tells what it did, when, and the query. */
public final class EndpointFailedException extends FederationException {

    private static final long serialVersionUID = 1L;

    /** More of a remote query than this helps nobody, and it may hold a batch of values. */
    private static final int QUERY_SHOWN = 1_000;

    private final String endpoint;
    private final String query;

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
        this.endpoint = endpoint;
        this.query = query;
    }

    /** Returns the IRI of the endpoint. */
    public String endpoint() {
        return endpoint;
    }

    /** Returns the whole query that it was asked. */
    public String query() {
        return query;
    }

    private static String shown(String query) {
        String line = query.strip().replaceAll("\\s+", " ");
        return line.length() <= QUERY_SHOWN ? line : line.substring(0, QUERY_SHOWN) + " …";
    }
}
