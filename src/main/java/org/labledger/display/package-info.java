/** Terms, dates, numbers, sources and result tables as a reader of a language sees them. */
@NullMarked
package org.labledger.display;

import org.jspecify.annotations.NullMarked;
