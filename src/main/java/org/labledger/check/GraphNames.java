package org.labledger.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.labledger.catalog.Catalog;
import org.labledger.source.HomeFile;
import org.labledger.source.UriSpace;
import org.labledger.store.Ledger;

/** No two files may give the same graph IRI by their paths. */
final class GraphNames implements Check.Rule {

    private static final String RULE = "graph-name";

    @Override
    public List<Finding> findings(Ledger ledger, Catalog catalog) {
        UriSpace space = ledger.description().uriSpace();
        Words words = new Words(ledger);
        Map<Node, HomeFile> first = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (HomeFile.Part part : List.of(HomeFile.Part.ONTOLOGY, HomeFile.Part.DATA)) {
            ledger.home()
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
}
