package org.labledger.check;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.jspecify.annotations.Nullable;

/**
 * The IRIs and prefixed names in the text of a Turtle or SPARQL file, with their positions; those
 * that parsers give are of triples only.
 */
final class TermTokens {

    /** A token; strings and comments hide what stands inside them. */
    static final Pattern TOKEN =
            Pattern.compile(
                    "#[^\\r\\n]*"
                            + "|\"\"\"(?:\"{0,2}(?:[^\"\\\\]|\\\\.))*+\"\"\"|'''(?:'{0,2}(?:[^'\\\\]|\\\\.))*+'''"
                            + "|\"(?:[^\"\\\\\\r\\n]|\\\\.)*+\"|'(?:[^'\\\\\\r\\n]|\\\\.)*+'"
                            + "|<(?<iri>[^\\x00-\\x20<>\"{}|^`\\\\]*)>"
                            + "|[?$]\\w+|@[\\w-]+|_:[\\w.-]*\\w"
                            + "|(?<prefix>[\\p{L}](?:[\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}_-])?)?:"
                            + "(?<local>(?:[\\p{L}\\p{N}\\p{M}_:.-]|%[0-9A-Fa-f]{2}|\\\\[_~.!$&'()*+,;=/?#@%-])*"
                            + "(?:[\\p{L}\\p{N}\\p{M}_:-]|%[0-9A-Fa-f]{2}|\\\\[_~.!$&'()*+,;=/?#@%-]))?"
                            + "|(?<word>\\w+)|(?<brace>[{}])",
                    Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private TermTokens() {}

    /** Passes each absolute IRI of a Turtle file with its index, but for prefix declarations. */
    static void forEach(String turtle, ObjIntConsumer<Node> consumer) {
        Map<String, String> prefixes = new HashMap<>();
        Matcher token = TOKEN.matcher(turtle);
        boolean isDeclaration = false;
        String prefix = null;
        while (token.find()) {
            if (token.group().equalsIgnoreCase("@prefix")
                    || token.group().equalsIgnoreCase("prefix")) {
                isDeclaration = true;
            } else if (isDeclaration && token.group("iri") != null) {
                if (prefix != null) {
                    prefixes.put(prefix, token.group("iri"));
                }
                isDeclaration = false;
                prefix = null;
            } else if (isDeclaration) {
                prefix = token.group("prefix") == null ? "" : token.group("prefix");
            } else {
                Node term = term(token, prefixes);
                if (term != null) {
                    consumer.accept(term, token.start());
                }
            }
        }
    }

    /** Returns the IRI that a token stands for, or {@code null} if it is none. */
    static @Nullable Node term(Matcher token, Map<String, String> prefixes) {
        if (token.group("iri") != null) {
            return token.group("iri").contains(":")
                    ? NodeFactory.createURI(token.group("iri"))
                    : null;
        }
        if (token.group("local") == null) {
            return null;
        }
        String namespace = prefixes.get(token.group("prefix") == null ? "" : token.group("prefix"));
        return namespace == null
                ? null
                : NodeFactory.createURI(
                        namespace + ESCAPE.matcher(token.group("local")).replaceAll("$1"));
    }
}
