/**
 * Snapshots. A {@link org.labledger.snapshot.Ledger} is made of all files of a home at once, never
 * changes, and is replaced whole. It holds one named graph per source and their union as the
 * default graph, and is asked only in SPARQL; the places of its triples serve {@code check}.
 */
@NullMarked
package org.labledger.store;

import org.jspecify.annotations.NullMarked;
