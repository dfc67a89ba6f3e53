package org.labledger.desk;

import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.RDF;

/**
 * A property of a new thing, with what all property shapes that apply to it say together.
 *
 * @param property the property
 * @param name the name on the command line: the local name of the property, or its prefixed name if
 *     two fields share a local name
 * @param description one line; empty if the ontology has no comment
 * @param order the position among the fields of its kind ({@code sh:order})
 * @param cardinality how many values it takes
 * @param values which values it takes
 */
public record DraftField(
        Node property,
        String name,
        String description,
        double order,
        Cardinality cardinality,
        ValueConstraints values) {

    /**
     * How many values a field takes.
     *
     * @param isRequired whether there must be a value
     * @param isPerGraph whether every source must give one, instead of any source
     * @param requiredWith the properties whose presence makes a value required
     * @param isSingle whether there is at most one value, or one per language for texts
     */
    public record Cardinality(
            boolean isRequired, boolean isPerGraph, Set<Node> requiredWith, boolean isSingle) {}

    /**
     * Which values a field takes. An empty collection means no constraint of that type.
     *
     * @param languages the language tags of texts, in the order of the home's languages
     * @param datatypes the datatypes of literals
     * @param classes the classes that a value is an instance of ({@code sh:class})
     * @param members the values to choose from ({@code sh:in})
     * @param marks what a value must have itself ({@code sh:node}), such as the SKOS scheme of a
     *     code
     * @param isIri whether a value must be an IRI
     */
    public record ValueConstraints(
            Set<String> languages,
            Set<Node> datatypes,
            Set<Node> classes,
            List<Node> members,
            List<Mark> marks,
            boolean isIri) {

        /** Returns whether all values are language-tagged strings. */
        public boolean areTexts() {
            return datatypes.equals(Set.of(RDF.langString.asNode()));
        }

        /** Returns whether values may be language-tagged strings. */
        public boolean mayBeTexts() {
            return datatypes.contains(RDF.langString.asNode());
        }

        /** Returns whether no shape says what a value is. */
        public boolean areAnything() {
            return datatypes.isEmpty() && !areChoices() && !isIri;
        }

        /** Returns whether values are chosen from existing things. */
        public boolean areChoices() {
            return !classes.isEmpty() || areListed();
        }

        /** Returns whether values are chosen from a closed list, such as codes. */
        public boolean areListed() {
            return !members.isEmpty() || !marks.isEmpty();
        }
    }

    /** A property with the value that it must have. */
    public record Mark(Node property, Node value) {}

    /**
     * Returns the names under which values are given: one per language, such as {@code label.en}
     * and {@code label.zh-Hant}, if the shapes list languages; else the name alone.
     */
    public List<String> keys() {
        return values.languages().isEmpty()
                ? List.of(name)
                : values.languages().stream().map(language -> name + "." + language).toList();
    }
}
