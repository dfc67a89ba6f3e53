/**
 * What changed between two states of a home. {@link org.labledger.changes.Difference} compares the
 * files of two states and groups what differs by thing; {@link org.labledger.changes.Wording} says
 * it in the reader's language, with the names of one snapshot; {@link
 * org.labledger.changes.ChangeLog} does so for each state of a history.
 */
@NullMarked
package org.labledger.changes;

import org.jspecify.annotations.NullMarked;
