package org.labledger.changes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.Messages;
import org.labledger.display.SourceSummaries;
import org.labledger.display.SourceSummary;
import org.labledger.display.Text;
import org.labledger.display.Value;
import org.labledger.display.Values;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.store.Triples;
import org.labledger.vocabulary.Evidence;
import org.labledger.vocabulary.LabelProperties;
import org.labledger.vocabulary.Namespaces;

/**
 * Says what changed, in the words of a snapshot: its labels of classes, properties and things. What
 * the snapshot does not know goes by what the changed files say of it. Safe for use by several
 * threads. Methods may query the store of the snapshot.
 */
public final class Wording {

    /** Maximum number of lines about one thing. */
    private static final int MAX_LINES = 12;

    /** Maximum length of a value, in UTF-16 units. */
    private static final int MAX_VALUE = 400;

    /** Maximum number of sources named beside a thing. */
    private static final int MAX_SOURCES = 3;

    /** When a page was read ({@code pav:retrievedOn}). */
    private static final Node RETRIEVED_ON = Namespaces.iri("http://purl.org/pav/retrievedOn");

    private final Snapshot snapshot;
    private final Triples union;
    private final DisplayNames names;
    private final Values values;
    private final SourceSummaries sources;

    /** Creates the words of a snapshot. */
    public Wording(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.union = snapshot.store().triples();
        this.names = new DisplayNames(snapshot);
        this.values = new Values(snapshot, names);
        this.sources = new SourceSummaries(snapshot, names, values);
    }

    /**
     * Returns what changed.
     *
     * @param maxGroups how many things and files are listed; the summary counts all
     */
    public ChangeReport of(Difference difference, int maxGroups, Language language) {
        return new Words(difference, language).report(difference.things(), maxGroups, true);
    }

    /** Returns what changed about one thing, or where it is a value or a source. */
    public ChangeReport about(Node thing, Difference difference, int maxGroups, Language language) {
        return new Words(difference, language)
                .report(
                        difference.things().stream().filter(c -> c.mentions(thing)).toList(),
                        maxGroups,
                        false);
    }

    /** What one difference is called in one language. */
    private final class Words {

        private final Difference difference;
        private final Language language;
        private final Map<Node, List<Triple>> said = new LinkedHashMap<>();

        Words(Difference difference, Language language) {
            this.difference = difference;
            this.language = language;
            difference.things().forEach(change -> said.put(change.thing(), change.said()));
        }

        ChangeReport report(List<ThingChange> things, int maxGroups, boolean isWhole) {
            Map<String, List<ChangeReport.Group>> sections = new LinkedHashMap<>();
            int left = maxGroups;
            for (ThingChange change : things) {
                if (left-- > 0) {
                    sections.computeIfAbsent(
                                    switch (change.part()) {
                                        case RECORD -> "changes.records";
                                        case SOURCE -> "changes.sources";
                                        case TERM -> "changes.terms";
                                    },
                                    key -> new ArrayList<>())
                            .add(group(change));
                }
            }
            List<FileChange> files = isWhole ? files(false) : List.of();
            List<FileChange> answers = isWhole ? files(true) : List.of();
            for (FileChange file : files) {
                if (left-- > 0) {
                    sections.computeIfAbsent("changes.files", key -> new ArrayList<>())
                            .add(new ChangeReport.Group(title(file), List.of(), Optional.empty()));
                }
            }
            if (!answers.isEmpty()) {
                sections.computeIfAbsent("changes.files", key -> new ArrayList<>())
                        .add(answers(answers));
            }
            List<ChangeReport.Section> list = new ArrayList<>();
            sections.forEach((heading, groups) ->
                    list.add(new ChangeReport.Section(say(heading), List.copyOf(groups))));
            int total = things.size() + files.size();
            return new ChangeReport(
                    List.copyOf(list),
                    notes(total - maxGroups, isWhole),
                    isWhole
                            ? summary(things.size(), files.size())
                            : say("changes.summary.things", things.size()));
        }

        /** Returns the changes of recorded answers, which follow from others, or of other files. */
        private List<FileChange> files(boolean areAnswers) {
            return difference.files().stream()
                    .filter(file -> areAnswers == (file.part() == HomeFile.Part.EXPECTED))
                    .toList();
        }

        private ChangeReport.Group answers(List<FileChange> changes) {
            List<Phrase> names =
                    changes.stream()
                            .limit(MAX_LINES)
                            .map(file -> Phrase.of(Text.plain(file.name()), query(file.name())))
                            .toList();
            List<Phrase> lines = new ArrayList<>(List.of(Phrase.list(names, language)));
            if (changes.size() > MAX_LINES) {
                lines.add(say("changes.lines.more", changes.size() - MAX_LINES));
            }
            return new ChangeReport.Group(
                    say("changes.answers", changes.size()), lines, Optional.empty());
        }

