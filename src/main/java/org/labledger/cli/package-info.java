/**
 * The command line: one picocli command per file, composed by {@link org.labledger.cli.LabLedger}.
 * The only package that uses picocli.
 */
@NullMarked
package org.labledger.cli;

import org.jspecify.annotations.NullMarked;
