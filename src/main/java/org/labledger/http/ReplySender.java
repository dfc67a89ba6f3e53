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

    /** Maximum time that a request waits for another one that makes the same body. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(3);

    /** Another build of the program may write the same body differently. */
    private static final String PROGRAM = Build.id();

    private final BodyCache cache;
    private final RepeatedRequests repeated;
    private final Spools spools;
    private final SingleFlight flights = new SingleFlight();

    /**
     * Creates it.
     *
     * @param cache the bodies that need not be made again
     * @param repeated answers the requests that were answered before
     * @param spools counts what clients have not taken yet
     */
    public ReplySender(BodyCache cache, RepeatedRequests repeated, Spools spools) {
        this.cache = cache;
        this.repeated = repeated;
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
        Optional<BodyCache.Entry> kept = key == null ? Optional.empty() : cache.find(key, isGzip);
        if (kept.isPresent()) {
            sendWhole(
                    request, kept.get(), isGzip, reply.isRepeatable() ? snapshot : null, response);
            return Optional.empty();
        }
        if (request.isHead() && !(content instanceof Content.Bytes)) {
            // Sent at once, so that the container does not take it for an empty body of length 0.
            background.send(response::flushBuffer);
            return Optional.empty();
        }
        if (content instanceof Content.Bytes known) {
            BodyCache.Entry entry =
                    new BodyCache.Entry(
                            List.of(),
                            known.bytes(),
                            isGzip ? BodyCache.inGzip(known.bytes()) : null);
            if (key != null) {
                cache.keep(key, entry);
            }
            sendWhole(request, entry, isGzip, null, response);
            return Optional.empty();
        }
        return Optional.of(new Making(request, response, content, isGzip, key, background));
    }

    /** A body that is still to be made, by a query or the like. Used by one thread at a time. */
    public final class Making {

        private final Request request;
        private final HttpServletResponse response;
        private final Content content;
        private final boolean isGzip;
        private final @Nullable String key;
        private final Background background;

        /** The whole body; {@code null} before it is made, or if it was sent meanwhile. */
        private BodyCache.@Nullable Entry made;

        private Making(
                Request request,
                HttpServletResponse response,
                Content content,
                boolean isGzip,
                @Nullable String key,
                Background background) {
            this.request = request;
            this.response = response;
            this.content = content;
            this.isGzip = isGzip;
            this.key = key;
            this.background = background;
        }

        /**
         * Makes the body, or takes it from another request that makes the same. If it is large it
         * is sent meanwhile; a failure is then that of the response, and told to nobody else.
         *
         * @param place the place of the request; it is given back while another one makes the body
         * @throws ProblemException if the body cannot be made; nothing has been sent then
         */
        public void make(Lanes.Place place) throws IOException, ProblemException {
            if (key == null) {
                make(place, () -> {});
                return;
            }
            long deadline = System.nanoTime() + MAX_WAIT.toNanos();
            while (true) {
                SingleFlight.Flight flight = flights.join(key);
                try {
                    boolean isLanded = flight.isLeader() || hasLanded(flight, deadline, place);
                    // Also for a leader: another one may have landed since the cache was asked.
                    made = isLanded ? cache.find(key, isGzip).orElse(null) : null;
                    if (made == null && (flight.isLeader() || !isLanded)) {
                        make(place, flight::land);
                        return;
                    }
                    if (made != null) {
                        return;
                    }
                } finally {
                    flight.land();
                }
            }
        }

        private static boolean hasLanded(
                SingleFlight.Flight flight, long deadline, Lanes.Place place)
                throws ProblemException {
            if (!place.rest()) {
                return false;
            }
            try {
                return flight.await(deadline - System.nanoTime());
            } finally {
                place.resume();
            }
        }

        /**
         * Makes the body.
         *
         * @param madeOrNot called as soon as it is kept, or turns out to be too large for that
         */
        private void make(Lanes.Place place, Runnable madeOrNot)
                throws IOException, ProblemException {
            BufferedOut out =
                    new BufferedOut(added -> {
                        madeOrNot.run();
                        return begin(added, place);
                    });
            PlainCopy plain = new PlainCopy(isGzip && key != null);
            try {
                write(content, isGzip, plain, out);
                Spool spool = out.spool();
                if (spool != null) {
                    spool.finish();
                    return;
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
                return;
            }
            List<Map.Entry<String, String>> added = List.copyOf(out.addedHeaders());
            made =
                    isGzip
                            ? new BodyCache.Entry(added, plain.whole(), out.whole())
                            : new BodyCache.Entry(added, out.whole(), null);
            if (key != null) {
                cache.keep(key, made);
                madeOrNot.run();
            }
        }

        /** Sends what was made, unless it has been sent meanwhile. Does not block. */
        public void send() {
            BodyCache.Entry whole = made;
            if (whole != null) {
                sendWhole(request, whole, isGzip, null, response);
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
     * Sends a body of known length. Does not block: what the client does not take at once is sent
     * when it does.
     *
     * @param repeatedIn the snapshot for which the reply may be sent again to the same request, or
     *     {@code null} if it is not remembered
     */
    private void sendWhole(
            Request request,
            BodyCache.Entry entry,
            boolean isGzip,
            @Nullable String repeatedIn,
            HttpServletResponse response) {
        for (Map.Entry<String, String> header : entry.headers()) {
            response.addHeader(header.getKey(), header.getValue());
        }
        byte[] body = Objects.requireNonNull(entry.body(isGzip));
        response.setContentLength(body.length);
        // The same words may stand for another state later.
        if (repeatedIn != null && request.memento().isEmpty()) {
            request.remember(repeated, response, repeatedIn, entry.headers(), body);
        }
        if (!request.isHead()) {
            request.send(body);
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
