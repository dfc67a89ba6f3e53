package org.labledger.syntax;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /** Up to so much of a wrong text is repeated. */
    private static final int MOST_LETTERS = 60;

    private static final String EXPECTING = "Was expecting one of:";

    /** How the parser puts it: its image of the token, then the text between quotation marks. */
    private static final Pattern MISPLACED =
            Pattern.compile("^Encountered \" (?:\"[^\"]*\"|<\\w+>) \"(.*?) ?\"\"$");

    private static final Pattern END = Pattern.compile("^Encountered \"<EOF>\"$");

    private static final Pattern UNKNOWN_AT_THE_END =
            Pattern.compile("^Lexical error Encountered: <EOF>\\.?$");

    private static final Pattern UNGROUPED =
            Pattern.compile("^Non-group key variable in SELECT: (\\?\\w+)$");

    private static final Pattern UNCLOSED =
            Pattern.compile("^Lexical error Encountered: <EOF> after prefix \"(.*)\"$");

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
        String expected = expected(message);
        return "This is not a SPARQL query: "
                + inPlainWords(plain).replaceFirst("\\.$", "")
                + (expected.isEmpty() ? "." : "; what can: " + expected + ".");
    }

    private static String inPlainWords(String said) {
        if (END.matcher(said).matches()) {
            return "The end cannot come here";
        }
        if (UNKNOWN_AT_THE_END.matcher(said).matches()) {
            return "It ends with a word that SPARQL does not know";
        }
        Matcher unclosed = UNCLOSED.matcher(said);
        if (unclosed.matches()) {
            return "What begins with " + shortened(unclosed.group(1)) + " has no end";
        }
        Matcher misplaced = MISPLACED.matcher(said);
        if (misplaced.matches()) {
            return "\"" + shortened(misplaced.group(1)) + "\" cannot stand here";
        }
        Matcher ungrouped = UNGROUPED.matcher(said);
        if (ungrouped.matches()) {
            String variable = ungrouped.group(1);
            return variable
                    + " is selected, but neither in GROUP BY nor within an aggregate, such as"
                    + " SAMPLE("
                    + variable
                    + ")";
        }
        return said;
    }

    private static String shortened(String text) {
        String plain = text.replace("\\\"", "\"");
        return plain.length() <= MOST_LETTERS ? plain : plain.substring(0, MOST_LETTERS) + "…";
    }

    /** Returns the first few things that the parser would have taken, as people call them. */
    private static String expected(String message) {
        int at = message.indexOf(EXPECTING);
        return at < 0
                ? ""
                : message.substring(at + EXPECTING.length())
                        .lines()
                        .map(line -> line.replace("...", "").strip())
                        .filter(line -> !line.isEmpty())
                        .map(QueryText::called)
                        .distinct()
                        // A bracket that is missing is the likeliest.
                        .sorted(Comparator.comparing(token -> !"})]".contains(token)))
                        .limit(8)
                        .collect(Collectors.joining(", "));
    }

    private static String called(String token) {
        if (!token.startsWith("<")) {
            return token.replace("\"", "").toUpperCase(Locale.ROOT);
        }
        return switch (token) {
            case "<IRIref>" -> "an IRI";
            case "<PNAME_NS>", "<PNAME_LN>" -> "a prefixed name";
            case "<BLANK_NODE_LABEL>", "<ANON>" -> "a blank node";
            case "<VAR1>", "<VAR2>" -> "a variable";
            case "<INTEGER>",
                    "<DECIMAL>",
                    "<DOUBLE>",
                    "<INTEGER_POSITIVE>",
                    "<INTEGER_NEGATIVE>",
                    "<DECIMAL_POSITIVE>",
                    "<DECIMAL_NEGATIVE>",
                    "<DOUBLE_POSITIVE>",
                    "<DOUBLE_NEGATIVE>" ->
                    "a number";
            case "<STRING_LITERAL1>",
                    "<STRING_LITERAL2>",
                    "<STRING_LITERAL_LONG1>",
                    "<STRING_LITERAL_LONG2>" ->
                    "a text in quotation marks";
            case "<NIL>" -> "()";
            case "<EOF>" -> "the end";
            default -> token;
        };
    }
}
