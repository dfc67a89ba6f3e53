package org.labledger.syntax;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryParseException;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.shared.JenaException;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.expr.ExprException;
import org.labledger.syntax.CodepointEscapes.EscapeException;
import org.labledger.syntax.QuerySyntaxException.Kind;

/**
 * Parses SPARQL 1.2 queries, which include SPARQL 1.1, without extensions of the engine. Any text
 * takes time linear in its length and bounded stack.
 */
public final class QueryText {

    /** Maximum length of a query, in bytes of UTF-8. */
    public static final int MAX_BYTES = 256 * 1024;

    /** Maximum nesting depth of brackets. */
    public static final int MAX_DEPTH = 100;

    /** Maximum height of the syntax tree, as estimated by {@link Nesting}. */
    public static final int MAX_HEIGHT = 1_000;

    /** The base IRI of queries that have none; its domain never resolves (RFC 2606). */
    public static final String NO_BASE = "https://relative.invalid/";

    private static final Pattern POSITION =
            Pattern.compile("(?i)(?:at )?line:? (\\d+), column:? (\\d+)[.:]?\\s*");
    private static final Pattern POSITION_TAG = Pattern.compile("\\[line: (\\d+), col: (\\d+) ?]");

    /** Maximum length of quoted text in a message, in UTF-16 units. */
    private static final int MAX_QUOTED = 60;

    /** Maximum number of expected tokens in a message. */
    private static final int MAX_EXPECTED = 8;

    private static final String EXPECTING = "Was expecting one of:";

    /** The parser's message: the name of the token, then its text. */
    private static final Pattern UNEXPECTED =
            Pattern.compile("^Encountered \" (?:\"[^\"]*\"|<\\w+>) \"(.*?) ?\"\"$");

    private static final Pattern END = Pattern.compile("^Encountered \"<EOF>\"$");

    private static final Pattern UNKNOWN_AT_THE_END =
            Pattern.compile("^Lexical error Encountered: <EOF>\\.?$");

    private static final Pattern UNCLOSED =
            Pattern.compile("^Lexical error Encountered: <EOF> after prefix \"(.*)\"$");

    private static final Pattern LEXICAL =
            Pattern.compile("Lexical error.*after prefix \"([\\w-]{0,60})\"", Pattern.DOTALL);
    private static final Pattern REGEX =
            Pattern.compile("PatternSyntaxException: ([^\\n]*?)(?: near index (\\d+))?(?:\\n|$)");
    private static final Pattern UNDECLARED =
            Pattern.compile("Unresolved prefixed name: ([^:\\s]*):");
    private static final Pattern UPDATE =
            Pattern.compile(
                    "\\A(?:\\s|#[^\\n\\r]*+|(?i:PREFIX)\\s++[^\\s<]*+\\s*+<[^>]*+>"
                            + "|(?i:BASE)\\s*+<[^>]*+>|(?i:VERSION)\\s*+[\"'][^\"']*+[\"'])*+"
                            + "(?i:(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH))\\b");

    private QueryText() {}

    /**
     * Parses a query without knowledge of prefixes, against {@link #NO_BASE}; see {@link
     * #parse(String, PrefixMap, String)}.
     *
     * @throws QuerySyntaxException if the text is not a query, or exceeds a limit
     */
    public static Query parse(String text) throws QuerySyntaxException {
        return parse(text, PrefixMapFactory.emptyPrefixMap(), NO_BASE);
    }

