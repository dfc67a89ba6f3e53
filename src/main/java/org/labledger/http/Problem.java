package org.labledger.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;

/**
 * What a client is told when its request cannot be answered: problem details (RFC 9457). It never
 * holds a stack trace, a class name or a path of the machine.
 *
 * @param status the HTTP status code
 * @param title what sort of problem it is, in a few words
 * @param detail what is wrong with this request, and what to do
 * @param excerpt the place in the request that is wrong, as lines of text, or empty
 * @param more further members, such as the name of a parameter: texts and whole numbers
 * @param headers further header fields of the response, such as {@code Allow}
 */
public record Problem(
        int status,
        String title,
        String detail,
        String excerpt,
        Map<String, Object> more,
        Map<String, String> headers) {

    /** Seconds after which a client that met a busy server may try again. */
    private static final String RETRY_AFTER = "5";

    /** Creates a problem without further members. */
    public Problem(int status, String title, String detail) {
        this(status, title, detail, "", Map.of(), Map.of());
    }

    /** Something is wrong with how the request is put. */
    public static Problem badRequest(String detail) {
        return new Problem(400, "Bad request", detail);
    }

    /** There is nothing at this address. */
    public static Problem notFound(String detail) {
        return new Problem(404, "Not found", detail);
    }

    /** The method is none of those that the address allows. */
    public static Problem methodNotAllowed(String method, List<String> allowed) {
        return new Problem(
                        405,
                        "Method not allowed",
                        "This address answers "
                                + String.join(", ", allowed)
                                + "; "
                                + method
                                + " is not supported. The ledger is read-only: its data are changed"
                                + " in their files.")
                .withHeader("Allow", String.join(", ", allowed));
    }

    /** None of the media types that the client accepts is offered. */
    public static Problem notAcceptable(String what, List<String> offered) {
        return new Problem(
                406,
                "Not acceptable",
                what
                        + " is offered as "
                        + String.join(", ", offered)
                        + ". Name one of them in Accept"
                        + " (or accept */*), or choose by suffix or ?format= where there is one.");
    }

    /** The server is busy or the request took too much; the same may be asked again later. */
    public static Problem unavailable(String title, String detail) {
        return new Problem(503, title, detail).withHeader("Retry-After", RETRY_AFTER);
    }

    /** Something is wrong with this program. */
    public static Problem defect() {
        return new Problem(
                500,
                "A defect of this server",
                "The request met a defect of this program; its log tells more. Please report it,"
                        + " with the address that you asked.");
    }

    /** Returns this problem with one more member. */
    public Problem with(String member, Object value) {
        Map<String, Object> members = new LinkedHashMap<>(more);
        members.put(member, value);
        return new Problem(status, title, detail, excerpt, members, headers);
    }

    /** Returns this problem with one more header field. */
    public Problem withHeader(String name, String value) {
        Map<String, String> fields = new LinkedHashMap<>(headers);
        fields.put(name, value);
        return new Problem(status, title, detail, excerpt, more, fields);
    }

    /** Returns this problem with the place in the request that is wrong. */
    public Problem withExcerpt(String lines) {
        return new Problem(status, title, detail, lines, more, headers);
    }

    /** Returns it as {@code application/problem+json}. */
    public String json() {
        JsonObject json = new JsonObject();
        json.put("title", title);
        json.put("status", status);
        json.put("detail", detail);
        if (!excerpt.isEmpty()) {
            json.put("excerpt", excerpt);
        }
        more.forEach((member, value) -> {
            if (value instanceof Integer number) {
                json.put(member, number);
            } else {
                json.put(member, value.toString());
            }
        });
        return JSON.toString(json) + "\n";
    }

    /** Returns it as text for a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(title).append(" (").append(status).append(")\n").append(detail).append('\n');
        if (!excerpt.isEmpty()) {
            text.append('\n').append(excerpt).append('\n');
        }
        return text.toString();
    }
}
