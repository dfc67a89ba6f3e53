package org.labledger.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/**
 * The response to a request as a value: status, header fields, and a body that is made only when it
 * is sent.
 *
 * @param status the HTTP status code
 * @param contentType the media type with its parameters, or empty if there is no body
 * @param headers further header fields, in order; a name may occur several times
 * @param version what the body is a function of besides the snapshot, from which the entity tag is
 *     made; empty if the body may differ each time
 * @param isRepeatable whether an equal request to the same snapshot gets the same reply, so that it
 *     need not be asked for again
 * @param content the body, or {@code null} if there is none
 */
public record Reply(
        int status,
        String contentType,
        List<Map.Entry<String, String>> headers,
        Optional<String> version,
        boolean isRepeatable,
        @Nullable Content content) {

    /** {@code Vary} of negotiated replies. */
    public static final String VARY = "Accept, Accept-Language, Accept-Encoding";

    /** A reply with status 200 that depends on the negotiating header fields. */
    public static Reply ok(String contentType, Content content) {
        return new Reply(200, contentType, List.of(), Optional.empty(), true, content)
                .with("Vary", VARY);
    }

    /** A reply with status 200 and a text in UTF-8, which is written when the reply is sent. */
    public static Reply ok(String contentType, Text text) {
        return ok(
                contentType,
                (Content) out -> out.write(text.write().getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes the text of a body. */
    @FunctionalInterface
    public interface Text {

        /**
         * Returns the text.
         *
         * @throws ProblemException if it cannot be made
         */
        String write() throws ProblemException;
    }

    /** A redirect: status 301, 302, 303 or 308. */
    public static Reply redirect(int status, String location) {
        return new Reply(status, "", List.of(), Optional.empty(), true, null)
                .with("Location", location)
                .with("Vary", VARY);
    }

    /** A problem as a reply, with its body in the form that the client prefers. */
    public static Reply of(Problem problem, String contentType, String body) {
        Reply reply =
                new Reply(
                                problem.status(),
                                contentType,
                                List.of(),
                                Optional.empty(),
                                true,
                                new Content.Bytes(body.getBytes(StandardCharsets.UTF_8)))
                        .with("Cache-Control", "no-store")
                        .with("Vary", "Accept, Accept-Language");
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            reply = reply.with(header.getKey(), header.getValue());
        }
        return reply;
    }

    /** Returns this reply with one more header field. */
    public Reply with(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new Reply(status, contentType, List.copyOf(more), version, isRepeatable, content);
    }

    /** Returns this reply with a header field in the place of any of the same name. */
    public Reply setting(String name, String value) {
        List<Map.Entry<String, String>> others =
                headers.stream().filter(field -> !field.getKey().equalsIgnoreCase(name)).toList();
        return new Reply(status, contentType, others, version, isRepeatable, content)
                .with(name, value);
    }

    /**
     * Returns this reply with an entity tag, made from the snapshot, the program's build and these
     * parts: texts, and collections and maps of them. They have to name everything that the body
     * depends on: the path, parameters, the format, the language.
     */
    public Reply versioned(Object... parts) {
        StringBuilder key = new StringBuilder();
        append(key, List.of(parts));
        return new Reply(
                status, contentType, headers, Optional.of(key.toString()), isRepeatable, content);
    }

    /**
     * Returns this reply as one that depends on more than the snapshot and the request, such as the
     * history of the home. Its version has to name what; it is made for each request.
     */
    public Reply notRepeatable() {
        return new Reply(status, contentType, headers, version, false, content);
    }

    /**
     * Appends a part with its type and its length, so that different parts never make equal keys
     * (RFC 9110, section 8.8.1), whatever characters a client puts into them.
     */
    private static void append(StringBuilder key, Object part) {
        switch (part) {
            case String text -> key.append('s').append(text.length()).append(':').append(text);
            case Collection<?> list -> {
                key.append('l').append(list.size()).append(':');
                list.forEach(element -> append(key, element));
            }
            case Map<?, ?> map -> {
                key.append('m').append(map.size()).append(':');
                map.forEach((name, value) -> {
                    append(key, name);
                    append(key, value);
                });
            }
            default -> throw new IllegalArgumentException("Not part of a key: " + part.getClass());
        }
    }

    /** Returns this reply with the status of a problem; it is not cached. */
    public Reply asProblem(int problemStatus) {
        return new Reply(
                problemStatus, contentType, headers, Optional.empty(), isRepeatable, content);
    }

    /** Returns whether there is a header field of this name. */
    public boolean has(String name) {
        return headers.stream().anyMatch(header -> header.getKey().equalsIgnoreCase(name));
    }
}
