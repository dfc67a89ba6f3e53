/**
 * The ontology of a home, parsed once per snapshot: {@link org.labledger.ontology.Ontology} answers
 * questions about classes and their hierarchy, properties and their marks, shapes and prefixes.
 */
@NullMarked
package org.labledger.ontology;

import org.jspecify.annotations.NullMarked;
