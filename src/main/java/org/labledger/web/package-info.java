/**
 * The HTTP side: an embedded Fuseki server with one small servlet per family of routes. {@link
 * org.labledger.web.LedgerServer} starts and stops it; {@link org.labledger.http.Negotiation} picks
 * the format; {@link org.labledger.http.Problem} is what a client is told when something is wrong.
 */
@NullMarked
package org.labledger.web;

import org.jspecify.annotations.NullMarked;
