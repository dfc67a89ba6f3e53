/**
 * The HTTP toolkit, which knows no RDF: a {@link org.labledger.http.Request} is parsed strictly, a
 * {@link org.labledger.http.Negotiation} chooses the representation, a {@link
 * org.labledger.http.Reply} is a value, and {@link org.labledger.http.ReplySender} sends it.
 */
@NullMarked
package org.labledger.http;

import org.jspecify.annotations.NullMarked;
