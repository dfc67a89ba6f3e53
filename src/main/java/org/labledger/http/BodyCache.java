package org.labledger.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Caches response bodies by entity tag. A tag names the snapshot and the request, so an entry is
 * never stale; entries of old snapshots are evicted as others need the space. Thread-safe.
 */
public final class BodyCache {

    /**
     * A body with the header fields that were known only with it.
     *
     * @param headers the header fields that its writer added
     * @param body the body as sent, compressed if the tag says so
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are never compared or changed
    public record Entry(List<Map.Entry<String, String>> headers, byte[] body) {}

    /** Estimated size of an entry without its body, in bytes. */
    private static final int OVERHEAD = 512;

    private final Cache<String, Entry> entries;

    /** Creates a cache of at most this size, in bytes. */
    public BodyCache(long bytes) {
        this.entries =
                Caffeine.newBuilder()
                        // Upkeep takes less time than handing it to another thread.
                        .executor(Runnable::run)
                        .maximumWeight(bytes)
                        .weigher((String tag, Entry entry) -> entry.body().length + OVERHEAD)
                        .build();
    }

    public Optional<Entry> find(String tag) {
        return Optional.ofNullable(entries.getIfPresent(tag));
    }

    public void keep(String tag, Entry entry) {
        entries.put(tag, entry);
    }
}
