package org.labledger.engine;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An expression that tests its first argument, a string with or without a language tag, by the
 * characters alone, and whose value is a boolean or an error.
 */
public interface TextTest {

    /**
     * Returns the test of one execution, for the characters of the string; {@code null} if it
     * depends on the solution, or is an error whatever the string is. It may stop the query.
     */
    @Nullable Predicate<String> ofText();
}
