package org.labledger.web;

import java.util.Map;

/**
 * Where the engine departs from what a W3C test expects, and why: Jena 6.0.0 evaluates the queries,
 * and what it cannot be told otherwise stands here and in the README. A departure that is gone
 * fails its test, so that the list never says more than is true.
 */
final class W3cDepartures {

    private W3cDepartures() {}

    /** The reasons by the names of the tests. */
    static final Map<String, String> REASONS = Map.ofEntries();
}
