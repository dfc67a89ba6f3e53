/**
 * The states of a home that git knows. {@link org.labledger.history.History} finds one by commit,
 * tag, date or snapshot, and builds its snapshot; a {@link org.labledger.history.State} is one of
 * them. Repositories are only read, with JGit.
 */
@NullMarked
package org.labledger.history;

import org.jspecify.annotations.NullMarked;
