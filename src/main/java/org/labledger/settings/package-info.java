/** What the person who starts the program decides: {@link org.labledger.settings.Settings}. */
@NullMarked
package org.labledger.settings;

import org.jspecify.annotations.NullMarked;