        /** Returns the address of a saved query that the snapshot has. */
        private String query(String name) {
            return snapshot.catalog().find(name).isPresent() ? "/query/" + name : "";
        }

        private Phrase summary(int things, int files) {
            if (difference.isEmpty()) {
                return say("changes.layout", difference.changedFiles());
            }
            List<Phrase> parts = new ArrayList<>();
            if (things > 0) {
                parts.add(say("changes.summary.things", things));
            }
            if (files > 0) {
                parts.add(say("changes.summary.files", files));
            }
            int answers = files(true).size();
            if (parts.isEmpty() && answers > 0) {
                parts.add(say("changes.answers", answers));
            }
            if (!difference.added().isEmpty()) {
                parts.add(say("changes.summary.added", difference.added().size()));
            }
            if (!difference.removed().isEmpty()) {
                parts.add(say("changes.summary.removed", difference.removed().size()));
            }
            return Phrase.list(parts, language);
        }

        private List<Phrase> notes(int unlisted, boolean isWhole) {
            List<Phrase> notes = new ArrayList<>();
            if (unlisted > 0) {
                notes.add(say("changes.more", unlisted));
            }
            if (isWhole && difference.blankAdded() + difference.blankRemoved() > 0) {
                notes.add(say("changes.blank", difference.blankAdded(), difference.blankRemoved()));
            }
            if (isWhole && difference.isTooLarge()) {
                notes.add(say("changes.large", difference.changedFiles()));
            }
            for (String path : difference.broken()) {
                notes.add(say("changes.broken", Phrase.of(Text.plain(path))));
            }
            return List.copyOf(notes);
        }

        private Phrase say(String key, Object... arguments) {
            return Phrase.say(language, key, arguments);
        }

        private ChangeReport.Group group(ThingChange change) {
            List<Phrase> lines = new ArrayList<>();
            boolean isNamed = !labels(change.thing()).isEmpty();
            List<Node> graphs = change.graphs();
            for (ValueChange value : shown(change.values())) {
                boolean isInTitle =
                        change.kind() != ChangeKind.CHANGED
                                && (value.property().equals(RDF.type.asNode())
                                        || (isNamed
                                                && LabelProperties.BY_PREFERENCE.contains(
                                                        value.property())));
                if (!isInTitle && change.kind() != ChangeKind.MOVED) {
                    Phrase line = line(change, value);
                    boolean isObvious =
                            value.kind() != ChangeKind.MOVED
                                    && (graphs.size() == 1 || value.graph().equals(change.thing()));
                    lines.add(isObvious ? line : say("changes.by", line, source(value.graph())));
                }
            }
            int more = lines.size() - MAX_LINES;
            if (more > 0) {
                lines = new ArrayList<>(lines.subList(0, MAX_LINES));
                lines.add(say("changes.lines.more", more));
            }
            return new ChangeReport.Group(title(change, graphs), lines, Optional.of(change));
        }

        private Phrase title(ThingChange change, List<Node> graphs) {
            Text name = name(change.thing());
            Phrase thing = Phrase.of(name, href(change.thing()));
            if (change.kind() == ChangeKind.MOVED) {
                return say(
                        "changes.thing.moved",
                        thing,
                        Phrase.list(
                                distinct(change.values().stream().map(ValueChange::graph)),
                                language),
                        Phrase.list(
                                distinct(
                                        change.values().stream()
                                                .flatMap(v -> v.movedTo().stream())),
                                language));
            }
            boolean isReread =
                    change.part() == ThingChange.Part.SOURCE
                            && change.kind() == ChangeKind.CHANGED
                            && change.values().stream()
                                    .anyMatch(v ->
                                            v.property().equals(RETRIEVED_ON)
                                                    || v.property().equals(Evidence.READING));
            Optional<Text> kind = kind(change);
            String what = isReread ? "reread" : change.kind().id();
            Phrase title =
                    kind.isEmpty()
                            ? say("changes.any." + what, thing)
                            : say(
                                    "changes.thing." + what,
                                    Phrase.of(kind.get()),
                                    Phrase.of(without(kind.get(), name), href(change.thing())));
            List<Node> others =
                    graphs.stream().filter(graph -> !graph.equals(change.thing())).toList();
            if (others.isEmpty() || change.part() != ThingChange.Part.RECORD) {
                return title;
            }
            List<Phrase> told =
                    new ArrayList<>(others.stream().limit(MAX_SOURCES).map(this::source).toList());
            if (others.size() > MAX_SOURCES) {
                told.add(say("changes.sources.more", others.size() - MAX_SOURCES));
            }
            return say("changes.by", title, Phrase.list(told, language));
        }

