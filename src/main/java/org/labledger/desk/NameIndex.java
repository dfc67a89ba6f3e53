package org.labledger.desk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.labledger.check.Spelling;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Placed;
import org.labledger.source.SourceFile;

/** What the things of a ledger are called. */
final class Names {

    /** The properties that name a thing, the main one first. */
    static final List<Node> NAMING =
            List.of(
                    RDFS.label.asNode(),
                    SKOS.altLabel.asNode(),
                    SKOS.hiddenLabel.asNode(),
                    DCTerms.title.asNode());

    private final Snapshot snapshot;
    private final Words words;
    private final Graph all;
    private final Map<Node, Set<String>> namesOf = new LinkedHashMap<>();
    private final Map<String, Set<Node>> folded = new HashMap<>();
    private final Set<Node> described = new HashSet<>();

    public Names(Snapshot snapshot, Words words) {
        this.snapshot = snapshot;
        this.words = words;
        this.all = snapshot.dataset().getDefaultGraph();
        for (Node naming : NAMING) {
            all.find(Node.ANY, naming, Node.ANY)
                    .filterKeep(t -> t.getSubject().isURI() && t.getObject().isLiteral())
                    .forEach(t -> {
                        String name = t.getObject().getLiteralLexicalForm();
                        namesOf.computeIfAbsent(t.getSubject(), s -> new LinkedHashSet<>())
                                .add(name);
                        folded.computeIfAbsent(Words.fold(name), f -> new LinkedHashSet<>())
                                .add(t.getSubject());
                    });
        }
        for (Node graph : snapshot.dataGraphs()) {
            for (SourceFile file : snapshot.filesOf(graph)) {
                for (Placed placed : file.quads()) {
                    described.add(placed.quad().getSubject());
                }
            }
        }
    }

    /** Returns whether a data file describes it. */
    boolean isDescribed(Node thing) {
        return described.contains(thing);
    }

    /** Returns whether anything at all is said of it, in the data or the ontology. */
    boolean isKnown(Node thing) {
        return described.contains(thing)
                || snapshot.ontology().contains(thing, Node.ANY, Node.ANY)
                || snapshot.dataGraphs().contains(thing);
    }

    /** Returns the things with this name, whatever case, spaces and punctuation. */
    public Set<Node> called(String name) {
        return folded.getOrDefault(Words.fold(name), Set.of());
    }

    /** Returns the described things with a name that is likely this one. */
    List<Node> alike(String name) {
        List<Node> alike = new ArrayList<>();
        namesOf.forEach((thing, names) -> {
            if (described.contains(thing)
                    && names.stream().anyMatch(other -> Words.areAlike(name, other))) {
                alike.add(thing);
            }
        });
        return alike;
    }

    /** Returns those candidates whose names or IRIs are spelt nearly like a text, nearest first. */
    List<Node> near(String text, Collection<Node> candidates) {
        String wanted = Words.fold(text);
        Map<Node, Integer> distances = new HashMap<>();
        for (Node candidate : candidates) {
            if (!candidate.isURI()) {
                continue;
            }
            int least = distance(wanted, Words.fold(Words.localName(candidate)));
            for (String name : namesOf.getOrDefault(candidate, Set.of())) {
                least = Math.min(least, distance(wanted, Words.fold(name)));
            }
            if (least <= Math.max(2, wanted.length() / 3)) {
                distances.put(candidate, least);
            }
        }
        return distances.entrySet().stream()
                .sorted(
                        Map.Entry.<Node, Integer>comparingByValue()
                                .thenComparing(e -> e.getKey().getURI()))
                .limit(4)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A text that is the beginning or a word of a name is as good as one slip. */
    private static int distance(String wanted, String name) {
        if (wanted.length() >= 3 && name.contains(wanted)) {
            return 1;
        }
        return Math.abs(wanted.length() - name.length()) > 6 ? 99 : Spelling.distance(wanted, name);
    }

    /** Returns the main name, or the empty string. */
    String label(Node thing) {
        for (Node naming : NAMING) {
            List<String> texts = words.texts(all, thing, naming);
            if (!texts.isEmpty()) {
                return texts.getFirst();
            }
        }
        return "";
    }

    /** Returns the prefixed name, with the main name in brackets. */
    String shown(Node thing) {
        String label = thing.isURI() ? label(thing) : "";
        return label.isEmpty() ? words.of(thing) : words.of(thing) + " (" + label + ")";
    }

    /** Returns whether the thing is a member of the class or of one below it. */
    boolean isA(Node thing, Node type) {
        return all.contains(thing, RDF.type.asNode(), type);
    }

    /** Returns the members of a class, in the order of their IRIs. */
    List<Node> members(Node type) {
        return subjects(RDF.type.asNode(), type);
    }

    /** Returns the subjects that have the value, in the order of their IRIs. */
    List<Node> subjects(Node property, Node value) {
        return all
                .find(Node.ANY, property, value)
                .mapWith(t -> t.getSubject())
                .filterKeep(Node::isURI)
                .toSet()
                .stream()
                .sorted((a, b) -> a.getURI().compareTo(b.getURI()))
                .toList();
    }

    /** Returns the graph of everything. */
    Graph all() {
        return all;
    }
}
