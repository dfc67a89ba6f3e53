package org.labledger.syntax;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.QueryParseException;
import org.apache.jena.query.Syntax;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.shared.JenaException;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.expr.ExprException;
import org.labledger.syntax.QuerySyntaxException.Kind;

/**
 * Reads SPARQL 1.2 queries, of which SPARQL 1.1 is a part, strictly: no extension of the engine is
 * taken. No text leads to a stack overflow or takes longer than in proportion to its length.
 */
public final class QueryText {

    /** The most bytes a query may have in UTF-8. */
    public static final int MOST_BYTES = 256 * 1024;

    /** How deep brackets may nest. */
    public static final int MOST_DEPTH = 100;

    /** How high the tree of a query may be; see {@link Nesting}. */
    public static final int MOST_HEIGHT = 1_000;

    private static final Pattern POSITION =
            Pattern.compile("(?i)(?:at )?line:? (\\d+), column:? (\\d+)[.:]?\\s*");
    private static final Pattern POSITION_TAG = Pattern.compile("\\[line: (\\d+), col: (\\d+) ?]");
    private static final Pattern LEXICAL =
            Pattern.compile("Lexical error.*after prefix \"([\\w-]{0,60})\"", Pattern.DOTALL);
    private static final Pattern UNDECLARED =
            Pattern.compile("Unresolved prefixed name: ([^:\\s]*):");
    private static final Pattern UPDATE =
            Pattern.compile(
                    "\\A(?:\\s|#[^\\n\\r]*+|(?i:PREFIX)\\s++[^\\s<]*+\\s*+<[^>]*+>"
                            + "|(?i:BASE)\\s*+<[^>]*+>|(?i:VERSION)\\s*+[\"'][^\"']*+[\"'])*+"
                            + "(?i:(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH))\\b");

    private QueryText() {}

    /** Reads a query; see {@link #parse(String, PrefixMap)}. */
    public static Query parse(String text) throws QuerySyntaxException {
        return parse(text, PrefixMapFactory.emptyPrefixMap());
    }

    /**
     * Reads a query.
     *
     * @param written the text as written
     * @param known prefixes of the home. They are not declared by this, for a query has to mean the
     *     same everywhere; but the error about one of them says what line to add
     * @return the query
     * @throws QuerySyntaxException if the text is no query, or too long or too deep
     */
    public static Query parse(String written, PrefixMap known) throws QuerySyntaxException {
        String text;
        try {
            text = CodepointEscapes.undone(written);
        } catch (IllegalArgumentException e) {
            throw problem(written, String.valueOf(e.getMessage()), 1, 1, known);
        }
        if (text.length() > MOST_BYTES
                || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new QuerySyntaxException(
                    Kind.TOO_LONG,
                    "The query is longer than "
                            + MOST_BYTES / 1024
                            + " KB. Ask in parts, or take the data as a dump.",
                    "",
                    1,
                    1);
        }
        int excess = Nesting.excess(text, MOST_DEPTH, MOST_HEIGHT);
        if (excess >= 0) {
            throw tooDeep(text, excess);
        }
        try {
            Query query = QueryFactory.create(text, Syntax.syntaxSPARQL_12);
            if (query.getQueryPattern() != null) {
                Algebra.compile(query);
            }
            return query;
        } catch (QueryParseException e) {
            throw problem(text, String.valueOf(e.getMessage()), e.getLine(), e.getColumn(), known);
        } catch (ExprException e) {
            throw problem(
                    text, "A constant part of it cannot be used: " + e.getMessage(), 1, 1, known);
        } catch (JenaException e) {
            throw problem(text, String.valueOf(e.getMessage()), 1, 1, known);
        } catch (StackOverflowError e) {
            // What the pass over the tokens cannot see, such as brackets in a regular expression.
            throw tooDeep(text, 0);
        }
    }

    private static QuerySyntaxException tooDeep(String text, int index) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < index; i++) {
            if (text.charAt(i) == '\n'
                    || (text.charAt(i) == '\r' && !text.startsWith("\n", i + 1))) {
                line++;
                start = i + 1;
            }
        }
        return new QuerySyntaxException(
                Kind.TOO_DEEP,
                "The query nests brackets more than "
                        + MOST_DEPTH
                        + " deep, or chains more than about "
                        + MOST_HEIGHT
                        + " operators or patterns in one group. List values with VALUES or IN, or"
                        + " ask in parts.",
                text,
                line,
                index - start + 1);
    }

    private static QuerySyntaxException problem(
            String text, String message, int givenLine, int givenColumn, PrefixMap known) {
        int line = givenLine;
        int column = givenColumn;
        Matcher position = POSITION_TAG.matcher(message);
        if (!position.find()) {
            position = POSITION.matcher(message);
        }
        if (position.find(0)) {
            // The exception tells the place of the last good token, its message that of the bad.
            line = Integer.parseInt(position.group(1));
            column = Integer.parseInt(position.group(2));
        }
        Matcher update = UPDATE.matcher(text);
        if (update.find()) {
            int start = update.start(1);
            int lastBreak = text.lastIndexOf('\n', start);
            return new QuerySyntaxException(
                    Kind.UPDATE,
                    "This is an update ("
                            + update.group(1)
                            + "), and the ledger is read-only: data are changed in their files, in"
                            + " git. Only SELECT, ASK, CONSTRUCT and DESCRIBE are answered.",
                    text,
                    (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1,
                    start - lastBreak);
        }
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.find()) {
            String prefix = undeclared.group(1);
            String namespace = known.get(prefix);
            return new QuerySyntaxException(
                    Kind.UNDECLARED_PREFIX,
                    "The prefix "
                            + prefix
                            + ": is not declared."
                            + (namespace == null
                                    ? " Declare it with a line PREFIX "
                                            + prefix
                                            + ": <…> at the top."
                                    : " Add this line at the top: PREFIX "
                                            + prefix
                                            + ": <"
                                            + namespace
                                            + ">"),
                    text,
                    line,
                    column);
        }
        Matcher lexical = LEXICAL.matcher(message);
        if (lexical.find() && !lexical.group(1).isEmpty()) {
            // The place told is where the bad token ends.
            return new QuerySyntaxException(
                    Kind.SYNTAX,
                    "This is not a SPARQL query: \""
                            + lexical.group(1)
                            + "\" is neither a keyword nor a variable, a prefixed name, an IRI or a"
                            + " literal.",
                    text,
                    line,
                    column - lexical.group(1).length());
        }
        return new QuerySyntaxException(Kind.SYNTAX, sentence(message), text, line, column);
    }

    private static String sentence(String message) {
        String first = message.lines().findFirst().orElse("unknown reason");
        String plain = POSITION_TAG.matcher(first).replaceAll("");
        plain = POSITION.matcher(plain).replaceAll("").strip();
        if (message.contains("Was expecting one of:")) {
            String expected =
                    message.substring(message.indexOf("Was expecting one of:") + 21)
                            .lines()
                            .map(line -> line.replace("...", "").strip())
                            .filter(line -> !line.isEmpty())
                            .limit(8)
                            .reduce((a, b) -> a + " " + b)
                            .orElse("");
            plain = plain + (expected.isEmpty() ? "" : "; expected one of " + expected);
        }
        return "This is not a SPARQL query: " + plain + (plain.endsWith(".") ? "" : ".");
    }
}
