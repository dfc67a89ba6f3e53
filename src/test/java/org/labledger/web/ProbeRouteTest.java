package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.labledger.web.ServedHome.header;
import static org.labledger.web.ServedHome.json;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ProbeRouteTest extends LibraryServerTestCase {

    @Test
    void saysThatTheProcessAnswers() {
        HttpResponse<String> response = library.get("healthz");

        assertEquals(200, response.statusCode());
        assertEquals("application/json", header(response, "Content-Type"));
        assertEquals("no-store", header(response, "Cache-Control"));
        assertEquals("ok", json(response).getString("status"));
    }

    @Test
    void saysWhichSnapshotIsInService() {
        HttpResponse<String> response = library.get("readyz");

        assertEquals(200, response.statusCode());
        assertEquals("no-store", header(response, "Cache-Control"));
        assertEquals(library.snapshot().id(), json(response).getString("snapshot"));
        assertEquals(library.snapshot().quadCount(), json(response).getNumber("quads").longValue());
        assertEquals(2, json(response).getNumber("sources").intValue());
    }

    @Test
    void answersAHeadWithoutABody() {
        HttpResponse<String> response = library.head("readyz");

        assertEquals(200, response.statusCode());
        assertEquals("", response.body());
        assertEquals("application/json", header(response, "Content-Type"));
        // The length of what GET sends (RFC 9110, section 8.6).
        assertEquals(
                String.valueOf(library.get("readyz").body().length()),
                header(response, "Content-Length"));
    }

    @Test
    void takesNoPost() {
        assertEquals(405, library.post("healthz", "text/plain", "").statusCode());
    }
}
