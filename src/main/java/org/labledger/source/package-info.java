/**
 * The files of a home and their quads. A {@link org.labledger.source.Home} is read once into
 * memory; each RDF file is parsed into a {@link org.labledger.source.SourceFile}, in which every
 * quad keeps its line and column. {@code snapshot} builds a snapshot from them. Knows nothing of
 * queries.
 */
@NullMarked
package org.labledger.source;

import org.jspecify.annotations.NullMarked;
