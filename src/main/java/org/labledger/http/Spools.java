package org.labledger.http;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts the bytes of answers that wait in temporary files for their clients, for all {@link
 * Spool}s of a server. Thread-safe.
 */
public final class Spools {

    private final long most;
    private final Map<String, Long> ofClients = new HashMap<>();
    private long all;

    /**
     * Creates it.
     *
     * @param most maximum number of bytes; one client may have half of them
     */
    public Spools(long most) {
        this.most = most;
    }

    /** Reserves bytes for a client, if there are so many; returns whether there are. */
    synchronized boolean reserve(String client, long bytes) {
        long of = ofClients.getOrDefault(client, 0L);
        if (all + bytes > most || of + bytes > most / 2) {
            return false;
        }
        all += bytes;
        ofClients.put(client, of + bytes);
        return true;
    }

    /** Frees bytes that were reserved. */
    synchronized void free(String client, long bytes) {
        if (bytes > 0) {
            all -= bytes;
            ofClients.computeIfPresent(client, (c, of) -> of == bytes ? null : of - bytes);
        }
    }

    /** Returns how many bytes are reserved. */
    public synchronized long bytes() {
        return all;
    }
}
