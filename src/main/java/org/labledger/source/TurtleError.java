package org.labledger.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.labledger.format.Token;
import org.labledger.format.Tokenizer;

/**
 * Tells a syntax error of Turtle or TriG as a person would: what stands there, what could stand
 * there instead, and what was probably meant. The parser's message and position are the start: some
 * errors begin earlier, at the quotation mark or bracket that is never closed.
 */
final class TurtleError {

    /** Maximum length of quoted text, in UTF-16 units. */
    private static final int MAX_QUOTED = 40;

    private static final String TERM =
            "an IRI, a prefixed name, a string, a number, \"[\" or \"(\"";

    private static final Pattern UNDEFINED = Pattern.compile("Undefined prefix: ([^:\\s]*)");

    private static final Pattern ILLEGAL_IN_IRI =
            Pattern.compile("Illegal character in IRI \\(codepoint U\\+[0-9A-F]+, '(.)'");

    private static final Pattern ESCAPE = Pattern.compile("Illegal escape sequence value: (.)");

    /** What to write for characters that word processors and other keyboards put. */
    private static final Map<Integer, String> MEANT =
            Map.ofEntries(
                    Map.entry(0x201C, "\""),
                    Map.entry(0x201D, "\""),
                    Map.entry(0x201E, "\""),
                    Map.entry(0x201F, "\""),
                    Map.entry(0x2018, "'"),
                    Map.entry(0x2019, "'"),
                    Map.entry(0x201A, "'"),
                    Map.entry(0xAB, "\""),
                    Map.entry(0xBB, "\""),
                    Map.entry(0x300C, "\""),
                    Map.entry(0x300D, "\""),
                    Map.entry(0xFF02, "\""),
                    Map.entry(0xFF1B, ";"),
                    Map.entry(0xFF0C, ","),
                    Map.entry(0x3001, ","),
                    Map.entry(0x3002, "."),
                    Map.entry(0xFF0E, "."),
                    Map.entry(0xFF1A, ":"),
                    Map.entry(0xFF08, "("),
                    Map.entry(0xFF09, ")"),
                    Map.entry(0xFF3B, "["),
                    Map.entry(0xFF3D, "]"),
                    Map.entry(0xFF1C, "<"),
                    Map.entry(0xFF1E, ">"),
                    Map.entry(0xFF20, "@"),
                    Map.entry(0xFF03, "#"));

    /** Prefixes that mean the same everywhere. */
    private static final Map<String, String> WELL_KNOWN =
            Map.of(
                    "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
                    "rdfs", "http://www.w3.org/2000/01/rdf-schema#",
                    "owl", "http://www.w3.org/2002/07/owl#",
                    "xsd", "http://www.w3.org/2001/XMLSchema#",
                    "sh", "http://www.w3.org/ns/shacl#",
                    "skos", "http://www.w3.org/2004/02/skos/core#",
                    "dct", "http://purl.org/dc/terms/");

    private final HomeFile file;
    private final String message;
    private final List<Token> tokens;

    /** The index of the token at the error. */
    private final int at;

    private TurtleError(HomeFile file, String message, int index) {
        this.file = file;
        this.message = message;
        this.tokens = Tokenizer.tokens(file.text());
        int found = 0;
        while (found < tokens.size() - 1
                && tokens.get(found).start() + tokens.get(found).text().length() <= index) {
            found++;
        }
        while (tokens.get(found).kind() == Token.Kind.COMMENT) {
            found++;
        }
        this.at = found;
    }

    /**
     * Returns the error of a file.
     *
     * @param message the parser's message
     * @param line the parser's line
     * @param column the parser's column, in UTF-16 units
     */
    static ParseProblem of(HomeFile file, String message, int line, int column) {
        TurtleError error = new TurtleError(file, message, index(file.text(), line, column));
        return error.unclosed()
                .or(error::unusualCharacter)
                .orElseGet(() -> error.explained(new Location(file.path(), line, column)));
    }

    /**
     * Returns the error that a warning of the parser stands for: an IRI with a character that the
     * grammars of Turtle, TriG, N-Triples and N-Quads do not have there, so that other parsers
     * refuse the file.
     */
    static Optional<ParseProblem> illegalInIri(
            HomeFile file, String message, int line, int column) {
        Matcher illegal = ILLEGAL_IN_IRI.matcher(message);
        if (!illegal.find()) {
            return Optional.empty();
        }
        char character = illegal.group(1).charAt(0);
        int index = file.text().lastIndexOf(character, index(file.text(), line, column));
        return Optional.of(
                new ParseProblem(
                        index < 0 ? file.start() : file.locationOf(index),
                        true,
                        "Syntax error: an IRI cannot have the character %s. Write it as %%%02X."
                                .formatted(character, (int) character)));
    }

