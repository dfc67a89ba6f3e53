/**
 * The RDF vocabularies that the program itself knows: the evidence vocabulary, the properties that
 * hold labels, and the namespaces in which a ledger describes itself. No class and no property of
 * the domain of a home.
 */
@NullMarked
package org.labledger.vocabulary;

import org.jspecify.annotations.NullMarked;
