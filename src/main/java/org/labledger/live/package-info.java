/**
 * The snapshot in service: watching the home, reloading, swapping, and what is remembered for each
 * snapshot. It knows nothing of HTTP.
 */
@NullMarked
package org.labledger.live;

import org.jspecify.annotations.NullMarked;
