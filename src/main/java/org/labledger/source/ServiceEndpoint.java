package org.labledger.source;

import java.time.Duration;

/**
 * An endpoint that a federated query may reach.
 *
 * @param iri its IRI, as it has to stand in the query
 * @param timeout how long one answer may take, from request to last byte
 * @param responseLimit how many bytes one answer may have, unpacked
 */
public record ServiceEndpoint(String iri, Duration timeout, long responseLimit) {

    /** The time an answer may take unless the home says otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);

    /** The bytes an answer may have unless the home says otherwise: 16 MiB. */
    public static final long DEFAULT_RESPONSE_LIMIT = 16L << 20;
}
