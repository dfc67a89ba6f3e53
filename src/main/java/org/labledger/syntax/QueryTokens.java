package org.labledger.syntax;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.jena.sparql.lang.sparql_12.javacc.SPARQLParser12TokenManager;
import org.apache.jena.sparql.lang.sparql_12.javacc.Token;

/**
 * A tokenizer for Jena's SPARQL 1.2 parser (SPARQL 1.2, section 19.8), in linear time and without
 * backtracking. It makes the tokens that Jena's generated one makes, kind, image and place, ten
 * times faster: that one simulates an automaton of 233 states and records the place of each
 * character, which takes most of the time of parsing.
 *
 * <p>What it does not know is {@linkplain UnknownTokenException refused}, and left to Jena's own
 * tokenizer: errors, the compound keywords of updates, codepoint escapes and escapes in names, and
 * comments in brackets that hold a closing bracket. Comments are skipped; Jena's parser does not
 * look at them.
 *
 * <p>For one text and one thread.
 */
final class QueryTokens extends SPARQLParser12TokenManager {

    /** A token that only Jena's own tokenizer knows, if any. */
    static final class UnknownTokenException extends RuntimeException {

        private static final long serialVersionUID = 1;

        /** There is nothing to say: the text is read again. */
        static final UnknownTokenException INSTANCE = new UnknownTokenException();

        private UnknownTokenException() {
            super("unknown token", null, false, false);
        }
    }

    /** Keywords as the grammar writes them, and in lower and upper case. */
    private static final Map<String, Integer> KEYWORDS = keywords();

    private static final int MAX_KEYWORD = 14;

    private final String text;
    private final int length;

    /** Whether no character is written as an escape that Jena decodes before it makes tokens. */
    private final boolean isPlain;

    /** The next character. */
    private int at;

    /** The line of the next character, from 1, and the index where it begins. */
    private int line = 1;

    private int lineStart;

    /** No prefixed name begins before this index: long words are looked through once. */
    private int noNameBefore;

    /**
     * Creates one.
     *
     * @param text the text of a query
     */
    QueryTokens(String text) {
        super(null);
        this.text = text;
        this.length = text.length();
        this.isPlain = !text.contains("\\u");
    }

    private static Map<String, Integer> keywords() {
        Map<String, Integer> keywords = new HashMap<>();
        for (int kind = BASE; kind < tokenImage.length; kind++) {
            String image = tokenImage[kind].replace("\"", "");
            // "insert" and "delete" may make one token with the next word.
            if (tokenImage[kind].matches("\"\\w+\"") && kind != INSERT && kind != DELETE) {
                keywords.put(image, kind);
                keywords.put(image.toLowerCase(Locale.ROOT), kind);
                keywords.put(image.toUpperCase(Locale.ROOT), kind);
            }
        }
        return Map.copyOf(keywords);
    }

    /**
     * Returns the next token.
     *
     * @throws UnknownTokenException if Jena's tokenizer may find another one, or an error
     */
    @Override
    public Token getNextToken() {
        if (!isPlain) {
            return unknown();
        }
        skipBlanks();
        if (at == length) {
            return end();
        }
        char c = text.charAt(at);
        return switch (c) {
            case '?' -> variable(VAR1, QMARK);
            case '$' -> variable(VAR2, EOF);
            case '<' -> lessThan();
            case '>' -> follows('=') ? token(GE, 2) : follows('>') ? token(GT2, 2) : token(GT, 1);
            case '"' -> string(c, STRING_LITERAL2, STRING_LITERAL_LONG2);
            case '\'' -> string(c, STRING_LITERAL1, STRING_LITERAL_LONG1);
            case '(' -> bracket(LPAREN, ')', NIL);
            case ')' -> text.startsWith(">>", at + 1) ? token(R_TRIPLE, 3) : token(RPAREN, 1);
            case '[' -> bracket(LBRACKET, ']', ANON);
            case ']' -> token(RBRACKET, 1);
            case '{' -> follows('|') ? token(L_ANN, 2) : token(LBRACE, 1);
            case '}' -> token(RBRACE, 1);
            case ';' -> token(SEMICOLON, 1);
            case ',' -> token(COMMA, 1);
            case '.' -> isDigit(at + 1) ? number() : token(DOT, 1);
            case '=' -> token(EQ, 1);
            case '!' -> follows('=') ? token(NE, 2) : token(BANG, 1);
            case '~' -> token(TILDE, 1);
            case '|' ->
                    follows('|')
                            ? token(SC_OR, 2)
                            : follows('}') ? token(R_ANN, 2) : token(VBAR, 1);
            case '&' -> follows('&') ? token(SC_AND, 2) : unknown();
            case '^' -> follows('^') ? token(DATATYPE, 2) : token(CARAT, 1);
            case '+' -> isNumber(at + 1) ? number() : token(PLUS, 1);
            case '-' -> isNumber(at + 1) ? number() : token(MINUS, 1);
            case '*' -> token(STAR, 1);
            case '/' -> token(SLASH, 1);
            case '@' -> languageTag();
            case ':' -> name(at);
            case '_' -> blankNode();
            default -> isDigit(at) ? number() : word(c);
        };
    }

