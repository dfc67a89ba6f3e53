package org.labledger.web;

import java.util.Optional;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.labledger.check.Report;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.live.CurrentSnapshot;
import org.labledger.snapshot.Snapshot;

/**
 * {@code /healthz}: the process answers. {@code /readyz}: which snapshot is in service. The server
 * listens only after a snapshot has passed its check, so both are 200 from the first request on;
 * after an edit with errors {@code /readyz} adds a warning and the findings.
 */
final class ProbeRoute implements Route {

    private final CurrentSnapshot current;
    private final boolean tellsOfSnapshot;

    private ProbeRoute(CurrentSnapshot current, boolean tellsOfSnapshot) {
        this.current = current;
        this.tellsOfSnapshot = tellsOfSnapshot;
    }

    static ProbeRoute healthz(CurrentSnapshot current) {
        return new ProbeRoute(current, false);
    }

    static ProbeRoute readyz(CurrentSnapshot current) {
        return new ProbeRoute(current, true);
    }

    @Override
    public Reply answer(Request request, Snapshot snapshot) {
        return Reply.ok("application/json", () -> JSON.toString(json(snapshot)) + "\n")
                .with("Cache-Control", "no-store");
    }

    private JsonObject json(Snapshot snapshot) {
        JsonObject json = new JsonObject();
        json.put("status", "ok");
        if (tellsOfSnapshot) {
            json.put("snapshot", snapshot.id());
            json.put("quads", snapshot.quadCount());
            json.put("sources", snapshot.sourceCount());
            Optional<Report> rejected = current.rejected();
            if (rejected.isPresent()) {
                json.put(
                        "warning",
                        "The files of the home have errors. The last good snapshot stays in"
                                + " service.");
                json.put("rejected", rejected.get().errorsFirst().json());
            }
        }
        return json;
    }
}
