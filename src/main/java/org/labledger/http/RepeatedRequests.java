package org.labledger.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.ee11.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers a GET that was answered before with what was sent then, or with 304, ahead of servlets,
 * routes and negotiation: those take three times as long as sending a small answer.
 *
 * <p>It relies on the contract of {@link Reply#versioned}: such a reply is a function of the
 * snapshot and the request. A request is the same if its version of HTTP, its target and all its
 * header fields are, but for {@code If-None-Match}; the snapshot is compared. A reply is remembered
 * when it is sent from the {@link BodyCache}, so that queries that are asked once cost nothing
 * here. Sending blocks no thread. Thread-safe.
 */
public final class RepeatedRequests extends Handler.Wrapper {

    /** Counts an answer that no servlet has seen. */
    public interface Counter {

        /**
         * Counts it.
         *
         * @param pattern the pattern of the servlet that answered the request before
         */
        void count(String pattern, int status, Duration took);
    }

    /** Maximum length of a request that is remembered, in UTF-16 units. */
    private static final int MAX_REQUEST = 4096;

    /** Estimated size of a reply without its body, in bytes. */
    private static final int OVERHEAD = 3072;

    /** Fields of a response that describe its body, which a 304 does not have. */
    private static final Set<HttpHeader> OF_BODIES =
            Set.of(HttpHeader.CONTENT_TYPE, HttpHeader.CONTENT_LENGTH, HttpHeader.CONTENT_ENCODING);

    private final Cache<String, Known> replies;
    private final Supplier<String> snapshot;
    private final Draining draining;
    private final Counter counter;

    /**
     * A reply.
     *
     * @param snapshot the id of its snapshot
     * @param pattern the pattern of its servlet
     * @param tag its entity tag
     * @param fields its header fields, but for those of every response
     * @param fieldsOf304 those of the response that says that it is unchanged
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are never compared or changed
    private record Known(
            String snapshot,
            String pattern,
            String tag,
            List<HttpField> fields,
            List<HttpField> fieldsOf304,
            byte[] body) {}

    /**
     * Creates it.
     *
     * @param bytes how much it may keep
     * @param snapshot returns the id of the snapshot in service
     */
    public RepeatedRequests(
            long bytes, Supplier<String> snapshot, Draining draining, Counter counter) {
        this.replies =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .maximumWeight(bytes)
                        .weigher((String request, Known known) ->
                                OVERHEAD + request.length() + known.body().length)
                        .build();
        this.snapshot = snapshot;
        this.draining = draining;
        this.counter = counter;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        long begun = System.nanoTime();
        String key = key(request);
        Known known = key == null ? null : replies.getIfPresent(key);
        if (known == null || !known.snapshot().equals(snapshot.get()) || draining.hasBegun()) {
            return super.handle(request, response, callback);
        }
        List<String> tags = request.getHeaders().getValuesList(HttpHeader.IF_NONE_MATCH);
        boolean isUnchanged =
                !tags.isEmpty() && ReplySender.matches(String.join(", ", tags), known.tag());
        int status = isUnchanged ? HttpStatus.NOT_MODIFIED_304 : HttpStatus.OK_200;
        response.setStatus(status);
        HttpFields.Mutable fields = response.getHeaders();
        for (HttpField field : isUnchanged ? known.fieldsOf304() : known.fields()) {
            fields.add(field);
        }
        if (isUnchanged) {
            callback.succeeded();
        } else {
            response.write(true, ByteBuffer.wrap(known.body()), callback);
        }
        counter.count(known.pattern(), status, Duration.ofNanos(System.nanoTime() - begun));
        return true;
    }

    /**
     * Remembers a reply that is about to be sent whole, with all its header fields set.
     *
     * @param snapshotId the snapshot that it belongs to
     * @param added the fields that belong to the body only
     */
    void remember(
            HttpServletRequest servletRequest,
            HttpServletResponse servletResponse,
            String snapshotId,
            Set<String> added,
            byte[] body) {
        Request request = ServletContextRequest.getServletContextRequest(servletRequest);
        HttpFields all =
                ServletContextResponse.getServletContextResponse(servletResponse).getHeaders();
        String pattern = servletRequest.getHttpServletMapping().getPattern();
        String tag = servletResponse.getHeader("ETag");
        String key = key(request);
        if (key == null
                || tag == null
                || servletResponse.getStatus() != HttpStatus.OK_200
                || all.contains(HttpHeader.CONNECTION)
                || pattern.endsWith("/")) {
            return;
        }
        List<HttpField> fields = new ArrayList<>();
        List<HttpField> fieldsOf304 = new ArrayList<>();
        for (HttpField field : all) {
            if (field.getHeader() == HttpHeader.DATE
                    || SecurityHeaders.FIELDS.containsKey(field.getName())) {
                continue; // set anew on each response
            }
            HttpField encoded =
                    new PreEncodedHttpField(
                            field.getHeader(), field.getName(), String.valueOf(field.getValue()));
            fields.add(encoded);
            if (!OF_BODIES.contains(field.getHeader()) && !added.contains(field.getName())) {
                fieldsOf304.add(encoded);
            }
        }
        replies.put(key, new Known(snapshotId, pattern, tag, fields, fieldsOf304, body));
    }

    /** Returns what a request is known by, or {@code null} if it is not one to remember. */
    private static @Nullable String key(Request request) {
        HttpFields fields = request.getHeaders();
        if (!HttpMethod.GET.is(request.getMethod())
                // Without it the name of the server would be that of the connection.
                || !fields.contains(HttpHeader.HOST)
                || fields.contains(HttpHeader.CONTENT_LENGTH)
                || fields.contains(HttpHeader.TRANSFER_ENCODING)
                || fields.contains(HttpHeader.EXPECT)) {
            return null;
        }
        StringBuilder key = new StringBuilder(512);
        key.append(request.getConnectionMetaData().getHttpVersion().asString()).append(' ');
        key.append(request.getHttpURI());
        for (HttpField field : fields) {
            if (field.getHeader() != HttpHeader.IF_NONE_MATCH) {
                // Neither a name nor a value has line breaks in it.
                key.append('\n').append(field.getName()).append(':').append(field.getValue());
            }
            if (key.length() > MAX_REQUEST) {
                return null;
            }
        }
        return key.toString();
    }
}
