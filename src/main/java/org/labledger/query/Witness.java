package org.labledger.query;

import java.util.List;

/**
 * Statements that are needed together: on these alone, each in any one of its graphs, the query
 * gives the row (of an aggregate: with the same value).
 *
 * @param statements the statements, each once, at most {@link #MAX_STATEMENTS}
 * @param statementCount the number of statements; greater than that of {@code statements} if not
 *     all are listed
 */
public record Witness(List<Statement> statements, long statementCount) {

    /** Maximum number of statements that are listed; a count may rest on all data. */
    public static final int MAX_STATEMENTS = 500;

    /** Copies the list. */
    public Witness {
        statements = List.copyOf(statements);
    }

    /** Creates a witness all of whose statements are listed. */
    public Witness(List<Statement> statements) {
        this(statements, statements.size());
    }
}
