package org.labledger.search;

import java.util.Map;
import java.util.Optional;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.DC;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;

/**
 * The role of a text for the thing that it describes, most significant first. Properties of RDFS,
 * SKOS, DCMI Terms and schema.org have fixed roles. Those of a home have the role of their {@code
 * rdfs:subPropertyOf}, which is inferred, or {@link #TEXT} if their values have a language tag.
 */
public enum TextRole {
    /** The name of the thing. */
    NAME(12, 1000),
    /** The title of a document, which more often than a name is about something else. */
    TITLE(9, 900),
    /** An alternative name ({@code skos:altLabel}). */
    ALIAS(10, 800),
    /** A name that is searched but not shown ({@code skos:hiddenLabel}), such as a misspelling. */
    MISSPELLING(8, 700),
    /** A short description. */
    DESCRIPTION(2.5f, 0),
    /** Any other text with a language tag, such as a paraphrase. */
    TEXT(1, 0),
    /** A name of a class or code that describes the thing: pledge, chief executive, CEO. */
    RELATED(1.5f, 0);

    private static final Map<Node, TextRole> BY_PROPERTY =
            Map.ofEntries(
                    Map.entry(SKOS.prefLabel.asNode(), NAME),
                    Map.entry(RDFS.label.asNode(), NAME),
                    Map.entry(iri("http://schema.org/name"), NAME),
                    Map.entry(iri("https://schema.org/name"), NAME),
                    Map.entry(DCTerms.title.asNode(), TITLE),
                    Map.entry(DC.title.asNode(), TITLE),
                    Map.entry(SKOS.altLabel.asNode(), ALIAS),
                    Map.entry(iri("http://schema.org/alternateName"), ALIAS),
                    Map.entry(iri("https://schema.org/alternateName"), ALIAS),
                    Map.entry(DCTerms.alternative.asNode(), ALIAS),
                    Map.entry(SKOS.hiddenLabel.asNode(), MISSPELLING),
                    Map.entry(RDFS.comment.asNode(), DESCRIPTION),
                    Map.entry(SKOS.definition.asNode(), DESCRIPTION),
                    Map.entry(DCTerms.description.asNode(), DESCRIPTION),
                    Map.entry(DC.description.asNode(), DESCRIPTION),
                    Map.entry(iri("http://schema.org/description"), DESCRIPTION),
                    Map.entry(iri("https://schema.org/description"), DESCRIPTION));

    /** Weight of a word in a text of this role. */
    final float weight;

    /** Score of a text that equals the search text; 0 for roles that are not names. */
    final float exact;

    TextRole(float weight, float exact) {
        this.weight = weight;
        this.exact = exact;
    }

    /** Returns whether texts of this role are names, which identify a thing by themselves. */
    public boolean isName() {
        return exact > 0;
    }

    /** Returns the index field of the words of such texts. */
    String words() {
        return name();
    }

    /** Returns the index field of such texts as a whole, folded ({@link WordAnalyzer#fold}). */
    String whole() {
        return name() + "=";
    }

    /** Returns the role of a value, or empty if it is not text for readers. */
    static Optional<TextRole> of(Node property, Node literal) {
        if (!isText(literal)) {
            return Optional.empty();
        }
        TextRole role = BY_PROPERTY.get(property);
        if (role == null && !literal.getLiteralLanguage().isEmpty()) {
            role = TEXT;
        }
        return Optional.ofNullable(role);
    }

    /** Returns whether a term is an {@code xsd:string} or an {@code rdf:langString}. */
    static boolean isText(Node term) {
        return term.isLiteral()
                && (!term.getLiteralLanguage().isEmpty()
                        || XSDDatatype.XSDstring.equals(term.getLiteralDatatype()));
    }

    private static Node iri(String iri) {
        return NodeFactory.createURI(iri);
    }
}
