package org.labledger.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.query.QueryParseException;

/**
 * A syntax error or warning in a file.
 *
 * @param location where it is
 * @param isFatal whether parsing stopped there; otherwise it is a warning and all triples are kept
 * @param message what is wrong, as a sentence
 */
public record ParseProblem(Location location, boolean isFatal, String message) {

    private static final Pattern POSITION = Pattern.compile("[Ll]ine (\\d+), [Cc]olumn (\\d+)");

    /**
     * Returns the syntax error of a query. The position of the exception is that of the last valid
     * token, maybe lines before; the one in its message is that of the error.
     */
    public static ParseProblem of(HomeFile file, QueryParseException e) {
        String message =
                String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown reason");
        int line = e.getLine();
        int column = e.getColumn();
        Matcher position = POSITION.matcher(message);
        if (position.find()) {
            line = Integer.parseInt(position.group(1));
            column = Integer.parseInt(position.group(2));
        }
        return new ParseProblem(
                new Location(file.path(), Math.max(1, line), Math.max(1, column)),
                true,
                "Syntax error: " + message + (message.endsWith(".") ? "" : "."));
    }
}
