/**
 * Files in which a state is kept between two runs of the program: numbers, texts and RDF terms in a
 * checksummed file that is written aside and moved into its place whole.
 */
@NullMarked
package org.labledger.persist;

import org.jspecify.annotations.NullMarked;
