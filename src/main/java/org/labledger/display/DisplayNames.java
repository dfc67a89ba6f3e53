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
import org.apache.jena.vocabulary.SKOS;
import org.jspecify.annotations.Nullable;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.vocabulary.Evidence;
import org.labledger.vocabulary.EvidenceLabels;
import org.labledger.vocabulary.LabelProperties;

/**
 * The names that pages show for terms, in the reader's language where there is one. A name is the
 * label of the term ({@link LabelProperties}), or is made up from its data, or is its IRI in short
 * form. Safe for use by several threads; labels are cached as long as the snapshot is in use.
 * Methods may query the store of the snapshot.
 */
public final class DisplayNames {

    private static final PrefixMapping WELL_KNOWN =
            PrefixMapping.Factory.create()
                    .setNsPrefixes(PrefixMapping.Standard)
                    .setNsPrefix("dct", DCTerms.NS)
                    .setNsPrefix("sh", SHACL.NS);

    /** Maximum length of a name that is the beginning of a paraphrase, in UTF-16 units. */
    private static final int MAX_NAME_LENGTH = 90;

    private final Snapshot snapshot;
    private final Triples union;
    private final Map<Node, List<Node>> labels = new ConcurrentHashMap<>();
    private volatile @Nullable Map<String, Node> byUniqueLabel;

    public DisplayNames(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.union = snapshot.store().triples();
    }

    /**
     * Returns the name of a term, which is its short form ({@link #shortForm}) if there is no
     * other.
     */
    public Text of(Node thing, Language language) {
        return find(thing, language).orElseGet(() -> Text.plain(shortForm(thing)));
    }

    /** Returns the best label of a term for the reader, or empty if it has no label. */
    public Optional<Text> label(Node thing, Language language) {
        return best(labels(thing), language);
    }

    /**
     * Returns the name of a term: its label, else the beginning of its paraphrase, else the message
     * for a well-known term, else a name made up of its data. Empty if there is none of these.
     */
    public Optional<Text> find(Node thing, Language language) {
        return label(thing, language)
                .or(() -> text(thing, Evidence.PARAPHRASE, language).map(DisplayNames::truncated))
                .or(() -> wellKnown(thing, language))
                .or(() -> ofDisagreement(thing, language))
                .or(() -> composed(thing, language));
    }

    /**
     * Returns the name of a thing by some triples about it, where the snapshot may say nothing of
     * it: by its label, else the beginning of its paraphrase, else a name made up of these triples.
     * Empty if there is none of these.
     */
    public Optional<Text> find(Node thing, List<Triple> said, Language language) {
        return LabelProperties.BY_PREFERENCE.stream()
                .map(property -> literals(said, property))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .flatMap(found -> best(found, language))
                .or(() ->
                        best(literals(said, Evidence.PARAPHRASE), language)
                                .map(DisplayNames::truncated))
                .or(() -> composed(thing, said, language));
    }

    private static List<Node> literals(List<Triple> said, Node property) {
        return said.stream()
                .filter(t -> t.getPredicate().equals(property) && t.getObject().isLiteral())
                .map(Triple::getObject)
                .sorted(Comparator.comparing(Node::toString))
                .toList();
    }

