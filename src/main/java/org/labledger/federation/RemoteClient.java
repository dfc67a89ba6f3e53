package org.labledger.federation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import org.apache.jena.query.QueryCancelledException;
import org.eclipse.jetty.client.FormRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;
import org.labledger.source.ServiceEndpoint;

/**
 * Sends queries to endpoints (SPARQL 1.1 Protocol, section 2.1.2), safe for a server that acts for
 * unknown clients: no redirects, no proxy, no cookies, no credentials, connections only to checked
 * addresses, and a limit on the size of the response.
 */
final class RemoteClient {

    /** The media types that are read, the preferred one first. */
    static final String JSON = "application/sparql-results+json";

    static final String XML = "application/sparql-results+xml";

    /**
     * The formats by media type. Some endpoints name only the syntax of what they send (Virtuoso,
     * older QLever); the XML and JSON of anything else is found out when it is read.
     */
    private static final Map<String, String> READ =
            Map.of(JSON, JSON, "application/json", JSON, XML, XML, "application/xml", XML);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_CONNECTIONS_PER_ENDPOINT = 8;
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    /** How often a waiting request looks whether its query has been cancelled. */
    private static final Duration HEARTBEAT = Duration.ofMillis(50);

    private final HttpClient http;

    /**
     * A complete response.
     *
     * @param mediaType {@link #JSON} or {@link #XML}
     * @param body the decompressed bytes
     * @param took from the request to the last byte
     */
    record Reply(String mediaType, byte[] body, Duration took) {}

    private static final class Shared {
        // One for all queries, so that connections, above all those with TLS, are reused.
        static final RemoteClient CLIENT = new RemoteClient(InetAddress::getAllByName);
    }

    /** Creates a client that resolves host names in a given way. */
    RemoteClient(CheckedResolver.LookUp lookUp) {
        QueuedThreadPool threads = new QueuedThreadPool(16, 1);
        threads.setName("federation");
        threads.setDaemon(true);
        http = new HttpClient();
        http.setExecutor(threads);
        http.setScheduler(new ScheduledExecutorScheduler("federation-timer", true));
        http.setSocketAddressResolver(new CheckedResolver(threads, lookUp));
        http.setFollowRedirects(false);
        http.setHttpCookieStore(new HttpCookieStore.Empty());
        http.setConnectTimeout(CONNECT_TIMEOUT.toMillis());
        http.setMaxConnectionsPerDestination(MAX_CONNECTIONS_PER_ENDPOINT);
        http.setMaxResponseHeadersSize(MAX_HEADER_BYTES);
        http.setUserAgentField(
                new HttpField(
                        HttpHeader.USER_AGENT, "LabLedger/0.1 (+https://w3id.org/lab-ledger/)"));
        try {
            http.start();
        } catch (Exception e) {
            // Jetty declares Exception; a client that cannot start is a broken installation.
            throw new IllegalStateException("The client for SERVICE does not start.", e);
        }
        // Bodies are decompressed below, up to the limit.
        http.getContentDecoderFactories().clear();
    }

    /** Returns the client that all queries share. */
    static RemoteClient shared() {
        return Shared.CLIENT;
    }

    /**
     * Sends a query to an endpoint and waits for the response.
     *
     * @param endpoint an endpoint that the home lists
     * @param query a SELECT query
     * @param cancelled whether the local query has been cancelled
     * @throws EndpointFailedException if there is no response, or it is no result set, or larger
     *     than the endpoint's limit
     * @throws EndpointRefusedException if the endpoint's host name resolves to an address that is
     *     not public
     * @throws QueryCancelledException if the query was cancelled
     */
    Reply ask(ServiceEndpoint endpoint, String query, BooleanSupplier cancelled) {
        long start = System.nanoTime();
        Fields form = new Fields();
        form.put("query", query);
        Receiver receiver = new Receiver(endpoint.responseLimit());
        Request request =
                // An IRI may hold letters that a URI has to escape (RFC 3987, section 3.1).
                http.newRequest(URI.create(URI.create(endpoint.iri()).toASCIIString()))
                        .method(HttpMethod.POST)
                        .headers(headers ->
                                headers.put(HttpHeader.ACCEPT, JSON + ", " + XML + ";q=0.8")
                                        .put(HttpHeader.ACCEPT_ENCODING, "gzip"))
                        .body(new FormRequestContent(form, StandardCharsets.UTF_8));
        request.send(receiver);
        try {
            String failure = await(receiver, request, endpoint, start, cancelled);
            if (failure == null) {
                byte[] body = receiver.unpacked();
                return new Reply(receiver.format(), body, since(start));
            }
            throw new EndpointFailedException(endpoint.iri(), failure, since(start), query);
        } catch (TooLongException e) {
            throw new EndpointFailedException(
                    endpoint.iri(),
                    "sent more than " + endpoint.responseLimit() + " bytes and was cut off",
                    since(start),
                    query);
        } catch (IOException e) {
            throw new EndpointFailedException(
                    endpoint.iri(), "sent a body that cannot be decompressed", since(start), query);
        }
    }

