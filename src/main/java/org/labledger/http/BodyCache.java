package org.labledger.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Caches response bodies by what they are a function of: build, snapshot and request. So an entry
 * is never stale; entries of old snapshots are evicted as others need the space. A body is kept as
 * it is and compressed, each when it was asked for. Thread-safe.
 */
public final class BodyCache {

    /**
     * A body with the header fields that were known only with it.
     *
     * @param headers the header fields that its writer added
     * @param plain the body, or {@code null} if it is known compressed only
     * @param gzip the body in gzip, or {@code null} if nobody asked for it yet
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are never compared or changed
    record Entry(
            List<Map.Entry<String, String>> headers,
            byte @Nullable [] plain,
            byte @Nullable [] gzip) {

        /** Returns the body in a content coding, or {@code null} if it is not known in that. */
        byte @Nullable [] body(boolean isGzip) {
            return isGzip ? gzip : plain;
        }

        /** Returns an entry that also knows what another one of the same body knows. */
        Entry and(Entry other) {
            return new Entry(
                    headers, plain == null ? other.plain : plain, gzip == null ? other.gzip : gzip);
        }

        private Entry compressed() {
            return plain == null || gzip != null ? this : new Entry(headers, plain, inGzip(plain));
        }

        private int size() {
            return OVERHEAD + (plain == null ? 0 : plain.length) + (gzip == null ? 0 : gzip.length);
        }
    }

    /** Estimated size of an entry without its body, in bytes. */
    private static final int OVERHEAD = 512;

    private final Cache<String, Entry> entries;
    private final LongAdder found = new LongAdder();
    private final LongAdder made = new LongAdder();

    /** Creates a cache of at most this size, in bytes. */
    public BodyCache(long bytes) {
        this.entries =
                Caffeine.newBuilder()
                        // Upkeep takes less time than handing it to another thread.
                        .executor(Runnable::run)
                        .maximumWeight(bytes)
                        .weigher((String key, Entry entry) -> entry.size())
                        .build();
    }

    /**
     * Returns the entry of a key, if it is known in a content coding. Compresses what is known
     * plain when it is first asked for compressed.
     */
    Optional<Entry> find(String key, boolean isGzip) {
        Entry entry = entries.getIfPresent(key);
        if (entry != null && isGzip && entry.gzip() == null) {
            entry = entries.asMap().computeIfPresent(key, (k, known) -> known.compressed());
        }
        if (entry == null || entry.body(isGzip) == null) {
            return Optional.empty();
        }
        found.increment();
        return Optional.of(entry);
    }

    /** Keeps a body that was made, beside what is known of it already. */
    void keep(String key, Entry entry) {
        made.increment();
        entries.asMap().merge(key, entry, Entry::and);
    }

    /** Returns how many bodies were found here. */
    public long found() {
        return found.sum();
    }

    /** Returns how many bodies were made and kept. */
    public long made() {
        return made.sum();
    }

    private static byte[] inGzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, 8192)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return out.toByteArray();
    }
}
