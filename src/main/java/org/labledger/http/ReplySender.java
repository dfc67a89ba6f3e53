package org.labledger.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.labledger.problem.ProblemException;
import org.labledger.settings.Build;

/**
 * Sends replies: conditional requests (RFC 9110, section 13), compression, HEAD, and a body that is
 * either complete or visibly aborted. HEAD and 304 make no body. Thread-safe.
 */
public final class ReplySender {

    /** Media types that are compressed already. */
    private static final Set<String> COMPRESSED =
            Set.of("application/gzip", "image/png", "font/woff2");

    /** Clients may cache a response and must revalidate it each time. */
    private static final String REVALIDATE = "public, no-cache";

    /** Maximum time that a request waits for another one that makes the same body. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(3);

    /** Another build of the program may write the same body differently. */
    private static final String PROGRAM = Build.id();

    private final Admission admission;
    private final BodyCache cache;
    private final RepeatedRequests repeated;
    private final SingleFlight flights = new SingleFlight();

    /**
     * Creates it.
     *
     * @param admission bounds how many costly bodies are made at once
     * @param cache the bodies that need not be made again
     * @param repeated answers the requests that were answered before
     */
    public ReplySender(Admission admission, BodyCache cache, RepeatedRequests repeated) {
        this.admission = admission;
        this.cache = cache;
        this.repeated = repeated;
    }

