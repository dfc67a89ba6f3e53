/** The settings of a server, given on the command line: {@link org.labledger.settings.Settings}. */
@NullMarked
package org.labledger.settings;

import org.jspecify.annotations.NullMarked;
