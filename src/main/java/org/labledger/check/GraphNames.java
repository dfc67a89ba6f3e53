package org.labledger.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.VOID;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.DatasetDescription;
import org.labledger.source.HomeFile;
import org.labledger.source.Place;
import org.labledger.source.UriSpace;

/**
 * No two files may give the same graph IRI by their paths, and the IRIs of a home begin with a
 * space that ends where a name can begin.
 */
final class GraphNames implements Check.Rule {

    private static final String RULE = "graph-name";

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        UriSpace space = snapshot.description().uriSpace();
        Words words = new Words(snapshot);
        Map<Node, HomeFile> first = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        checkEnd(space, snapshot, findings);
        for (HomeFile.Part part : List.of(HomeFile.Part.ONTOLOGY, HomeFile.Part.DATA)) {
            snapshot.home()
                    .files(part)
                    .forEach(file -> {
                        Node graph = space.graphOf(file);
                        HomeFile other = first.putIfAbsent(graph, file);
                        if (other != null) {
                            findings.add(
                                    Finding.error(
                                            file.start(),
                                            RULE,
                                            "This file and "
                                                    + other.path()
                                                    + " both give the graph "
                                                    + words.of(graph)
                                                    + "; rename one of them."));
                        }
                    });
        }
        return findings;
    }

    /** Without an end, {@code https://w3id.org/lab} + {@code id/a} is another site's IRI. */
    private static void checkEnd(UriSpace space, Snapshot snapshot, List<Finding> findings) {
        if (!space.declared() || space.base().endsWith("/") || space.base().endsWith("#")) {
            return;
        }
        Node property = VOID.uriSpace.asNode();
        Place start = new Place(DatasetDescription.PATH, 1, 1);
        Place place =
                snapshot.home().files().stream()
                        .filter(file -> file.path().equals(DatasetDescription.PATH))
                        .map(space::graphOf)
                        .flatMap(graph ->
                                snapshot.placeOf(graph, Node.ANY, property, Node.ANY).stream())
                        .findFirst()
                        .orElse(start);
        findings.add(
                Finding.error(
                        place,
                        RULE,
                        "The URI space \""
                                + space.base()
                                + "\" has to end with / or #, since names are put directly behind"
                                + " it. Write \""
                                + space.base()
                                + "/\", if that is what IRIs in data/ begin with."));
    }
}
