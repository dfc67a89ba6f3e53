/**
 * Measurements of single steps, with JMH: {@link org.labledger.bench.Bench} runs them as its part
 * {@code jmh}.
 */
@NullMarked
package org.labledger.bench.jmh;

import org.jspecify.annotations.NullMarked;
