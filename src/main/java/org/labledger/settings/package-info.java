/**
 * Constants of a running program: {@link org.labledger.settings.Settings} from the command line,
 * {@link org.labledger.settings.Build}, which identifies the program, and {@link
 * org.labledger.settings.Heap}.
 */
@NullMarked
package org.labledger.settings;

import org.jspecify.annotations.NullMarked;
