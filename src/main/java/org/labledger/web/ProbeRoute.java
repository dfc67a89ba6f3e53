package org.labledger.web;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.labledger.check.Report;
import org.labledger.http.Content;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.live.CurrentSnapshot;
import org.labledger.snapshot.Snapshot;

/**
 * {@code /healthz}: the process answers. {@code /readyz}: which snapshot is in service. The server
 * listens only after a snapshot has passed its check, so both are 200 from the first request on,
 * until the server is told to stop: then {@code /readyz} is 503, so that nobody sends it more;
 * after an edit with errors {@code /readyz} adds a warning and the findings, and while an edit is
 * not taken yet, the reason; also what has failed in the background.
 */
final class ProbeRoute implements Route {

    private final CurrentSnapshot current;
    private final boolean tellsOfSnapshot;
    private final BooleanSupplier isStopping;

    private ProbeRoute(
            CurrentSnapshot current, boolean tellsOfSnapshot, BooleanSupplier isStopping) {
        this.current = current;
        this.tellsOfSnapshot = tellsOfSnapshot;
        this.isStopping = isStopping;
    }

    static ProbeRoute healthz(CurrentSnapshot current) {
        return new ProbeRoute(current, false, () -> false);
    }

    static ProbeRoute readyz(CurrentSnapshot current, BooleanSupplier isStopping) {
        return new ProbeRoute(current, true, isStopping);
    }

    @Override
    public Reply answer(Request request, Snapshot snapshot) {
        boolean isReady = !isStopping.getAsBoolean();
        Reply reply =
                Reply.ok("application/json", new Content.Bytes(text(snapshot, isReady)))
                        .with("Cache-Control", "no-store");
        return isReady ? reply : reply.asProblem(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }

    private byte[] text(Snapshot snapshot, boolean isReady) {
        return (JSON.toString(json(snapshot, isReady)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private JsonObject json(Snapshot snapshot, boolean isReady) {
        JsonObject json = new JsonObject();
        json.put("status", isReady ? "ok" : "stopping");
        if (tellsOfSnapshot) {
            json.put("snapshot", snapshot.id());
            json.put("quads", snapshot.quadCount());
            json.put("sources", snapshot.sourceCount());
            Optional<Report> rejected = current.rejected();
            List<String> warnings = new ArrayList<>();
            rejected.ifPresent(report ->
                    warnings.add(
                            "The files of the home have errors. The last good snapshot stays in"
                                    + " service."));
            current.delay().ifPresent(warnings::add);
            current.fault().ifPresent(warnings::add);
            if (!warnings.isEmpty()) {
                json.put("warning", String.join(" ", warnings));
            }
            rejected.ifPresent(report -> json.put("rejected", report.errorsFirst().json()));
        }
        return json;
    }
}
