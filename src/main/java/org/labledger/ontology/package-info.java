/**
 * What the ontology of a home says: classes and their hierarchy, properties and their marks,
 * labels, shapes and prefixes, read once per snapshot.
 */
@NullMarked
package org.labledger.ontology;

import org.jspecify.annotations.NullMarked;
