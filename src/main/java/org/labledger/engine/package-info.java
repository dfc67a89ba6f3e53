/**
 * Execution of SPARQL algebra on term ids, over the index of a snapshot. ARQ parses and optimizes
 * queries; {@link org.labledger.engine.Plan} executes the operators it knows, and ARQ the others.
 *
 * <p>A plan is a tree of {@link org.labledger.engine.Step}s over one array of registers, one
 * register for each variable of each scope. A register holds a term id, or {@code -1} for a
 * variable without a value.
 */
@NullMarked
package org.labledger.engine;

import org.jspecify.annotations.NullMarked;
