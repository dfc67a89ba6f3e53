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
 * Heads for the columns and parameters of saved queries. A query may give its own; else a variable
 * is called like the property or class of the home that its name is the end of; else there may be a
 * message for it; else its name is taken apart.
 */
public final class Words {

    private final Names names;
    private final Map<String, Node> terms = new HashMap<>();
    private final Function<String, Node> topics;

    public Words(Snapshot snapshot, Names names) {
        this.names = names;
        this.topics = snapshot.description().uriSpace()::iri;
        collect(snapshot, RDFS.Class.asNode());
        // A property's own name fits a column better than that of a class.
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
        // The home's own terms come before those that it borrows.
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

    /** Returns the head of a column or the label of a parameter. */
    public Text of(SavedQuery query, String name, Language language) {
        Localized own = query.labels().get(name);
        if (own != null) {
            return Text.of(own, language);
        }
        if (Messages.all().has("word." + name)) {
            return new Text(Messages.all().say(language, "word." + name), language.tag());
        }
        return Optional.ofNullable(terms.get(name))
                .flatMap(term -> names.named(term, language))
                .orElseGet(() -> Text.plain(apart(name)));
    }

    /** Returns the name of a topic: the home may name it as {@code …/topics#FOLDER}. */
    public Text topic(String topic, Language language) {
        return names.named(topics.apply("topics#" + topic), language)
                .orElseGet(() -> Text.plain(apart(topic.replace('-', ' ').replace('/', ' '))));
    }

    /**
     * Returns the place of a topic among the others ({@code sh:order}); the last if none is given.
     */
    public double orderOfTopic(String topic) {
        return names.values(topics.apply("topics#" + topic), SHACL.order).stream()
                .filter(Values::isNumber)
                .mapToDouble(node -> ((Number) node.getLiteralValue()).doubleValue())
                .min()
                .orElse(Double.MAX_VALUE);
    }

    /** {@code givenName} reads as "given name". */
    private static String apart(String name) {
        return name.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})|_", " ").toLowerCase(Locale.ROOT);
    }
}
