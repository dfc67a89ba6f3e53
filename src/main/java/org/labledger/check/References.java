package org.labledger.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.Place;
import org.labledger.source.Placed;
import org.labledger.source.SourceFile;
import org.labledger.source.UriSpace;

/**
 * Where a home declares its URI space, what its data describe lies in it, and what they refer to in
 * it is described somewhere.
 */
final class References implements Check.Rule {

    private static final String RULE = "references";

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        UriSpace space = snapshot.description().uriSpace();
        if (!space.declared()) {
            return List.of();
        }
        Set<Node> described = described(snapshot);
        Words words = new Words(snapshot);
        List<Finding> findings = new ArrayList<>();
        Set<SourceFile> seen = new HashSet<>();
        for (Node graph : snapshot.dataGraphs()) {
            for (SourceFile file : snapshot.filesOf(graph)) {
                if (file.file().part() == HomeFile.Part.DATA && seen.add(file)) {
                    for (Placed placed : file.quads()) {
                        check(space, described, words, file, placed, findings);
                    }
                }
            }
        }
        return findings;
    }

    /** What files describe; what only follows from a reference to it is not described by that. */
    private static Set<Node> described(Snapshot snapshot) {
        Set<Node> described = new HashSet<>(snapshot.dataGraphs());
        snapshot.ontology().graph().find().mapWith(Triple::getSubject).forEach(described::add);
        snapshot.home()
                .files(HomeFile.Part.ONTOLOGY)
                .forEach(file -> described.add(snapshot.description().uriSpace().graphOf(file)));
        for (Node graph : snapshot.dataGraphs()) {
            for (SourceFile file : snapshot.filesOf(graph)) {
                file.quads().forEach(placed -> described.add(placed.quad().getSubject()));
            }
        }
        return described;
    }

    private static void check(
            UriSpace space,
            Set<Node> described,
            Words words,
            SourceFile file,
            Placed placed,
            List<Finding> findings) {
        Quad quad = placed.quad();
        Place place = new Place(file.file().path(), placed.line(), placed.column());
        if (quad.getSubject().isURI() && !space.contains(quad.getSubject())) {
            findings.add(
                    Finding.error(
                            place,
                            RULE,
                            "This describes "
                                    + words.of(quad.getSubject())
                                    + ", which does not begin with "
                                    + space.base()
                                    + "; a ledger describes only IRIs of its own."
                                    + words.suggestion(quad.getSubject(), described)));
        }
        if (space.contains(quad.getObject()) && !described.contains(quad.getObject())) {
            findings.add(
                    Finding.error(
                            place,
                            RULE,
                            words.of(quad.getSubject())
                                    + " "
                                    + words.of(quad.getPredicate())
                                    + " refers to "
                                    + words.of(quad.getObject())
                                    + ", which no file describes."
                                    + words.suggestion(quad.getObject(), described)));
        }
    }
}
