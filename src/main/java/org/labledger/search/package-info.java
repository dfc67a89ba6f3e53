/**
 * Full-text search. {@link org.labledger.search.SearchIndex} is the text index (Lucene, in memory)
 * of one snapshot. It answers a {@link org.labledger.search.SearchRequest} with a {@link
 * org.labledger.search.SearchAnswer}, and {@code text:query} in SPARQL.
 */
@NullMarked
package org.labledger.search;

import org.jspecify.annotations.NullMarked;
