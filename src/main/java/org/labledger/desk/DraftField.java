package org.labledger.desk;

import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.RDF;

/**
 * A property that can be given to a new thing, with what the shapes say of its values.
 *
 * @param property the property
 * @param name how it is called on the command line: the property's local name, or its prefixed name
 *     where two have the same one
 * @param description what it means, in a line; empty if the ontology does not say
 * @param order where it stands among the others
 * @param required whether a value has to be given
 * @param perGraph whether each source has to give one, and not only some source
 * @param requiredWith the properties that demand a value of this one wherever they are given
 * @param single whether there may be only one value (one per language for texts)
 * @param languages the languages in which a text is wanted; empty for any
 * @param datatypes the datatypes that a literal may have; empty if none is named
 * @param classes the classes of which a value may be a member; empty if none is named
 * @param members the values to choose from, from {@code sh:in}; empty if there is no such list
 * @param marks property and value that a value has to have, from {@code sh:node}, such as the list
 *     to which a code belongs
 * @param iri whether a value has to be an IRI
 */
public record Field(
        Node property,
        String name,
        String description,
        double order,
        boolean required,
        boolean perGraph,
        Set<Node> requiredWith,
        boolean single,
        Set<String> languages,
        Set<Node> datatypes,
        Set<Node> classes,
        List<Node> members,
        List<Mark> marks,
        boolean iri) {

    /** A property and its value. */
    public record Mark(Node property, Node value) {}

    /** Returns whether values are texts with a language, and nothing else. */
    public boolean isText() {
        return datatypes.equals(Set.of(RDF.langString.asNode()));
    }

    /** Returns whether values are texts that may have a language. */
    public boolean mayBeText() {
        return datatypes.contains(RDF.langString.asNode());
    }

    /** Returns whether values are chosen from things that exist. */
    public boolean isChoice() {
        return !classes.isEmpty() || isListed();
    }

    /** Returns whether values are chosen from a list that is made for it, such as one of codes. */
    public boolean isListed() {
        return !members.isEmpty() || !marks.isEmpty();
    }

    /** Returns the names under which values are given: {@code label.en}, {@code label.zh-Hant}. */
    public List<String> keys() {
        return languages.isEmpty()
                ? List.of(name)
                : languages.stream().map(language -> name + "." + language).toList();
    }
}
