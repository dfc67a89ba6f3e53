package org.labledger.syntax;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Errors in queries that are common in the field and that the parser tells unreadably, or without a
 * position.
 */
final class CommonErrors {

    /**
     * A plain message for an error.
     *
     * @param index where it is, in UTF-16 units of the text; -1 for the parser's position
     */
    record Explanation(int index, String message) {}

    private static final Pattern IN_SCOPE =
            Pattern.compile("Variable used when already in-scope: \\?(\\w+) in");

    private static final Pattern DUPLICATE =
            Pattern.compile("Duplicate variable in result projection '\\?(\\w+)'");

    private static final Pattern UNGROUPED =
            Pattern.compile("Non-group key variable in SELECT: \\?(\\w+)");

    private static final Pattern STAR_WITH_GROUPS =
            Pattern.compile("SELECT \\* not legal with GROUP BY");

    private static final Pattern ROW_LENGTH =
            Pattern.compile("Mismatch: (\\d+) variables but (\\d+) values");

    private static final Pattern AGGREGATE =
            Pattern.compile("(?i)aggregate (?:in )?expression not legal");

    private static final Pattern CHARACTER =
            Pattern.compile("Lexical error.*Encountered: '(\\d+)'", Pattern.DOTALL);

    private static final Pattern UNEXPECTED =
            Pattern.compile("Encountered \" (?:\"([^\"]*)\"|<\\w+>) \"");

    private static final Pattern UNCLOSED =
            Pattern.compile("Encountered: <EOF>.*after prefix \"", Pattern.DOTALL);

    private static final Pattern AGGREGATES =
            Pattern.compile("count|sum|avg|min|max|sample|group_concat|as");

    /** Comments and strings; IRIs are matched, so that their # begins no comment. */
    private static final Pattern HIDDEN =
            Pattern.compile(
                    "<[^<>\"{}|^`\\\\\\s]*+>|(#[^\\r\\n]*+|\"(?:[^\"\\\\\\r\\n]|\\\\.)*+\"|'(?:[^'\\\\\\r\\n]|\\\\.)*+')");

    /** What to write for characters of word processors and other keyboards. */
    private static final Map<Integer, String> MEANT =
            Map.ofEntries(
                    Map.entry(0x201C, "\""),
                    Map.entry(0x201D, "\""),
                    Map.entry(0x201E, "\""),
                    Map.entry(0x2018, "'"),
                    Map.entry(0x2019, "'"),
                    Map.entry(0xFF1B, ";"),
                    Map.entry(0xFF0C, ","),
                    Map.entry(0x3002, "."),
                    Map.entry(0xFF1F, "?"),
                    Map.entry(0xFF08, "("),
                    Map.entry(0xFF09, ")"),
                    Map.entry(0xFF5B, "{"),
                    Map.entry(0xFF5D, "}"),
                    Map.entry(0x2260, "!="),
                    Map.entry(0x2264, "<="),
                    Map.entry(0x2265, ">="));

    private CommonErrors() {}