        private List<Phrase> distinct(Stream<Node> graphs) {
            return graphs.distinct().map(this::source).toList();
        }

        private Phrase line(ThingChange change, ValueChange value) {
            Phrase property =
                    Phrase.of(names.of(value.property(), language), href(value.property()));
            return switch (value.kind()) {
                case ADDED ->
                        change.kind() == ChangeKind.ADDED
                                ? say("name.put", property, all(value.property(), value.after()))
                                : say(
                                        "changes.value.added",
                                        property,
                                        all(value.property(), value.after()));
                case REMOVED ->
                        change.kind() == ChangeKind.REMOVED
                                ? say("name.put", property, all(value.property(), value.before()))
                                : say(
                                        "changes.value.removed",
                                        property,
                                        all(value.property(), value.before()));
                case MOVED ->
                        say(
                                "changes.value.moved",
                                property,
                                all(value.property(), value.after()),
                                source(value.movedTo().orElseThrow()));
                case CHANGED -> {
                    Phrase before = all(value.property(), value.before());
                    Phrase after = all(value.property(), value.after());
                    yield reason(change.thing(), value)
                            .map(reason ->
                                    say(
                                            "changes.value.corrected",
                                            property,
                                            before,
                                            after,
                                            Phrase.of(reason)))
                            .orElseGet(() -> say("changes.value.changed", property, before, after));
                }
            };
        }

        /**
         * Returns the editors' reason for a new value: that of a verdict which prefers it, or of a
         * correction of the source which has it as the right form or the old one as the printed.
         */
        private Optional<Text> reason(Node thing, ValueChange value) {
            Node after = value.after().getFirst();
            Node before = value.before().getFirst();
            Stream<Node> verdicts =
                    union.subjects(Evidence.ON_RECORD, thing).stream()
                            .filter(d -> union.contains(d, Evidence.ON_PROPERTY, value.property()))
                            .flatMap(d -> union.subjects(Evidence.ON_DISAGREEMENT, d).stream())
                            .filter(verdict -> union.contains(verdict, Evidence.PREFERS, after));
            Stream<Node> corrections =
                    union.subjects(Evidence.CORRECTS, value.graph()).stream()
                            .filter(correction ->
                                    hasText(correction, Evidence.CORRECT_FORM, after)
                                            && (after.isURI()
                                                    || hasText(
                                                            correction, Evidence.PRINTED, before)));
            return Stream.concat(verdicts, corrections)
                    .sorted(Comparator.comparing(Node::toString))
                    .flatMap(note -> names.text(note, Evidence.REASON, language).stream())
                    .findFirst();
        }

        /** Returns whether a value of a property is a term, or a literal of the same text. */
        private boolean hasText(Node subject, Node property, Node term) {
            return union.objects(subject, property).stream()
                    .anyMatch(value ->
                            value.equals(term)
                                    || (value.isLiteral()
                                            && term.isLiteral()
                                            && value.getLiteralLexicalForm()
                                                    .equals(term.getLiteralLexicalForm())));
        }

        /**
         * Leaves out values in other languages where the same change is there in the reader's own.
         */
        private List<ValueChange> shown(List<ValueChange> all) {
            return all.stream()
                    .filter(value ->
                            isFor(value)
                                    || all.stream()
                                            .noneMatch(other ->
                                                    other.property().equals(value.property())
                                                            && other.graph().equals(value.graph())
                                                            && isOwn(other)))
                    .toList();
        }

        private boolean isFor(ValueChange value) {
            return languageOf(value).isEmpty() || isOwn(value);
        }

        private boolean isOwn(ValueChange value) {
            String tag = languageOf(value);
            return !tag.isEmpty() && language.covers(tag);
        }

        private static String languageOf(ValueChange value) {
            return Stream.concat(value.after().stream(), value.before().stream())
                    .findFirst()
                    .filter(Node::isLiteral)
                    .map(Node::getLiteralLanguage)
                    .orElse("");
        }

        private Phrase all(Node property, List<Node> terms) {
            return Phrase.list(
                    terms.stream().map(term -> value(property, term)).toList(), language);
        }

