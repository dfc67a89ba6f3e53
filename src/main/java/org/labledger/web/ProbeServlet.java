package org.labledger.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.labledger.check.Report;
import org.labledger.store.Ledger;

/**
 * {@code /healthz}: the process answers. {@code /readyz}: a snapshot is in service, and which.
 * Since the server listens only once a snapshot has passed its check, both are 200 from the first
 * request on; after an edit with errors {@code /readyz} carries a warning and the findings.
 */
final class ProbeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient InService inService;

    ProbeServlet(InService inService) {
        this.inService = inService;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonObject json = new JsonObject();
        json.put("status", "ok");
        if (request.getServletPath().equals("/readyz")) {
            Ledger ledger = inService.current().ledger();
            json.put("snapshot", ledger.snapshot());
            json.put("quads", ledger.quadCount());
            json.put("sources", ledger.sourceCount());
            Optional<Report> rejected = inService.rejected();
            if (rejected.isPresent()) {
                json.put(
                        "warning",
                        "The files of the home have errors. The last good snapshot stays in"
                                + " service.");
                json.put("rejected", rejected.get().json());
            }
        }
        byte[] body = JSON.toString(json).getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
