/**
 * Measurements, which the ordinary build does not compile: {@link org.labledger.bench.SideBySide}
 * asks stock Fuseki and Lab Ledger the same requests.
 */
@NullMarked
package org.labledger.bench;

import org.jspecify.annotations.NullMarked;
