/**
 * Files and what stands in them. A {@link org.labledger.source.Home} is read once, whole, into
 * memory; each RDF file is parsed into a {@link org.labledger.source.SourceFile} in which every
 * quad keeps the place where it was written. The other end of the arrow is {@code store}, which
 * makes a snapshot of them. This package knows nothing of evidence or queries.
 */
@NullMarked
package org.labledger.source;

import org.jspecify.annotations.NullMarked;
