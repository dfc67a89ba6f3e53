package org.labledger.result;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.vocabulary.RDF;

/**
 * Which statements a format for graphs can hold so that they read back as they were. An answer can
 * have terms that no file of a home has: a query computes them, or a remote endpoint sends them.
 */
final class Writability {

    /** What no IRI has besides control characters and spaces, not even escaped. */
    private static final String NOT_IN_IRIS = "<>\"{}|^`\\\u007F";

    /** LANG_DIR in RDF 1.2 Turtle, without the direction. */
    static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z]+(-[a-zA-Z0-9]+)*");

    /** Readers drop others (JSON-LD 1.1 API, section 8.2.2; RFC 5646, section 2.1). */
    private static final Pattern WELL_FORMED_LANGUAGE =
            Pattern.compile("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*");

    /** What a message shows by its number: it has no picture, or ends a line. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private Writability() {}

    /** Returns whether a text begins as an absolute IRI does (RFC 3986, section 3.1). */
    static boolean isAbsolute(String iri) {
        for (int i = 0; i < iri.length(); i++) {
            char c = iri.charAt(i);
            if (c == ':') {
                return i > 0;
            }
            boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean isOther = c >= '0' && c <= '9' || c == '+' || c == '.' || c == '-';
            if (!isLetter && (i == 0 || !isOther)) {
                return false;
            }
        }
        return false;
    }

    /** Returns whether a text has a character that no IRI has (RFC 3987, section 2.2; IRIREF). */
    private static boolean isBarred(String iri) {
        for (int i = 0; i < iri.length(); i++) {
            char c = iri.charAt(i);
            if (c <= ' ' || (c < 0x80 && NOT_IN_IRIS.indexOf(c) >= 0)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns why a format cannot hold a statement, as a sentence that begins with the term; empty
     * if it can.
     */
    static Optional<String> objection(Format format, Quad quad) {
        String ofGraph = quad.isDefaultGraph() ? "" : reason(format, quad.getGraph());
        return Optional.of(ofGraph.isEmpty() ? reason(format, quad.asTriple()) : ofGraph)
                .filter(reason -> !reason.isEmpty());
    }

    private static String reason(Format format, Triple triple) {
        String reason = reason(format, triple.getSubject());
        if (reason.isEmpty()) {
            reason = reason(format, triple.getPredicate());
        }
        if (reason.isEmpty()) {
            reason = reason(format, triple.getObject());
        }
        if (!reason.isEmpty()) {
            return reason;
        }
        return format == Format.RDF_XML && !RdfXmlWriter.canName(triple.getPredicate().getURI())
                ? text(triple.getPredicate())
                        + " cannot be the name of an XML element, which a property needs."
                : "";
    }

    private static String reason(Format format, Node node) {
        boolean isRdf11 = format == Format.JSON_LD || format == Format.RDF_XML;
        if (node.isTripleTerm()) {
            return isRdf11
                    ? text(node) + " is a triple term, which this format does not have."
                    : reason(format, node.getTriple());
        }
        if (node.isURI()) {
            return reasonOfIri(format, node, node.getURI());
        }
        return node.isLiteral() ? reasonOfLiteral(format, node, isRdf11) : "";
    }

    private static String reasonOfIri(Format format, Node node, String iri) {
        if (!isAbsolute(iri)) {
            return text(node) + " is not an absolute IRI.";
        }
        if (isBarred(iri) || hasLoneSurrogate(iri)) {
            return text(node) + " has a character that no IRI can have.";
        }
        return reasonOfText(format, node, iri);
    }

    private static String reasonOfLiteral(Format format, Node node, boolean isRdf11) {
        String language = node.getLiteralLanguage();
        if (isRdf11 && node.getLiteralBaseDirection() != null) {
            return text(node) + " has a base direction, which readers of this format ignore.";
        }
        if (!language.isEmpty()
                && !(format == Format.JSON_LD ? WELL_FORMED_LANGUAGE : LANGUAGE)
                        .matcher(language)
                        .matches()) {
            return text(node) + " has a language tag that is not well-formed.";
        }
        String datatype = node.getLiteralDatatypeURI();
        if (language.isEmpty()
                && (datatype.equals(RDF.langString.getURI())
                        || datatype.equals(RDF.dirLangString.getURI()))) {
            return text(node) + " needs a language tag.";
        }
        String wrong = reasonOfIri(format, node, datatype);
        return wrong.isEmpty() ? reasonOfText(format, node, node.getLiteralLexicalForm()) : wrong;
    }

    private static String reasonOfText(Format format, Node node, String text) {
        if (hasLoneSurrogate(text)) {
            return text(node) + " has half of a surrogate pair, which UTF-8 cannot carry.";
        }
        if (format == Format.RDF_XML) {
            int bad = text.codePoints().filter(c -> !isXml(c)).findFirst().orElse(-1);
            if (bad >= 0) {
                return text(node)
                        + " has the character U+%04X, which XML cannot carry.".formatted(bad);
            }
        }
        return "";
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** Char in XML 1.0. */
    private static boolean isXml(int c) {
        return c >= ' ' && c < 0xFFFE || c == '\t' || c == '\n' || c == '\r' || c > 0xFFFF;
    }

    /** Returns a term for a message: shortened, and without control characters. */
    private static String text(Node node) {
        String text = node.isURI() ? "<" + node.getURI() + ">" : node.toString();
        String clean =
                CONTROLS.matcher(text)
                        .replaceAll(found -> "\\\\u%04X".formatted(found.group().codePointAt(0)));
        return clean.length() <= 100 ? clean : clean.substring(0, 99) + "…";
    }
}
