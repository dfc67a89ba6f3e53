package org.labledger.desk;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.XSD;
import org.jspecify.annotations.Nullable;
import org.labledger.snapshot.RetiredIris;
import org.labledger.snapshot.Snapshot;
import org.labledger.vocabulary.Evidence;

/** Turns typed text into the RDF term that a field takes. */
final class ValueParser {

    /** The maximum number of values listed in a message. */
    private static final int MAX_LISTED = 6;

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>\"{}|^`]+");

    /** The datatypes to try, in this order; others of the field come after. */
    private static final List<RDFDatatype> PREFERRED_DATATYPES =
            List.of(
                    XSDDatatype.XSDinteger,
                    XSDDatatype.XSDdecimal,
                    XSDDatatype.XSDdouble,
                    XSDDatatype.XSDboolean,
                    XSDDatatype.XSDdate,
                    XSDDatatype.XSDgYearMonth,
                    XSDDatatype.XSDgYear,
                    XSDDatatype.XSDdateTime,
                    XSDDatatype.XSDduration);

    private static final List<RDFDatatype> DATES =
            List.of(XSDDatatype.XSDdate, XSDDatatype.XSDgYearMonth, XSDDatatype.XSDgYear);

    private final Snapshot snapshot;
    private final NameIndex names;
    private final List<Kind> kinds;

    ValueParser(Snapshot snapshot, NameIndex names, List<Kind> kinds) {
        this.snapshot = snapshot;
        this.names = names;
        this.kinds = kinds;
    }

    /**
     * Returns the term that a text stands for.
     *
     * @param draft the draft that the value is for; a verdict's value depends on the disagreement
     *     in it
     * @param language the language tag given with the field name, or empty
     * @throws DeskException if the field does not take the value
     */
    Node parse(Draft draft, DraftField field, String language, String typed) throws DeskException {
        String text = typed.strip();
        String key = language.isEmpty() ? field.name() : field.name() + "." + language;
        if (text.isEmpty()) {
            throw new DeskException(key + " is empty. " + expected(field));
        }
        Sides sides = Sides.of(snapshot, draft);
        if (field.property().equals(Evidence.PREFERS) && !sides.isEmpty()) {
            return side(field, key, sides, language, text);
        }
        if (!language.isEmpty()) {
            return text(field, key, language, text);
        }
        if (field.values().areTexts()) {
            throw new DeskException(
                    field.name()
                            + " needs a language tag: `"
                            + field.name()
                            + ".LANGUAGE=…`. "
                            + expected(field));
        }
        Set<Node> datatypes = field.values().datatypes();
        if (field.values().areChoices()) {
            return datatypes.isEmpty() ? choice(field, text) : choiceOrLiteral(field, text);
        }
        if (datatypes.isEmpty() || (field.values().isIri() && iri(text) != null)) {
            return anyTerm(field, text);
        }
        return literal(field, text);
    }

    /** For a field that takes an existing thing or a literal: a thing if one is meant. */
    private Node choiceOrLiteral(DraftField field, String text) throws DeskException {
        try {
            return choice(field, text);
        } catch (DeskException noChoice) {
            if (iri(text) != null) {
                throw noChoice;
            }
            return literal(field, text);
        }
    }

    /**
     * Returns the value or record of a disagreement that a text stands for: the very term of the
     * side, so that both can be compared. A number may be written in another way, and a date less
     * precisely.
     */
    private Node side(DraftField field, String key, Sides sides, String language, String text)
            throws DeskException {
        Set<Node> things = new LinkedHashSet<>(sides.records());
        sides.values().stream().filter(Node::isURI).forEach(things::add);
        Set<Node> found = new LinkedHashSet<>();
        Node iri = iri(text);
        if (language.isEmpty()) {
            things.stream()
                    .filter(thing ->
                            thing.equals(iri)
                                    || NameText.localName(thing).equals(text)
                                    || names.named(text).contains(thing))
                    .forEach(found::add);
        }
        List<Node> literals = sides.values().stream().filter(Node::isLiteral).toList();
        literals.stream()
                .filter(value -> value.getLiteralLexicalForm().equals(text))
                .filter(value ->
                        language.isEmpty() || value.getLiteralLanguage().equalsIgnoreCase(language))
                .forEach(found::add);
        if (found.isEmpty() && language.isEmpty()) {
            // Another way of writing it: 20.0 for 20, 2024-05 for 2024-05-14.
            Set<RDFDatatype> datatypes = new LinkedHashSet<>(PREFERRED_DATATYPES);
            datatypes.addAll(datatypesFor(literals));
            for (RDFDatatype datatype : datatypes) {
                if (datatype.isValid(text)) {
                    Node value = NodeFactory.createLiteralDT(text, datatype);
                    literals.stream()
                            .filter(side ->
                                    side.sameValueAs(value)
                                            || (DATES.contains(datatype)
                                                    && DATES.contains(side.getLiteralDatatype())
                                                    && side.getLiteralLexicalForm()
                                                            .startsWith(text + "-")))
                            .forEach(found::add);
                }
            }
        }
        if (found.size() == 1) {
            return found.iterator().next();
        }
        if (found.size() > 1) {
            throw ambiguous(field.name(), text, found);
        }
        List<Node> all = new ArrayList<>(sides.values());
        all.addAll(sides.records());
        throw new DeskException(
                key
                        + ": no source says \""
                        + text
                        + "\". A verdict prefers what one side of the disagreement says: "
                        + listed(all)
                        + ".");
    }

    /** Returns the datatypes of literals, those to try first at the front. */
    private static List<RDFDatatype> datatypesFor(Collection<Node> literals) {
        Set<RDFDatatype> used = new LinkedHashSet<>();
        literals.stream()
                .filter(literal -> literal.getLiteralLanguage().isEmpty())
                .map(Node::getLiteralDatatype)
                .sorted(Comparator.comparing(RDFDatatype::getURI))
                .forEach(used::add);
        if (DATES.stream().anyMatch(used::contains)) {
            used.addAll(DATES);
        }
        List<RDFDatatype> ordered = new ArrayList<>(PREFERRED_DATATYPES);
        ordered.retainAll(used);
        used.stream().filter(datatype -> !ordered.contains(datatype)).forEach(ordered::add);
        // Any text is a string: what is more special comes first.
        if (ordered.remove(XSDDatatype.XSDstring)) {
            ordered.add(XSDDatatype.XSDstring);
        }
        return ordered;
    }

    private Node text(DraftField field, String key, String language, String text)
            throws DeskException {
        if (!field.values().mayBeTexts() && !field.values().areAnything()) {
            throw new DeskException(
                    key + ": " + field.name() + " takes no language tag. " + expected(field));
        }
        if (!field.values().languages().isEmpty()
                && !field.values().languages().contains(language)) {
            throw new DeskException(
                    key
                            + ": "
                            + field.name()
                            + " takes the languages "
                            + String.join(", ", field.values().languages())
                            + ". "
                            + expected(field));
        }
        if (!LANGUAGE.matcher(language).matches()) {
            throw new DeskException(
                    key
                            + ": \""
                            + language
                            + "\" is not a language tag such as en. "
                            + expected(field));
        }
        return NodeFactory.createLiteralLang(text, language);
    }

    private Node literal(DraftField field, String text) throws DeskException {
        Set<Node> allowed = field.values().datatypes();
        if (text.equalsIgnoreCase("today") && allowed.contains(XSD.date.asNode())) {
            return NodeFactory.createLiteralDT(
                    LocalDate.now(ZoneOffset.UTC).toString(), XSDDatatype.XSDdate);
        }
        for (RDFDatatype datatype : PREFERRED_DATATYPES) {
            if (allowed.contains(NodeFactory.createURI(datatype.getURI()))
                    && datatype.isValid(text)) {
                return NodeFactory.createLiteralDT(text, datatype);
            }
        }
        for (Node other : allowed) {
            RDFDatatype datatype = TypeMapper.getInstance().getSafeTypeByName(other.getURI());
            if (!PREFERRED_DATATYPES.contains(datatype)
                    && !other.equals(RDF.langString.asNode())
                    && datatype.isValid(text)) {
                return NodeFactory.createLiteralDT(text, datatype);
            }
        }
        throw new DeskException(
                field.name() + ": \"" + text + "\" is not valid. " + expected(field));
    }

    /** Returns one of the field's choices, given as prefixed name, local name or label. */
    private Node choice(DraftField field, String text) throws DeskException {
        Set<Node> choices = new LinkedHashSet<>(choices(field));
        Set<Node> found = new LinkedHashSet<>();
        Node iri = iri(text);
        if (iri != null && choices.contains(iri)) {
            return iri;
        }
        if (iri == null) {
            choices.stream()
                    .filter(Node::isURI)
                    .filter(choice -> NameText.localName(choice).equals(text))
                    .forEach(found::add);
            if (found.isEmpty()) {
                choices.stream()
                        .filter(Node::isURI)
                        .filter(choice -> NameText.localName(choice).equalsIgnoreCase(text))
                        .forEach(found::add);
            }
            if (found.isEmpty()) {
                names.named(text).stream().filter(choices::contains).forEach(found::add);
            }
            for (Node member : field.values().members()) {
                if (member.isLiteral() && member.getLiteralLexicalForm().equals(text)) {
                    found.add(member);
                }
            }
        }
        if (found.size() == 1) {
            return found.iterator().next();
        }
        if (found.size() > 1) {
            throw ambiguous(field.name(), text, found);
        }
        if (iri != null && names.isKnown(iri)) {
            throw new DeskException(
                    field.name()
                            + ": "
                            + names.labelled(iri)
                            + " exists but is of "
                            + types(iri)
                            + ". "
                            + expected(field));
        }
        String name = iri == null ? text : NameText.localName(iri);
        throw noMatch(field, text, names.suggestions(name, choices), newThing(field));
    }

    private DeskException ambiguous(String field, String text, Collection<Node> found) {
        return new DeskException(
                field
                        + ": \""
                        + text
                        + "\" is ambiguous: "
                        + listed(found)
                        + ". Use the prefixed name.");
    }

    private DeskException noMatch(
            DraftField field, String text, List<Node> suggestions, String advice) {
        return new DeskException(
                field.name()
                        + ": nothing matches \""
                        + text
                        + "\"."
                        + (suggestions.isEmpty()
                                ? ""
                                : " Did you mean " + listed(suggestions) + "?")
                        + " "
                        + expected(field)
                        + advice);
    }

    /** Returns which command enters a new value of the field, or an empty text. */
    private String newThing(DraftField field) {
        String commands =
                kinds.stream()
                        .filter(kind ->
                                field.values().classes().contains(kind.type())
                                        || field.values().classes().stream()
                                                .anyMatch(
                                                        snapshot.ontology()
                                                                        .superclasses(kind.type())
                                                                ::contains))
                        .map(Kind::name)
                        .collect(Collectors.joining("|"));
        return commands.isEmpty()
                ? ""
                : " If it is new, enter it first with `./lab-ledger new " + commands + "`.";
    }

    /** Returns a term for a field without class or datatype: a known thing, an IRI or a literal. */
    private Node anyTerm(DraftField field, String text) throws DeskException {
        Node term = anyTermOrRetired(field, text);
        RetiredIris retired = RetiredIris.of(snapshot);
        if (retired.contains(term)) {
            Node replacement = retired.replaced().get(term);
            throw new DeskException(
                    field.name()
                            + ": "
                            + names.shortForm(term)
                            + " is retired"
                            + (replacement == null
                                    ? "."
                                    : ". Use " + names.labelled(replacement) + "."));
        }
        return term;
    }

    private Node anyTermOrRetired(DraftField field, String text) throws DeskException {
        Node iri = iri(text);
        if (iri != null) {
            if (snapshot.description().uriSpace().contains(iri) && !names.isKnown(iri)) {
                throw unknown(field, text, NameText.localName(iri));
            }
            return iri;
        }
        Set<Node> found = called(text);
        if (found.size() > 1) {
            throw ambiguous(field.name(), text, found);
        }
        if (found.size() == 1) {
            return found.iterator().next();
        }
        if (field.values().isIri()) {
            throw unknown(field, text, text);
        }
        return anyLiteral(field, text);
    }

    /** Returns the known thing with this last segment of its IRI, else those with this name. */
    private Set<Node> called(String text) {
        for (String folder : List.of("id/", "source/")) {
            Node candidate = snapshot.description().uriSpace().iri(folder + text);
            if (text.matches("\\S+") && names.isKnown(candidate)) {
                return Set.of(candidate);
            }
        }
        Set<Node> found = names.named(text);
        // An article often has the name of its subject, but is another thing.
        Set<Node> things = new LinkedHashSet<>(found);
        things.removeIf(thing -> names.isInstance(thing, Evidence.SOURCE));
        return things.isEmpty() ? found : things;
    }

    /** See {@link Desk#thing}. */
    Node thing(String text) throws DeskException {
        Node iri = iri(text.strip());
        if (iri != null) {
            return iri;
        }
        Set<Node> found = called(text.strip());
        if (found.isEmpty()) {
            found =
                    snapshot.ontology()
                            .graph()
                            .find()
                            .mapWith(Triple::getSubject)
                            .filterKeep(Node::isURI)
                            .filterKeep(term -> NameText.localName(term).equals(text.strip()))
                            .toSet();
        }
        if (found.size() == 1) {
            return found.iterator().next();
        }
        if (found.size() > 1) {
            throw new DeskException(
                    "\"" + text + "\" is ambiguous: " + listed(found) + ". Use the prefixed name.");
        }
        List<Node> suggestions = names.suggestions(text, described());
        throw new DeskException(
                "Nothing is called \""
                        + text
                        + "\"."
                        + (suggestions.isEmpty()
                                ? ""
                                : " Did you mean " + listed(suggestions) + "?"));
    }

    /** Returns a literal of a datatype that the property already has in the data, else a string. */
    private Node anyLiteral(DraftField field, String text) {
        List<Node> existing =
                names.graph()
                        .find(Node.ANY, field.property(), Node.ANY)
                        .mapWith(Triple::getObject)
                        .filterKeep(Node::isLiteral)
                        .toList();
        return datatypesFor(existing).stream()
                .filter(datatype -> datatype.isValid(text))
                .findFirst()
                .map(datatype -> NodeFactory.createLiteralDT(text, datatype))
                .orElseGet(() -> NodeFactory.createLiteralString(text));
    }

    private DeskException unknown(DraftField field, String text, String name) {
        return noMatch(field, text, names.suggestions(name, described()), "");
    }

    private List<Node> described() {
        List<Node> things =
                new ArrayList<>(names.graph().find().mapWith(Triple::getSubject).toSet());
        RetiredIris retired = RetiredIris.of(snapshot);
        things.removeIf(
                thing -> !thing.isURI() || !names.isDescribed(thing) || retired.contains(thing));
        return things;
    }

    /**
     * Returns the IRI that a text writes in full, in angle brackets or as a prefixed name, or
     * {@code null} if it is none of these.
     */
    @Nullable Node iri(String text) {
        if (text.startsWith("<") && text.endsWith(">")) {
            return NodeFactory.createURI(text.substring(1, text.length() - 1));
        }
        int colon = text.indexOf(':');
        if (colon < 0 || !ADDRESS.matcher(text).matches()) {
            return null;
        }
        if (!text.startsWith("//", colon + 1)) {
            String expanded = snapshot.prefixes().expand(text);
            if (expanded != null && !expanded.equals(text)) {
                return NodeFactory.createURI(expanded);
            }
            // Only these schemes: "Title:subtitle" is a string.
            return text.toLowerCase(Locale.ROOT).matches("(mailto|urn|doi|tel):.+")
                    ? NodeFactory.createURI(text)
                    : null;
        }
        return NodeFactory.createURI(text);
    }

    /** Returns the values that a field offers, in the order of the list or of their IRIs. */
    List<Node> choices(DraftField field) {
        if (!field.values().members().isEmpty()) {
            return field.values().members();
        }
        Set<Node> choices = new LinkedHashSet<>();
        if (!field.values().marks().isEmpty()) {
            for (DraftField.Mark mark : field.values().marks()) {
                choices.addAll(names.subjects(mark.property(), mark.value()));
            }
            return List.copyOf(choices);
        }
        field.values().classes().forEach(type -> choices.addAll(names.instances(type)));
        return List.copyOf(choices);
    }

    /** Returns a sentence with the type and an example of a field. */
    private String expected(DraftField field) {
        return "Expected " + type(field) + ", such as `" + example(field) + "`.";
    }

    /** Returns a noun phrase for the values of a field. */
    String type(DraftField field) {
        if (field.values().areListed()) {
            List<Node> choices = choices(field);
            String few =
                    choices.stream()
                            .limit(MAX_LISTED)
                            .map(names::shortForm)
                            .collect(Collectors.joining(", "));
            return "one of "
                    + few
                    + (choices.size() > MAX_LISTED ? " … (" + choices.size() + ")" : "");
        }
        if (!field.values().classes().isEmpty()) {
            return field.values().classes().stream()
                    .map(names::shortForm)
                    .sorted()
                    .collect(Collectors.joining(" or ", "an existing ", ""));
        }
        if (field.values().areTexts()) {
            return field.values().languages().isEmpty()
                    ? "a text with a language tag"
                    : "a text in each language ("
                            + String.join(", ", field.values().languages())
                            + ")";
        }
        if (field.values().datatypes().equals(Set.of(XSD.xstring.asNode()))) {
            return "a plain text";
        }
        if (field.values()
                .datatypes()
                .equals(Set.of(RDF.langString.asNode(), XSD.xstring.asNode()))) {
            return "a text, with a language tag (" + field.name() + ".en) or without";
        }
        if (field.values().datatypes().contains(XSD.gYearMonth.asNode())) {
            return "a day, a month or a year (xsd:date, xsd:gYearMonth, xsd:gYear)";
        }
        if (!field.values().datatypes().isEmpty()) {
            return field.values().datatypes().stream()
                    .map(names::shortForm)
                    .sorted()
                    .collect(Collectors.joining(" or ", "a value of type ", ""));
        }
        if (field.property().equals(Evidence.PREFERS)) {
            return "a value or record that one side of the disagreement states";
        }
        return field.values().isIri() ? "an IRI" : "an IRI or a text";
    }

    /**
     * Returns a valid {@code name=value}, with the most frequent existing value if there is one.
     */
    String example(DraftField field) {
        String key = field.keys().getFirst();
        if (field.values().areTexts()) {
            return (field.values().languages().isEmpty() ? field.name() + ".en" : key) + "=\"…\"";
        }
        Set<Node> choices = field.values().areChoices() ? Set.copyOf(choices(field)) : Set.of();
        return names
                .graph()
                .find(Node.ANY, field.property(), Node.ANY)
                .mapWith(Triple::getObject)
                .filterKeep(value ->
                        value.isURI()
                                || field.values().datatypes().isEmpty()
                                || field.values()
                                        .datatypes()
                                        .contains(
                                                NodeFactory.createURI(
                                                        value.getLiteralDatatypeURI())))
                .filterKeep(value -> choices.isEmpty() || choices.contains(value))
                .toList()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                names::shortForm, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .or(() -> choices.stream().map(names::shortForm).sorted().findFirst())
                .or(() ->
                        field.values().datatypes().stream()
                                .map(ValueParser::sample)
                                .sorted()
                                .findFirst())
                .map(value -> key + "=" + (value.contains(" ") ? "\"" + value + "\"" : value))
                .orElse(key + "=…");
    }

    private static String sample(Node datatype) {
        return switch (NameText.localName(datatype)) {
            case "date" -> "2024-05-14";
            case "gYearMonth" -> "2024-05";
            case "gYear" -> "2024";
            case "integer" -> "20";
            case "decimal", "double" -> "20.5";
            case "boolean" -> "true";
            case "duration" -> "P4Y";
            default -> "…";
        };
    }

    private String types(Node thing) {
        String types =
                names
                        .graph()
                        .find(thing, RDF.type.asNode(), Node.ANY)
                        .mapWith(Triple::getObject)
                        .toList()
                        .stream()
                        .map(names::shortForm)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return types.isEmpty() ? "no class" : "class " + types;
    }

    private String listed(Collection<Node> things) {
        return things.stream()
                .map(names::labelled)
                .sorted()
                .limit(MAX_LISTED)
                .collect(Collectors.joining(" or "));
    }
}
