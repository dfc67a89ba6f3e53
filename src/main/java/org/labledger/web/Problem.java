package org.labledger.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;

/**
 * What a client is told when its request cannot be answered: problem details (RFC 9457) as JSON.
 *
 * @param status the HTTP status code
 * @param title what sort of problem it is, in a few words
 * @param detail what is wrong with this request, and what to do
 * @param more further members, such as the name of a parameter
 */
record Problem(int status, String title, String detail, Map<String, String> more) {

    /** Creates a problem without further members. */
    Problem(int status, String title, String detail) {
        this(status, title, detail, Map.of());
    }

    /** Returns this problem with one more member. */
    Problem with(String member, String value) {
        Map<String, String> members = new LinkedHashMap<>(more);
        members.put(member, value);
        return new Problem(status, title, detail, Map.copyOf(members));
    }

    /** Sends it as the whole response. */
    void send(HttpServletResponse response) throws IOException {
        JsonObject json = new JsonObject();
        json.put("title", title);
        json.put("status", status);
        json.put("detail", detail);
        more.forEach(json::put);
        byte[] body = JSON.toString(json).getBytes(StandardCharsets.UTF_8);
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
