package org.labledger.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.catalog.SavedQuery;
import org.labledger.snapshot.Snapshot;

/**
 * Where a home has an ontology that declares classes, {@code #+ about:} names one of them; a
 * section about any other would never be shown.
 */
final class QueryClasses implements Check {

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        Set<Node> classes = new HashSet<>();
        for (Node type : List.of(RDFS.Class.asNode(), OWL.Class.asNode())) {
            classes.addAll(snapshot.ontology().instances(type));
        }
        List<Finding> findings = new ArrayList<>();
        if (classes.isEmpty()) {
            return findings;
        }
        TermText terms = new TermText(snapshot);
        for (SavedQuery query : snapshot.catalog().queries()) {
            for (String about : query.about()) {
                Node type = NodeFactory.createURI(snapshot.ontology().iri(about));
                if (!classes.contains(type)) {
                    findings.add(
                            Finding.error(
                                    query.locationOf("about", about),
                                    "query",
                                    "\"about\" needs a class that the ontology declares, not "
                                            + about
                                            + "."
                                            + terms.suggestion(type, classes)));
                }
            }
        }
        return findings;
    }
}
