/**
 * The immutable, dictionary-encoded form of a snapshot's quads: {@link
 * org.labledger.index.TermDictionary} numbers the terms, {@link org.labledger.index.TripleIndex}
 * holds the triples as sorted arrays of these numbers, with the graphs of each.
 */
@NullMarked
package org.labledger.index;

import org.jspecify.annotations.NullMarked;
