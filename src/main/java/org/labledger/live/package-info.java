/**
 * The snapshot in service: watching the home, reloading and replacing the snapshot in one step.
 * Independent of HTTP.
 */
@NullMarked
package org.labledger.live;

import org.jspecify.annotations.NullMarked;
