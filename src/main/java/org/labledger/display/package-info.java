/**
 * Shows terms, dates, numbers, sources and result tables in a reader's language.
 *
 * <p>{@link org.labledger.display.DisplayNames} gives the name of a term, {@link
 * org.labledger.display.Values} turns a term into a {@link org.labledger.display.Value}, and {@link
 * org.labledger.display.ResultTableFactory} turns a result set into a {@link
 * org.labledger.display.ResultTable}. Texts of the interface are {@link
 * org.labledger.display.Messages}. Templates and charts are made of these values and ask no data
 * themselves.
 */
@NullMarked
package org.labledger.display;

import org.jspecify.annotations.NullMarked;
