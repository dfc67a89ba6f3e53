package org.labledger.desk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDFS;
import org.jspecify.annotations.Nullable;
import org.labledger.check.Spelling;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.SourceFile;
import org.labledger.source.UriSpace;

/** Takes what a curator has to enter, looks whether it is there, and says what to write where. */
public final class Desk {

    private static final int MOST_WORDS = 8;

    private final Snapshot snapshot;
    private final UriSpace space;
    private final Words words;
    private final Names names;
    private final List<Kind> kinds;
    private final ValueReader values;
    private final Matches matches;

    private Desk(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.space = snapshot.description().uriSpace();
        this.words = new Words(snapshot);
        this.names = new Names(snapshot, words);
        this.kinds = Kinds.of(snapshot, words);
        this.values = new ValueReader(snapshot, words, names, kinds);
        this.matches = new Matches(snapshot, words, names);
    }

    /** Returns the desk at which things are entered into a ledger. */
    public static Desk at(Snapshot snapshot) {
        return new Desk(snapshot);
    }

    /** Returns what can be entered. */
    public List<Kind> kinds() {
        return kinds;
    }

    /**
     * Returns the kind of this name.
     *
     * @throws DeskException if the home has none, with those it has
     */
    public Kind kind(String name) throws DeskException {
        if (kinds.isEmpty()) {
            throw new DeskException(
                    "This home says nothing of what can be entered: no node shape in"
                            + " ontology/shapes/ has ev:newAs and ev:newIn.");
        }
        for (Kind kind : kinds) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw new DeskException(
                "\""
                        + name
                        + "\" is nothing that can be entered. There are: "
                        + kinds.stream().map(Kind::name).collect(Collectors.joining(", "))
                        + ".");
    }

    /**
     * Returns the source that is meant by an IRI, a prefixed name, the end of its IRI, or the path
     * of its file.
     */
    public Node source(String text) throws DeskException {
        List<Node> meant = new ArrayList<>();
        Node iri = values.iri(text);
        for (Node graph : snapshot.dataGraphs()) {
            boolean named =
                    graph.equals(iri)
                            || graph.equals(space.iri("source/" + text))
                            || graph.equals(space.iri(text))
                            || snapshot.filesOf(graph).stream()
                                    .anyMatch(file -> file.file().path().equals(text));
            if (named) {
                meant.add(graph);
            }
        }
        if (meant.isEmpty()) {
            List<Node> near =
                    names.near(iri == null ? text : Words.localName(iri), snapshot.dataGraphs());
            throw new DeskException(
                    "There is no source \""
                            + text
                            + "\"."
                            + (near.isEmpty()
                                    ? ""
                                    : " Did you mean "
                                            + near.stream()
                                                    .map(words::of)
                                                    .collect(Collectors.joining(" or "))
                                            + "?"));
        }
        return meant.getFirst();
    }

    /**
     * Begins to enter something.
     *
     * @param source the source that says it, needed if and only if the kind is said by sources
     */
    public Draft draft(Kind kind, @Nullable Node source) throws DeskException {
        if (kind.isRecord() && source == null) {
            throw new DeskException(
                    "Which source says it? Give --in SOURCE; what "
                            + kind.name()
                            + " makes is written into the file of the source that says it.");
        }
        if (!kind.isRecord() && source != null) {
            throw new DeskException(
                    "--in is for what a source says; "
                            + kind.name()
                            + " is written to "
                            + kind.file()
                            + " (--into FILE changes that).");
        }
        return new Draft(kind, source);
    }

