/**
 * Is this snapshot fit to be served? {@link org.labledger.check.Check} runs every rule over it and
 * returns {@link org.labledger.check.Finding findings}, each with file, line and column and a
 * sentence that a curator understands. What is demanded of the data beyond syntax and references is
 * said by the home's own ontology, shapes and check queries.
 */
@NullMarked
package org.labledger.check;

import org.jspecify.annotations.NullMarked;
