package org.labledger.display;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.shared.PrefixMapping;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.jspecify.annotations.Nullable;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.vocabulary.Evidence;
import org.labledger.vocabulary.EvidenceLabels;
import org.labledger.vocabulary.Naming;

/**
 * What things are called, in the language of a reader as far as it goes. Safe for any number of
 * threads; it remembers what it has looked up.
 */
public final class Names {

    private static final PrefixMapping WELL_KNOWN =
            PrefixMapping.Factory.create()
                    .setNsPrefixes(PrefixMapping.Standard)
                    .setNsPrefix("dct", DCTerms.NS)
                    .setNsPrefix("sh", SHACL.NS);

    /** How long the beginning of a sentence is that stands for a name. */
    private static final int MOST_LETTERS = 90;

    private final Snapshot snapshot;
    private final Triples union;
    private final Map<Node, List<Node>> known = new ConcurrentHashMap<>();
    private volatile @Nullable Map<String, Node> byName;

    public Names(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.union = snapshot.store().triples();
    }

    /**
     * Returns what a thing is called: in the reader's language, else in another, else by its IRI.
     */
    public Text of(Node thing, Language language) {
        return called(thing, language).orElseGet(() -> Text.plain(shortForm(thing)));
    }

    /** Returns what a thing is called, or empty if nobody gives it a name. */
    public Optional<Text> named(Node thing, Language language) {
        return best(literals(thing), language);
    }

    /**
     * Returns what a thing is called; a statement that has no name is called by the first words of
     * what it says.
     */
    public Optional<Text> called(Node thing, Language language) {
        return named(thing, language)
                .or(() -> text(thing, Evidence.PARAPHRASE, language).map(Names::shortened))
                .or(() -> wellKnown(thing, language))
                .or(() -> noted(thing, language))
                .or(() -> put(thing, language));
    }

    /** Returns an editor's note without a name as that on which sources differ. */
    private Optional<Text> noted(Node thing, Language language) {
        if (!union.contains(thing, RDF.type.asNode(), Evidence.DISAGREEMENT)) {
            return Optional.empty();
        }
        List<Node> about = new ArrayList<>(union.objects(thing, Evidence.ON_RECORD));
        about.addAll(union.objects(thing, Evidence.BETWEEN));
        about.sort(Comparator.comparing(Node::toString));
        Optional<Node> property =
                union.objects(thing, Evidence.ON_PROPERTY).stream()
                        .min(Comparator.comparing(Node::toString));
        return about.isEmpty()
                ? Optional.empty()
                : Optional.of(disagreement(about, property, language));
    }

    /** Returns what a disagreement is called: "Emma: year of publication". */
    public Text disagreement(List<Node> about, Optional<Node> property, Language language) {
        Messages messages = Messages.all();
        List<String> things =
                about.stream()
                        .map(record ->
                                // A note about a note would be called after itself.
                                named(record, language)
                                        .or(() -> put(record, language))
                                        .map(Text::value)
                                        .orElseGet(() -> shortForm(record)))
                        .distinct()
                        .toList();
        String records = String.join(messages.say(language, "list.and"), things);
        return new Text(
                property.map(p ->
                                messages.say(
                                        language, "name.put", records, of(p, language).value()))
                        .orElse(records),
                language.tag());
    }

    /**
     * Returns a record without a name as what it is, and what it is about: "Loan: Emma, Mrs Reed",
     * or which one it is: "Shelf: shelf-a".
     */
    private Optional<Text> put(Node thing, Language language) {
        if (!snapshot.description().uriSpace().contains(thing)) {
            return Optional.empty();
        }
        List<Node> types = union.objects(thing, RDF.type.asNode());
        Optional<Text> kind =
                snapshot.ontology().mostSpecific(types).stream()
                        .sorted((a, b) -> a.toString().compareTo(b.toString()))
                        .flatMap(type ->
                                named(type, language).or(() -> wellKnown(type, language)).stream())
                        .findFirst();
        List<String> about =
                union.find(thing, Node.ANY, Node.ANY)
                        .filter(t -> !t.getPredicate().equals(RDF.type.asNode()))
                        .filter(t -> snapshot.description().uriSpace().contains(t.getObject()))
                        .sorted(Comparator.comparing((Triple t) -> t.getPredicate().toString()))
                        .flatMap(t -> named(t.getObject(), language).stream())
                        .map(Text::value)
                        .distinct()
                        .limit(2)
                        .toList();
        // Of what names nothing else, the IRI has to tell which one it is.
        String which =
                about.isEmpty()
                        ? lastPart(thing)
                        : String.join(Messages.all().say(language, "list.and"), about);
        return kind.map(text ->
                new Text(
                        Messages.all().say(language, "name.put", text.value(), which),
                        text.language()));
    }

