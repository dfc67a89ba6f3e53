/**
 * Queries that reach other endpoints (SPARQL 1.1 Federated Query). {@link
 * org.labledger.federation.Federation} lets {@code SERVICE} in one query reach the endpoints that a
 * home lists, and no others; joins with a remote pattern go out in batches of solutions. What goes
 * wrong is a {@link org.labledger.federation.FederationException}.
 */
@NullMarked
package org.labledger.federation;

import org.jspecify.annotations.NullMarked;
