/**
 * Formatting of curated Turtle. {@link org.labledger.format.TurtleFormatter} works on tokens, since
 * Turtle writers drop comments and order, and verifies that graph and comments are unchanged. Knows
 * only RDF syntax.
 */
@NullMarked
package org.labledger.format;

import org.jspecify.annotations.NullMarked;
