package org.labledger.form;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.SKOS;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.display.DisplayNames;
import org.labledger.display.Headings;
import org.labledger.display.Language;
import org.labledger.display.PageRequest;
import org.labledger.display.Text;
import org.labledger.snapshot.Snapshot;

/**
 * Makes form fields for the parameters of saved queries, and interprets what readers enter. Safe
 * for use by several threads. Methods may query the store of the snapshot.
 */
public final class FormFields {

    /**
     * Maximum number of values in a select element; with more, the field has suggestions while
     * typing.
     */
    private static final int MAX_OPTIONS = 250;

    private final Snapshot snapshot;
    private final DisplayNames names;
    private final Headings headings;
    private final ParameterValues parameterValues;

    public FormFields(
            Snapshot snapshot,
            DisplayNames names,
            Headings headings,
            ParameterValues parameterValues) {
        this.snapshot = snapshot;
        this.names = names;
        this.headings = headings;
        this.parameterValues = parameterValues;
    }

    /**
     * Returns the fields of a query, filled in. The language is left out, because the page chooses
     * it.
     *
     * @param values the values, by parameter
     */
    public List<FormField> of(SavedQuery query, Map<String, String> values, Language language) {
        return query.parameters().stream()
                .filter(parameter -> !isLanguage(parameter))
                .map(parameter ->
                        field(
                                query,
                                parameter,
                                values.getOrDefault(parameter.name(), ""),
                                language))
                .toList();
    }

    /**
     * Returns whether a parameter chooses the language of the result, which is that of the page.
     */
    public static boolean isLanguage(Parameter parameter) {
        return parameter.name().equals(PageRequest.LANGUAGE) && !parameter.choices().isEmpty();
    }

    private FormField field(
            SavedQuery query, Parameter parameter, String value, Language language) {
        Text label = headings.of(query, parameter.name(), language);
        List<FormField.Choice> choices = new ArrayList<>();
        boolean isOpen = false;
        if (!parameter.choices().isEmpty()) {
            for (String choice : parameter.choices()) {
                choices.add(
                        new FormField.Choice(
                                choice, nameOf(parameter, choice, language), choice.equals(value)));
            }
            if (!value.isEmpty() && choices.stream().noneMatch(FormField.Choice::isChosen)) {
                choices.addFirst(new FormField.Choice(value, Text.plain(value), true));
            }
        } else if (parameter.type().kind() == Parameter.Kind.IRI) {
            Node given = iri(value);
            List<Node> things = parameterValues.of(query, parameter);
            isOpen = things.isEmpty() || things.size() > MAX_OPTIONS;
            for (Node thing : things) {
                Text name = names.of(thing, language);
                choices.add(
                        new FormField.Choice(
                                isOpen ? name.value() : names.shortForm(thing),
                                name,
                                thing.equals(given),
                                names.searched(thing).stream()
                                        .map(Node::getLiteralLexicalForm)
                                        .filter(other -> !other.equals(name.value()))
                                        .distinct()
                                        .collect(Collectors.joining(";"))));
            }
            Collator collator = Collator.getInstance(language.locale());
            choices.sort(Comparator.comparing(choice -> choice.label().value(), collator));
            if (given != null && isOpen) {
                value = names.label(given, language).map(Text::value).orElse(value);
            } else if (given != null && choices.stream().noneMatch(FormField.Choice::isChosen)) {
                choices.addFirst(new FormField.Choice(value, names.of(given, language), true));
            }
        }
        return new FormField(
                parameter.name(),
                label,
                input(parameter),
                parameter.required(),
                value,
                choices,
                isOpen,
                "");
    }

    private Text nameOf(Parameter parameter, String choice, Language language) {
        Node thing = parameter.type().kind() == Parameter.Kind.IRI ? iri(choice) : null;
        return thing == null ? Text.plain(choice) : names.of(thing, language);
    }

    private static String input(Parameter parameter) {
        return switch (parameter.type().kind()) {
            case INTEGER, NUMBER -> "number";
            case DATATYPE ->
                    parameter.type().detail().equals(XSDDatatype.XSDdate.getURI())
                            ? "date"
                            : "text";
            default -> "text";
        };
    }

    private @Nullable Node iri(String value) {
        if (value.isEmpty()) {
            return null;
        }
        return NodeFactory.createURI(snapshot.ontology().iri(value));
    }

    /**
     * Replaces the name of a thing by its IRI, in short form, because readers know names.
     *
     * @return the IRI; the given value if it is an IRI already, or no single thing has that name
     */
    public String resolve(SavedQuery query, Parameter parameter, String value) {
        boolean looksLikeAnIri = value.contains(":") && !value.contains(" ");
        if (parameter.type().kind() != Parameter.Kind.IRI || looksLikeAnIri || value.isBlank()) {
            return value;
        }
        List<Node> called =
                parameterValues.of(query, parameter).stream()
                        .filter(thing -> isCalled(thing, value.strip()))
                        .toList();
        Optional<Node> one = called.size() == 1 ? Optional.of(called.getFirst()) : Optional.empty();
        return one.or(() -> names.uniquelyNamed(NodeFactory.createLiteralString(value.strip())))
                .map(names::shortForm)
                .orElse(value);
    }

    private boolean isCalled(Node thing, String name) {
        return names.labels(thing).stream()
                        .anyMatch(literal -> literal.getLiteralLexicalForm().equalsIgnoreCase(name))
                || names.values(thing, SKOS.altLabel.asNode()).stream()
                        .anyMatch(
                                literal -> literal.getLiteralLexicalForm().equalsIgnoreCase(name));
    }

    /** Returns whether a value is an IRI that occurs neither in the data nor in the ontology. */
    public boolean namesNothing(Parameter parameter, String value) {
        Node given = parameter.type().kind() == Parameter.Kind.IRI ? iri(value) : null;
        return given != null
                && !isTerm(given)
                && !snapshot.store().triples().contains(given, Node.ANY, Node.ANY)
                && !snapshot.store().triples().contains(Node.ANY, Node.ANY, given);
    }

    /** Returns whether the ontology of the home describes a term. */
    private boolean isTerm(Node thing) {
        return snapshot.ontology().describes(thing);
    }
}
