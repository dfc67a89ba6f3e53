package org.labledger.http;

import java.util.List;

/**
 * A representation that a route can send.
 *
 * @param names the names by which {@code format=} and suffixes ask for it, in lower case; the first
 *     is the one to show
 * @param mediaTypes its media type, then more general ones by which clients ask for it
 * @param value what it is to the route
 * @param <T> the kind of things that are offered
 */
public record Offer<T>(List<String> names, List<String> mediaTypes, T value) {

    /** Returns its media type. */
    public String mediaType() {
        return mediaTypes.getFirst();
    }
}
