/**
 * Validation of a snapshot before it is served. {@link org.labledger.check.Checker} runs every
 * check and returns a {@link org.labledger.check.Report} of {@link org.labledger.check.Finding
 * findings}, each with file, line, column and a message for curators. Beyond syntax and references,
 * the home's own ontology, SHACL shapes and check queries define what is valid.
 */
@NullMarked
package org.labledger.check;

import org.jspecify.annotations.NullMarked;
