package org.labledger.desk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.irix.IRIException;
import org.apache.jena.irix.IRIx;

/**
 * Splits Turtle, TriG, N-Triples, N-Quads or SPARQL into tokens with their offsets, and resolves
 * the IRIs among them as a parser does: with the prefixes and the base declared before. All text
 * between tokens is kept, so that a file can be changed in single terms.
 */
final class TermScanner {

    /** The kinds of tokens that matter here. */
    enum Kind {
        /** An IRI in angle brackets. */
        IRI,
        /** A prefixed name. */
        NAME,
        /** A string, without language tag or datatype. */
        STRING,
        /** A comment up to the end of its line. */
        COMMENT,
        /** The word that declares a prefix or a base. */
        DIRECTIVE,
        /** Anything else: a number, a keyword, a punctuation mark. */
        OTHER
    }

    /**
     * A token.
     *
     * @param kind its kind
     * @param start the offset of its first character
     * @param text the text as written
     * @param iri the IRI that it stands for; empty unless it is a term of a statement or pattern
     */
    record Token(Kind kind, int start, String text, String iri) {

        int end() {
            return start + text.length();
        }

        boolean is(String other) {
            return kind == Kind.OTHER && text.equals(other);
        }
    }

    private static final String NAME_START = "[\\p{L}\\p{N}\\p{M}_:\\u00B7-]";
    private static final String ESCAPE = "%[0-9A-Fa-f]{2}|\\\\[_~.!$&'()*+,;=/?#@%-]";

    /** Longer forms first (RDF 1.2 Turtle, section 6.5; SPARQL 1.1, section 19.8). */
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<comment>#[^\\r\\n]*)"
                            + "|(?<string>\"\"\"(?:\"{0,2}(?:[^\"\\\\]|\\\\.))*+\"\"\""
                            + "|'''(?:'{0,2}(?:[^'\\\\]|\\\\.))*+'''"
                            + "|\"(?:[^\"\\\\\\r\\n]|\\\\.)*+\"|'(?:[^'\\\\\\r\\n]|\\\\.)*+')"
                            + "|(?<iri><(?:[^\\x00-\\x20<>\"{}|^`\\\\]|\\\\u[0-9A-Fa-f]{4}"
                            + "|\\\\U[0-9A-Fa-f]{8})*+>)"
                            + "|(?<directive>@(?:prefix|base)\\b|(?i:prefix|base)(?=[\\s<]))"
                            + "|(?<other>[?$][\\p{L}\\p{N}_]+|_:[\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}_-]"
                            + "|@[A-Za-z]+(?:-[A-Za-z0-9]+)*"
                            + "|[+-]?\\d*\\.?\\d+(?:[eE][+-]?\\d+)?(?![\\p{L}\\p{N}_:-]))"
                            + "|(?<name>(?:\\p{L}(?:[\\p{L}\\p{N}\\p{M}_.\\u00B7-]*"
                            + "[\\p{L}\\p{N}\\p{M}_\\u00B7-])?)?:"
                            + "(?:(?:"
                            + NAME_START
                            + "|"
                            + ESCAPE
                            + ")"
                            + "(?:(?:"
                            + NAME_START
                            + "|\\.|"
                            + ESCAPE
                            + ")*"
                            + "(?:"
                            + NAME_START
                            + "|"
                            + ESCAPE
                            + "))?)?)"
                            + "|[\\p{L}\\p{N}_]+|\\S",
                    Pattern.DOTALL);

    private static final Pattern LOCAL_ESCAPE = Pattern.compile("\\\\(.)");
    private static final Pattern CODEPOINT = Pattern.compile("\\\\u(.{4})|\\\\U(.{8})");

    private final List<Token> tokens = new ArrayList<>();
    private final Map<String, String> prefixes;
    private String base;

    private TermScanner(String base, Map<String, String> prefixes) {
        this.base = base;
        this.prefixes = new HashMap<>(prefixes);
    }

    /**
     * Scans a text.
     *
     * @param base the base of relative IRIs before any declaration
     * @param prefixes the prefixes that need no declaration
     */
    static TermScanner of(String text, String base, Map<String, String> prefixes) {
        TermScanner scanner = new TermScanner(base, prefixes);
        scanner.scan(text);
        return scanner;
    }

    /** Returns the tokens in their order. */
    List<Token> tokens() {
        return tokens;
    }

    /** Returns the namespaces of all prefixes that were declared, by prefix. */
    Map<String, String> prefixes() {
        return prefixes;
    }

    private void scan(String text) {
        Matcher matcher = TOKEN.matcher(text);
        String declaring = "";
        String prefix = "";
        while (matcher.find()) {
            String token = matcher.group();
            if (matcher.group("directive") != null) {
                declaring = token.replace("@", "").toLowerCase(Locale.ROOT);
                add(Kind.DIRECTIVE, matcher, "");
            } else if (matcher.group("comment") != null) {
                add(Kind.COMMENT, matcher, "");
            } else if (matcher.group("string") != null) {
                add(Kind.STRING, matcher, "");
            } else if (matcher.group("name") != null && declaring.equals("prefix")) {
                prefix = token.substring(0, token.length() - 1);
                add(Kind.OTHER, matcher, "");
            } else if (matcher.group("iri") != null && !declaring.isEmpty()) {
                String declared = resolve(token);
                if (declaring.equals("base")) {
                    base = declared;
                } else {
                    prefixes.put(prefix, declared);
                }
                declaring = "";
                add(Kind.OTHER, matcher, "");
            } else if (matcher.group("iri") != null) {
                add(Kind.IRI, matcher, resolve(token));
            } else if (matcher.group("name") != null) {
                add(Kind.NAME, matcher, expand(token));
            } else {
                add(Kind.OTHER, matcher, "");
            }
        }
    }

    private void add(Kind kind, Matcher matcher, String iri) {
        tokens.add(new Token(kind, matcher.start(), matcher.group(), iri));
    }

    private String resolve(String token) {
        String written =
                CODEPOINT
                        .matcher(token.substring(1, token.length() - 1))
                        .replaceAll(match ->
                                Matcher.quoteReplacement(
                                        Character.toString(
                                                Integer.parseInt(
                                                        match.group(1) != null
                                                                ? match.group(1)
                                                                : match.group(2),
                                                        16))));
        try {
            return IRIx.create(base).resolve(written).str();
        } catch (IRIException e) {
            // An IRI that no parser takes is not the one that is looked for.
            return written;
        }
    }

    private String expand(String name) {
        int colon = name.indexOf(':');
        String namespace = prefixes.get(name.substring(0, colon));
        return namespace == null
                ? ""
                : namespace + LOCAL_ESCAPE.matcher(name.substring(colon + 1)).replaceAll("$1");
    }
}
