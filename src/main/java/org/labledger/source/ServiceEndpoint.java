package org.labledger.source;

import java.time.Duration;

/**
 * An endpoint that SERVICE may reach.
 *
 * @param iri its IRI, as written in queries
 * @param timeout maximum time of one response, from request to last byte
 * @param responseLimit maximum size of one response, in bytes after decompression
 */
public record ServiceEndpoint(String iri, Duration timeout, long responseLimit) {

    /** The timeout unless the home sets one. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);

    /** The maximum size unless the home sets one: 16 MiB. */
    public static final long DEFAULT_RESPONSE_LIMIT = 16L << 20;
}
