/**
 * Parsing of untrusted SPARQL. {@link org.labledger.syntax.QueryText} returns a parsed query or
 * throws a {@link org.labledger.syntax.QuerySyntaxException} with the position of the error; {@link
 * org.labledger.syntax.Nesting} rejects texts that the parser could not read in bounded time and
 * stack.
 */
@NullMarked
package org.labledger.syntax;

import org.jspecify.annotations.NullMarked;
