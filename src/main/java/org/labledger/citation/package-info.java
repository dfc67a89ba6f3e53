/**
 * The sources of answers: from the statements that support a row ({@link
 * org.labledger.query.CitedAnswer}) to the documents that make them, with title, publisher, date,
 * address and locators; how independent and how strong they are; what disputes them. {@link
 * org.labledger.citation.CitedAnswerWriter} writes answers with them. Knows the evidence vocabulary
 * and no other.
 */
@NullMarked
package org.labledger.citation;

import org.jspecify.annotations.NullMarked;
