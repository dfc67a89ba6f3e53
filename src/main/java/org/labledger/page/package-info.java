/**
 * HTML pages. A page is a record of what it shows, rendered by a template in {@code src/main/jte}:
 * {@code XPages} computes an {@code XPage} and {@code x.jte} renders it. {@link
 * org.labledger.page.Pages} is the entry point, one per snapshot; it takes a {@link
 * org.labledger.display.PageRequest} and returns HTML.
 *
 * <p>What a page shows is decided by the home: its ontology, shapes and saved queries. This package
 * knows no domain and is independent of HTTP.
 */
@NullMarked
package org.labledger.page;

import org.jspecify.annotations.NullMarked;
