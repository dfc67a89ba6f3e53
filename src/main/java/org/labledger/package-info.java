/**
 * Lab Ledger: a read-only server for a knowledge graph in which every statement names its source.
 * {@link org.labledger.Main} is the entry point. {@code docs/architecture.md} shows how a file
 * becomes an answer and a request becomes a page, and what each package is for.
 */
@NullMarked
package org.labledger;

import org.jspecify.annotations.NullMarked;
