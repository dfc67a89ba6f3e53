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
import org.labledger.accepted.Compatibility;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.LocatedQuad;
import org.labledger.source.Location;
import org.labledger.source.SourceFile;
import org.labledger.vocabulary.Evidence;

/** Finds existing things that a draft may describe again. */
final class MatchFinder {

    private final Snapshot snapshot;
    private final NameIndex names;

    MatchFinder(Snapshot snapshot, NameIndex names) {
        this.snapshot = snapshot;
        this.names = names;
    }

    /**
     * Returns the things that share a similar name with the draft, in any language, and the
     * instances of its class with compatible values for all key properties of its kind.
     */
    List<Match> find(Draft draft) {
        Map<Node, String> reasons = new LinkedHashMap<>();
        for (Node thing : sameKeys(draft)) {
            reasons.put(
                    thing,
                    "the same "
                            + draft.kind().keys().stream()
                                    .map(key ->
                                            draft.kind()
                                                    .field(key)
                                                    .map(DraftField::name)
                                                    .orElse(names.shortForm(key)))
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        for (Node naming : NameIndex.NAMING) {
            for (Node name : draft.values(naming)) {
                String text = name.getLiteralLexicalForm();
                for (Node thing : names.alike(text)) {
                    // An article often has the name of its subject, but is another thing.
                    if (names.isInstance(thing, Evidence.SOURCE) == draft.kind().isSource()) {
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
                                names.labelled(thing),
                                type(thing),
                                why,
                                names.isInstance(thing, draft.kind().type()),
                                location(thing))));
        return matches;
    }

    private List<Node> sameKeys(Draft draft) {
        List<Node> keys = draft.kind().keys();
        if (keys.isEmpty() || keys.stream().anyMatch(key -> draft.values(key).isEmpty())) {
            return List.of();
        }
        return names.instances(draft.kind().type()).stream()
                .filter(names::isDescribed)
                .filter(thing -> keys.stream().allMatch(key -> agrees(thing, key, draft)))
                .toList();
    }

    private boolean agrees(Node thing, Node key, Draft draft) {
        List<Node> theirs =
                names.graph().find(thing, key, Node.ANY).mapWith(Triple::getObject).toList();
        return draft.values(key).stream()
                .anyMatch(ours ->
                        theirs.stream()
                                .anyMatch(their -> Compatibility.areCompatible(ours, their)));
    }

    /** The label of the class that a file states, not of an inferred one. */
    private String type(Node thing) {
        for (SourceFile file : snapshot.filesOfDataGraphs()) {
            for (LocatedQuad located : file.quads()) {
                Triple triple = located.quad().asTriple();
                if (triple.getSubject().equals(thing)
                        && triple.getPredicate().equals(RDF.type.asNode())) {
                    String label = names.label(triple.getObject());
                    return label.isEmpty() ? names.shortForm(triple.getObject()) : label;
                }
            }
        }
        return "no class";
    }

    /** Returns where a thing gets its class, else where it is first a subject. */
    Optional<Location> location(Node thing) {
        return snapshot.dataGraphs().stream()
                .flatMap(graph ->
                        snapshot.locationOf(graph, thing, RDF.type.asNode(), Node.ANY).stream())
                .findFirst()
                .or(() ->
                        snapshot.dataGraphs().stream()
                                .flatMap(graph ->
                                        snapshot
                                                .locationOf(graph, thing, Node.ANY, Node.ANY)
                                                .stream())
                                .findFirst());
    }
}
