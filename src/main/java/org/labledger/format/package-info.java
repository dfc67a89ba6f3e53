/**
 * The one layout of curated Turtle. {@link org.labledger.format.TurtleFormatter} works on tokens,
 * for Turtle writers drop comments and order, and proves that what it wrote is the same graph with
 * the same comments; what it cannot prove it refuses and leaves as it is.
 */
@NullMarked
package org.labledger.format;

import org.jspecify.annotations.NullMarked;
