package org.labledger.desk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDFS;
import org.jspecify.annotations.Nullable;
import org.labledger.check.EditDistance;
import org.labledger.snapshot.RetiredIris;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.SourceFile;
import org.labledger.source.UriSpace;
import org.labledger.vocabulary.Evidence;

/**
 * Entering things into a home. Creates a draft, validates its values, finds existing things that
 * may be the same, assigns an IRI, and makes the edit of the file. Nothing is written before {@link
 * TurtleEdit#write}.
 *
 * <pre>{@code
 * Desk desk = Desk.of(snapshot);
 * Draft draft = desk.draft(desk.kind("person"), null);
 * desk.add(draft, "label.en", "Ada Example");
 * desk.assignIri(draft, desk.slug(draft), false);
 * desk.edit(draft, null).write(home);
 * }</pre>
 */
public final class Desk {

    /** The maximum number of words of a name in an IRI. */
    private static final int MAX_WORDS = 8;

    /** The maximum number of words of a title or a paraphrase beside a source or publisher. */
    private static final int MAX_TITLE_WORDS = 4;

    private static final List<Node> NAMES = List.of(RDFS.label.asNode(), DCTerms.title.asNode());

    private final Snapshot snapshot;
    private final UriSpace space;
    private final NameIndex names;
    private final List<Kind> kinds;
    private final ValueParser values;
    private final MatchFinder matches;

    private Desk(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.space = snapshot.description().uriSpace();
        this.names = new NameIndex(snapshot);
        this.kinds = KindReader.read(snapshot, names);
        this.values = new ValueParser(snapshot, names, kinds);
        this.matches = new MatchFinder(snapshot, names);
    }

    /** Reads the kinds and indexes the names of a snapshot. */
    public static Desk of(Snapshot snapshot) {
        return new Desk(snapshot);
    }

    /** Returns the kinds of things that can be entered, in display order. */
    public List<Kind> kinds() {
        return kinds;
    }

    /**
     * Returns the kind of this name.
     *
     * @throws DeskException if there is none; the message lists the kinds
     */
    public Kind kind(String name) throws DeskException {
        if (kinds.isEmpty()) {
            throw new DeskException(
                    "This home defines no kinds of things to enter. Give a node shape in"
                            + " ontology/shapes/ `ev:newAs` and `ev:newIn`.");
        }
        for (Kind kind : kinds) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw new DeskException(
                "Unknown kind \""
                        + name
                        + "\". The kinds are: "
                        + kinds.stream().map(Kind::name).collect(Collectors.joining(", "))
                        + ".");
    }

    /**
     * Returns the thing that a text names: an IRI, a prefixed name, the last segment of an IRI of
     * the home or of a term of its ontology, or a name in any language.
     *
     * @throws DeskException if nothing, or more than one thing, has the name
     */
    public Node thing(String text) throws DeskException {
        return values.thing(text);
    }

    /**
     * Returns what stands for an IRI now: what replaced it, or the IRI itself.
     *
     * @throws DeskException if it was withdrawn; the message has the reason
     */
    public Node current(Node iri) throws DeskException {
        RetiredIris retired = RetiredIris.of(snapshot);
        if (retired.withdrawn().containsKey(iri)) {
            throw new DeskException(
                    names.shortForm(iri)
                            + " was withdrawn"
                            + names.texts(names.graph(), iri, Evidence.REASON).stream()
                                    .findFirst()
                                    .map(reason -> ": " + reason)
                                    .orElse("."));
        }
        return retired.replaced().getOrDefault(iri, iri);
    }

    /**
     * Gives a thing or source another IRI everywhere; the old one leads to it.
     *
     * @param fresh an unused IRI, prefixed name, or last segment of an IRI
     * @param reasons why, as texts; may be empty
     * @throws DeskException if the IRIs do not allow it, or more than the IRI would change
     */
    public IriChange rename(Node old, String fresh, List<Node> reasons) throws DeskException {
        Node iri = values.iri(fresh);
        String folder = old.getURI().substring(0, old.getURI().lastIndexOf('/') + 1);
        return IriChange.rename(
                snapshot, old, iri != null ? iri : NodeFactory.createURI(folder + fresh), reasons);
    }

    /**
     * Makes one thing of two; the old IRI leads to the kept one.
     *
     * @throws DeskException if the IRIs do not allow it, or more than that would change
     */
    public IriChange merge(Node old, Node kept, List<Node> reasons) throws DeskException {
        return IriChange.merge(snapshot, old, kept, reasons);
    }

