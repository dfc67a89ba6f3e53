package org.labledger.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.labledger.catalog.Catalog;
import org.labledger.catalog.SavedQuery;
import org.labledger.display.Address;
import org.labledger.display.Headings;
import org.labledger.display.Language;
import org.labledger.display.PageRequest;
import org.labledger.display.Text;

/** Saved queries by topic: the folder of their file. */
final class Topics {

    private Topics() {}

    /**
     * Returns the topics in the order set by the home, each with its queries.
     *
     * @param wanted selects the queries
     */
    static List<QueryListPage.Topic> of(
            Catalog catalog, Predicate<SavedQuery> wanted, Headings headings, PageRequest request) {
        Map<String, List<QueryListPage.Entry>> byTopic = new TreeMap<>();
        for (SavedQuery query : catalog.queries().stream().filter(wanted).toList()) {
            byTopic.computeIfAbsent(query.topic(), t -> new ArrayList<>())
                    .add(entry(query, request.language()));
        }
        List<QueryListPage.Topic> topics = new ArrayList<>();
        List<String> order = new ArrayList<>(byTopic.keySet());
        order.sort(Comparator.comparingDouble(headings::orderOfTopic));
        for (String topic : order) {
            List<QueryListPage.Entry> entries = byTopic.getOrDefault(topic, List.of());
            entries.sort(Comparator.comparing(entry -> entry.title().value()));
            Text name =
                    topic.isEmpty()
                            ? new Text(request.say("questions.other"), request.language().tag())
                            : headings.topic(topic, request.language());
            topics.add(new QueryListPage.Topic(topic.isEmpty() ? "other" : topic, name, entries));
        }
        return topics;
    }

    private static QueryListPage.Entry entry(SavedQuery query, Language language) {
        return new QueryListPage.Entry(
                Text.of(query.title(), language),
                Text.of(query.question().isEmpty() ? query.title() : query.question(), language),
                "/query/" + Address.encode(query.name()),
                Address.of("/sparql", Map.of("edit", query.name())));
    }
}
