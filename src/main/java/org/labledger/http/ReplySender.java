package org.labledger.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
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

    /** Another build of the program may write the same body differently. */
    private static final String PROGRAM = Build.id();

    private final Admission admission;
    private final BodyCache cache;

    public ReplySender(Admission admission, BodyCache cache) {
        this.admission = admission;
        this.cache = cache;
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
        String tag = null;
        if (reply.version().isPresent()) {
            tag = tag(snapshot, reply.version().get(), isGzip);
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
        Optional<BodyCache.Entry> known = tag == null ? Optional.empty() : cache.find(tag);
        if (known.isPresent()) {
            sendWhole(request, known.get(), response);
            return;
        }
        if (request.isHead() && !(content instanceof Content.Bytes)) {
            // Sent at once, so that the container does not take it for an empty body of length 0.
            response.flushBuffer();
            return;
        }
        BufferedOut out = new BufferedOut(response);
        try {
            if (reply.isCostly()) {
                try (Admission.Permit permit = admission.enter()) {
                    write(content, isGzip, out);
                }
            } else {
                write(content, isGzip, out);
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
            BodyCache.Entry entry = new BodyCache.Entry(List.copyOf(out.addedHeaders()), whole);
            if (tag != null) {
                cache.keep(tag, entry);
            }
            sendWhole(request, entry, response);
        }
    }

    private static AbortedResponseException aborted(Request request, Throwable cause) {
        if (!request.canTellAbortedBodies()) {
            request.resetConnection();
        }
        return new AbortedResponseException(cause);
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

    private static void sendWhole(
            Request request, BodyCache.Entry entry, HttpServletResponse response)
            throws IOException {
        for (Map.Entry<String, String> header : entry.headers()) {
            response.addHeader(header.getKey(), header.getValue());
        }
        response.setContentLength(entry.body().length);
        if (!request.isHead()) {
            response.getOutputStream().write(entry.body());
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
