/**
 * The accepted view: what stands of the statements of a home when editors' verdicts and corrections
 * are applied and the most precise of compatible values is taken. The rule is documented in {@code
 * docs/accepted-view.md}; it knows the evidence vocabulary and no other.
 */
@NullMarked
package org.labledger.accepted;

import org.jspecify.annotations.NullMarked;