        private Phrase value(Node property, Node term) {
            if (term.isURI() && names.find(term, language).isEmpty() && said.containsKey(term)) {
                return Phrase.of(name(term), href(term));
            }
            Value value = values.of(property, term, language);
            String href =
                    switch (value) {
                        case Value.Thing thing -> thing.href();
                        case Value.WebLink web -> web.href();
                        default -> "";
                    };
            return Phrase.of(shortened(value.text()), href);
        }

        private static Text shortened(Text text) {
            if (text.value().length() <= MAX_VALUE) {
                return text;
            }
            int end =
                    Character.isHighSurrogate(text.value().charAt(MAX_VALUE - 1))
                            ? MAX_VALUE - 1
                            : MAX_VALUE;
            return new Text(
                    text.value().substring(0, end) + " …", text.language(), text.direction());
        }

        private Phrase source(Node graph) {
            if (sources.isSource(graph)) {
                SourceSummary summary = sources.of(graph, language);
                Phrase source = Phrase.of(summary.publisher().orElse(summary.title()), href(graph));
                return summary.issued()
                        .map(day ->
                                Phrase.list(
                                        List.of(source, Phrase.of(Text.plain(day.shown()))),
                                        language))
                        .orElse(source);
            }
            return Phrase.of(name(graph), href(graph));
        }

        private Text name(Node thing) {
            Text name =
                    names.find(thing, language)
                            .or(() ->
                                    names.find(
                                            thing, said.getOrDefault(thing, List.of()), language))
                            .orElseGet(() -> Text.plain(names.shortForm(thing)));
            return shortened(name);
        }

        private List<Node> labels(Node thing) {
            List<Node> labels = new ArrayList<>(names.labels(thing));
            said.getOrDefault(thing, List.of()).stream()
                    .filter(t -> LabelProperties.BY_PREFERENCE.contains(t.getPredicate()))
                    .forEach(t -> labels.add(t.getObject()));
            return labels;
        }

        private String href(Node iri) {
            boolean isKnown =
                    union.contains(iri, Node.ANY, Node.ANY)
                            || union.contains(Node.ANY, Node.ANY, iri)
                            || snapshot.store().containsGraph(iri);
            return isKnown ? values.page(iri).orElse("") : "";
        }

        /** Returns what a thing is: the name of its class. */
        private Optional<Text> kind(ThingChange change) {
            List<Node> types = new ArrayList<>(union.objects(change.thing(), RDF.type.asNode()));
            change.said().stream()
                    .filter(t -> t.getPredicate().equals(RDF.type.asNode()))
                    .forEach(t -> types.add(t.getObject()));
            return snapshot.ontology().mostSpecific(types.stream().distinct().toList()).stream()
                    .sorted(Comparator.comparing(Node::toString))
                    .flatMap(type -> className(type).stream())
                    .findFirst();
        }

        private Optional<Text> className(Node type) {
            if (type.equals(RDF.Property.asNode())) {
                return Optional.of(Messages.all().text(language, "changes.property"));
            }
            if (type.equals(RDFS.Class.asNode()) || type.equals(OWL.Class.asNode())) {
                return Optional.of(Messages.all().text(language, "changes.class"));
            }
            return names.find(type, language);
        }

        /** Removes the class from a name that was made up of the class and something else. */
        private Text without(Text kind, Text name) {
            String beginning =
                    Messages.all().say(language, "name.put", kind.value(), "").stripTrailing();
            return name.value().startsWith(beginning)
                    ? new Text(name.value().substring(beginning.length()).strip(), name.language())
                    : name;
        }

        private Phrase title(FileChange file) {
            Phrase kind = say("changes.file." + partName(file.part()));
            Text title = Text.of(file.title(), language);
            String href = file.part() == HomeFile.Part.QUERY ? query(file.name()) : "";
            Phrase name = Phrase.of(title, href);
            if (file.kind() == ChangeKind.MOVED) {
                String old = FileChange.stem(file.previousPath().orElseThrow());
                boolean isRenamed = !old.equals(file.name());
                return isRenamed
                        ? say(
                                "changes.file.renamed",
                                kind,
                                Phrase.of(Text.plain(old)),
                                Phrase.of(Text.plain(file.name()), href))
                        : say("changes.file.moved", kind, name, Phrase.of(Text.plain(file.path())));
            }
            return say("changes.thing." + file.kind().id(), kind, name);
        }

        private static String partName(HomeFile.Part part) {
            return switch (part) {
                case QUERY -> "query";
                case CHECK -> "check";
                case RULE -> "rule";
                case SHAPES -> "shapes";
                default -> throw new IllegalArgumentException("Not compared as a file: " + part);
            };
        }
    }
}