    /**
     * Returns the explanation of an error, if it is a common one.
     *
     * @param message the parser's message
     * @param text the query
     * @param index the parser's position
     */
    static Optional<Explanation> find(String message, String text, int index) {
        String plain = hidden(text);
        Matcher inScope = IN_SCOPE.matcher(message);
        if (inScope.find()) {
            String name = inScope.group(1);
            return explanation(
                    position(plain, "\\bAS\\s+([?$]" + name + ")\\b", 1),
                    "?%s has values before it is named with AS here. Choose another name, such as"
                            + " ?%s_1.",
                    name,
                    name);
        }
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.find()) {
            String name = duplicate.group(1);
            return explanation(
                    position(plain, "[?$]" + name + "\\b[^{]*?([?$]" + name + ")\\b", 1),
                    "?%s is selected twice. Choose another name for one of the two.",
                    name);
        }
        Matcher ungrouped = UNGROUPED.matcher(message);
        if (ungrouped.find()) {
            String name = ungrouped.group(1);
            return explanation(
                    position(plain, "\\bSELECT\\b[^{]*?([?$]" + name + ")\\b", 1),
                    "?%s is selected, but is neither in GROUP BY nor inside an aggregate such as"
                            + " SAMPLE(?%s).",
                    name,
                    name);
        }
        if (STAR_WITH_GROUPS.matcher(message).find()) {
            return explanation(
                    position(plain, "\\bSELECT\\s+(?:DISTINCT\\s+|REDUCED\\s+)?(\\*)", 1),
                    "SELECT * cannot stand with GROUP BY. Name the variables.");
        }
        Matcher row = ROW_LENGTH.matcher(message);
        if (row.find()) {
            return explanation(
                    -1,
                    "VALUES names %s variables, but this row has %s.",
                    row.group(1),
                    row.group(2));
        }
        if (AGGREGATE.matcher(message).find()) {
            return explanation(
                    -1,
                    "An aggregate such as COUNT can stand in SELECT, HAVING and ORDER BY only, and"
                            + " not inside another one. To filter by it, write HAVING(…) behind GROUP"
                            + " BY.");
        }
        return unclosed(message, text)
                .or(() -> character(message, text, index))
                .or(() -> expression(message, plain, index));
    }

    /** A string that is not closed is told where it begins. */
    private static Optional<Explanation> unclosed(String message, String text) {
        if (!UNCLOSED.matcher(message).find()) {
            return Optional.empty();
        }
        Matcher hidden = HIDDEN.matcher(text);
        int at = 0;
        int from = 0;
        while (hidden.find(from)) {
            at = quote(text, from, hidden.start());
            if (at >= 0) {
                break;
            }
            from = hidden.end();
        }
        int start = at > 0 ? at : quote(text, from, text.length());
        return start < 0
                ? Optional.empty()
                : explanation(
                        start,
                        "the string that begins here is not closed. Add %s.",
                        text.charAt(start));
    }

    private static int quote(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '"' || text.charAt(i) == '\'') {
                return i;
            }
        }
        return -1;
    }

    /** A character that only looks like one of SPARQL's: at the position, or just before it. */
    private static Optional<Explanation> character(String message, String text, int index) {
        if (!CHARACTER.matcher(message).find()) {
            return Optional.empty();
        }
        for (int i = Math.min(index, text.length() - 1); i >= Math.max(0, index - 2); i--) {
            int c = text.codePointAt(i);
            String name =
                    "(U+%04X, %s)"
                            .formatted(
                                    c,
                                    String.valueOf(Character.getName(c)).toLowerCase(Locale.ROOT));
            if (MEANT.containsKey(c)) {
                return explanation(
                        i,
                        "%s %s is no character of SPARQL. Write %s instead.",
                        Character.toString(c),
                        name,
                        MEANT.get(c));
            }
            if (c > ' ' && (Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT)) {
                return explanation(
                        i,
                        "the character %s is no white space of SPARQL. Write a plain space.",
                        name);
            }
        }
        return Optional.empty();
    }

    /** An expression in SELECT or BIND without its parentheses or its name. */
    private static Optional<Explanation> expression(String message, String plain, int index) {
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (!unexpected.find() || unexpected.group(1) == null) {
            return Optional.empty();
        }
        String word = unexpected.group(1).toLowerCase(Locale.ROOT);
        String before = plain.substring(0, Math.min(index, plain.length()));
        boolean isInSelect = before.matches("(?is).*\\bSELECT\\b[^{]*");
        if (isInSelect && AGGREGATES.matcher(word).matches()) {
            return explanation(
                    -1,
                    "an expression in SELECT needs a name, and parentheses around both:"
                            + " (COUNT(?x) AS ?n).");
        }
        boolean wantsName = message.contains("\"as\"") || message.contains("\"AS\"");
        if (word.equals(")") && wantsName) {
            return explanation(
                    -1, "the expression has no name. Add AS and a variable: (COUNT(?x) AS ?n).");
        }
        if (word.equals("exists") || word.equals("not")) {
            return explanation(-1, "EXISTS is a condition. Write FILTER NOT EXISTS { … }.");
        }
        return Optional.empty();
    }

    private static Optional<Explanation> explanation(int index, String format, Object... values) {
        return Optional.of(new Explanation(index, format.formatted(values)));
    }

    private static int position(String plain, String regex, int group) {
        Matcher matcher = Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(plain);
        return matcher.find() ? matcher.start(group) : -1;
    }

    /** Returns the text with spaces for comments and strings. */
    private static String hidden(String text) {
        StringBuilder plain = new StringBuilder(text);
        Matcher hidden = HIDDEN.matcher(text);
        while (hidden.find()) {
            for (int i = hidden.start(1); i >= 0 && i < hidden.end(1); i++) {
                plain.setCharAt(i, ' ');
            }
        }
        return plain.toString();
    }
}