    /**
     * Returns the problem of a Turtle or TriG file that ends within a statement, which the parser
     * takes for whole: a file that was cut off.
     */
    static Optional<ParseProblem> cutOff(HomeFile file) {
        String text = file.text().stripTrailing();
        String last = text.substring(text.lastIndexOf('\n') + 1);
        if (text.isEmpty()
                || (last.indexOf('#') < 0 && (last.endsWith(".") || last.endsWith("}")))) {
            return Optional.empty();
        }
        List<Token> tokens =
                Tokenizer.tokens(text).stream()
                        .filter(token -> token.kind() != Token.Kind.COMMENT)
                        .toList();
        int end = tokens.size() - 1;
        if (end == 0 || tokens.get(end - 1).is(".") || tokens.get(end - 1).is("}")) {
            return Optional.empty();
        }
        // PREFIX and BASE end without a dot.
        boolean isDirective =
                tokens.get(Math.max(0, end - 2)).kind() == Token.Kind.DIRECTIVE
                        || tokens.get(Math.max(0, end - 3)).kind() == Token.Kind.DIRECTIVE;
        Token token = tokens.get(end);
        return isDirective
                ? Optional.empty()
                : Optional.of(
                        new ParseProblem(
                                new Location(file.path(), token.line(), token.column()),
                                true,
                                "Syntax error: the file ends within a statement. Is it cut off, or is"
                                        + " a . missing at its end?"));
    }

    /** Returns the problem of a text that nests brackets too deeply to be parsed. */
    static ParseProblem tooDeep(HomeFile file) {
        int depth = 0;
        int deepest = 0;
        Location location = file.start();
        for (Token token : Tokenizer.tokens(file.text())) {
            if (token.is("[") || token.is("(") || token.is("<<(") || token.is("<<")) {
                if (++depth > deepest) {
                    deepest = depth;
                    location = new Location(file.path(), token.line(), token.column());
                }
            } else if (token.is("]") || token.is(")") || token.is(")>>") || token.is(">>")) {
                depth--;
            }
        }
        return new ParseProblem(
                location,
                true,
                "Brackets are nested " + deepest + " deep, too deeply to be parsed.");
    }

