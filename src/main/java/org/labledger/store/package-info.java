/**
 * The data of a snapshot, behind one interface. {@link org.labledger.store.Store} is the seam: all
 * packages but {@code check} and {@code desk} query the data through it, in SPARQL. {@link
 * org.labledger.store.EmbeddedStore} implements it over {@link
 * org.labledger.store.SnapshotDataset}, an immutable in-memory dataset with one named graph per
 * source or vocabulary and their union as the default graph. {@link org.labledger.store.ReadSet}
 * records what a query read.
 *
 * <p>Depends on Jena and on no other package of this program.
 */
@NullMarked
package org.labledger.store;

import org.jspecify.annotations.NullMarked;
