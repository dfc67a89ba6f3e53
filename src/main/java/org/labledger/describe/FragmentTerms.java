package org.labledger.describe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.irix.IRIException;
import org.apache.jena.irix.IRIx;
import org.labledger.source.UriSpace;

/**
 * Reads and writes terms as <a
 * href="https://linkeddatafragments.org/specification/triple-pattern-fragments/">Triple Pattern
 * Fragments</a> clients do: bare IRIs; literals in quotes with {@code @language} or {@code
 * ^^datatype}; an empty string or {@code ?name} for any term.
 *
 * <p>Blank nodes are replaced by IRIs ({@linkplain #named skolemization}, RDF 1.1 Concepts, section
 * 3.5), so that a client can query further from a result.
 */
final class FragmentTerms {

    private static final String GENERATED = ".well-known/genid/";
    private static final Pattern LITERAL =
            Pattern.compile("\"(.*)\"(?:@([A-Za-z0-9-]+)|\\^\\^<?([^<>\"]+)>?)?", Pattern.DOTALL);

    private final UriSpace space;

    FragmentTerms(UriSpace space) {
        this.space = space;
    }

    /**
     * Parses a term.
     *
     * @param position the request's parameter, for the message
     * @return the term, or {@link Node#ANY}
     * @throws BadTermException if the text is not a term
     */
    Node parse(String position, String text) throws BadTermException {
        if (text.isEmpty() || text.startsWith("?")) {
            return Node.ANY;
        }
        if (text.startsWith("\"")) {
            return literal(position, text);
        }
        if (text.startsWith("_:")) {
            throw new BadTermException(
                    position,
                    "The "
                            + position
                            + " is a blank node, which has a name in one document only. Leave it"
                            + " out, or ask for the IRI that stands for it in a fragment.");
        }
        String iri =
                text.startsWith("<") && text.endsWith(">")
                        ? text.substring(1, text.length() - 1)
                        : text;
        if (iri.startsWith(space.base() + GENERATED)) {
            return NodeFactory.createBlankNode(iri.substring((space.base() + GENERATED).length()));
        }
        try {
            if (!iri.contains(" ") && IRIx.create(iri).isReference()) {
                return NodeFactory.createURI(iri);
            }
        } catch (IRIException e) {
            // Reported below.
        }
        throw new BadTermException(
                position,
                "The "
                        + position
                        + " \""
                        + text
                        + "\" is not a term. An absolute IRI stands as it is, a literal in double"
                        + " quotes (\"text\"@en, \"2024\"^^http://www.w3.org/2001/XMLSchema#gYear),"
                        + " and nothing or ?name for any term.");
    }

    /** Returns the IRI of a blank node; other terms unchanged. */
    Node named(Node node) {
        return node.isBlank() ? space.iri(GENERATED + node.getBlankNodeLabel()) : node;
    }

    private static Node literal(String position, String text) throws BadTermException {
        Matcher matcher = LITERAL.matcher(text);
        if (!matcher.matches()) {
            throw new BadTermException(
                    position,
                    "The "
                            + position
                            + " begins like a literal, but is none. It has to be \"text\","
                            + " \"text\"@language or \"text\"^^datatype.");
        }
        String form = matcher.group(1);
        String language = matcher.group(2);
        String datatype = matcher.group(3);
        if (language != null) {
            return NodeFactory.createLiteralLang(form, language);
        }
        return datatype == null
                ? NodeFactory.createLiteralString(form)
                : NodeFactory.createLiteralDT(
                        form, TypeMapper.getInstance().getSafeTypeByName(datatype));
    }
}
