package org.labledger.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.labledger.catalog.Catalog;
import org.labledger.source.HomeFile;
import org.labledger.source.Place;
import org.labledger.source.Placed;
import org.labledger.source.SourceFile;
import org.labledger.source.UriSpace;
import org.labledger.store.Ledger;

/**
 * Where a home declares its URI space, what its data describe lies in it, and what they refer to in
 * it is described somewhere.
 */
final class References implements Check.Rule {

    private static final String RULE = "references";

    @Override
    public List<Finding> findings(Ledger ledger, Catalog catalog) {
        UriSpace space = ledger.description().uriSpace();
        if (!space.declared()) {
            return List.of();
        }
        Set<Node> described = new HashSet<>(ledger.dataGraphs());
        // What follows from a reference, such as its inverse, describes nothing.
        ledger.dataset()
                .findNG(Node.ANY, Node.ANY, Node.ANY, Node.ANY)
                .forEachRemaining(quad -> {
                    if (!ledger.isDerived(quad)) {
                        described.add(quad.getSubject());
                    }
                });
        ledger.home()
                .files(HomeFile.Part.ONTOLOGY)
                .forEach(file -> described.add(space.graphOf(file)));
        Words words = new Words(ledger);
        List<Finding> findings = new ArrayList<>();
        Set<SourceFile> seen = new HashSet<>();
        for (Node graph : ledger.dataGraphs()) {
            for (SourceFile file : ledger.filesOf(graph)) {
                if (file.file().part() == HomeFile.Part.DATA && seen.add(file)) {
                    for (Placed placed : file.quads()) {
                        check(space, described, words, file, placed, findings);
                    }
                }
            }
        }
        return findings;
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
