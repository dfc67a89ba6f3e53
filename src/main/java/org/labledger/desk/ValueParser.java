package org.labledger.desk;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
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
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.XSD;
import org.jspecify.annotations.Nullable;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;

/** Makes terms of what people type, as the field allows. */
final class ValueReader {

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>\"{}|^`]+");

    /** The datatypes that are tried, in this order; a string is what nothing else is. */
    private static final List<RDFDatatype> TRIED =
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

    private final Snapshot snapshot;
    private final Words words;
    private final Names names;
    private final List<Kind> kinds;

    ValueReader(Snapshot snapshot, Words words, Names names, List<Kind> kinds) {
        this.snapshot = snapshot;
        this.words = words;
        this.names = names;
        this.kinds = kinds;
    }

    /**
     * Returns the term that a text stands for.
     *
     * @param language the language tag after the field's name, or empty
     */
    Node read(Field field, String language, String typed) throws DeskException {
        String text = typed.strip();
        String key = language.isEmpty() ? field.name() : field.name() + "." + language;
        if (text.isEmpty()) {
            throw new DeskException(key + " is empty. " + takes(field));
        }
        if (!language.isEmpty()) {
            return text(field, key, language, text);
        }
        if (field.isText()) {
            throw new DeskException(
                    field.name()
                            + " needs its language: write "
                            + field.name()
                            + ".LANGUAGE=… "
                            + takes(field));
        }
        if (field.isChoice() || field.datatypes().isEmpty()) {
            return field.isChoice() ? chosen(field, text) : anything(field, text);
        }
        return literal(field, text);
    }

    private Node text(Field field, String key, String language, String text) throws DeskException {
        if (!field.mayBeText()) {
            throw new DeskException(
                    key + ": " + field.name() + " has no language. " + takes(field));
        }
        if (!field.languages().isEmpty() && !field.languages().contains(language)) {
            throw new DeskException(
                    key
                            + ": the languages of "
                            + field.name()
                            + " are "
                            + String.join(", ", field.languages())
                            + ". "
                            + takes(field));
        }
        if (!LANGUAGE.matcher(language).matches()) {
            throw new DeskException(
                    key + ": \"" + language + "\" is no language tag, such as en. " + takes(field));
        }
        return NodeFactory.createLiteralLang(text, language);
    }

    private Node literal(Field field, String text) throws DeskException {
        Set<Node> allowed = field.datatypes();
        if (text.equalsIgnoreCase("today") && allowed.contains(XSD.date.asNode())) {
            return NodeFactory.createLiteralDT(
                    LocalDate.now(ZoneId.systemDefault()).toString(), XSDDatatype.XSDdate);
        }
        for (RDFDatatype datatype : TRIED) {
            if (allowed.contains(NodeFactory.createURI(datatype.getURI()))
                    && datatype.isValid(text)) {
                return NodeFactory.createLiteralDT(text, datatype);
            }
        }
        for (Node other : allowed) {
            RDFDatatype datatype = TypeMapper.getInstance().getSafeTypeByName(other.getURI());
            if (!TRIED.contains(datatype)
                    && !other.equals(RDF.langString.asNode())
                    && datatype.isValid(text)) {
                return NodeFactory.createLiteralDT(text, datatype);
            }
        }
        throw new DeskException(field.name() + ": \"" + text + "\" will not do. " + takes(field));
    }

    /** A thing that the field offers: by prefixed name, by local name, or by what it is called. */
    private Node chosen(Field field, String text) throws DeskException {
        Set<Node> choices = new LinkedHashSet<>(choices(field));
        Set<Node> meant = new LinkedHashSet<>();
        Node iri = iri(text);
        if (iri != null && choices.contains(iri)) {
            return iri;
        }
        if (iri == null) {
            choices.stream()
                    .filter(Node::isURI)
                    .filter(choice -> Words.localName(choice).equals(text))
                    .forEach(meant::add);
            if (meant.isEmpty()) {
                choices.stream()
                        .filter(Node::isURI)
                        .filter(choice -> Words.localName(choice).equalsIgnoreCase(text))
                        .forEach(meant::add);
            }
            if (meant.isEmpty()) {
                names.called(text).stream().filter(choices::contains).forEach(meant::add);
            }
            for (Node member : field.members()) {
                if (member.isLiteral() && member.getLiteralLexicalForm().equals(text)) {
                    meant.add(member);
                }
            }
        }
        if (meant.size() == 1) {
            return meant.iterator().next();
        }
        if (meant.size() > 1) {
            throw new DeskException(
                    field.name() + ": \"" + text + "\" may be " + listed(meant) + ". Write which.");
        }
        if (iri != null && names.isKnown(iri)) {
            throw new DeskException(
                    field.name()
                            + ": "
                            + names.shown(iri)
                            + " is there, but it is "
                            + types(iri)
                            + ". "
                            + takes(field));
        }
        String spelt = iri == null ? text : Words.localName(iri);
        List<Node> near = names.near(spelt, choices);
        throw new DeskException(
                field.name()
                        + ": the ledger knows no \""
                        + text
                        + "\" here."
                        + (near.isEmpty() ? "" : " Did you mean " + listed(near) + "?")
                        + " "
                        + takes(field)
                        + ifItIsNew(field));
    }

    private String ifItIsNew(Field field) {
        String commands =
                kinds.stream()
                        .filter(kind ->
                                field.classes().contains(kind.type())
                                        || field.classes().stream()
                                                .anyMatch(type ->
                                                        snapshot.ontology()
                                                                .contains(
                                                                        kind.type(),
                                                                        RDFS.subClassOf.asNode(),
                                                                        type)))
                        .map(Kind::name)
                        .collect(Collectors.joining("|"));
        return commands.isEmpty()
                ? ""
                : " If it is new, enter it first: ./lab-ledger new " + commands;
    }

    /** Any thing, if nothing says what it has to be; also a text, if it need not be an IRI. */
    private Node anything(Field field, String text) throws DeskException {
        UriSpace space = snapshot.description().uriSpace();
        Node iri = iri(text);
        if (iri == null) {
            for (String folder : List.of("id/", "source/")) {
                Node candidate = space.iri(folder + text);
                if (text.matches("\\S+") && names.isKnown(candidate)) {
                    return candidate;
                }
            }
            Set<Node> meant = names.called(text);
            if (meant.size() == 1) {
                return meant.iterator().next();
            }
            if (meant.size() > 1) {
                throw new DeskException(
                        field.name()
                                + ": \""
                                + text
                                + "\" may be "
                                + listed(meant)
                                + ". Write which.");
            }
            if (!field.iri()) {
                return NodeFactory.createLiteralString(text);
            }
            throw unknown(field, text, text);
        }
        if (space.contains(iri) && !names.isKnown(iri)) {
            throw unknown(field, text, Words.localName(iri));
        }
        return iri;
    }

    private DeskException unknown(Field field, String text, String spelt) {
        List<Node> things = new ArrayList<>(names.all().find().mapWith(Triple::getSubject).toSet());
        things.removeIf(thing -> !thing.isURI() || !names.isDescribed(thing));
        List<Node> near = names.near(spelt, things);
        return new DeskException(
                field.name()
                        + ": the ledger knows no \""
                        + text
                        + "\"."
                        + (near.isEmpty() ? "" : " Did you mean " + listed(near) + "?")
                        + " "
                        + takes(field));
    }

    /** Returns the IRI that is written out or as a prefixed name, or null if it is neither. */
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
            // "Title: subtitle" without a space is no address either.
            return text.toLowerCase(Locale.ROOT).matches("(mailto|urn|doi|tel):.+")
                    ? NodeFactory.createURI(text)
                    : null;
        }
        return NodeFactory.createURI(text);
    }

    /** Returns the things that a field offers, in the order of their IRIs. */
    List<Node> choices(Field field) {
        if (!field.members().isEmpty()) {
            return field.members();
        }
        Set<Node> choices = new LinkedHashSet<>();
        if (!field.marks().isEmpty()) {
            for (Field.Mark mark : field.marks()) {
                choices.addAll(names.subjects(mark.property(), mark.value()));
            }
            return List.copyOf(choices);
        }
        field.classes().forEach(type -> choices.addAll(names.members(type)));
        return List.copyOf(choices);
    }

    /** Returns a sentence that says what a field takes, with an example. */
    String takes(Field field) {
        return "It takes " + type(field) + ", such as " + example(field) + ".";
    }

    /** Returns what values of a field are, in a few words. */
    String type(Field field) {
        if (field.isListed()) {
            List<Node> choices = choices(field);
            String few = choices.stream().limit(6).map(words::of).collect(Collectors.joining(", "));
            return "one of " + few + (choices.size() > 6 ? " … (" + choices.size() + ")" : "");
        }
        if (!field.classes().isEmpty()) {
            return field.classes().stream()
                    .map(words::of)
                    .sorted()
                    .map(name -> ("aeiou".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name)
                    .collect(Collectors.joining(" or ", "", " that exists"));
        }
        if (field.isText()) {
            return field.languages().isEmpty()
                    ? "a text with its language"
                    : "a text in each language (" + String.join(", ", field.languages()) + ")";
        }
        if (field.datatypes().equals(Set.of(XSD.xstring.asNode()))) {
            return "a plain text";
        }
        if (field.datatypes().equals(Set.of(RDF.langString.asNode(), XSD.xstring.asNode()))) {
            return "a text, with a language (" + field.name() + ".en) or without";
        }
        if (field.datatypes().contains(XSD.gYearMonth.asNode())) {
            return "a day, a month or a year (xsd:date, xsd:gYearMonth, xsd:gYear)";
        }
        if (!field.datatypes().isEmpty()) {
            return field.datatypes().stream()
                    .map(words::of)
                    .sorted()
                    .collect(Collectors.joining(" or ", "a value of type ", ""));
        }
        return field.iri() ? "an IRI" : "an IRI or a text";
    }

    /** Returns a name and value that would do: one that the ledger has, if it has any. */
    String example(Field field) {
        String key = field.keys().getFirst();
        if (field.isText()) {
            return (field.languages().isEmpty() ? field.name() + ".en" : key) + "=\"…\"";
        }
        Set<Node> choices = field.isChoice() ? Set.copyOf(choices(field)) : Set.of();
        return names
                .all()
                .find(Node.ANY, field.property(), Node.ANY)
                .mapWith(Triple::getObject)
                .filterKeep(value ->
                        value.isURI()
                                || field.datatypes().isEmpty()
                                || field.datatypes()
                                        .contains(
                                                NodeFactory.createURI(
                                                        value.getLiteralDatatypeURI())))
                .filterKeep(value -> choices.isEmpty() || choices.contains(value))
                .toList()
                .stream()
                .collect(Collectors.groupingBy(words::of, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .or(() -> choices.stream().map(words::of).sorted().findFirst())
                .or(() -> field.datatypes().stream().map(ValueReader::sample).sorted().findFirst())
                .map(value -> key + "=" + (value.contains(" ") ? "\"" + value + "\"" : value))
                .orElse(key + "=…");
    }

    private static String sample(Node datatype) {
        return switch (Words.localName(datatype)) {
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
                        .all()
                        .find(thing, RDF.type.asNode(), Node.ANY)
                        .mapWith(Triple::getObject)
                        .toList()
                        .stream()
                        .map(words::of)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return "of class " + (types.isEmpty() ? "none" : types);
    }

    private String listed(Collection<Node> things) {
        return things.stream()
                .map(names::shown)
                .sorted()
                .limit(6)
                .collect(Collectors.joining(" or "));
    }
}
