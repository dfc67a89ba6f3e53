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
 * Terms as clients of <a
 * href="https://linkeddatafragments.org/specification/triple-pattern-fragments/">Triple Pattern
 * Fragments</a> write them in a request: IRIs bare, literals in quotes, with {@code @language} or
 * {@code ^^datatype}; an empty text or {@code ?name} stands for any term.
 *
 * <p>A blank node is given an IRI ({@linkplain #named skolemization}, RDF 1.1, section 3.5), so
 * that a client can ask on for what it found.
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
     * Returns the term that a text of a request stands for.
     *
     * @return the term, or {@link Node#ANY}
     * @throws BadTermException if it is no term
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
            // Said below.
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

    /** Returns a node as it stands in a fragment. */
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
