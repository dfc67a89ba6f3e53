package org.labledger.form;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.SKOS;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.display.Language;
import org.labledger.display.Names;
import org.labledger.display.Text;
import org.labledger.display.Visit;
import org.labledger.display.Words;
import org.labledger.snapshot.Snapshot;

/** Makes forms from the parameters of saved queries, and reads what people write in them. */
public final class Fields {

    /** Up to so many things are offered in a list; more are suggested while writing. */
    private static final int MOST_IN_A_LIST = 250;

    private final Snapshot snapshot;
    private final Names names;
    private final Words words;
    private final Candidates candidates;

    public Fields(Snapshot snapshot, Names names, Words words, Candidates candidates) {
        this.snapshot = snapshot;
        this.names = names;
        this.words = words;
        this.candidates = candidates;
    }

    /** Returns the fields of a query's form, filled in with some values. */
    public List<Field> of(SavedQuery query, Map<String, String> values, Language language) {
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

    /** Returns whether a parameter chooses the language of the answer, as the page does itself. */
    public static boolean isLanguage(Parameter parameter) {
        return parameter.name().equals(Visit.LANGUAGE) && !parameter.choices().isEmpty();
    }

    private Field field(SavedQuery query, Parameter parameter, String value, Language language) {
        Text label = words.of(query, parameter.name(), language);
        List<Field.Choice> choices = new ArrayList<>();
        boolean isOpen = false;
        if (!parameter.choices().isEmpty()) {
            for (String choice : parameter.choices()) {
                choices.add(
                        new Field.Choice(
                                choice, nameOf(parameter, choice, language), choice.equals(value)));
            }
            if (!value.isEmpty() && choices.stream().noneMatch(Field.Choice::isChosen)) {
                choices.addFirst(new Field.Choice(value, Text.plain(value), true));
            }
        } else if (parameter.type().kind() == Parameter.Kind.IRI) {
            Node given = iri(value);
            List<Node> things = candidates.of(query, parameter);
            isOpen = things.isEmpty() || things.size() > MOST_IN_A_LIST;
            for (Node thing : things) {
                Text name = names.of(thing, language);
                choices.add(
                        new Field.Choice(
                                isOpen ? name.value() : names.shortForm(thing),
                                name,
                                thing.equals(given)));
            }
            Collator collator = Collator.getInstance(language.locale());
            choices.sort(Comparator.comparing(choice -> choice.label().value(), collator));
            if (given != null && isOpen) {
                value = names.named(given, language).map(Text::value).orElse(value);
            } else if (given != null && choices.stream().noneMatch(Field.Choice::isChosen)) {
                choices.addFirst(new Field.Choice(value, names.of(given, language), true));
            }
        }
        return new Field(
                parameter.name(),
                label,
                input(parameter, value),
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

    /** A browser shows nothing of a date that is none; as text it can be put right. */
    private static String input(Parameter parameter, String value) {
        boolean isDate = value.isEmpty() || value.matches("\\d{4}-\\d\\d-\\d\\d");
        boolean isNumber = value.isEmpty() || value.matches("[+-]?[\\d.]+([eE][+-]?\\d+)?");
        return switch (parameter.type().kind()) {
            case INTEGER, NUMBER -> isNumber ? "number" : "text";
            case DATATYPE ->
                    isDate && parameter.type().detail().equals(XSDDatatype.XSDdate.getURI())
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
     * Puts the IRI in the place of a name: people know what things are called.
     *
     * @return the value to ask with; the one given if it is an IRI or nothing is called so
     */
    public String resolve(SavedQuery query, Parameter parameter, String value) {
        boolean looksLikeAnIri = value.contains(":") && !value.contains(" ");
        if (parameter.type().kind() != Parameter.Kind.IRI || looksLikeAnIri || value.isBlank()) {
            return value;
        }
        List<Node> called =
                candidates.of(query, parameter).stream()
                        .filter(thing -> isCalled(thing, value.strip()))
                        .toList();
        Optional<Node> one = called.size() == 1 ? Optional.of(called.getFirst()) : Optional.empty();
        return one.or(() -> names.thingCalled(NodeFactory.createLiteralString(value.strip())))
                .map(names::shortForm)
                .orElse(value);
    }

    private boolean isCalled(Node thing, String name) {
        return names.literals(thing).stream()
                        .anyMatch(literal -> literal.getLiteralLexicalForm().equalsIgnoreCase(name))
                || names.values(thing, SKOS.altLabel.asNode()).stream()
                        .anyMatch(
                                literal -> literal.getLiteralLexicalForm().equalsIgnoreCase(name));
    }

    /** Returns whether a value is the IRI of something of which neither record nor words know. */
    public boolean isOfNothing(Parameter parameter, String value) {
        Node given = parameter.type().kind() == Parameter.Kind.IRI ? iri(value) : null;
        return given != null
                && !isTerm(given)
                && !snapshot.store().triples().contains(given, Node.ANY, Node.ANY)
                && !snapshot.store().triples().contains(Node.ANY, Node.ANY, given);
    }

    /** Returns whether a thing is of the home's vocabulary rather than of its record. */
    boolean isTerm(Node thing) {
        return snapshot.ontology().describes(thing);
    }
}
