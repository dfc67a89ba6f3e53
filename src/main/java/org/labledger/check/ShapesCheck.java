package org.labledger.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
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
        snapshot.ontology().shapes().forEach(file -> check(snapshot, file, findings));
        return findings;
    }

    private void check(Snapshot snapshot, ShapesFile shapesFile, List<Finding> findings) {
        HomeFile file = shapesFile.file();
        for (ParseProblem problem : shapesFile.parsed().problems()) {
            if (problem.isFatal()) {
                findings.add(Finding.error(problem.location(), "syntax", problem.message()));
            }
        }
        Shapes shapes;
        try {
            shapes = Shapes.parse(shapesFile.graph());
        } catch (JenaException | IllegalArgumentException e) {
            findings.add(malformed(file, String.valueOf(e.getMessage())));
            return;
        } catch (ClassCastException | NullPointerException e) {
            // Jena 6.0.0 throws these for a string instead of a number, or a term instead of a
            // list.
            findings.add(malformed(file, "a value has the wrong type for its property."));
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

    private static Finding malformed(HomeFile file, String reason) {
        return Finding.error(file.start(), "shapes", "These shapes are not valid SHACL: " + reason);
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
