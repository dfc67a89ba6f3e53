package org.labledger.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.validation.ReportEntry;
import org.apache.jena.shacl.validation.Severity;
import org.apache.jena.shared.JenaException;
import org.apache.jena.sparql.path.P_Link;
import org.apache.jena.sparql.path.Path;
import org.jspecify.annotations.Nullable;
import org.labledger.ontology.ShapesFile;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.LocatedQuad;
import org.labledger.source.Location;
import org.labledger.source.ParseProblem;
import org.labledger.source.SourceFile;

/**
 * SHACL validation: the shapes of {@code ontology/shapes/source.ttl} validate each data graph by
 * itself, those of all other files the union of all graphs. Graphs with a syntax error are skipped,
 * since triples after the error are missing.
 */
final class ShapesCheck implements Check {

    private final CheckCache cache;

    ShapesCheck(CheckCache cache) {
        this.cache = cache;
    }

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        List<Finding> findings = new ArrayList<>();
        ShapeDefinitions definitions = new ShapeDefinitions(snapshot);
        findings.addAll(definitions.missingFiles());
        snapshot.ontology()
                .shapes()
                .forEach(file -> {
                    List<Finding> own = definitions.findings(file);
                    findings.addAll(own);
                    check(snapshot, file, own, findings);
                });
        return findings;
    }

    private void check(
            Snapshot snapshot, ShapesFile shapesFile, List<Finding> own, List<Finding> findings) {
        HomeFile file = shapesFile.file();
        for (ParseProblem problem : shapesFile.parsed().problems()) {
            if (problem.isFatal()) {
                findings.add(Finding.error(problem.location(), "syntax", problem.message()));
            }
        }
        Shapes shapes;
        try {
            shapes = Shapes.parse(shapesFile.graph());
            TextConstraints.replaceIn(shapes);
        } catch (JenaException | IllegalArgumentException e) {
            malformed(shapesFile, own, String.valueOf(e.getMessage())).ifPresent(findings::add);
            return;
        } catch (ClassCastException | NullPointerException e) {
            // Jena 6.0.0 throws these for a string instead of a number, or a term instead of a
            // list.
            malformed(shapesFile, own, "a value has the wrong type for its property.")
                    .ifPresent(findings::add);
            return;
        }
        if (shapesFile.isPerGraph()) {
            String text = file.text();
            for (Node graph : snapshot.dataGraphs()) {
                if (!snapshot.filesOf(graph).stream().allMatch(SourceFile::isWhole)) {
                    continue;
                }
                findings.addAll(
                        cache.validation(
                                graph,
                                text,
                                () ->
                                        validate(
                                                snapshot,
                                                file,
                                                shapes,
                                                snapshot.dataset().getGraph(graph),
                                                List.of(graph))));
            }
        } else if (snapshot.isWhole()) {
            findings.addAll(
                    validate(
                            snapshot,
                            file,
                            shapes,
                            snapshot.dataset().getDefaultGraph(),
                            snapshot.dataGraphs()));
        }
    }

    /**
     * Returns the reason why the validator cannot read a file, unless an error that was found
     * already tells it better. The validator gives no position: it is that of the first triple
     * without which the file can be read.
     */
    private static Optional<Finding> malformed(
            ShapesFile shapes, List<Finding> own, String reason) {
        if (own.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR)) {
            return Optional.empty();
        }
        Location location = shapes.file().start();
        Graph graph = shapes.parsed().graphOfQuads();
        for (LocatedQuad located : shapes.parsed().quads()) {
            Triple triple = located.quad().asTriple();
            graph.delete(triple);
            if (isReadable(graph)) {
                location = new Location(shapes.file().path(), located.line(), located.column());
                break;
            }
            graph.add(triple);
        }
        // The validator names blank nodes by their labels, which no file shows.
        String plain = reason.replaceAll("\\s*:?\\s*(node=)?(_:B?[0-9a-f]+|B[0-9a-f]{16,})", "");
        return Optional.of(
                Finding.error(location, "shapes", "These shapes are not valid SHACL: " + plain));
    }

    private static boolean isReadable(Graph shapes) {
        try {
            Shapes.parse(shapes);
            return true;
        } catch (JenaException
                | IllegalArgumentException
                | ClassCastException
                | NullPointerException e) {
            return false;
        }
    }

    private static List<Finding> validate(
            Snapshot snapshot, HomeFile file, Shapes shapes, Graph graph, Collection<Node> graphs) {
        List<Finding> findings = new ArrayList<>();
        TermText terms = new TermText(snapshot);
        LocationFinder locations = new LocationFinder(snapshot);
        for (ReportEntry entry : ShaclValidator.get().validate(shapes, graph).getEntries()) {
            Node focus = entry.focusNode();
            Node property = property(entry.resultPath());
            StringBuilder message = new StringBuilder(terms.of(focus));
            if (property != null) {
                message.append(' ').append(terms.of(property));
            }
            if (entry.value() != null && !entry.value().equals(focus)) {
                message.append(' ').append(terms.of(entry.value()));
            }
            message.append(": ").append(entry.message());
            findings.add(
                    new Finding(
                            locations.find(graphs, focus, property, entry.value(), file.start()),
                            entry.severity().level().equals(Severity.Violation.level())
                                    ? Finding.Severity.ERROR
                                    : Finding.Severity.WARNING,
                            message.toString(),
                            file.path()));
        }
        return findings;
    }

    private static @Nullable Node property(@Nullable Path path) {
        return path instanceof P_Link link ? link.getNode() : null;
    }
}
