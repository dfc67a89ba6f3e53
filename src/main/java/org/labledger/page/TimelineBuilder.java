package org.labledger.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.labledger.chart.Chart;
import org.labledger.display.Dates;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.Notes;
import org.labledger.display.Text;
import org.labledger.display.Value;
import org.labledger.display.Values;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;

/**
 * Builds timelines from the dates of records. If two dates of one property are compatible, the less
 * precise one is left out.
 */
final class TimelineBuilder {

    private final Snapshot snapshot;
    private final Triples union;
    private final DisplayNames names;
    private final Values values;

    TimelineBuilder(Snapshot snapshot, DisplayNames names, Values values) {
        this.snapshot = snapshot;
        this.union = snapshot.store().triples();
        this.names = names;
        this.values = values;
    }

    private record Entry(String key, Node record, Node property, Node date) {}

    /** Returns the timeline of some records; empty if no source dates any of them. */
    Optional<Chart.Timeline> of(Collection<Node> records, Language language, Notes notes) {
        List<Entry> entries = new ArrayList<>();
        for (Node record : new LinkedHashSet<>(records)) {
            Map<Node, Set<Node>> dates = new LinkedHashMap<>();
            union.find(record, Node.ANY, Node.ANY)
                    .filter(t -> Dates.isDate(t.getObject()))
                    .forEach(t ->
                            dates.computeIfAbsent(t.getPredicate(), p -> new LinkedHashSet<>())
                                    .add(t.getObject()));
            dates.forEach((property, all) -> {
                for (Node date : all) {
                    String text = date.getLiteralLexicalForm();
                    boolean isLessPrecise =
                            all.stream()
                                    .map(Node::getLiteralLexicalForm)
                                    .anyMatch(
                                            other -> !other.equals(text) && other.startsWith(text));
                    if (!isLessPrecise && !sources(record, property, date).isEmpty()) {
                        entries.add(new Entry(text, record, property, date));
                    }
                }
            });
        }
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        entries.sort(
                Comparator.comparing(Entry::key)
                        .thenComparing(e -> e.record().toString())
                        .thenComparing(e -> e.property().toString()));
        Map<String, List<Chart.TimelineItem>> years = new LinkedHashMap<>();
        for (Entry entry : entries) {
            years.computeIfAbsent(entry.key().split("(?<=\\d)-", 2)[0], y -> new ArrayList<>())
                    .add(item(entry, language, notes));
        }
        return Optional.of(
                new Chart.Timeline(
                        years.entrySet().stream()
                                .map(e -> new Chart.Year(e.getKey(), e.getValue()))
                                .toList()));
    }

    private Chart.TimelineItem item(Entry entry, Language language, Notes notes) {
        Text property = names.of(entry.property(), language);
        Value.Date day =
                values.of(entry.date(), language) instanceof Value.Date d
                        ? d
                        : new Value.Date(entry.key(), entry.key());
        Value record = values.of(entry.record(), language);
        return new Chart.TimelineItem(
                List.of(new Chart.LabelledDate(property, day)),
                List.of(record),
                List.of(new Chart.LabelledValue(property, new Value.PlainText(property), false)),
                sources(entry.record(), entry.property(), entry.date()).stream()
                        .map(notes::cite)
                        .toList(),
                record.isLong());
    }

    /** Returns the graphs that state a date, without those in which it is derived. */
    private List<Node> sources(Node record, Node property, Node date) {
        Triple triple = Triple.create(record, property, date);
        return snapshot.graphsOf(triple).stream()
                .filter(graph -> !snapshot.isDerived(Quad.create(graph, triple)))
                .toList();
    }
}
