package org.labledger.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;

/**
 * Problem details (RFC 9457): what a client is told when its request fails. Never holds a stack
 * trace, a class name or a path of the machine.
 *
 * @param status the HTTP status code
 * @param title the kind of problem, in a few words; the same for all problems of the kind
 * @param detail what is wrong with this request, and what to do
 * @param excerpt the lines of the request that are wrong, with a caret at the place, or empty
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

    /** Value of {@code Retry-After} for a client that met a busy server, in seconds. */
    private static final String RETRY_AFTER = "5";

    /** Creates a problem without further members. */
    public Problem(int status, String title, String detail) {
        this(status, title, detail, "", Map.of(), Map.of());
    }

    /** Status 400: the request is malformed, or a parameter is wrong. */
    public static Problem badRequest(String detail) {
        return new Problem(400, "Bad request", detail);
    }

    /** Status 400: a parameter is wrong; its name is a member of the problem. */
    public static Problem badParameter(String parameter, String detail) {
        return new Problem(400, "Bad parameter", detail).with("parameter", parameter);
    }

    /** Status 403: the request would change the data. */
    public static Problem readOnly(String detail) {
        return new Problem(403, "Read-only", detail);
    }

    /** Status 404: nothing is found at this address. */
    public static Problem notFound(String detail) {
        return new Problem(404, "Not found", detail);
    }

    /** Status 405, with the methods that the address allows. */
    public static Problem methodNotAllowed(String method, List<String> allowed) {
        String methods = String.join(", ", allowed);
        return new Problem(
                        405,
                        "Method not allowed",
                        method
                                + " is not supported here; use "
                                + methods
                                + ". The server is read-only: data change in their files.")
                .withHeader("Allow", methods);
    }

    /** Status 406: nothing is offered that the client accepts. */
    public static Problem notAcceptable(String detail) {
        return new Problem(406, "Not acceptable", detail);
    }

    /** Status 503: over a limit, or the server is busy; the client may try again. */
    public static Problem unavailable(String title, String detail) {
        return new Problem(503, title, detail).withHeader("Retry-After", RETRY_AFTER);
    }

    /** Status 500: a defect of the program. */
    public static Problem defect() {
        return new Problem(
                500,
                "Internal server error",
                "The server failed to answer; its log has the details. Please report it with the"
                        + " address that you requested.");
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

    /** Returns this problem with the lines of the request that are wrong. */
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
