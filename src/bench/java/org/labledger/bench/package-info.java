/**
 * Measurements, which the ordinary build does not compile: {@link org.labledger.bench.Bench}
 * measures Lab Ledger beside other stores; {@link org.labledger.bench.SideBySide} asks stock Fuseki
 * and Lab Ledger the same requests; {@link org.labledger.bench.Recording} compares the answers of
 * two builds.
 */
@NullMarked
package org.labledger.bench;

import org.jspecify.annotations.NullMarked;
