/**
 * The HTTP toolkit: requests, replies, negotiation, problems, sending, limits and admission. It
 * knows no RDF.
 */
@NullMarked
package org.labledger.http;

import org.jspecify.annotations.NullMarked;
