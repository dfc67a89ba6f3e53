package org.labledger.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.labledger.HomeFolder;
import org.labledger.http.ClientTimeouts;
import org.labledger.live.CurrentSnapshot;
import org.labledger.settings.Capacity;
import org.labledger.settings.Settings;
import org.labledger.snapshot.Snapshot;

/** A server on a free port of this machine, and a client that asks it. */
public final class ServedHome implements AutoCloseable {

    private final Snapshot snapshot;
    private final LedgerServer server;

    private ServedHome(Snapshot snapshot, LedgerServer server) {
        this.snapshot = snapshot;
        this.server = server;
    }

    /** Starts a server that is patient on a busy machine. */
    public static ServedHome start(HomeFolder home) {
        return start(home, Duration.ofSeconds(20));
    }

    /** Starts a server that stops queries after some time, or after 200 rows. */
    public static ServedHome start(HomeFolder home, Duration timeout) {
        return start(home, timeout, 200);
    }

    /** Starts a server with other timeouts for its clients. */
    static ServedHome start(HomeFolder home, ClientTimeouts timeouts) {
        Snapshot snapshot = home.load();
        return new ServedHome(
                snapshot,
                LedgerServer.start(
                        settings(home, Duration.ofSeconds(20), 200),
                        new CurrentSnapshot(snapshot),
                        timeouts));
    }

    /** Starts a server that stops queries after some time, or after so many rows. */
    public static ServedHome start(HomeFolder home, Duration timeout, long rows) {
        Snapshot snapshot = home.load();
        return new ServedHome(
                snapshot,
                LedgerServer.start(settings(home, timeout, rows), new CurrentSnapshot(snapshot)));
    }

    /** Starts a server whose snapshot the test replaces. */
    public static ServedHome start(HomeFolder home, CurrentSnapshot current) {
        return new ServedHome(
                current.snapshot(),
                LedgerServer.start(settings(home, Duration.ofSeconds(20), 200), current));
    }

    /** Starts a server of another capacity. */
    static ServedHome start(HomeFolder home, Capacity capacity) {
        Snapshot snapshot = home.load();
        return new ServedHome(
                snapshot,
                LedgerServer.start(
                        new Settings(
                                home.path(),
                                "127.0.0.1",
                                0,
                                Duration.ofSeconds(30),
                                10_000_000,
                                "",
                                capacity,
                                historyBytes(home)),
                        new CurrentSnapshot(snapshot)));
    }

    /** Serves a snapshot of a home under a public address. */
    static ServedHome start(HomeFolder home, Snapshot snapshot, String publicUrl) {
        return new ServedHome(
                snapshot,
                LedgerServer.start(
                        new Settings(
                                home.path(),
                                "127.0.0.1",
                                0,
                                Duration.ofSeconds(20),
                                10_000,
                                publicUrl,
                                Capacity.STANDARD,
                                historyBytes(home)),
                        new CurrentSnapshot(snapshot)));
    }

    private static Settings settings(HomeFolder home, Duration timeout, long rows) {
        return new Settings(
                home.path(),
                "127.0.0.1",
                0,
                timeout,
                rows,
                "",
                Capacity.STANDARD,
                historyBytes(home));
    }

    /** Homes in this project have its own history, of which tests know nothing. */
    private static long historyBytes(HomeFolder home) {
        return home.path().isAbsolute() ? Settings.HISTORY_BYTES : 0;
    }

    /** Returns the snapshot that is served. */
    public Snapshot snapshot() {
        return snapshot;
    }

    public URI uri(String path) {
        return URI.create(server.url()).resolve(path);
    }

    /** Asks with headers given as name, value, name, value. */
    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    HttpResponse<String> head(String path, String... headers) {
        return send("HEAD", path, BodyPublishers.noBody(), headers);
    }

    HttpResponse<String> post(String path, String contentType, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = contentType;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send("POST", path, BodyPublishers.ofString(body), all);
    }

    /** Asks for what is no text. */
    HttpResponse<byte[]> bytes(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), BodyHandlers.ofByteArray(), headers);
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
        return send(method, path, body, BodyHandlers.ofString(StandardCharsets.UTF_8), headers);
    }

    private <T> HttpResponse<T> send(
            String method,
            String path,
            BodyPublisher body,
            HttpResponse.BodyHandler<T> handler,
            String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path))
                        .timeout(Duration.ofSeconds(30))
                        .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        // A client of its own for each request: the server may close a connection after a refusal.
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonObject json(HttpResponse<String> response) {
        return JSON.parse(response.body());
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("(no " + name + ")");
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Stops the server in good order; see {@link LedgerServer#stop}. */
    boolean stop(Duration delay, Duration timeout) throws InterruptedException {
        return server.stop(delay, timeout);
    }

    @Override
    public void close() {
        server.close();
    }
}
