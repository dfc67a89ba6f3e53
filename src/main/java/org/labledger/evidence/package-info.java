/**
 * Disagreements between sources. {@link org.labledger.evidence.Disagreements} finds single-valued
 * properties with incompatible values in different graphs; {@link
 * org.labledger.evidence.Disagreement} adds editors' notes and verdicts; {@link
 * org.labledger.evidence.DisagreementIndex} looks them up by the things concerned. Knows the
 * evidence vocabulary and no other.
 */
@NullMarked
package org.labledger.evidence;

import org.jspecify.annotations.NullMarked;
