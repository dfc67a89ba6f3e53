/** Answers as values, and the formats they are written in. */
@NullMarked
package org.labledger.result;

import org.jspecify.annotations.NullMarked;
