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

/** The saved queries by topic: the folder in which they lie. */
final class Topics {

    private Topics() {}

    /** Returns the topics in the order that the home gives them, each with its queries. */
    static List<QuestionsPage.Topic> of(
            Catalog catalog, Predicate<SavedQuery> wanted, Headings headings, PageRequest request) {
        Map<String, List<QuestionsPage.Question>> byTopic = new TreeMap<>();
        for (SavedQuery query : catalog.queries().stream().filter(wanted).toList()) {
            byTopic.computeIfAbsent(query.topic(), t -> new ArrayList<>())
                    .add(question(query, request.language()));
        }
        List<QuestionsPage.Topic> topics = new ArrayList<>();
        List<String> order = new ArrayList<>(byTopic.keySet());
        order.sort(Comparator.comparingDouble(headings::orderOfTopic));
        for (String topic : order) {
            List<QuestionsPage.Question> questions = byTopic.getOrDefault(topic, List.of());
            questions.sort(Comparator.comparing(question -> question.title().value()));
            Text name =
                    topic.isEmpty()
                            ? new Text(request.say("questions.other"), request.language().tag())
                            : headings.topic(topic, request.language());
            topics.add(new QuestionsPage.Topic(topic.isEmpty() ? "other" : topic, name, questions));
        }
        return topics;
    }

    static QuestionsPage.Question question(SavedQuery query, Language language) {
        return new QuestionsPage.Question(
                Text.of(query.title(), language),
                Text.of(query.question().isEmpty() ? query.title() : query.question(), language),
                "/query/" + Address.encode(query.name()),
                Address.of("/sparql", Map.of("edit", query.name())));
    }
}
