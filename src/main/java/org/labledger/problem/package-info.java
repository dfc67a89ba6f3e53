/**
 * What a client is told when its request fails, as a value that any package can make: problem
 * details (RFC 9457). {@link org.labledger.problem.Problem} carries status, title and detail; an
 * exception that {@linkplain org.labledger.problem.HasProblem has one} needs no error logic in a
 * route. Knows no servlet.
 */
@NullMarked
package org.labledger.problem;

import org.jspecify.annotations.NullMarked;
