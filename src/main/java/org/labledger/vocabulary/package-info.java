/**
 * The terms that the program itself may know: the evidence vocabulary, and the namespaces in which
 * a ledger describes itself. No class and no property of the domain.
 */
@NullMarked
package org.labledger.vocabulary;

import org.jspecify.annotations.NullMarked;
