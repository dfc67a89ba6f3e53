package org.labledger.page;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.labledger.accepted.Compatibility;
import org.labledger.describe.Description;
import org.labledger.describe.SourcedTriple;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.Values;
import org.labledger.evidence.Disagreement;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.vocabulary.Evidence;

/**
 * How the values of a property stand in the accepted view: accepted ones come first, then less
 * precise ones, then those that a verdict or a correction rejects.
 */
final class Standing {

    private final Snapshot snapshot;
    private final DisplayNames names;
    private final Values values;
    private final Triples union;
    private final Triples view;

    Standing(Snapshot snapshot, DisplayNames names, Values values) {
        this.snapshot = snapshot;
        this.names = names;
        this.values = values;
        this.union = snapshot.store().triples();
        this.view = snapshot.store().triples(snapshot.acceptedGraph());
    }

    /** The values of one property of the thing of a page. */
    final class OfProperty {

        private final Description description;
        private final Node property;

        /** The accepted values; empty if all values stand. */
        private final List<Node> accepted;

        private OfProperty(Description description, Node property, List<Node> accepted) {
            this.description = description;
            this.property = property;
            this.accepted = accepted;
        }

        /** Sorts values by how they stand; otherwise they keep their order. */
        List<SourcedTriple> inOrder(List<SourcedTriple> all) {
            return all.stream()
                    .sorted(Comparator.comparingInt(each -> rank(each.triple().getObject())))
                    .toList();
        }

        private int rank(Node value) {
            return stands(value) ? 0 : isExcluded(value) ? 2 : 1;
        }

        /** Returns whether the accepted view has a value. */
        boolean stands(Node value) {
            return accepted.isEmpty() || accepted.contains(value);
        }

        private boolean isExcluded(Node value) {
            return accepted.stream().noneMatch(other -> Compatibility.areCompatible(other, value));
        }

        /** Returns why a value is rejected; empty if it is not. */
        Optional<ThingPage.Rejection> rejection(Node value, Language language) {
            if (stands(value) || !isExcluded(value)) {
                return Optional.empty();
            }
            Node thing = description.subject();
            for (Node correction : union.subjects(Evidence.WITHDRAWS, thing)) {
                List<Node> properties = union.objects(correction, Evidence.ON_PROPERTY);
                if (!properties.isEmpty() && !properties.contains(property)) {
                    continue;
                }
                for (Node source : union.objects(correction, Evidence.CORRECTS)) {
                    if (snapshot.store().contains(source, thing, property, value)) {
                        return Optional.of(
                                new ThingPage.Rejection(
                                        names.text(correction, Evidence.REASON, language),
                                        values.page(correction).orElse("#disputes")));
                    }
                }
            }
            return Optional.of(
                    new ThingPage.Rejection(
                            verdict(value)
                                    .flatMap(verdict ->
                                            names.text(verdict, Evidence.REASON, language)),
                            "#disputes"));
        }

        private Optional<Node> verdict(Node value) {
            return description.disagreements().stream()
                    .filter(d -> d.record().filter(description.subject()::equals).isPresent())
                    .filter(d -> d.property().filter(property::equals).isPresent())
                    .map(Disagreement::verdicts)
                    .flatMap(List::stream)
                    .filter(verdict ->
                            union.objects(verdict, Evidence.PREFERS).stream()
                                    .noneMatch(preferred ->
                                            Compatibility.areCompatible(preferred, value)))
                    .findFirst();
        }
    }

    /**
     * Looks up a property.
     *
     * @param all its values
     */
    OfProperty of(Description description, Node property, List<SourcedTriple> all) {
        boolean isOpen = all.size() < 2 || !snapshot.ontology().isSingleValued(property);
        return new OfProperty(
                description,
                property,
                isOpen ? List.of() : view.objects(description.subject(), property));
    }
}
