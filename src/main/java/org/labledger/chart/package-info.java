/**
 * Charts of query results: timelines, bars, single values and graphs.
 *
 * <p>{@link org.labledger.chart.ChartFactory} turns a result table into a {@link
 * org.labledger.chart.Chart}, which templates write as HTML. {@link org.labledger.chart.SvgLayout}
 * lays the same chart out in fixed coordinates as an {@link org.labledger.chart.SvgChart}, which
 * can be downloaded and stands alone. Graphs are laid out as a {@link org.labledger.chart.Diagram}.
 * No layout depends on the fonts of the machine, so equal results give equal bytes.
 */
@NullMarked
package org.labledger.chart;

import org.jspecify.annotations.NullMarked;