    /**
     * Removes what one source, or the data as a whole, say about a record.
     *
     * @param source the source; {@code null} for all of them
     * @throws DeskException if other statements need the record
     */
    public IriChange retract(Node claim, @Nullable Node source, List<Node> reasons)
            throws DeskException {
        return IriChange.retract(snapshot, claim, source, reasons);
    }

    /**
     * Returns the source with this IRI, prefixed name, last IRI segment or file path.
     *
     * @throws DeskException if there is none
     */
    public Node source(String text) throws DeskException {
        List<Node> found = new ArrayList<>();
        Node iri = values.iri(text);
        for (Node graph : snapshot.dataGraphs()) {
            boolean isMatch =
                    graph.equals(iri)
                            || graph.equals(space.iri("source/" + text))
                            || graph.equals(space.iri(text))
                            || snapshot.filesOf(graph).stream()
                                    .anyMatch(file -> file.file().path().equals(text));
            if (isMatch) {
                found.add(graph);
            }
        }
        if (found.isEmpty()) {
            List<Node> suggestions =
                    names.suggestions(
                            iri == null ? text : NameText.localName(iri), snapshot.dataGraphs());
            throw new DeskException(
                    "Unknown source \""
                            + text
                            + "\"."
                            + (suggestions.isEmpty()
                                    ? ""
                                    : " Did you mean "
                                            + suggestions.stream()
                                                    .map(names::shortForm)
                                                    .collect(Collectors.joining(" or "))
                                            + "?"));
        }
        return found.getFirst();
    }

    /**
     * Creates an empty draft.
     *
     * @param source the source that states it; {@code null} unless the kind {@linkplain
     *     Kind#isRecord() is a record}
     * @throws DeskException if the source is missing, or the kind takes none
     */
    public Draft draft(Kind kind, @Nullable Node source) throws DeskException {
        if (kind.isRecord() && source == null) {
            throw new DeskException(
                    "Add `--in SOURCE`: "
                            + kind.name()
                            + " is written into the file of the source that states it.");
        }
        if (!kind.isRecord() && source != null) {
            throw new DeskException(
                    "Leave out `--in`: "
                            + kind.name()
                            + " is written to "
                            + kind.file()
                            + ". To choose another file, use `--into FILE`.");
        }
        return new Draft(kind, source);
    }

