package org.labledger.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.jspecify.annotations.Nullable;

/** A thing that is being entered: what it is, who says so, and what is known of it so far. */
public final class Draft {

    /**
     * A value that has to be given yet.
     *
     * @param field the field
     * @param key the name under which it is given, such as {@code label.en}
     */
    public record Missing(Field field, String key) {}

    private final Kind kind;
    private final @Nullable Node source;
    private final Map<Field, List<Node>> values = new LinkedHashMap<>();
    private @Nullable Node subject;
    private List<Node> alreadySaid = List.of();

    Draft(Kind kind, @Nullable Node source) {
        this.kind = kind;
        this.source = source;
    }

    /** Returns what it is. */
    public Kind kind() {
        return kind;
    }

    /** Returns the source that says it; none for what is only named, and for sources. */
    public Optional<Node> source() {
        return Optional.ofNullable(source);
    }

    /** Returns the IRI, once it is known. */
    public Optional<Node> subject() {
        return Optional.ofNullable(subject);
    }

    /** Gives it its IRI. What a source has said of that already need not be said again. */
    void name(Node subject, List<Node> alreadySaid) {
        this.subject = subject;
        this.alreadySaid = alreadySaid;
    }

    void give(Field field, Node value) {
        List<Node> given = values.computeIfAbsent(field, f -> new ArrayList<>());
        if (!given.contains(value)) {
            given.add(value);
        }
    }

    /** Returns the values of a property. */
    public List<Node> values(Node property) {
        return kind.field(property).map(this::values).orElse(List.of());
    }

    /** Returns the values of a field. */
    public List<Node> values(Field field) {
        return values.getOrDefault(field, List.of());
    }

    /** Returns what has to be given yet, in the order of the fields. */
    public List<Missing> missing() {
        List<Missing> missing = new ArrayList<>();
        for (Field field : kind.fields()) {
            if (isWanted(field)) {
                missing.addAll(open(field));
            }
        }
        return missing;
    }

    /** Returns the keys of a field under which no value stands yet. */
    public List<Missing> open(Field field) {
        List<Node> given = values(field);
        return field.keys().stream()
                .filter(key ->
                        field.languages().isEmpty()
                                ? given.isEmpty()
                                : given.stream()
                                        .noneMatch(value ->
                                                key.equalsIgnoreCase(
                                                        field.name() + "." + language(value))))
                .map(key -> new Missing(field, key))
                .toList();
    }

    private static String language(Node value) {
        return value.isLiteral() ? value.getLiteralLanguage() : "";
    }

    private boolean isWanted(Field field) {
        boolean wanted =
                field.required()
                        || field.requiredWith().stream().anyMatch(p -> !values(p).isEmpty());
        return wanted && (field.perGraph() || !alreadySaid.contains(field.property()));
    }

    /** Returns what is to be written. */
    List<Triple> triples(Node subject) {
        List<Triple> triples = new ArrayList<>();
        triples.add(Triple.create(subject, RDF.type.asNode(), kind.type()));
        for (Field field : kind.fields()) {
            values(field)
                    .forEach(value -> triples.add(Triple.create(subject, field.property(), value)));
        }
        return triples;
    }
}
