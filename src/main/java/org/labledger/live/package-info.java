/**
 * Keeps a snapshot in service. {@link org.labledger.live.CurrentSnapshot} holds it; {@link
 * org.labledger.live.Reloader} watches the home, checks edits and swaps the snapshot. Independent
 * of HTTP.
 */
@NullMarked
package org.labledger.live;

import org.jspecify.annotations.NullMarked;
