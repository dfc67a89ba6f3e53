package org.labledger.display;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Builds URL references of this site, and decides which IRIs may become links. */
public final class Address {

    private static final Pattern FORBIDDEN_IN_PATH =
            Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s\"<>\\\\^`{|}]+");

    private Address() {}

    /** Returns a percent-encoded path, with a query string if there are parameters. */
    public static String of(String path, Map<String, String> parameters) {
        String encoded = encodePath(path);
        return parameters.isEmpty()
                ? encoded
                : encoded
                        + "?"
                        + parameters.entrySet().stream()
                                .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                                .collect(Collectors.joining("&"));
    }

    /**
     * Returns an IRI that may become a link: only {@code http} and {@code https}, because data come
     * from many hands and other schemes may run code ({@code javascript:}).
     */
    public static Optional<String> toTheWeb(String iri) {
        String start = iri.substring(0, Math.min(8, iri.length())).toLowerCase(Locale.ROOT);
        return start.startsWith("https://") || start.startsWith("http://")
                ? Optional.of(iri)
                : Optional.empty();
    }

    /** Percent-encodes the characters that an IRI path must not contain (RFC 3987, section 2.2). */
    private static String encodePath(String path) {
        return FORBIDDEN_IN_PATH
                .matcher(path)
                .replaceAll(found ->
                        URLEncoder.encode(found.group(), StandardCharsets.UTF_8)
                                .replace("+", "%20"));
    }

    /**
     * Percent-encodes a value for a path segment or a query parameter (RFC 3986, section 2.1), but
     * leaves colons, slashes and commas readable.
     */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":")
                .replace("%2F", "/")
                .replace("%2C", ",");
    }
}
