/**
 * Finding things by what people type. {@link org.labledger.search.SearchIndex} is a text index
 * (Lucene, in memory) of one snapshot: it answers {@link org.labledger.search.SearchRequest} for
 * the pages, and {@code text:query} in SPARQL.
 */
@NullMarked
package org.labledger.search;

import org.jspecify.annotations.NullMarked;
