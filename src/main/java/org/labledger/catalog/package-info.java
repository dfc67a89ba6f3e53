/**
 * Saved queries. {@link org.labledger.catalog.Catalog} reads {@code queries/} of a home; a {@link
 * org.labledger.catalog.SavedQuery} is one question with its decorators (after grlc) and its typed
 * {@link org.labledger.catalog.Parameter parameters}, which are bound as terms, never pasted into
 * text.
 */
@NullMarked
package org.labledger.catalog;

import org.jspecify.annotations.NullMarked;
