package org.labledger.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.query.QueryParseException;

/**
 * Something wrong with the syntax of a file.
 *
 * @param place where
 * @param fatal whether the file could not be read to its end; otherwise it is a warning and the
 *     triples stand
 * @param message what is wrong, in a sentence
 */
public record ParseProblem(Place place, boolean fatal, String message) {

    private static final Pattern POSITION = Pattern.compile("[Ll]ine (\\d+), [Cc]olumn (\\d+)");

    /**
     * Returns the problem of a query that cannot be parsed. The exception itself tells the place of
     * the last good token, which may be lines before; its message tells that of the bad one.
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
                new Place(file.path(), Math.max(1, line), Math.max(1, column)),
                true,
                "This is not a SPARQL query: " + message + (message.endsWith(".") ? "" : "."));
    }
}
