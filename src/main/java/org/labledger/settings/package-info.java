/**
 * Constants of a running program: {@link org.labledger.settings.Settings} from the command line,
 * and {@link org.labledger.settings.Build}, which identifies the program.
 */
@NullMarked
package org.labledger.settings;

import org.jspecify.annotations.NullMarked;
