package org.labledger.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.labledger.evidence.Compatibility;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Place;
import org.labledger.source.Placed;
import org.labledger.source.SourceFile;
import org.labledger.vocabulary.Evidence;

/** Finds what a draft may be a second description of. */
final class Matches {

    private final Snapshot snapshot;
    private final Words words;
    private final Names names;

    Matches(Snapshot snapshot, Words words, Names names) {
        this.snapshot = snapshot;
        this.words = words;
        this.names = names;
    }

    /**
     * Returns the things with a name like one of the draft's, in any language, and the things of
     * its class that agree with it on all properties which tell its kind apart.
     */
    List<Match> of(Draft draft) {
        Map<Node, String> reasons = new LinkedHashMap<>();
        for (Node thing : sameKeys(draft)) {
            reasons.put(
                    thing,
                    "the same "
                            + draft.kind().keys().stream()
                                    .map(key ->
                                            draft.kind()
                                                    .field(key)
                                                    .map(Field::name)
                                                    .orElse(words.of(key)))
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        for (Node naming : Names.NAMING) {
            for (Node name : draft.values(naming)) {
                String text = name.getLiteralLexicalForm();
                for (Node thing : names.alike(text)) {
                    // An article is often called as what it tells of, and is never that thing.
                    if (names.isA(thing, Evidence.SOURCE) == draft.kind().isSource()) {
                        reasons.putIfAbsent(thing, "named like \"" + text + "\"");
                    }
                }
            }
        }
        draft.subject().ifPresent(reasons::remove);
        List<Match> matches = new ArrayList<>();
        reasons.forEach((thing, why) ->
                matches.add(
                        new Match(
                                thing,
                                names.shown(thing),
                                type(thing),
                                why,
                                names.isA(thing, draft.kind().type()),
                                place(thing))));
        return matches;
    }

    private List<Node> sameKeys(Draft draft) {
        List<Node> keys = draft.kind().keys();
        if (keys.isEmpty() || keys.stream().anyMatch(key -> draft.values(key).isEmpty())) {
            return List.of();
        }
        return names.members(draft.kind().type()).stream()
                .filter(names::isDescribed)
                .filter(thing -> keys.stream().allMatch(key -> agrees(thing, key, draft)))
                .toList();
    }

    private boolean agrees(Node thing, Node key, Draft draft) {
        List<Node> theirs =
                names.all().find(thing, key, Node.ANY).mapWith(Triple::getObject).toList();
        return draft.values(key).stream()
                .anyMatch(ours ->
                        theirs.stream()
                                .anyMatch(their -> Compatibility.areCompatible(ours, their)));
    }

    /** The class as a file states it, not one that follows from it. */
    private String type(Node thing) {
        for (Node graph : snapshot.dataGraphs()) {
            for (SourceFile file : snapshot.filesOf(graph)) {
                for (Placed placed : file.quads()) {
                    Triple triple = placed.quad().asTriple();
                    if (triple.getSubject().equals(thing)
                            && triple.getPredicate().equals(RDF.type.asNode())) {
                        String label = names.label(triple.getObject());
                        return label.isEmpty() ? words.of(triple.getObject()) : label;
                    }
                }
            }
        }
        return "of no class";
    }

    /** Where the thing is described first; a place in a file that names it comes before others. */
    Optional<Place> place(Node thing) {
        return snapshot.dataGraphs().stream()
                .flatMap(graph ->
                        snapshot.placeOf(graph, thing, RDF.type.asNode(), Node.ANY).stream())
                .findFirst()
                .or(() ->
                        snapshot.dataGraphs().stream()
                                .flatMap(graph ->
                                        snapshot.placeOf(graph, thing, Node.ANY, Node.ANY).stream())
                                .findFirst());
    }
}
