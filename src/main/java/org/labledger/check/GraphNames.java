package org.labledger.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.VOID;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.DatasetDescription;
import org.labledger.source.HomeFile;
import org.labledger.source.Location;
import org.labledger.source.UriSpace;

/**
 * Reports files whose paths give the same graph IRI, a graph with the name of the accepted view,
 * data files without a statement, and a URI space that does not end with a separator.
 */
final class GraphNames implements Check {

    private static final String NAME = "graph-name";

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        UriSpace space = snapshot.description().uriSpace();
        TermText terms = new TermText(snapshot);
        Map<Node, HomeFile> first = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        checkSeparator(space, snapshot, findings);
        checkContent(snapshot, findings);
        checkAccepted(snapshot, terms, findings);
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
                                            NAME,
                                            "This file and "
                                                    + other.path()
                                                    + " have the same graph IRI, "
                                                    + terms.of(graph)
                                                    + ". Rename one of them."));
                        }
                    });
        }
        return findings;
    }

    /** A data file without a statement was emptied, or its content commented out. */
    private static void checkContent(Snapshot snapshot, List<Finding> findings) {
        Set<String> said = new HashSet<>();
        DataFiles.of(snapshot).forEach(file -> said.add(file.file().path()));
        snapshot.problems().forEach(problem -> said.add(problem.location().file()));
        snapshot.home()
                .files(HomeFile.Part.DATA)
                .filter(file -> !said.contains(file.path()))
                .forEach(file ->
                        findings.add(
                                Finding.error(
                                        file.start(),
                                        NAME,
                                        "This file says nothing. Put its content back, or remove the"
                                                + " file.")));
    }

    /** The accepted view is computed, and no file may write to it. */
    private static void checkAccepted(Snapshot snapshot, TermText terms, List<Finding> findings) {
        Node graph = snapshot.acceptedGraph();
        snapshot.locationOf(graph, Node.ANY, Node.ANY, Node.ANY)
                .ifPresent(location ->
                        findings.add(
                                Finding.error(
                                        location,
                                        NAME,
                                        "The graph "
                                                + terms.of(graph)
                                                + " is the accepted view, which is computed. Rename"
                                                + " the file or the graph.")));
    }

    /** Without a separator, {@code https://w3id.org/lab} + {@code id/a} is another site's IRI. */
    private static void checkSeparator(UriSpace space, Snapshot snapshot, List<Finding> findings) {
        if (!space.isDeclared() || space.base().endsWith("/") || space.base().endsWith("#")) {
            return;
        }
        Node property = VOID.uriSpace.asNode();
        Location start = new Location(DatasetDescription.PATH, 1, 1);
        Location location =
                snapshot.home().files().stream()
                        .filter(file -> file.path().equals(DatasetDescription.PATH))
                        .map(space::graphOf)
                        .flatMap(graph ->
                                snapshot.locationOf(graph, Node.ANY, property, Node.ANY).stream())
                        .findFirst()
                        .orElse(start);
        findings.add(
                Finding.error(
                        location,
                        NAME,
                        "The URI space \""
                                + space.base()
                                + "\" must end with / or #. If IRIs in data/ begin so, write `"
                                + space.base()
                                + "/`."));
    }
}
