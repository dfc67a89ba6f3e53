package org.labledger.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;

/**
 * {@code /healthz}: the process answers. {@code /readyz}: a snapshot is in service, and which.
 * Since the server listens only once a snapshot has passed its check, both are 200 from the first
 * request on.
 */
final class ProbeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Served served;

    ProbeServlet(Served served) {
        this.served = served;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonObject json = new JsonObject();
        json.put("status", "ok");
        if (request.getServletPath().equals("/readyz")) {
            json.put("snapshot", served.ledger().snapshot());
            json.put("quads", served.ledger().quadCount());
            json.put("sources", served.ledger().sourceCount());
        }
        byte[] body = JSON.toString(json).getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