    private static Token unknown() {
        throw UnknownTokenException.INSTANCE;
    }

    /** The end has the place of the last character. */
    private Token end() {
        if (length > 0 && isLineEnd(length - 1)) {
            int last = length - 1;
            int start = last;
            while (start > 0 && !isLineEnd(start - 1)) {
                start--;
            }
            return placed(new Token(EOF, ""), line - 1, last - start + 1);
        }
        return placed(new Token(EOF, ""), line, at - lineStart);
    }

    /** Returns a token of some of the next characters, without line ends in it. */
    private Token token(int kind, int size) {
        Token token = new Token(kind, text.substring(at, at + size));
        placed(token, line, at - lineStart + 1);
        at += size;
        token.endColumn = at - lineStart;
        return token;
    }

    private static Token placed(Token token, int line, int column) {
        token.beginLine = line;
        token.beginColumn = column;
        token.endLine = line;
        token.endColumn = column;
        return token;
    }

    /** Returns a token that ends before an index, and may have line ends in it. */
    private Token longToken(int kind, int end) {
        Token token = new Token(kind, text.substring(at, end));
        placed(token, line, at - lineStart + 1);
        while (at < end - 1) {
            pass();
        }
        token.endLine = line;
        token.endColumn = at - lineStart + 1;
        pass();
        return token;
    }

    /** Passes a character, whatever it is. */
    private void pass() {
        boolean isLineEnd = isLineEnd(at);
        at++;
        if (isLineEnd) {
            line++;
            lineStart = at;
        }
    }

    /** A line ends with LF, CR, or both. */
    private boolean isLineEnd(int index) {
        char c = text.charAt(index);
        return c == '\n' || (c == '\r' && !text.startsWith("\n", index + 1));
    }

    private void skipBlanks() {
        while (at < length) {
            switch (text.charAt(at)) {
                case ' ', '\t', '\f' -> at++;
                case '\n', '\r' -> pass();
                case '#' -> at = lineEnd(at);
                default -> {
                    return;
                }
            }
        }
    }

