package org.labledger.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bodies that were sent, by entity tag. An answer is a function of the snapshot and the request,
 * and the tag names both, so what is found here is never out of date; old snapshots' answers go as
 * others need the room. Safe for any number of threads.
 */
public final class AnswerCache {

    /**
     * A body with the header fields that came with it.
     *
     * @param headers the header fields that the body's writer added
     * @param body the body as sent, compressed if the tag says so
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are never compared or changed
    public record Entry(List<Map.Entry<String, String>> headers, byte[] body) {}

    /** What an entry takes besides its body. */
    private static final int OVERHEAD = 512;

    private final Cache<String, Entry> entries;

    /** Creates a cache that holds so many bytes. */
    public AnswerCache(long bytes) {
        this.entries =
                Caffeine.newBuilder()
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
