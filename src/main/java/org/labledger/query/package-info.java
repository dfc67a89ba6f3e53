/**
 * Evaluates SPARQL queries over a snapshot under {@link org.labledger.query.Limits}. {@link
 * org.labledger.query.Engine} returns an {@link org.labledger.result.Answer}, or streams it in an
 * {@link org.labledger.result.Format}.
 */
@NullMarked
package org.labledger.query;

import org.jspecify.annotations.NullMarked;
