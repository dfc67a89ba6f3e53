/**
 * Lab Ledger: a knowledge graph in which every statement carries who says so. {@link
 * org.labledger.Main} is where it starts; the way through it is file ({@code source}), snapshot
 * ({@code store}), answer ({@code query}), page ({@code web}).
 */
@NullMarked
package org.labledger;

import org.jspecify.annotations.NullMarked;
