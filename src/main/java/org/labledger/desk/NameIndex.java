package org.labledger.desk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.system.G;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.labledger.check.EditDistance;
import org.labledger.snapshot.Snapshot;

/** The things of a snapshot by name, and the names of terms. Built once per snapshot. */
final class NameIndex {

    /** The properties that give a thing a name, the preferred one first. */
    static final List<Node> NAMING =
            List.of(
                    RDFS.label.asNode(),
                    SKOS.altLabel.asNode(),
                    SKOS.hiddenLabel.asNode(),
                    DCTerms.title.asNode());

    /** The maximum number of suggestions for a misspelt name. */
    private static final int MAX_SUGGESTIONS = 4;

    /** Names whose lengths differ by more are not compared: they are too far apart. */
    private static final int MAX_LENGTH_DIFFERENCE = 6;

    private final Snapshot snapshot;
    private final Graph graph;
    private final Map<Node, Set<String>> namesOf = new LinkedHashMap<>();
    private final Map<String, Set<Node>> byFoldedName = new HashMap<>();
    private final Set<Node> described = new HashSet<>();

    NameIndex(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.graph = snapshot.dataset().getDefaultGraph();
        for (Node naming : NAMING) {
            graph.find(Node.ANY, naming, Node.ANY)
                    .filterKeep(t -> t.getSubject().isURI() && t.getObject().isLiteral())
                    .forEach(t -> {
                        String name = t.getObject().getLiteralLexicalForm();
                        namesOf.computeIfAbsent(t.getSubject(), s -> new LinkedHashSet<>())
                                .add(name);
                        byFoldedName
                                .computeIfAbsent(NameText.fold(name), f -> new LinkedHashSet<>())
                                .add(t.getSubject());
                    });
        }
        described.addAll(snapshot.subjectsInFiles());
    }

    /** Returns a prefixed name, an IRI in angle brackets, or the lexical form of a literal. */
    String shortForm(Node term) {
        if (term.isURI()) {
            String prefixed = snapshot.prefixes().abbreviate(term.getURI());
            return prefixed != null ? prefixed : "<" + term.getURI() + ">";
        }
        return term.isLiteral() ? term.getLiteralLexicalForm() : "a blank node";
    }

    /** Returns the preferred name, in English if there is one, or the empty string. */
    String label(Node thing) {
        for (Node naming : NAMING) {
            List<String> texts = texts(graph, thing, naming);
            if (!texts.isEmpty()) {
                return texts.getFirst();
            }
        }
        return "";
    }

    /** Returns the short form, followed by the label in brackets if there is one. */
    String labelled(Node term) {
        String label = term.isURI() ? label(term) : "";
        return label.isEmpty() ? shortForm(term) : shortForm(term) + " (" + label + ")";
    }

    /**
     * Returns the literals of a property: English first, then the home's languages in their order,
     * then others.
     */
    List<String> texts(Graph in, Node subject, Node property) {
        List<String> languages = new ArrayList<>(List.of("en"));
        languages.addAll(snapshot.description().languages());
        return G.listSP(in, subject, property).stream()
                .filter(Node::isLiteral)
                .sorted(
                        Comparator.comparingInt(
                                        (Node text) -> {
                                            int at = languages.indexOf(text.getLiteralLanguage());
                                            return at < 0 ? languages.size() : at;
                                        })
                                .thenComparing(Node::getLiteralLexicalForm))
                .map(Node::getLiteralLexicalForm)
                .toList();
    }

    /** Returns whether a data file has a triple with this subject. */
    boolean isDescribed(Node thing) {
        return described.contains(thing);
    }

    /** Returns whether the data or the ontology say anything about it, or it is a graph. */
    boolean isKnown(Node thing) {
        return described.contains(thing)
                || snapshot.ontology().describes(thing)
                || snapshot.dataGraphs().contains(thing);
    }

    /** Returns the things with this name, ignoring case, spaces and punctuation. */
    Set<Node> named(String name) {
        return byFoldedName.getOrDefault(NameText.fold(name), Set.of());
    }

    /** Returns the described things with a name {@linkplain NameText#areAlike like} this one. */
    List<Node> alike(String name) {
        List<Node> alike = new ArrayList<>();
        namesOf.forEach((thing, names) -> {
            if (described.contains(thing)
                    && names.stream().anyMatch(other -> NameText.areAlike(name, other))) {
                alike.add(thing);
            }
        });
        return alike;
    }

    /** Returns up to four candidates with a similar name or IRI, the closest first. */
    List<Node> suggestions(String text, Collection<Node> candidates) {
        String wanted = NameText.fold(text);
        Map<Node, Integer> distances = new HashMap<>();
        for (Node candidate : candidates) {
            if (!candidate.isURI()) {
                continue;
            }
            int least = distance(wanted, NameText.fold(NameText.localName(candidate)));
            for (String name : namesOf.getOrDefault(candidate, Set.of())) {
                least = Math.min(least, distance(wanted, NameText.fold(name)));
            }
            if (least <= Math.max(2, wanted.length() / 3)) {
                distances.put(candidate, least);
            }
        }
        return distances.entrySet().stream()
                .sorted(
                        Map.Entry.<Node, Integer>comparingByValue()
                                .thenComparing(e -> e.getKey().getURI()))
                .limit(MAX_SUGGESTIONS)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A substring counts as one edit, so that a surname or a first word finds the full name. */
    private static int distance(String wanted, String name) {
        if (wanted.length() >= 3 && name.contains(wanted)) {
            return 1;
        }
        return Math.abs(wanted.length() - name.length()) > MAX_LENGTH_DIFFERENCE
                ? Integer.MAX_VALUE
                : EditDistance.between(wanted, name);
    }

    /** Returns whether a thing is an instance of a class, inferred types included. */
    boolean isInstance(Node thing, Node type) {
        return graph.contains(thing, RDF.type.asNode(), type);
    }

    /** Returns the instances of a class, in the order of their IRIs. */
    List<Node> instances(Node type) {
        return subjects(RDF.type.asNode(), type);
    }

    /** Returns the subjects with this value, in the order of their IRIs. */
    List<Node> subjects(Node property, Node value) {
        return graph
                .find(Node.ANY, property, value)
                .mapWith(Triple::getSubject)
                .filterKeep(Node::isURI)
                .toSet()
                .stream()
                .sorted(Comparator.comparing(Node::getURI))
                .toList();
    }

    /** Returns the union of all data graphs, inferred triples included. */
    Graph graph() {
        return graph;
    }
}
