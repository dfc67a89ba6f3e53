package org.labledger.display;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.catalog.Localized;
import org.labledger.catalog.SavedQuery;
import org.labledger.snapshot.Snapshot;

/**
 * Headings of columns, parameters and topics of saved queries. The heading of a variable is the
 * label that its query gives, else a message, else the label of the class or property of the home
 * with that local name, else the words of its name. Safe for use by several threads.
 */
public final class Headings {

    private final DisplayNames names;
    private final Map<String, Node> terms = new HashMap<>();
    private final Function<String, Node> topics;

    public Headings(Snapshot snapshot, DisplayNames names) {
        this.names = names;
        this.topics = snapshot.description().uriSpace()::iri;
        collect(snapshot, RDFS.Class.asNode());
        // A property overrides a class of the same name, since its label suits a column better.
        collect(snapshot, RDF.Property.asNode());
    }

    private void collect(Snapshot snapshot, Node kind) {
        Graph ontology = snapshot.ontology().graph();
        List<Node> own = new ArrayList<>();
        ontology.find(Node.ANY, RDF.type.asNode(), kind)
                .mapWith(Triple::getSubject)
                .filterKeep(Node::isURI)
                .forEach(own::add);
        own.sort((a, b) -> b.getURI().compareTo(a.getURI()));
        // Terms of the home override borrowed ones.
        own.sort((a, b) -> Boolean.compare(isOwn(snapshot, a), isOwn(snapshot, b)));
        own.forEach(term -> terms.put(localName(term), term));
    }

    private static boolean isOwn(Snapshot snapshot, Node term) {
        return snapshot.description().uriSpace().contains(term);
    }

    private static String localName(Node term) {
        String iri = term.getURI();
        String local = iri.substring(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1);
        return local.isEmpty()
                ? iri
                : local.substring(0, 1).toLowerCase(Locale.ROOT) + local.substring(1);
    }

    /** Returns the heading of a column or parameter, by the name of its variable. */
    public Text of(SavedQuery query, String name, Language language) {
        Localized own = query.labels().get(name);
        if (own != null) {
            return Text.of(own, language);
        }
        if (Messages.all().has("word." + name)) {
            return Messages.all().text(language, "word." + name);
        }
        return Optional.ofNullable(terms.get(name))
                .flatMap(term -> names.label(term, language))
                .orElseGet(() -> Text.plain(words(name)));
    }

    /**
     * Returns the class or property of the home that a variable is named after.
     *
     * @return empty if there is none
     */
    public Optional<Node> term(String name) {
        return Optional.ofNullable(terms.get(name));
    }

    /**
     * Returns the heading of a topic, which is the label of {@code topics#FOLDER} in the home, else
     * the words of the folder.
     */
    public Text topic(String topic, Language language) {
        return names.label(topics.apply("topics#" + topic), language)
                .orElseGet(() -> Text.plain(words(topic.replace('-', ' ').replace('/', ' '))));
    }

    /**
     * Returns the sort key of a topic ({@code sh:order}), or {@code Double.MAX_VALUE} if it has
     * none.
     */
    public double orderOfTopic(String topic) {
        return names.values(topics.apply("topics#" + topic), SHACL.order).stream()
                .filter(Values::isNumber)
                .mapToDouble(node -> ((Number) node.getLiteralValue()).doubleValue())
                .min()
                .orElse(Double.MAX_VALUE);
    }

    /** Splits a name into words: {@code givenName} becomes "given name". */
    private static String words(String name) {
        return name.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})|_", " ").toLowerCase(Locale.ROOT);
    }
}
