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
 * What a text is to the thing it belongs to, the most telling role first. Which property has which
 * role is said by RDFS, SKOS, DCTERMS and schema.org; a home's own property takes part by {@code
 * rdfs:subPropertyOf}, or as {@link #TEXT} if its values have a language.
 */
public enum TextRole {
    /** What it is called. */
    NAME(12, 1000),
    /** The title of a document, which more often than a name is about something else. */
    TITLE(9, 900),
    /** Another name ({@code skos:altLabel}). */
    ALIAS(10, 800),
    /** A name that finds it but is not shown ({@code skos:hiddenLabel}), such as a misspelling. */
    MISSPELLING(8, 700),
    /** What it is, in a line. */
    DESCRIPTION(2.5f, 0),
    /** Anything else that is written in a language, such as a paraphrase of what is said. */
    TEXT(1, 0);

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

    /** How much a word counts in a text of this role. */
    final float weight;

    /** What it is worth that the whole text is what was typed; 0 for texts that are no names. */
    final float exact;

    TextRole(float weight, float exact) {
        this.weight = weight;
        this.exact = exact;
    }

    /** Returns whether such a text is a name, so that the thing can be told by it alone. */
    public boolean isName() {
        return exact > 0;
    }

    /** Returns the index field of the words of such texts. */
    String words() {
        return name();
    }

    /** Returns the index field of such texts as wholes, folded. */
    String whole() {
        return name() + "=";
    }

    /** Returns the role of a value, or empty if it is not written for people. */
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

    /** Returns whether a term is a string, with a language tag or without. */
    static boolean isText(Node term) {
        return term.isLiteral()
                && (!term.getLiteralLanguage().isEmpty()
                        || XSDDatatype.XSDstring.equals(term.getLiteralDatatype()));
    }

    private static Node iri(String iri) {
        return NodeFactory.createURI(iri);
    }
}