    /**
     * Adds a value to a draft.
     *
     * @param key the name of a field, followed by a language tag for a text: {@code label.en}
     * @param text the value: a prefixed name, local name or label for an IRI, else a lexical form
     * @throws DeskException if there is no such field, or it does not take the value
     */
    public void add(Draft draft, String key, String text) throws DeskException {
        Kind kind = draft.kind();
        int dot = key.indexOf('.');
        String name = dot < 0 ? key : key.substring(0, dot);
        String language = dot < 0 ? "" : key.substring(dot + 1);
        Optional<DraftField> found = kind.field(name);
        if (found.isEmpty()) {
            String suggestion =
                    kind.fields().stream()
                            .map(DraftField::name)
                            .filter(other -> EditDistance.between(other, name) <= 2)
                            .findFirst()
                            .map(other -> " Did you mean " + other + "?")
                            .orElse("");
            throw new DeskException(
                    kind.name()
                            + " has no field \""
                            + name
                            + "\"."
                            + suggestion
                            + " The fields are: "
                            + kind.fields().stream()
                                    .map(DraftField::name)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        DraftField field = found.get();
        Node value = values.parse(draft, field, language, text);
        boolean isSecond =
                draft.values(field).stream()
                        .filter(other -> !other.equals(value))
                        .anyMatch(other ->
                                !other.isLiteral()
                                        || !value.isLiteral()
                                        || other.getLiteralLanguage()
                                                .equalsIgnoreCase(value.getLiteralLanguage()));
        if (field.cardinality().isSingle() && isSecond) {
            throw new DeskException(
                    key
                            + " takes one value and has one already. Enter the value of another"
                            + " source with `--in` that source.");
        }
        draft.add(field, value);
    }

    /**
     * Returns whether what a value stands for depends on the other values of the draft, so that it
     * is added after them: a verdict prefers a value of the disagreement that it is about.
     *
     * @param key the name of a field, with or without a language tag
     */
    public boolean dependsOnOthers(Kind kind, String key) {
        return kind.field(key.split("\\.", 2)[0])
                .filter(field -> field.property().equals(Evidence.PREFERS))
                .isPresent();
    }

    /** Returns existing things that may be the same as the draft. */
    public List<Match> matches(Draft draft) {
        return matches.find(draft);
    }

    /**
     * Returns the values that a field offers, each with its label or an empty text, in the order of
     * their short forms. Empty if it takes other values.
     */
    public Map<String, String> choices(DraftField field) {
        Map<String, String> choices = new TreeMap<>();
        if (field.values().areChoices()) {
            for (Node choice : values.choices(field)) {
                choices.put(names.shortForm(choice), choice.isURI() ? names.label(choice) : "");
            }
        }
        return choices;
    }

    /** Returns a noun phrase for the values of a field, such as "a plain text". */
    public String type(DraftField field) {
        return values.type(field);
    }

    /** Returns a valid {@code name=value} for a field. */
    public String example(DraftField field) {
        return values.example(field);
    }

    /** Returns the prefixed name of a term, or its IRI in angle brackets. */
    public String shortForm(Node node) {
        return names.shortForm(node);
    }

    /** Returns the prefixed name of a term, with its label if it has one. */
    public String labelled(Node node) {
        return names.labelled(node);
    }

    /**
     * Proposes the last segment of the draft's IRI: publisher and date of a source; else its name
     * in kebab case; else its source with the beginning of the paraphrase, or with its kind. Never
     * a number, since IRIs are permanent and say what they stand for.
     *
     * @return the segment, or an empty text if the draft's names have no Latin form; somebody has
     *     to choose one then
     */
    public String slug(Draft draft) {
        if (draft.subject().isPresent()) {
            return NameText.localName(draft.subject().get());
        }
        if (draft.kind().isSource()) {
            return sourceSlug(draft);
        }
        String name = nameSlug(draft, NAMES, MAX_WORDS);
        if (!name.isEmpty() || draft.source().isEmpty() || hasName(draft)) {
            return name;
        }
        String words = nameSlug(draft, List.of(Evidence.PARAPHRASE), MAX_TITLE_WORDS);
        return NameText.localName(draft.source().get())
                + "-"
                + (words.isEmpty() ? draft.kind().name() : words);
    }

    private String sourceSlug(Draft draft) {
        List<String> parts = new ArrayList<>();
        for (Node publisher : draft.values(DCTerms.publisher.asNode())) {
            parts.add(
                    publisher.isURI()
                            ? NameText.localName(publisher)
                            : NameText.slug(publisher.getLiteralLexicalForm()));
        }
        List<Node> issued = draft.values(DCTerms.issued.asNode());
        parts.add(
                issued.isEmpty()
                        ? nameSlug(draft, NAMES, MAX_TITLE_WORDS)
                        : issued.getFirst().getLiteralLexicalForm());
        return parts.size() < 2 || parts.contains("") ? "" : String.join("-", parts);
    }

    private static boolean hasName(Draft draft) {
        return NAMES.stream().anyMatch(naming -> !draft.values(naming).isEmpty());
    }

    /** Returns the beginning of the first text that has a slug, English ones first. */
    private static String nameSlug(Draft draft, List<Node> properties, int maxWords) {
        for (Node naming : properties) {
            List<Node> texts = new ArrayList<>(draft.values(naming));
            texts.sort((a, b) ->
                    Boolean.compare(
                            b.getLiteralLanguage().startsWith("en"),
                            a.getLiteralLanguage().startsWith("en")));
            for (Node text : texts) {
                String slug = NameText.slug(text.getLiteralLexicalForm());
                if (!slug.isEmpty()) {
                    return Arrays.stream(slug.split("-"))
                            .limit(maxWords)
                            .collect(Collectors.joining("-"));
                }
            }
        }
        return "";
    }

    /**
     * Assigns the IRI of a draft.
     *
     * @param slug the last segment of the IRI; empty if {@link #slug} found none
     * @param allowsExisting whether the IRI may be that of a thing which another source describes
     * @throws DeskException if the slug is malformed or in use
     */
    public void assignIri(Draft draft, String slug, boolean allowsExisting) throws DeskException {
        if (slug.isEmpty()) {
            throw new DeskException(
                    draft.kind().isSource()
                            ? "Choose the last segment of its IRI with `--id SLUG`: publisher and"
                                    + " date or title, in Latin letters, such as"
                                    + " `--id example-gazette-2024-09-03`."
                            : "Its name has letters that cannot stand in an IRI. IRIs are permanent:"
                                    + " choose the last segment with `--id SLUG`, in Latin letters,"
                                    + " such as a romanization of the name.");
        }
        if (!slug.matches("[a-z0-9]+([.-][a-z0-9]+)*")) {
            throw new DeskException(
                    "\""
                            + slug
                            + "\" is not a valid IRI segment. Use lower-case letters, digits and"
                            + " single hyphens, such as `"
                            + (NameText.kebab(slug).isEmpty() ? "two-words" : NameText.kebab(slug))
                            + "`.");
        }
        Kind kind = draft.kind();
        Node iri = iri(kind, slug);
        if (!names.isKnown(iri)) {
            draft.assignSubject(iri, List.of());
            return;
        }
        String where =
                matches.location(iri)
                        .map(place -> " (" + place.file() + ":" + place.line() + ")")
                        .orElse("");
        if (!kind.isRecord() || !names.isInstance(iri, kind.type())) {
            throw new DeskException(
                    names.labelled(iri)
                            + " already exists"
                            + where
                            + ". Choose another IRI with "
                            + (kind.isSource()
                                    ? "`--id " + slug + "-two-words-of-the-title`"
                                    : "`--id SLUG`")
                            + ".");
        }
        Node source = draft.source().orElseThrow();
        if (snapshot.filesOf(source).stream()
                .flatMap(file -> file.quads().stream())
                .anyMatch(located -> located.quad().getSubject().equals(iri))) {
            throw new DeskException(
                    names.shortForm(source)
                            + " already describes "
                            + names.labelled(iri)
                            + snapshot.locationOf(source, iri, Node.ANY, Node.ANY)
                                    .map(place -> " (" + place.file() + ":" + place.line() + ")")
                                    .orElse("")
                            + ". Edit that description, or choose another IRI with `--id SLUG`.");
        }
        if (!allowsExisting) {
            throw new DeskException(
                    names.labelled(iri)
                            + " is already described"
                            + where
                            + ". To add what "
                            + names.shortForm(source)
                            + " says about it, use `--anyway`; for another thing, choose another"
                            + " IRI with `--id SLUG`.");
        }
        draft.assignSubject(
                iri,
                names
                        .graph()
                        .find(iri, Node.ANY, Node.ANY)
                        .mapWith(Triple::getPredicate)
                        .toSet()
                        .stream()
                        .toList());
    }

    /** Returns whether the IRI with this last segment is in use. */
    public boolean isInUse(Kind kind, String slug) {
        return names.isKnown(iri(kind, slug));
    }

    private Node iri(Kind kind, String slug) {
        return space.iri((kind.isSource() ? "source/" : "id/") + slug);
    }

    /**
     * Returns the edit that writes a draft.
     *
     * @param draft a draft with its IRI and without missing values
     * @param into the path of a file inside the home; {@code null} for the kind's own
     * @throws DeskException if the file is unsuitable
     */
    public TurtleEdit edit(Draft draft, @Nullable String into) throws DeskException {
        Node subject = draft.subject().orElseThrow();
        String path = into != null ? into.replace('\\', '/') : path(draft);
        if (!path.startsWith("data/") || path.contains("..")) {
            throw new DeskException("\"" + path + "\" is not a file below data/ of the home.");
        }
        if (draft.kind().isSource()
                && snapshot.home().files().stream().anyMatch(file -> file.path().equals(path))) {
            throw new DeskException(path + " already exists. Choose another IRI with `--id SLUG`.");
        }
        if (draft.kind().isSource()
                && !space.graphOf(new HomeFile(path, new byte[0])).equals(subject)) {
            throw new DeskException(
                    path
                            + " cannot hold "
                            + names.shortForm(subject)
                            + ": the name of a file determines the IRI of its source.");
        }
        return TurtleEdit.of(snapshot, path, draft.triples(subject));
    }

    private String path(Draft draft) throws DeskException {
        if (draft.kind().isRecord()) {
            Node source = draft.source().orElseThrow();
            List<SourceFile> files = snapshot.filesOf(source);
            if (files.size() != 1) {
                throw new DeskException(
                        names.shortForm(source)
                                + " has several files. Choose one with `--into FILE`.");
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
                .replace("{slug}", NameText.localName(draft.subject().orElseThrow()))
                .replace("{year}", year);
    }
}
