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
import org.labledger.source.LocatedQuad;
import org.labledger.source.Location;
import org.labledger.source.SourceFile;
import org.labledger.source.UriSpace;

/**
 * Reports subjects outside the URI space of the home, and references to IRIs inside it that no file
 * describes. A home without {@code void:uriSpace} may use any IRIs.
 */
final class References implements Check {

    private static final String NAME = "references";

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        UriSpace space = snapshot.description().uriSpace();
        if (!space.isDeclared()) {
            return List.of();
        }
        Set<Node> described = described(snapshot);
        TermText terms = new TermText(snapshot);
        List<Finding> findings = new ArrayList<>();
        DataFiles.forEach(
                snapshot,
                quads -> {
                    TermTest isOutside = new TermTest(quads, n -> isOutside(n, space));
                    TermTest isMissing = new TermTest(quads, n -> isMissing(n, space, described));
                    return at -> isOutside.test(at.subject()) || isMissing.test(at.object());
                },
                (file, located) -> check(space, described, terms, file, located, findings));
        return findings;
    }

    /** What files describe; what only follows from a reference to it is not described by that. */
    private static Set<Node> described(Snapshot snapshot) {
        Set<Node> described = new HashSet<>(snapshot.dataGraphs());
        snapshot.ontology().graph().find().mapWith(Triple::getSubject).forEach(described::add);
        snapshot.home()
                .files(HomeFile.Part.ONTOLOGY)
                .forEach(file -> described.add(snapshot.description().uriSpace().graphOf(file)));
        described.addAll(snapshot.subjectsInFiles());
        return described;
    }

    private static boolean isOutside(Node subject, UriSpace space) {
        return subject.isURI() && !space.contains(subject);
    }

    private static boolean isMissing(Node object, UriSpace space, Set<Node> described) {
        return space.contains(object) && !described.contains(object);
    }

    private static void check(
            UriSpace space,
            Set<Node> described,
            TermText terms,
            SourceFile file,
            LocatedQuad located,
            List<Finding> findings) {
        Quad quad = located.quad();
        Location location = new Location(file.file().path(), located.line(), located.column());
        if (isOutside(quad.getSubject(), space)) {
            findings.add(
                    Finding.error(
                            location,
                            NAME,
                            "The subject "
                                    + terms.of(quad.getSubject())
                                    + " does not begin with "
                                    + space.base()
                                    + ", the URI space of this ledger."
                                    + terms.suggestion(quad.getSubject(), described)));
        }
        if (isMissing(quad.getObject(), space, described)) {
            findings.add(
                    Finding.error(
                            location,
                            NAME,
                            terms.of(quad.getSubject())
                                    + " "
                                    + terms.of(quad.getPredicate())
                                    + " refers to "
                                    + terms.of(quad.getObject())
                                    + ", which no file describes."
                                    + terms.suggestion(quad.getObject(), described)));
        }
    }
}