    /**
     * Gives a draft a value.
     *
     * @param key the name of a field, with a language for a text: {@code label.en}
     * @throws DeskException if there is no such field, or it does not take the value
     */
    public void give(Draft draft, String key, String text) throws DeskException {
        Kind kind = draft.kind();
        int dot = key.indexOf('.');
        String name = dot < 0 ? key : key.substring(0, dot);
        String language = dot < 0 ? "" : key.substring(dot + 1);
        Optional<Field> found = kind.field(name);
        if (found.isEmpty()) {
            String near =
                    kind.fields().stream()
                            .map(Field::name)
                            .filter(other -> Spelling.distance(other, name) <= 2)
                            .findFirst()
                            .map(other -> " Did you mean " + other + "?")
                            .orElse("");
            throw new DeskException(
                    kind.name()
                            + " has no field "
                            + name
                            + "."
                            + near
                            + " It has: "
                            + kind.fields().stream()
                                    .map(Field::name)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        Field field = found.get();
        Node value = values.read(field, language, text);
        boolean second =
                draft.values(field).stream()
                        .filter(other -> !other.equals(value))
                        .anyMatch(other ->
                                !other.isLiteral()
                                        || !value.isLiteral()
                                        || other.getLiteralLanguage()
                                                .equalsIgnoreCase(value.getLiteralLanguage()));
        if (field.single() && second) {
            throw new DeskException(
                    key
                            + " takes one value, and \""
                            + text
                            + "\" is another one. What another source says goes into that source's"
                            + " file.");
        }
        draft.give(field, value);
    }

    /** Returns what the ledger has that is likely the same thing. */
    public List<Match> matches(Draft draft) {
        return matches.of(draft);
    }

    /** Returns the values that a field offers with their names, in the order of their IRIs. */
    public Map<String, String> choices(Field field) {
        Map<String, String> choices = new TreeMap<>();
        if (field.isChoice()) {
            for (Node choice : values.choices(field)) {
                choices.put(words.of(choice), choice.isURI() ? names.label(choice) : "");
            }
        }
        return choices;
    }

    /** Returns what a field takes, in a few words. */
    public String type(Field field) {
        return values.type(field);
    }

    /** Returns a name and a value that a field would take. */
    public String example(Field field) {
        return values.example(field);
    }

    /** Returns how a term is written for people: with its name if it has one. */
    public String shown(Node node) {
        return names.shown(node);
    }

    /**
     * Returns the end of an IRI for a draft: for a source its publisher and date; else its name in
     * kebab case; else its source and kind, with a number if need be.
     */
    public String slug(Draft draft) {
        if (draft.subject().isPresent()) {
            return Words.localName(draft.subject().get());
        }
        if (draft.kind().isSource()) {
            return sourceSlug(draft);
        }
        String name = kebabName(draft, MOST_WORDS);
        if (!name.isEmpty()) {
            return name;
        }
        String stem =
                draft.source().map(source -> Words.localName(source) + "-").orElse("")
                        + draft.kind().name();
        String slug = stem;
        for (int number = 2; names.isKnown(iri(draft.kind(), slug)); number++) {
            slug = stem + "-" + number;
        }
        return slug;
    }

    private String sourceSlug(Draft draft) {
        List<String> parts = new ArrayList<>();
        draft.values(DCTerms.publisher.asNode()).stream()
                .map(publisher ->
                        publisher.isURI()
                                ? Words.localName(publisher)
                                : Words.kebab(publisher.getLiteralLexicalForm()))
                .forEach(parts::add);
        List<Node> issued = draft.values(DCTerms.issued.asNode());
        if (issued.isEmpty()) {
            parts.add(kebabName(draft, 4));
        } else {
            parts.add(issued.getFirst().getLiteralLexicalForm());
        }
        parts.removeIf(String::isEmpty);
        return parts.isEmpty() ? draft.kind().name() : String.join("-", parts);
    }

    private static String kebabName(Draft draft, int most) {
        for (Node naming : List.of(RDFS.label.asNode(), DCTerms.title.asNode())) {
            List<Node> texts = new ArrayList<>(draft.values(naming));
            texts.sort((a, b) ->
                    Boolean.compare(
                            b.getLiteralLanguage().startsWith("en"),
                            a.getLiteralLanguage().startsWith("en")));
            for (Node text : texts) {
                String kebab = Words.kebab(text.getLiteralLexicalForm());
                if (!kebab.isEmpty()) {
                    return Arrays.stream(kebab.split("-"))
                            .limit(most)
                            .collect(Collectors.joining("-"));
                }
            }
        }
        return "";
    }

    /**
     * Gives a draft its IRI.
     *
     * @param slug what the IRI ends with
     * @param anyway whether it may be the IRI of something that another source describes
     * @throws DeskException if the slug is malformed or in use
     */
    public void name(Draft draft, String slug, boolean anyway) throws DeskException {
        if (!slug.matches("[a-z0-9]+([.-][a-z0-9]+)*")) {
            throw new DeskException(
                    "\""
                            + slug
                            + "\" cannot end an IRI here: small letters, digits and single hyphens,"
                            + " such as "
                            + (Words.kebab(slug).isEmpty() ? "two-words" : Words.kebab(slug))
                            + ".");
        }
        Kind kind = draft.kind();
        Node iri = iri(kind, slug);
        if (!names.isKnown(iri)) {
            draft.name(iri, List.of());
            return;
        }
        String where =
                matches.place(iri)
                        .map(place -> " (" + place.file() + ":" + place.line() + ")")
                        .orElse("");
        if (!kind.isRecord() || !names.isA(iri, kind.type())) {
            throw new DeskException(
                    names.shown(iri)
                            + " exists already"
                            + where
                            + ". Choose another end for the IRI with --id"
                            + (kind.isSource()
                                    ? ", such as " + slug + "-two-words-of-the-title"
                                    : "")
                            + ".");
        }
        Node source = draft.source().orElseThrow();
        if (snapshot.filesOf(source).stream()
                .flatMap(file -> file.quads().stream())
                .anyMatch(placed -> placed.quad().getSubject().equals(iri))) {
            throw new DeskException(
                    words.of(source)
                            + " describes "
                            + names.shown(iri)
                            + " already"
                            + snapshot.placeOf(source, iri, Node.ANY, Node.ANY)
                                    .map(place -> " (" + place.file() + ":" + place.line() + ")")
                                    .orElse("")
                            + ". Edit that, or choose another IRI with --id.");
        }
        if (!anyway) {
            throw new DeskException(
                    names.shown(iri)
                            + " is described already"
                            + where
                            + ". If this is what "
                            + words.of(source)
                            + " says of the same thing, add --anyway; if it is another thing,"
                            + " choose another IRI with --id.");
        }
        draft.name(
                iri,
                names
                        .all()
                        .find(iri, Node.ANY, Node.ANY)
                        .mapWith(Triple::getPredicate)
                        .toSet()
                        .stream()
                        .toList());
    }

    /** Returns whether something is described under the IRI that ends with the slug. */
    public boolean isInUse(Kind kind, String slug) {
        return names.isKnown(iri(kind, slug));
    }

    private Node iri(Kind kind, String slug) {
        return space.iri((kind.isSource() ? "source/" : "id/") + slug);
    }

    /**
     * Returns what to write for a draft that is complete and has its IRI.
     *
     * @param into a file of the home instead of the kind's own, or null
     */
    public Insertion insertion(Draft draft, @Nullable String into) throws DeskException {
        Node subject = draft.subject().orElseThrow();
        String path = into != null ? into.replace('\\', '/') : path(draft);
        if (!path.startsWith("data/") || path.contains("..")) {
            throw new DeskException("\"" + path + "\" is no file in data/ of the home.");
        }
        if (draft.kind().isSource()
                && snapshot.home().files().stream().anyMatch(file -> file.path().equals(path))) {
            throw new DeskException(path + " exists already. Choose another name with --id.");
        }
        if (draft.kind().isSource()
                && !space.graphOf(new HomeFile(path, new byte[0])).equals(subject)) {
            throw new DeskException(
                    path
                            + " cannot hold "
                            + words.of(subject)
                            + ": a file is named after its source.");
        }
        return Insertion.of(snapshot, path, draft.triples(subject));
    }

    private String path(Draft draft) throws DeskException {
        if (draft.kind().isRecord()) {
            Node source = draft.source().orElseThrow();
            List<SourceFile> files = snapshot.filesOf(source);
            if (files.size() != 1) {
                throw new DeskException(
                        words.of(source) + " has several files; say which with --into FILE.");
            }
            return files.getFirst().file().path();
        }
        List<Node> issued = draft.values(DCTerms.issued.asNode());
        String year =
                issued.isEmpty()
                        ? "undated"
                        : issued.getFirst().getLiteralLexicalForm().split("-")[0];
        return draft.kind()
                .file()
                .replace("{slug}", Words.localName(draft.subject().orElseThrow()))
                .replace("{year}", year);
    }
}
