/**
 * What holds for as long as the program runs: {@link org.labledger.settings.Settings} are what the
 * person who starts it decides, {@link org.labledger.settings.Build} is which program it is.
 */
@NullMarked
package org.labledger.settings;

import org.jspecify.annotations.NullMarked;
