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

    /** Minimum average rate at which a client must read a large body. */
    public static final int MIN_BYTES_PER_SECOND = 1024;

    /** How long a client may read more slowly. */
    public static final Duration GRACE = Duration.ofSeconds(20);

    /** Another build of the program may write the same body differently. */
    private static final String PROGRAM = Build.id();

    private final BodyCache cache;
    private final Spools spools;

    /**
     * Creates it.
     *
     * @param cache the bodies that need not be made again
     * @param spools counts what clients have not taken yet
     */
    public ReplySender(BodyCache cache, Spools spools) {
        this.cache = cache;
        this.spools = spools;
    }

    /** Sends what has to be sent while it is made, or waits for its client, in another thread. */
    public interface Background {

        /** Writes to a response. Blocks as long as the client does not read. */
        interface Sending {
            void run() throws IOException;
        }

        /** Starts sending; the response is complete when it ends, and broken if it throws. */
        void send(Sending sending);
    }

    /**
     * Begins to send a reply: completely if its body is known or not wanted. Does not block.
     *
     * @param snapshot the snapshot that the reply belongs to
     * @param background sends what is not known at once
     * @return the body that is still to be made, if there is one
     */
    public Optional<Making> send(
            Request request,
            Reply reply,
            String snapshot,
            HttpServletResponse response,
            Background background) {
        response.setStatus(reply.status());
        reply.headers().forEach(h -> response.addHeader(h.getKey(), h.getValue()));
        boolean isGzip = mayCompress(reply) && acceptsGzip(request);
        String tag = null;
        if (reply.version().isPresent()) {
            tag = tag(snapshot, reply.version().get(), isGzip);
            response.setHeader("ETag", tag);
            if (!reply.has("Cache-Control")) {
                response.setHeader("Cache-Control", REVALIDATE);
            }
            if (matches(request.header("If-None-Match").orElse(null), tag)) {
                response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
                return Optional.empty();
            }
        } else if (!reply.has("Cache-Control")) {
            response.setHeader("Cache-Control", "no-store");
        }
        Content content = reply.content();
        if (content == null) {
            return Optional.empty();
        }
        response.setContentType(reply.contentType());
        if (isGzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        Optional<BodyCache.Entry> kept = tag == null ? Optional.empty() : cache.find(tag);
        if (kept.isPresent()) {
            sendWhole(request, kept.get(), response);
            return Optional.empty();
        }
        if (request.isHead() && !(content instanceof Content.Bytes)) {
            // Sent at once, so that the container does not take it for an empty body of length 0.
            background.send(response::flushBuffer);
            return Optional.empty();
        }
        if (content instanceof Content.Bytes known) {
            byte[] body = isGzip ? gzip(known.bytes()) : known.bytes();
            BodyCache.Entry entry = new BodyCache.Entry(List.of(), body);
            if (tag != null) {
                cache.keep(tag, entry);
            }
            sendWhole(request, entry, response);
            return Optional.empty();
        }
        return Optional.of(new Making(request, response, content, isGzip, tag, background));
    }

    /** A body that is still to be made, by a query or the like. Used by one thread at a time. */
    public final class Making {

        private final Request request;
        private final HttpServletResponse response;
        private final Content content;
        private final boolean isGzip;
        private final @Nullable String tag;
        private final Background background;
        private @Nullable BufferedOut made;

        private Making(
                Request request,
                HttpServletResponse response,
                Content content,
                boolean isGzip,
                @Nullable String tag,
                Background background) {
            this.request = request;
            this.response = response;
            this.content = content;
            this.isGzip = isGzip;
            this.tag = tag;
            this.background = background;
        }

        /**
         * Makes the body. If it is large it is sent meanwhile; a failure is then that of the
         * response, and told to nobody else.
         *
         * @param place the place of the request
         * @throws ProblemException if the body cannot be made; nothing has been sent then
         */
        public void make(Lanes.Place place) throws IOException, ProblemException {
            BufferedOut out = new BufferedOut(added -> begin(added, place));
            made = out;
            try {
                write(content, isGzip, out);
                Spool spool = out.spool();
                if (spool != null) {
                    spool.finish();
                }
            } catch (IOException
                    | RuntimeException
                    | ProblemException
                    | StackOverflowError
                    | OutOfMemoryError e) {
                Spool spool = out.spool();
                if (spool == null) {
                    throw e;
                }
                spool.fail(e);
            }
        }

        /** Sends what was made, unless it has been sent meanwhile. Does not block. */
        public void send() {
            BufferedOut out = Objects.requireNonNull(made, "It was not made");
            if (out.spool() == null) {
                BodyCache.Entry entry =
                        new BodyCache.Entry(List.copyOf(out.addedHeaders()), out.whole());
                if (tag != null) {
                    cache.keep(tag, entry);
                }
                sendWhole(request, entry, response);
            }
        }

        private Spool begin(List<Map.Entry<String, String>> added, Lanes.Place place) {
            added.forEach(header -> response.addHeader(header.getKey(), header.getValue()));
            if (request.canTellAbortedBodies()) {
                // Also on the last request of a connection, whose end could be that of the body.
                response.setHeader("Transfer-Encoding", "chunked");
            }
            Spool spool = new Spool(spools, place);
            background.send(() -> {
                try {
                    transfer(spool, response.getOutputStream());
                } catch (IOException e) {
                    if (!request.canTellAbortedBodies()) {
                        request.resetConnection();
                    }
                    throw e;
                } finally {
                    spool.abandon();
                }
            });
            return spool;
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, 8192)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("Memory takes everything", e);
        }
        return out.toByteArray();
    }

    private static void transfer(Spool spool, OutputStream out) throws IOException {
        long sent = 0;
        long waited = 0;
        for (byte[] next = spool.take(); next.length > 0; next = spool.take()) {
            long before = System.nanoTime();
            out.write(next);
            waited += System.nanoTime() - before;
            sent += next.length;
            long seconds = waited / 1_000_000_000;
            if (seconds > GRACE.toSeconds() && sent < seconds * MIN_BYTES_PER_SECOND) {
                throw new IOException("The client reads too slowly");
            }
        }
    }

    private static void write(Content content, boolean isGzip, BufferedOut out)
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
                        target.write(b);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        target.write(bytes, offset, length);
                    }
                });
        if (target instanceof GZIPOutputStream gzip) {
            gzip.finish();
        }
    }

    /** Does not block: what the client does not take at once is sent when it does. */
    private static void sendWhole(
            Request request, BodyCache.Entry entry, HttpServletResponse response) {
        for (Map.Entry<String, String> header : entry.headers()) {
            response.addHeader(header.getKey(), header.getValue());
        }
        response.setContentLength(entry.body().length);
        if (!request.isHead()) {
            request.send(entry.body());
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
    private static String tag(String snapshot, String version, boolean isGzip) {
        String all = String.join("\n", PROGRAM, snapshot, version);
        String hash = DigestUtils.sha256Hex(all).substring(0, 32);
        // The compressed body is another representation and needs another strong tag.
        return "\"" + hash + (isGzip ? "-gzip\"" : "\"");
    }

    /** RFC 9110, section 13.1.2: the weak comparison. */
    private static boolean matches(@Nullable String header, String tag) {
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