    /** Returns the name of a disagreement without a label, made of what it is about. */
    private Optional<Text> ofDisagreement(Node thing, Language language) {
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

    /** Returns the name of a disagreement: "Emma: year of publication". */
    public Text disagreement(List<Node> about, Optional<Node> property, Language language) {
        Messages messages = Messages.all();
        List<String> things =
                about.stream()
                        .map(record ->
                                // Uses labels only: a disagreement about a disagreement would be
                                // named after itself.
                                label(record, language)
                                        .or(() -> composed(record, language))
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
     * Returns the name of a record without a label, made of its class and the things it refers to:
     * "Loan: Emma, Mrs Reed"; or of its class and the end of its IRI: "Shelf: shelf-a".
     */
    private Optional<Text> composed(Node thing, Language language) {
        return snapshot.description().uriSpace().mayHold(thing)
                ? composed(thing, union.find(thing, Node.ANY, Node.ANY).toList(), language)
                : Optional.empty();
    }

    private Optional<Text> composed(Node thing, List<Triple> said, Language language) {
        List<Node> types =
                said.stream()
                        .filter(t -> t.getPredicate().equals(RDF.type.asNode()))
                        .map(Triple::getObject)
                        .toList();
        Optional<Text> kind =
                snapshot.ontology().mostSpecific(types).stream()
                        .sorted(Comparator.comparing(Node::toString))
                        .flatMap(type ->
                                label(type, language).or(() -> wellKnown(type, language)).stream())
                        .findFirst();
        List<String> about =
                said.stream()
                        .filter(t -> !t.getPredicate().equals(RDF.type.asNode()))
                        .filter(t -> snapshot.description().uriSpace().mayHold(t.getObject()))
                        .sorted(Comparator.comparing((Triple t) -> t.getPredicate().toString()))
                        .flatMap(t -> label(t.getObject(), language).stream())
                        .map(Text::value)
                        .distinct()
                        .limit(2)
                        .toList();
        // A record that refers to nothing with a label is identified by its IRI.
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

    /**
     * Returns the name of a term of RDF, RDFS, OWL, SHACL or the evidence vocabulary, which a home
     * need not label.
     */
    private Optional<Text> wellKnown(Node thing, Language language) {
        Optional<Text> fromVocabulary = best(EvidenceLabels.of(thing), language);
        if (fromVocabulary.isPresent()) {
            return fromVocabulary;
        }
        String prefixed = thing.isURI() ? WELL_KNOWN.shortForm(thing.getURI()) : "";
        String key = "term." + prefixed;
        return Messages.all().has(key)
                ? Optional.of(Messages.all().text(language, key))
                : Optional.empty();
    }

    private static Text truncated(Text text) {
        String words = text.value();
        if (words.length() <= MAX_NAME_LENGTH) {
            return text;
        }
        int space = words.lastIndexOf(' ', MAX_NAME_LENGTH);
        return new Text(
                words.substring(0, space > MAX_NAME_LENGTH / 2 ? space : MAX_NAME_LENGTH / 2)
                        + " …",
                text.language());
    }

    /**
     * Returns all labels of a term, from the first label property that has values ({@link
     * LabelProperties}).
     */
    public List<Node> labels(Node thing) {
        return labels.computeIfAbsent(
                thing,
                key ->
                        LabelProperties.BY_PREFERENCE.stream()
                                .map(naming -> values(key, naming))
                                .filter(names -> !names.isEmpty())
                                .findFirst()
                                .orElse(List.of()));
    }

    /** Returns the names by which readers look for a thing: its labels and alternative labels. */
    public List<Node> searched(Node thing) {
        List<Node> all = new ArrayList<>(labels(thing));
        all.addAll(values(thing, SKOS.altLabel.asNode()));
        return all;
    }

    /** Returns the literal values of a property, without duplicates, in a fixed order. */
    public List<Node> values(Node thing, Node property) {
        return union.objects(thing, property).stream()
                .filter(Node::isLiteral)
                .distinct()
                .sorted(Comparator.comparing(Node::toString))
                .toList();
    }

    /** Returns the best value of a property for the reader, among the literals. */
    public Optional<Text> text(Node thing, Node property, Language language) {
        return best(values(thing, property), language);
    }

    /**
     * Returns the best literal for a reader: in the reader's language, else without a language tag,
     * else in a language of the home, else any. Empty if there are no literals.
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
        return Optional.ofNullable(best).map(Text::of);
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

    /**
     * Returns the only thing that has a label with this lexical form, in any language. Empty if
     * there is none or several. The first call reads all labels.
     */
    public Optional<Node> uniquelyNamed(Node literal) {
        Map<String, Node> names = byUniqueLabel;
        if (names == null) {
            names = collect();
            byUniqueLabel = names;
        }
        return Optional.ofNullable(names.get(literal.getLiteralLexicalForm()));
    }

    /** Collects labels in the data; those in the ontology are words like any other. */
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

    /**
     * Returns the short form of a term: the prefixed name of an IRI, else its part after the base
     * of the home, else the IRI; the lexical form of a literal.
     */
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
            // An IRI with malformed percent-encoding is shown as it is.
            return text;
        }
    }
}