    /** Returns the index of the next CR or LF, or the end of the text. */
    private int lineEnd(int from) {
        int end = from;
        while (end < length && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private boolean follows(char c) {
        return at + 1 < length && text.charAt(at + 1) == c;
    }

    /** Reads an opening bracket, or it and its closing one with only blanks and comments inside. */
    private Token bracket(int opening, char closing, int both) {
        int end = at + 1;
        while (end < length) {
            char c = text.charAt(end);
            if (c == closing) {
                return longToken(both, end + 1);
            } else if (c == '#') {
                int lineEnd = lineEnd(end);
                int inside = text.indexOf(closing, end);
                if (inside >= 0 && inside < lineEnd) {
                    // To Jena a comment may end anywhere: "(#?a)" is one token.
                    return unknown();
                }
                end = lineEnd;
            } else if (isBlank(c)) {
                end++;
            } else {
                break;
            }
        }
        return token(opening, 1);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private Token variable(int kind, int alone) {
        int end = at + 1;
        if (end < length && isNameStart(text.charAt(end)) || isDigit(end)) {
            end++;
            while (end < length && isVariablePart(text.charAt(end))) {
                end++;
            }
            return token(kind, end - at);
        }
        return alone == EOF ? unknown() : token(alone, 1);
    }

    private Token lessThan() {
        int end = at + 1;
        while (end < length && isIriPart(text.charAt(end))) {
            end++;
        }
        if (end < length && text.charAt(end) == '>') {
            return token(IRIref, end + 1 - at);
        }
        if (end < length && text.charAt(end) == '\\') {
            return unknown();
        }
        if (follows('<')) {
            return text.startsWith("(", at + 2) ? token(L_TRIPLE, 3) : token(LT2, 2);
        }
        return follows('=') ? token(LE, 2) : token(LT, 1);
    }

    private static boolean isIriPart(char c) {
        return switch (c) {
            case '>', '<', '"', '{', '}', '^', '\\', '|', '`' -> false;
            default -> c > ' ';
        };
    }

    private Token string(char quote, int kind, int longKind) {
        if (follows(quote)) {
            return at + 2 < length && text.charAt(at + 2) == quote
                    ? longString(quote, longKind)
                    : token(kind, 2);
        }
        int end = at + 1;
        while (end < length) {
            char c = text.charAt(end);
            if (c == quote) {
                return token(kind, end + 1 - at);
            } else if (c == '\n' || c == '\r') {
                break;
            }
            end += c == '\\' ? escape(end) : 1;
        }
        return unknown();
    }

    private Token longString(char quote, int kind) {
        int end = at + 3;
        int quotes = 0;
        while (end < length) {
            char c = text.charAt(end);
            if (c == quote) {
                quotes++;
                end++;
                if (quotes == 3) {
                    return longToken(kind, end);
                }
            } else {
                quotes = 0;
                end += c == '\\' ? escape(end) : 1;
            }
        }
        return unknown();
    }

    /** Returns the length of an escape other than of a codepoint. */
    private int escape(int index) {
        if (index + 1 == length || "tbnrf\\\"'".indexOf(text.charAt(index + 1)) < 0) {
            throw UnknownTokenException.INSTANCE;
        }
        return 2;
    }

    private boolean isDigit(int index) {
        return index < length && isDigit(text.charAt(index));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Returns whether a number without a sign begins here. */
    private boolean isNumber(int index) {
        return isDigit(index) || (text.startsWith(".", index) && isDigit(index + 1));
    }

    private int digitsEnd(int from) {
        int end = from;
        while (isDigit(end)) {
            end++;
        }
        return end;
    }

    /**
     * Reads the longest number; the dot behind {@code 1.} belongs to it before an exponent only.
     */
    private Token number() {
        char sign = text.charAt(at);
        int start = sign == '+' || sign == '-' ? at + 1 : at;
        int end = digitsEnd(start);
        boolean isDecimal = false;
        int exponentAt = end;
        if (end < length && text.charAt(end) == '.') {
            int fraction = digitsEnd(end + 1);
            exponentAt = fraction;
            if (fraction > end + 1) {
                isDecimal = true;
                end = fraction;
            }
        }
        int doubleEnd = exponentEnd(exponentAt);
        if (doubleEnd > 0) {
            return token(signed(sign, DOUBLE, DOUBLE_POSITIVE, DOUBLE_NEGATIVE), doubleEnd - at);
        }
        return token(
                isDecimal
                        ? signed(sign, DECIMAL, DECIMAL_POSITIVE, DECIMAL_NEGATIVE)
                        : signed(sign, INTEGER, INTEGER_POSITIVE, INTEGER_NEGATIVE),
                end - at);
    }

    private static int signed(char sign, int none, int plus, int minus) {
        return sign == '+' ? plus : sign == '-' ? minus : none;
    }

    /** Returns the end of the exponent at an index, or -1 if there is none. */
    private int exponentEnd(int index) {
        if (index >= length || (text.charAt(index) != 'e' && text.charAt(index) != 'E')) {
            return -1;
        }
        int digits = index + 1;
        if (digits < length && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
            digits++;
        }
        int end = digitsEnd(digits);
        return end > digits ? end : -1;
    }

    /** Reads a language tag, with a base direction perhaps, or an at sign. */
    private Token languageTag() {
        int end = at + 1;
        while (end < length && isLetter(text.charAt(end))) {
            end++;
        }
        if (end == at + 1) {
            return token(AT, 1);
        }
        while (end + 1 < length
                && text.charAt(end) == '-'
                && (isLetter(text.charAt(end + 1)) || isDigit(end + 1))) {
            end++;
            while (end < length && (isLetter(text.charAt(end)) || isDigit(end))) {
                end++;
            }
        }
        if (text.startsWith("--", end)) {
            end += 2;
            while (end < length && isLetter(text.charAt(end))) {
                end++;
            }
        }
        return token(LANG_DIR, end - at);
    }

    private Token blankNode() {
        int start = at + 2;
        if (!follows(':')
                || start >= length
                || !(isNameStart(text.charAt(start)) || isDigit(start))) {
            return unknown();
        }
        int end = start + 1;
        while (end < length && (isNamePart(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        return token(BLANK_NODE_LABEL, withoutDots(end, start) - at);
    }

    /** Returns an end without the dots before it; the character at the start is no dot. */
    private int withoutDots(int from, int start) {
        int end = from;
        while (end > start + 1 && text.charAt(end - 1) == '.') {
            end--;
        }
        return end;
    }

    /** Reads a keyword or a prefixed name. */
    private Token word(char first) {
        if (!isPrefixStart(first)) {
            return unknown();
        }
        if (at >= noNameBefore) {
            int end = at + 1;
            while (end < length && (isNamePart(text.charAt(end)) || text.charAt(end) == '.')) {
                end++;
            }
            if (end < length && text.charAt(end) == ':' && text.charAt(end - 1) != '.') {
                return name(end);
            }
            noNameBefore = end;
        }
        int end = at + 1;
        while (end < length
                && (isLetter(text.charAt(end)) || isDigit(end) || text.charAt(end) == '_')) {
            end++;
        }
        if (end - at > MAX_KEYWORD) {
            return unknown();
        }
        if (end == at + 1 && first == 'a') {
            return token(KW_A, 1);
        }
        String word = text.substring(at, end);
        Integer kind = KEYWORDS.get(word);
        if (kind == null) {
            kind = KEYWORDS.get(word.toLowerCase(Locale.ROOT));
        }
        return kind == null ? unknown() : token(kind, end - at);
    }

    /** Reads a prefixed name whose colon is known. */
    private Token name(int colon) {
        int start = colon + 1;
        int end = start;
        while (end < length) {
            char c = text.charAt(end);
            if (c == '%') {
                if (!isHex(end + 1) || !isHex(end + 2)) {
                    break;
                }
                end += 3;
            } else if (c == '\\') {
                return unknown();
            } else if (c == ':'
                    || (end == start ? isNameStart(c) || isDigit(c) : isNamePart(c) || c == '.')) {
                end++;
            } else {
                break;
            }
        }
        return end == start
                ? token(PNAME_NS, end - at)
                : token(PNAME_LN, withoutDots(end, start) - at);
    }

    private boolean isHex(int index) {
        return index < length
                && (isDigit(index) || "abcdefABCDEF".indexOf(text.charAt(index)) >= 0);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** {@code PN_CHARS_BASE}; of characters beyond the first plane Jena knows none. */
    private static boolean isPrefixStart(char c) {
        return c < 0x80
                ? isLetter(c)
                : (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7)
                        || (c >= 0x370 && c <= 0x1FFF && c != 0x37E)
                        || c == 0x200C
                        || c == 0x200D
                        || (c >= 0x2070 && c <= 0x218F)
                        || (c >= 0x2C00 && c <= 0x2FEF)
                        || (c >= 0x3001 && c <= 0xD7FF)
                        || (c >= 0xF900 && c <= 0xFFFD);
    }

    /** {@code PN_CHARS_U}. */
    private static boolean isNameStart(char c) {
        return c == '_' || isPrefixStart(c);
    }

    /** What {@code VARNAME} has behind its first character. */
    private static boolean isVariablePart(char c) {
        return isNameStart(c)
                || isDigit(c)
                || c == 0xB7
                || (c >= 0x300 && c <= 0x36F)
                || c == 0x203F
                || c == 0x2040;
    }

    /** {@code PN_CHARS}. */
    private static boolean isNamePart(char c) {
        return c == '-' || isVariablePart(c);
    }
}