    /** Waits for the end of the exchange; returns what went wrong, or {@code null}. */
    private static @Nullable String await(
            Receiver receiver,
            Request request,
            ServiceEndpoint endpoint,
            long start,
            BooleanSupplier cancelled)
            throws TooLongException {
        while (true) {
            try {
                Result result = receiver.result.get(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                return receiver.failure(result, endpoint);
            } catch (TimeoutException e) {
                if (cancelled.getAsBoolean()) {
                    request.abort(e);
                    throw new QueryCancelledException();
                }
                if (since(start).compareTo(endpoint.timeout()) >= 0) {
                    request.abort(e);
                    return "timed out";
                }
            } catch (InterruptedException e) {
                request.abort(e);
                Thread.currentThread().interrupt();
                throw new QueryCancelledException();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** The response is not one that is read; its body is not awaited. */
    private static final class RejectedException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Collects a body up to a limit, and aborts early if it will not be read. */
    private static final class Receiver implements Response.Listener {

        private final CompletableFuture<Result> result = new CompletableFuture<>();
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final long limit;
        private volatile String mediaType = "";
        private volatile String encoding = "";

        Receiver(long limit) {
            this.limit = limit;
        }

        @Override
        public void onHeaders(Response response) {
            String type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
            mediaType = type == null ? "" : bare(type);
            String coding = response.getHeaders().get(HttpHeader.CONTENT_ENCODING);
            encoding = coding == null ? "" : bare(coding);
            if (response.getStatus() != 200 || !READ.containsKey(mediaType) || !isUnpackable()) {
                response.abort(new RejectedException());
            }
        }

        @Override
        public void onContent(Response response, ByteBuffer content) {
            if (received.size() + (long) content.remaining() > limit) {
                response.abort(new TooLongException());
                return;
            }
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            received.writeBytes(bytes);
        }

        @Override
        public void onComplete(Result completed) {
            result.complete(completed);
        }

        @Nullable String failure(Result completed, ServiceEndpoint endpoint)
                throws TooLongException {
            if (completed.isSucceeded()) {
                return null;
            }
            Throwable cause = completed.getFailure();
            if (cause instanceof CheckedResolver.NotPublicException e) {
                throw EndpointRefusedException.notPublic(endpoint.iri(), e.address());
            }
            if (cause instanceof TooLongException e) {
                throw e;
            }
            int status = completed.getResponse() == null ? 0 : completed.getResponse().getStatus();
            if (cause instanceof RejectedException) {
                return rejection(status);
            }
            if (cause instanceof java.net.UnknownHostException) {
                return "has an unknown host name";
            }
            if (cause instanceof java.net.ConnectException
                    || cause instanceof java.net.SocketTimeoutException) {
                return "could not be reached";
            }
            return status == 0
                    ? "closed the connection without a response"
                    : "broke off its response with status " + status;
        }

        private String rejection(int status) {
            if (status >= 300 && status < 400) {
                return "answered " + status + ", a redirect, which is not followed,";
            }
            if (status != 200) {
                return "answered " + status;
            }
            if (!READ.containsKey(mediaType)) {
                return "answered 200 with "
                        + (mediaType.isEmpty() ? "no media type" : mediaType)
                        + " instead of SPARQL results in JSON or XML";
            }
            return "answered 200 with the content encoding "
                    + encoding
                    + ", which was not requested,";
        }

        /** Returns {@link #JSON} or {@link #XML}; called only if the response was accepted. */
        String format() {
            return Objects.requireNonNull(READ.get(mediaType));
        }

        private boolean isUnpackable() {
            return Set.of("", "identity", "gzip", "x-gzip").contains(encoding);
        }

        byte[] unpacked() throws IOException {
            byte[] bytes = received.toByteArray();
            if (!encoding.endsWith("gzip")) {
                return bytes;
            }
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                byte[] body = in.readNBytes(Math.toIntExact(Math.min(limit, 2_000_000_000)));
                if (in.read() >= 0) {
                    throw new TooLongException();
                }
                return body;
            }
        }

        /** Returns a header's value in lower case without parameters. */
        private static String bare(String value) {
            int semicolon = value.indexOf(';');
            String bare = semicolon < 0 ? value : value.substring(0, semicolon);
            // It is repeated in messages, so no more than a short name is kept.
            String name = bare.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9/+.-]", "?");
            return name.length() <= 60 ? name : name.substring(0, 60);
        }
    }
}
