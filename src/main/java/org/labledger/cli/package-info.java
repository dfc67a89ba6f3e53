/** The commands, one per file. {@link org.labledger.cli.LabLedger} holds them together. */
@NullMarked
package org.labledger.cli;

import org.jspecify.annotations.NullMarked;
