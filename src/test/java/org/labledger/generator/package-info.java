/**
 * Made-up ledgers of any size, and questions about them, for benchmarks and tests: {@link
 * org.labledger.generator.LedgerGenerator} writes a home, {@link org.labledger.generator.Question}
 * reads the questions.
 */
@NullMarked
package org.labledger.generator;

import org.jspecify.annotations.NullMarked;
