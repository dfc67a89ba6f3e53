/**
 * Lab Ledger: an RDF server in which every statement names its source. {@link org.labledger.Main}
 * is the entry point. Files ({@code source}) become a snapshot ({@code snapshot}), which queries
 * ({@code query}) and pages ({@code page}) read; {@code cli} and {@code web} are the interfaces.
 */
@NullMarked
package org.labledger;

import org.jspecify.annotations.NullMarked;
