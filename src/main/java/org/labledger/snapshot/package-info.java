/**
 * An immutable state of a home. {@link org.labledger.snapshot.Snapshot} holds everything read from
 * its files and everything derived from it; {@link org.labledger.snapshot.Changes} compares two
 * snapshots; {@link org.labledger.snapshot.PerSnapshot} caches what is computed from one.
 */
@NullMarked
package org.labledger.snapshot;

import org.jspecify.annotations.NullMarked;
