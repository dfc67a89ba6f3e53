/**
 * Asking a snapshot. {@link org.labledger.result.Answer} is what comes back, as a value; {@link
 * org.labledger.result.Format} are the forms it can be written in. Every query runs under {@link
 * org.labledger.query.Limits}.
 */
@NullMarked
package org.labledger.query;

import org.jspecify.annotations.NullMarked;
