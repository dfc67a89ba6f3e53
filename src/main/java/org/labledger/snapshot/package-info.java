/**
 * The snapshot: everything a home says at one moment, with what follows from it, as one immutable
 * value.
 */
@NullMarked
package org.labledger.snapshot;

import org.jspecify.annotations.NullMarked;
