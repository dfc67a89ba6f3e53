/**
 * Federated queries (SPARQL 1.1 Federated Query). {@link org.labledger.federation.Federation} lets
 * {@code SERVICE} reach the endpoints that a home lists, and no others; solutions are sent in
 * batches. Failures are {@link org.labledger.federation.FederationException}s.
 */
@NullMarked
package org.labledger.federation;

import org.jspecify.annotations.NullMarked;