    private static String lastPart(Node thing) {
        String iri = thing.getURI();
        return decoded(iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1));
    }

    /** Homes need not name the terms of RDF, RDFS and OWL, nor those of evidence. */
    private Optional<Text> wellKnown(Node thing, Language language) {
        Optional<Text> evident = best(EvidenceLabels.of(thing), language);
        if (evident.isPresent()) {
            return evident;
        }
        String prefixed = thing.isURI() ? WELL_KNOWN.shortForm(thing.getURI()) : "";
        String key = "term." + prefixed;
        return Messages.all().has(key)
                ? Optional.of(new Text(Messages.all().say(language, key), language.tag()))
                : Optional.empty();
    }

    private static Text shortened(Text text) {
        String words = text.value();
        if (words.length() <= MOST_LETTERS) {
            return text;
        }
        int space = words.lastIndexOf(' ', MOST_LETTERS);
        return new Text(
                words.substring(0, space > MOST_LETTERS / 2 ? space : MOST_LETTERS / 2) + " …",
                text.language());
    }

    /** Returns all names of a thing, of the property by which it is named first of all. */
    public List<Node> literals(Node thing) {
        return known.computeIfAbsent(
                thing,
                key ->
                        Naming.PROPERTIES.stream()
                                .map(naming -> values(key, naming))
                                .filter(names -> !names.isEmpty())
                                .findFirst()
                                .orElse(List.of()));
    }

    /** Returns the values of a property that are literals, in a fixed order. */
    public List<Node> values(Node thing, Node property) {
        return union.objects(thing, property).stream()
                .filter(Node::isLiteral)
                .distinct()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    /** Returns the text of a property that suits the reader best. */
    public Optional<Text> text(Node thing, Node property, Language language) {
        return best(values(thing, property), language);
    }

    /**
     * Chooses among texts: the reader's language, then none at all, then the home's own languages,
     * then any.
     */
    public Optional<Text> best(List<Node> literals, Language language) {
        Node best = null;
        int bestRank = Integer.MAX_VALUE;
        for (Node literal : literals) {
            int rank = rank(literal.getLiteralLanguage(), language);
            if (rank < bestRank) {
                best = literal;
                bestRank = rank;
            }
        }
        return Optional.ofNullable(best)
                .map(node -> new Text(node.getLiteralLexicalForm(), node.getLiteralLanguage()));
    }

    private int rank(String tag, Language language) {
        if (!tag.isEmpty() && language.covers(tag)) {
            return 0;
        }
        if (tag.isEmpty()) {
            return 1;
        }
        List<String> own = snapshot.description().languages();
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).equalsIgnoreCase(tag)) {
                return 2 + i;
            }
        }
        return 2 + own.size();
    }

    /** Returns a thing by the name it alone has, in any language. */
    public Optional<Node> thingCalled(Node literal) {
        Map<String, Node> names = byName;
        if (names == null) {
            names = collect();
            byName = names;
        }
        return Optional.ofNullable(names.get(literal.getLiteralLexicalForm()));
    }

    /** Names of what data files describe; those of codes and terms are words like any other. */
    private Map<String, Node> collect() {
        Map<String, Node> names = new HashMap<>();
        Set<String> shared = new HashSet<>();
        Graph ontology = snapshot.ontology().graph();
        union.find(Node.ANY, RDFS.label.asNode(), Node.ANY)
                .filter(t -> t.getSubject().isURI() && t.getObject().isLiteral())
                .filter(t -> !ontology.contains(t))
                .forEach(t -> {
                    String name = t.getObject().getLiteralLexicalForm();
                    Node other = names.putIfAbsent(name, t.getSubject());
                    if (other != null && !other.equals(t.getSubject())) {
                        shared.add(name);
                    }
                });
        names.keySet().removeAll(shared);
        return Map.copyOf(names);
    }

    /** Returns an IRI as a prefixed name, or its last part, or the term as it is. */
    public String shortForm(Node node) {
        if (!node.isURI()) {
            return node.isLiteral() ? node.getLiteralLexicalForm() : node.toString();
        }
        String iri = node.getURI();
        String prefixed = snapshot.prefixes().abbreviate(iri);
        if (prefixed != null) {
            return prefixed;
        }
        String base = snapshot.description().uriSpace().base();
        return iri.startsWith(base) ? decoded(iri.substring(base.length())) : iri;
    }

    private static String decoded(String text) {
        try {
            return Objects.requireNonNull(
                    URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // Not every IRI is well escaped; it is shown as it is.
            return text;
        }
    }
}