    private static int index(String text, int line, int column) {
        int start = 0;
        for (int l = 1; l < line; l++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return text.length();
            }
            start = end + 1;
        }
        return Math.min(text.length(), start + column - 1);
    }

    /** A string that is not closed makes errors anywhere behind it. */
    private Optional<ParseProblem> unclosed() {
        for (Token token : tokens.subList(0, at + 1)) {
            if (token.kind() == Token.Kind.BROKEN
                    && (token.text().startsWith("\"") || token.text().startsWith("'"))) {
                String mark = token.text().substring(0, 1);
                String delimiter = token.text().startsWith(mark.repeat(3)) ? mark.repeat(3) : mark;
                return Optional.of(
                        problem(
                                token,
                                "the string that begins here is not closed. Add "
                                        + delimiter
                                        + " at its end"
                                        + (delimiter.length() == 1
                                                ? "; a string of several lines needs "
                                                        + mark.repeat(3)
                                                        + " at both ends."
                                                : ".")));
            }
        }
        return Optional.empty();
    }

    /** Returns the problem of a character that only looks like one of Turtle's. */
    private Optional<ParseProblem> unusualCharacter() {
        for (Token token : tokens.subList(Math.max(0, at - 1), at + 1)) {
            boolean isHidden =
                    token.kind() == Token.Kind.STRING || token.kind() == Token.Kind.COMMENT;
            for (int i = 0; !isHidden && i < token.text().length(); i++) {
                int c = token.text().codePointAt(i);
                String meant = MEANT.get(c);
                String advice = null;
                if (meant != null) {
                    advice = "is no punctuation mark of Turtle. Write " + meant + " instead";
                } else if (Character.isSpaceChar(c) && c > ' ') {
                    advice = "stands between two terms. Write a plain space instead";
                } else if (Character.getType(c) == Character.FORMAT) {
                    advice = "cannot be seen. Remove it";
                }
                if (advice != null) {
                    String shown = meant == null ? "" : Character.toString(c) + " ";
                    Location location = file.locationOf(token.start() + i);
                    return Optional.of(
                            new ParseProblem(
                                    location,
                                    true,
                                    "Syntax error: %s(U+%04X, %s) %s."
                                            .formatted(
                                                    shown,
                                                    c,
                                                    Character.getName(c).toLowerCase(Locale.ROOT),
                                                    advice)
                                            .replace(": (U+", ": the character (U+")));
                }
            }
        }
        return Optional.empty();
    }

    private ParseProblem explained(Location parsers) {
        Token token = tokens.get(at);
        Matcher undefined = UNDEFINED.matcher(message);
        if (undefined.find()) {
            return new ParseProblem(parsers, true, undeclaredPrefix(undefined.group(1)));
        }
        Matcher escape = ESCAPE.matcher(message);
        if (escape.find()) {
            return new ParseProblem(
                    parsers,
                    true,
                    "Syntax error: \\"
                            + escape.group(1)
                            + " is no escape sequence. Write \\\\ for a backslash.");
        }
        if (message.startsWith("Illegal unicode escape") || message.contains("hex character")) {
            Token escaped = token.text().contains("\\") || at == 0 ? token : tokens.get(at - 1);
            return problem(
                    escaped,
                    "found "
                            + quoted(escaped)
                            + ", which has a \\ without four hexadecimal digits (\\u00E9) or eight"
                            + " (\\U0001F4D6) behind it.");
        }
        if (message.startsWith("Bad character in IRI") || message.startsWith("Broken IRI")) {
            Token iri = token.text().startsWith("<") || at == 0 ? token : tokens.get(at - 1);
            return problem(
                    iri,
                    "the IRI "
                            + quoted(iri)
                            + " is not closed, or has a character that an IRI cannot have. Add >, or"
                            + " write a space as %20.");
        }
        if ((token.is("{") || token.is("}")) && file.path().endsWith(".ttl")) {
            return problem(
                    token,
                    "found "
                            + quoted(token)
                            + ", which Turtle does not have. A file with graphs in braces ends in"
                            + " .trig, one with JSON in .jsonld.");
        }
        if (message.startsWith("Subject is a literal")) {
            int start = at - 1;
            while (start > 0 && !tokens.get(start - 1).is(".") && at - start < 4) {
                start--;
            }
            Token subject = tokens.get(Math.max(0, start));
            return problem(
                    subject,
                    "found "
                            + quoted(subject)
                            + ", but only an IRI, a prefixed name or a blank node can be a subject.");
        }
        if (message.startsWith("Datatype URI required")) {
            int mark = at;
            while (mark > 0 && !tokens.get(mark).is("^^")) {
                mark--;
            }
            Token found = tokens.get(Math.min(mark + 1, tokens.size() - 1));
            return problem(
                    found,
                    "found "
                            + quoted(found)
                            + ", expected the datatype of the value, such as xsd:date.");
        }
        if (token.kind() == Token.Kind.END) {
            return problem(
                    token,
                    "the file ends within a statement. Is it cut off, or is a . missing at its end?"
                            + openBracket());
        }
        if (token.kind() == Token.Kind.LANGUAGE && message.startsWith("Unrecognized directive")) {
            return problem(
                    token,
                    "there is no directive "
                            + quoted(token)
                            + ". Write @prefix, @base or @version.");
        }
        return problem(token, "found " + quoted(token) + ", " + expected(token));
    }

    private String expected(Token token) {
        if (message.startsWith("Triples not terminated") || message.startsWith("expected \"^^\"")) {
            return afterAnObject(token);
        }
        if (message.startsWith("Expected IRI for predicate")) {
            return "expected a property: an IRI, a prefixed name or \"a\"." + early();
        }
        if (message.startsWith("Out of place")) {
            return "expected a statement, which begins with an IRI, a prefixed name, \"[\" or \"(\"."
                    + (token.is(".") ? " Remove one of the two dots." : "");
        }
        if (message.contains("requires a prefix")) {
            return "expected a prefix with its colon, such as \"" + token.text() + ":\".";
        }
        if (token.kind() == Token.Kind.WORD) {
            return "expected a term. Write \""
                    + token.text()
                    + "\" in quotation marks for a text, or a name with its prefix.";
        }
        if (token.text().equals("/")) {
            return "which a prefixed name cannot have. Write the whole IRI in < and >, or \\/.";
        }
        if (message.startsWith("Unrecognized (expected an RDF Term)")) {
            return "expected a value: " + TERM + "." + openBracket();
        }
        if (message.contains("requires an IRI")) {
            return "expected an IRI in < and >.";
        }
        if (message.contains("not terminated by DOT") || message.contains("terminated by a DOT")) {
            return "expected \".\" at the end of the directive.";
        }
        if (message.startsWith("Not a valid token for an RDF term")) {
            return "expected a value: " + TERM + "." + openBracket();
        }
        return "and the parser says: " + message + (message.endsWith(".") ? "" : ".");
    }

    /** Returns what may follow a value, and what was probably meant. */
    private String afterAnObject(Token token) {
        Token before = tokens.get(Math.max(0, at - 1));
        boolean isAttached = before.start() + before.text().length() == token.start() && at > 0;
        if (before.kind() == Token.Kind.STRING && isAttached && !token.is("^")) {
            return "right after a string. A quotation mark inside a string is written \\\".";
        }
        if (token.is("^") || before.is("^")) {
            return "expected \"^^\" and a datatype, or the end of the value.";
        }
        if (before.kind() == Token.Kind.LANGUAGE && token.text().startsWith("_")) {
            return "but the parts of a language tag are joined by a hyphen, as in @zh-Hant.";
        }
        if (before.kind() == Token.Kind.NUMBER && token.kind() == Token.Kind.NUMBER) {
            return "right after a number. A date is written as \"2024-05-17\"^^xsd:date.";
        }
        Optional<Token> open = open();
        if (open.isPresent()) {
            return "expected \";\", \",\" or \""
                    + (open.get().is("[") ? "]" : ")")
                    + "\": the "
                    + open.get().text()
                    + " in line "
                    + open.get().line()
                    + " is not closed.";
        }
        if (token.is("]") || token.is(")")) {
            return "which closes no bracket.";
        }
        return "expected \";\" before another property, \",\" before another value, or \".\" at the"
                + " end of the statement."
                + (token.isFirstOnLine()
                        ? " Is one of them missing in line " + before.line() + "?"
                        : "");
    }

    /** Where a statement seems to have ended with the line before. */
    private String early() {
        boolean isAfterAStatement =
                at >= 5
                        && tokens.get(at - 2).is(".")
                        && tokens.get(at - 5).kind() != Token.Kind.DIRECTIVE;
        return isAfterAStatement
                ? " Is the . in line " + tokens.get(at - 2).line() + " meant to be ;?"
                : "";
    }

    private String openBracket() {
        return open().map(token ->
                        " The " + token.text() + " in line " + token.line() + " is not closed.")
                .orElse("");
    }

    /** Returns the innermost bracket that is open at the error. */
    private Optional<Token> open() {
        Deque<Token> open = new ArrayDeque<>();
        for (Token token : tokens.subList(0, at)) {
            if (token.is("[") || token.is("(")) {
                open.push(token);
            } else if ((token.is("]") || token.is(")")) && !open.isEmpty()) {
                open.pop();
            }
        }
        return Optional.ofNullable(open.peek());
    }

    private String undeclaredPrefix(String prefix) {
        String wanted = prefix + ":";
        Set<String> declared = new TreeSet<>();
        for (int i = 1; i < at; i++) {
            if (tokens.get(i - 1).kind() == Token.Kind.DIRECTIVE
                    && tokens.get(i).kind() == Token.Kind.NAME) {
                declared.add(tokens.get(i).text());
            }
        }
        @Nullable String namespace = WELL_KNOWN.get(prefix);
        return "Syntax error: the prefix "
                + prefix
                + ": is not declared."
                + (namespace != null
                        ? " Add this line at the top: @prefix " + prefix + ": <" + namespace + "> ."
                        : declared.isEmpty()
                                ? " Add a line at the top: @prefix " + prefix + ": <…> ."
                                : closest(wanted, declared)
                                        .map(close -> " Did you mean " + close + "?")
                                        .orElse(
                                                " This file declares "
                                                        + String.join(" ", declared)
                                                        + "."));
    }

    /** Returns the prefix that differs from another by one letter that is missing or too much. */
    private static Optional<String> closest(String wanted, Set<String> declared) {
        return declared.stream()
                .filter(name -> name.length() > 1 && wanted.length() > 1)
                .filter(name -> isShorterByOne(name, wanted) || isShorterByOne(wanted, name))
                .findFirst();
    }

    private static boolean isShorterByOne(String one, String other) {
        if (one.length() + 1 != other.length()) {
            return false;
        }
        for (int i = 0; i < other.length(); i++) {
            if (one.equals(other.substring(0, i) + other.substring(i + 1))) {
                return true;
            }
        }
        return false;
    }

    private ParseProblem problem(Token token, String text) {
        return new ParseProblem(
                new Location(file.path(), token.line(), token.column()),
                true,
                "Syntax error: " + text);
    }

    private static String quoted(Token token) {
        String text = token.text().lines().findFirst().orElse("");
        if (text.length() > MAX_QUOTED) {
            int end = MAX_QUOTED - (Character.isHighSurrogate(text.charAt(MAX_QUOTED - 1)) ? 1 : 0);
            text = text.substring(0, end) + "…";
        }
        return token.kind() == Token.Kind.STRING ? text : "\"" + text + "\"";
    }
}
