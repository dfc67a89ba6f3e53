/**
 * Permanent links to answers: what was asked, of which state of the ledger, and what came out, in a
 * token that is short enough to print. Nothing of it is kept on a server. From a token the answer
 * is had again and compared; references for bibliographies are made of it.
 */
@NullMarked
package org.labledger.link;

import org.jspecify.annotations.NullMarked;
