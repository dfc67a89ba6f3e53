package org.labledger.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int MAX_PORT = 65_535;

    /**
     * Returns why no request can be sent to it (RFC 3986, section 3; RFC 9110, section 4.2), in a
     * sentence; empty if one can be.
     */
    public Optional<String> problem() {
        URI uri;
        try {
            uri = new URI(iri);
        } catch (URISyntaxException e) {
            return Optional.of("It is not a valid URI.");
        }
        if (uri.getScheme() == null
                || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
            return Optional.of("It must begin with https:// or http://.");
        }
        if (uri.getHost() == null || isNumber(uri.getHost())) {
            return Optional.of(
                    "Its host must be a name of ASCII letters, digits, hyphens and dots, four decimal"
                            + " numbers such as 127.0.0.1, or an IPv6 address in brackets.");
        }
        if (uri.getUserInfo() != null) {
            return Optional.of("It must not hold a user name or password; none is ever sent.");
        }
        if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            return Optional.of("Its port must be from 1 to " + MAX_PORT + ".");
        }
        return Optional.empty();
    }

    /**
     * Some libraries take {@code 2130706433} and the like for an IPv4 address, others for a name
     * (RFC 3986, section 7.4).
     */
    private static boolean isNumber(String host) {
        return host.matches("[0-9]+|0[xX][0-9a-fA-F]*");
    }
}
