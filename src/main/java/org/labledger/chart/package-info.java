/** Drawings made from result tables: bars, timelines and graphs, with their layout. */
@NullMarked
package org.labledger.chart;

import org.jspecify.annotations.NullMarked;
