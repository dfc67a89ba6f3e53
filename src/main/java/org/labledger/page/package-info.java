/**
 * Pages for people to read: records that hold what a page shows, and the templates that render
 * them. {@link org.labledger.page.Pages} is the way in: one for each snapshot, asked with a {@link
 * org.labledger.display.PageRequest}, answering in HTML.
 *
 * <p>What a page says comes from the home: its ontology, its shapes and its saved queries. Nothing
 * here knows a subject, and nothing here knows HTTP.
 */
@NullMarked
package org.labledger.page;

import org.jspecify.annotations.NullMarked;
