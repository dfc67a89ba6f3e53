/** Orders of RDF terms: by what they are, and by the values they stand for. */
@NullMarked
package org.labledger.term;

import org.jspecify.annotations.NullMarked;
