/**
 * Reading the text of a query that anybody may have written. {@link org.labledger.syntax.QueryText}
 * gives a parsed query, or says in a {@link org.labledger.syntax.QuerySyntaxException} what is
 * wrong and where; {@link org.labledger.syntax.Nesting} keeps texts from the parser that it could
 * not read in bounded time and stack.
 */
@NullMarked
package org.labledger.syntax;

import org.jspecify.annotations.NullMarked;
