/**
 * What sources say against each other. {@link org.labledger.evidence.Disagreements} finds, in a
 * snapshot, the single-valued properties on which graphs give incompatible values, and which of
 * them an editor has acknowledged. It knows the evidence vocabulary and no other.
 */
@NullMarked
package org.labledger.evidence;

import org.jspecify.annotations.NullMarked;