    /**
     * Parses a query.
     *
     * @param text the text
     * @param known the prefixes of the home. A query must still declare them, so that it means the
     *     same elsewhere; the message about an undeclared one shows the declaration
     * @param base the IRI against which relative IRIs are resolved, unless the query has its own
     *     {@code BASE} (SPARQL 1.1 Protocol, section 2.1.6). It also applies to the function {@code
     *     IRI}
     * @return the query
     * @throws QuerySyntaxException if the text is not a query, or exceeds a limit
     */
    public static Query parse(String text, PrefixMap known, String base)
            throws QuerySyntaxException {
        if (text.startsWith("\uFEFF")) {
            // A byte order mark, which editors put before a text, is no part of it.
            return parse(text.substring(1), known, base);
        }
        if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new QuerySyntaxException(
                    Kind.TOO_LONG,
                    "The query exceeds "
                            + MAX_BYTES / 1024
                            + " KB. Split it, or download a dump of the data.",
                    "",
                    1,
                    1);
        }
        int excess = Nesting.excess(text, MAX_DEPTH, MAX_HEIGHT);
        if (excess >= 0) {
            throw tooDeep(text, excess);
        }
        CodepointEscapes.Rewritten rewritten;
        try {
            rewritten = CodepointEscapes.rewrite(text);
        } catch (EscapeException e) {
            Location at = Location.of(text, e.offset());
            throw new QuerySyntaxException(
                    Kind.SYNTAX,
                    "Syntax error: " + e.getMessage() + ".",
                    text,
                    at.line(),
                    at.column());
        }
        try {
            Query query = QueryParser.parse(rewritten.text(), base);
            if (query.getQueryPattern() != null) {
                Algebra.compile(query);
            }
            return query;
        } catch (QueryParseException e) {
            throw problem(
                    text,
                    rewritten,
                    String.valueOf(e.getMessage()),
                    e.getLine(),
                    e.getColumn(),
                    known);
        } catch (ExprException e) {
            throw problem(text, rewritten, reason(e), 1, 1, known);
        } catch (JenaException e) {
            throw problem(text, rewritten, String.valueOf(e.getMessage()), 1, 1, known);
        } catch (StackOverflowError e) {
            // Nesting that the tokens do not show, such as brackets in a regular expression.
            throw tooDeep(text, 0);
        }
    }

    private static QuerySyntaxException tooDeep(String text, int index) {
        Location at = Location.of(text, index);
        return new QuerySyntaxException(
                Kind.TOO_DEEP,
                "The query nests brackets more than "
                        + MAX_DEPTH
                        + " deep, or chains more than about "
                        + MAX_HEIGHT
                        + " operators or patterns in one group. List values with VALUES or IN, or"
                        + " split the query.",
                text,
                at.line(),
                at.column());
    }

    /** A line and a column, from 1. */
    private record Location(int line, int column) {

        static Location of(String text, int offset) {
            int line = 1;
            int start = 0;
            for (int i = 0; i < offset; i++) {
                if (text.charAt(i) == '\n'
                        || (text.charAt(i) == '\r' && !text.startsWith("\n", i + 1))) {
                    line++;
                    start = i + 1;
                }
            }
            return new Location(line, offset - start + 1);
        }
    }

    private static QuerySyntaxException problem(
            String text,
            CodepointEscapes.Rewritten rewritten,
            String message,
            int givenLine,
            int givenColumn,
            PrefixMap known) {
        int line = givenLine;
        int column = givenColumn;
        Matcher position = POSITION_TAG.matcher(message);
        if (!position.find()) {
            position = POSITION.matcher(message);
        }
        if (position.find(0)) {
            // The exception has the position of the last valid token, its message that of the
            // error.
            line = Integer.parseInt(position.group(1));
            column = Integer.parseInt(position.group(2));
        }
        column = rewritten.writtenColumn(line, column);
        Matcher update = UPDATE.matcher(text);
        if (update.find()) {
            int start = update.start(1);
            int lastBreak = text.lastIndexOf('\n', start);
            return new QuerySyntaxException(
                    Kind.UPDATE,
                    "This endpoint is read-only and does not accept updates ("
                            + update.group(1)
                            + "). Use SELECT, ASK, CONSTRUCT or DESCRIBE; data change in their files,"
                            + " by git.",
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
        Optional<CommonErrors.Explanation> common =
                CommonErrors.find(message, text, index(text, line, column));
        if (common.isPresent()) {
            int index = common.get().index();
            int start = text.lastIndexOf('\n', index - 1) + 1;
            return new QuerySyntaxException(
                    Kind.SYNTAX,
                    "Syntax error: " + common.get().message(),
                    text,
                    index < 0
                            ? line
                            : (int) text.substring(0, index).chars().filter(c -> c == '\n').count()
                                    + 1,
                    index < 0 ? column : index - start + 1);
        }
        Matcher lexical = LEXICAL.matcher(message);
        if (lexical.find() && !lexical.group(1).isEmpty()) {
            // The position is the end of the token.
            return new QuerySyntaxException(
                    Kind.SYNTAX,
                    "Syntax error: \""
                            + lexical.group(1)
                            + "\" is not a keyword, variable, prefixed name, IRI or literal.",
                    text,
                    line,
                    column - lexical.group(1).length());
        }
        return new QuerySyntaxException(Kind.SYNTAX, sentence(message), text, line, column);
    }

    private static int index(String text, int line, int column) {
        int start = 0;
        for (int i = 1; i < line && start >= 0; i++) {
            start = text.indexOf('\n', start) + 1;
        }
        return Math.min(text.length(), Math.max(0, start + column - 1));
    }

    /** Jena quotes Java's message about a regular expression, with the name of its class. */
    private static String reason(ExprException e) {
        Matcher regex = REGEX.matcher(String.valueOf(e.getMessage()));
        if (!regex.find()) {
            return "A constant expression is invalid: " + e.getMessage();
        }
        return "Invalid regular expression: "
                + regex.group(1).toLowerCase(Locale.ROOT)
                + (regex.group(2) == null
                        ? ""
                        : " near character " + (Integer.parseInt(regex.group(2)) + 1));
    }

    private static String sentence(String message) {
        String first = message.lines().findFirst().orElse("unknown reason");
        String plain = POSITION_TAG.matcher(first).replaceAll("");
        plain = POSITION.matcher(plain).replaceAll("").strip();
        String expected = expected(message);
        return "Syntax error: "
                + explained(plain).replaceFirst("\\.$", "")
                + (expected.isEmpty() ? "." : "; expected one of: " + expected + ".");
    }

    /** Returns a plain message for the parser's message, or that message if it is unknown. */
    private static String explained(String message) {
        if (END.matcher(message).matches()) {
            return "unexpected end of the query";
        }
        if (UNKNOWN_AT_THE_END.matcher(message).matches()) {
            return "the last word is not a SPARQL keyword";
        }
        Matcher unclosed = UNCLOSED.matcher(message);
        if (unclosed.matches()) {
            return "unterminated " + shortened(unclosed.group(1));
        }
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (unexpected.matches()) {
            return "unexpected \"" + shortened(unexpected.group(1)) + "\"";
        }
        return message;
    }

    private static String shortened(String text) {
        String plain = text.replace("\\\"", "\"");
        return plain.length() <= MAX_QUOTED ? plain : plain.substring(0, MAX_QUOTED) + "…";
    }

    /** Returns the first tokens that the parser expected, by their usual names. */
    private static String expected(String message) {
        int at = message.indexOf(EXPECTING);
        return at < 0
                ? ""
                : message.substring(at + EXPECTING.length())
                        .lines()
                        .map(line -> line.replace("...", "").strip())
                        .filter(line -> !line.isEmpty())
                        .map(QueryText::name)
                        .distinct()
                        // A missing bracket is the most likely error.
                        .sorted(Comparator.comparing(token -> !"})]".contains(token)))
                        .limit(MAX_EXPECTED)
                        .collect(Collectors.joining(", "));
    }

    private static String name(String token) {
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
                    "a string";
            case "<LANG_DIR>", "<LANGTAG>" -> "a language tag";
            case "<NIL>" -> "()";
            case "<EOF>" -> "the end";
            default -> token;
        };
    }
}