    /**
     * Sends a reply.
     *
     * @param snapshot the snapshot that the reply belongs to
     * @throws ProblemException if the body cannot be made; nothing has been sent then
     * @throws AbortedResponseException if the body fails after part of it has been sent
     */
    public void send(Request request, Reply reply, String snapshot, HttpServletResponse response)
            throws IOException, ProblemException {
        response.setStatus(reply.status());
        reply.headers().forEach(h -> response.addHeader(h.getKey(), h.getValue()));
        boolean isGzip = mayCompress(reply) && acceptsGzip(request);
        String key = null;
        if (reply.version().isPresent()) {
            key = key(snapshot, reply.version().get());
            // The compressed body is another representation and needs another strong tag.
            String tag = "\"" + key + (isGzip ? "-gzip\"" : "\"");
            response.setHeader("ETag", tag);
            if (!reply.has("Cache-Control")) {
                response.setHeader("Cache-Control", REVALIDATE);
            }
            if (matches(request.header("If-None-Match").orElse(null), tag)) {
                response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
                return;
            }
        } else if (!reply.has("Cache-Control")) {
            response.setHeader("Cache-Control", "no-store");
        }
        Content content = reply.content();
        if (content == null) {
            return;
        }
        response.setContentType(reply.contentType());
        if (isGzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        Optional<BodyCache.Entry> known = key == null ? Optional.empty() : cache.find(key, isGzip);
        if (known.isPresent()) {
            sendWhole(request, known.get(), isGzip, snapshot, response);
            return;
        }
        if (request.isHead() && !(content instanceof Content.Bytes)) {
            // Sent at once, so that the container does not take it for an empty body of length 0.
            response.flushBuffer();
            return;
        }
        if (key == null) {
            make(request, reply, content, isGzip, null, () -> {}, response);
        } else {
            makeOnce(request, reply, content, isGzip, key, response);
        }
    }

    /** Makes a body, or waits a while for another request that makes the same. */
    private void makeOnce(
            Request request,
            Reply reply,
            Content content,
            boolean isGzip,
            String key,
            HttpServletResponse response)
            throws IOException, ProblemException {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (true) {
            SingleFlight.Flight flight = flights.join(key);
            try {
                boolean isLanded = flight.isLeader() || flight.await(deadline - System.nanoTime());
                // Also for a leader: another one may have landed since the cache was asked.
                Optional<BodyCache.Entry> known =
                        isLanded ? cache.find(key, isGzip) : Optional.empty();
                if (known.isPresent()) {
                    flight.land();
                    sendWhole(request, known.get(), isGzip, null, response);
                    return;
                }
                if (flight.isLeader() || !isLanded) {
                    make(request, reply, content, isGzip, key, flight::land, response);
                    return;
                }
            } finally {
                flight.land();
            }
        }
    }

    /**
     * Makes a body and sends it.
     *
     * @param key by which it is kept, or {@code null} if it is not
     * @param madeOrNot called as soon as it is kept, or turns out to be too large for that
     */
    private void make(
            Request request,
            Reply reply,
            Content content,
            boolean isGzip,
            @Nullable String key,
            Runnable madeOrNot,
            HttpServletResponse response)
            throws IOException, ProblemException {
        BufferedOut out = new BufferedOut(response, madeOrNot);
        PlainCopy plain = new PlainCopy(isGzip && key != null);
        try {
            if (reply.isCostly()) {
                try (Admission.Permit permit = admission.enter()) {
                    write(content, isGzip, plain, out);
                }
            } else {
                write(content, isGzip, plain, out);
            }
        } catch (IOException | RuntimeException | ProblemException e) {
            if (out.hasBegun()) {
                throw aborted(request, e);
            }
            throw e;
        } catch (StackOverflowError | OutOfMemoryError e) {
            if (out.hasBegun()) {
                throw aborted(request, e);
            }
            throw e;
        }
        byte[] whole = out.whole();
        if (whole != null) {
            List<Map.Entry<String, String>> added = List.copyOf(out.addedHeaders());
            BodyCache.Entry entry =
                    isGzip
                            ? new BodyCache.Entry(added, plain.whole(), whole)
                            : new BodyCache.Entry(added, whole, null);
            if (key != null) {
                cache.keep(key, entry);
                madeOrNot.run();
            }
            sendWhole(request, entry, isGzip, null, response);
        }
    }

    /** A copy of a body before it is compressed, as long as it is small enough to be kept. */
    private static final class PlainCopy {

        private @Nullable ByteArrayOutputStream copy;

        PlainCopy(boolean isWanted) {
            copy = isWanted ? new ByteArrayOutputStream() : null;
        }

        void write(byte[] bytes, int offset, int length) {
            if (copy != null) {
                if (copy.size() + length > BufferedOut.MAX_BUFFERED) {
                    copy = null;
                } else {
                    copy.write(bytes, offset, length);
                }
            }
        }

        /** Returns the body, or {@code null} if it is not kept. */
        byte @Nullable [] whole() {
            return copy == null ? null : copy.toByteArray();
        }
    }

    private static AbortedResponseException aborted(Request request, Throwable cause) {
        if (!request.canTellAbortedBodies()) {
            request.resetConnection();
        }
        return new AbortedResponseException(cause);
    }

    private static void write(Content content, boolean isGzip, PlainCopy plain, BufferedOut out)
            throws IOException, ProblemException {
        OutputStream target = isGzip ? new GZIPOutputStream(out, 8192) : out;
        content.writeTo(
                new Content.Out() {
                    @Override
                    public void header(String name, String value) {
                        out.header(name, value);
                    }

                    @Override
                    public void write(int b) throws IOException {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        plain.write(bytes, offset, length);
                        target.write(bytes, offset, length);
                    }
                });
        if (target instanceof GZIPOutputStream gzip) {
            gzip.finish();
        }
    }

    /**
     * Sends a body of known length.
     *
     * @param repeatedIn the snapshot for which the reply may be sent again to the same request, or
     *     {@code null} if it is not remembered
     */
    private void sendWhole(
            Request request,
            BodyCache.Entry entry,
            boolean isGzip,
            @Nullable String repeatedIn,
            HttpServletResponse response)
            throws IOException {
        for (Map.Entry<String, String> header : entry.headers()) {
            response.addHeader(header.getKey(), header.getValue());
        }
        byte[] body = Objects.requireNonNull(entry.body(isGzip));
        response.setContentLength(body.length);
        if (repeatedIn != null) {
            request.remember(repeated, response, repeatedIn, entry.headers(), body);
        }
        if (!request.isHead()) {
            response.getOutputStream().write(body);
        }
    }

    private static boolean mayCompress(Reply reply) {
        String contentType = reply.contentType();
        int semicolon = contentType.indexOf(';');
        return reply.content() != null
                && !COMPRESSED.contains(
                        semicolon < 0 ? contentType : contentType.substring(0, semicolon));
    }

    /** RFC 9110, section 12.5.3. */
    private static boolean acceptsGzip(Request request) {
        double any = 0;
        double gzip = -1;
        for (MediaRange range : MediaRange.of(request.header("Accept-Encoding").orElse(""))) {
            switch (range.value()) {
                case "gzip", "x-gzip" -> gzip = Math.max(gzip, range.quality());
                case "*" -> any = range.quality();
                default -> {
                    // A coding that is not offered.
                }
            }
        }
        return (gzip < 0 ? any : gzip) > 0;
    }

    /** A body is a function of build, snapshot and request, so their hash is a strong tag. */
    private static String key(String snapshot, String version) {
        return DigestUtils.sha256Hex(PROGRAM + "\n" + snapshot + "\n" + version).substring(0, 32);
    }

    /** RFC 9110, section 13.1.2: the weak comparison. */
    static boolean matches(@Nullable String header, String tag) {
        if (header == null) {
            return false;
        }
        return header.strip().equals("*")
                || List.of(header.split(",", -1)).stream()
                        .map(String::strip)
                        .map(one -> one.startsWith("W/") ? one.substring(2) : one)
                        .anyMatch(tag::equals);
    }
}
