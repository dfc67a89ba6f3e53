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

/**
 * A new thing while its values are being entered. Mutable, for one thread; {@link Desk} validates
 * what goes in.
 */
public final class Draft {

    /**
     * A field that has no value yet, or none in one of its languages.
     *
     * @param field the field
     * @param key the name under which the value is given, such as {@code label.en}
     */
    public record OpenField(DraftField field, String key) {}

    private final Kind kind;
    private final @Nullable Node source;
    private final Map<DraftField, List<Node>> values = new LinkedHashMap<>();
    private @Nullable Node subject;
    private List<Node> knownProperties = List.of();

    Draft(Kind kind, @Nullable Node source) {
        this.kind = kind;
        this.source = source;
    }

    /** Returns its kind. */
    public Kind kind() {
        return kind;
    }

    /** Returns the source that states it; empty unless {@link Kind#isRecord()}. */
    public Optional<Node> source() {
        return Optional.ofNullable(source);
    }

    /** Returns its IRI, once assigned. */
    public Optional<Node> subject() {
        return Optional.ofNullable(subject);
    }

    /**
     * Assigns the IRI.
     *
     * @param knownProperties the properties that other sources already give it, which this one need
     *     not repeat
     */
    void assignSubject(Node subject, List<Node> knownProperties) {
        this.subject = subject;
        this.knownProperties = knownProperties;
    }

    /** Adds a value unless the field already has it. */
    void add(DraftField field, Node value) {
        List<Node> given = values.computeIfAbsent(field, f -> new ArrayList<>());
        if (!given.contains(value)) {
            given.add(value);
        }
    }

    /** Returns the values of a property, in the order of entry. */
    public List<Node> values(Node property) {
        return kind.field(property).map(this::values).orElse(List.of());
    }

    /** Returns the values of a field, in the order of entry. */
    public List<Node> values(DraftField field) {
        return values.getOrDefault(field, List.of());
    }

    /** Returns the required fields that still lack a value, in display order. */
    public List<OpenField> missing() {
        List<OpenField> missing = new ArrayList<>();
        for (DraftField field : kind.fields()) {
            if (isRequired(field)) {
                missing.addAll(open(field));
            }
        }
        return missing;
    }

    /** Returns the keys of a field that have no value yet. */
    public List<OpenField> open(DraftField field) {
        List<Node> given = values(field);
        return field.keys().stream()
                .filter(key ->
                        field.values().languages().isEmpty()
                                ? given.isEmpty()
                                : given.stream()
                                        .noneMatch(value ->
                                                key.equalsIgnoreCase(
                                                        field.name() + "." + language(value))))
                .map(key -> new OpenField(field, key))
                .toList();
    }

    private static String language(Node value) {
        return value.isLiteral() ? value.getLiteralLanguage() : "";
    }

    private boolean isRequired(DraftField field) {
        DraftField.Cardinality cardinality = field.cardinality();
        boolean isRequired =
                cardinality.isRequired()
                        || cardinality.requiredWith().stream().anyMatch(p -> !values(p).isEmpty());
        return isRequired
                && (cardinality.isPerGraph() || !knownProperties.contains(field.property()));
    }

    /** Returns the triples to write, {@code rdf:type} first. */
    List<Triple> triples(Node subject) {
        List<Triple> triples = new ArrayList<>();
        triples.add(Triple.create(subject, RDF.type.asNode(), kind.type()));
        for (DraftField field : kind.fields()) {
            values(field)
                    .forEach(value -> triples.add(Triple.create(subject, field.property(), value)));
        }
        return triples;
    }
}
