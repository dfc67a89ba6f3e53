package org.labledger.desk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.system.G;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.XSD;
import org.jspecify.annotations.Nullable;
import org.labledger.ontology.ShapesFile;
import org.labledger.snapshot.Snapshot;
import org.labledger.vocabulary.Evidence;

/**
 * Reads the kinds and their fields from the home's shapes.
 *
 * <p>A field combines all property shapes for its property, in whatever file: those of node shapes
 * that target the class or a superclass ({@code sh:targetClass}), and those of node shapes that
 * target the subjects of one of the fields ({@code sh:targetSubjectsOf}).
 */
final class KindReader {

    /** How deep {@code sh:or}, {@code sh:node} and {@code sh:qualifiedValueShape} are followed. */
    private static final int MAX_DEPTH = 8;

    private final Snapshot snapshot;
    private final NameIndex names;
    private final List<ShapesFile> files;

    private KindReader(Snapshot snapshot, NameIndex names) {
        this.snapshot = snapshot;
        this.names = names;
        this.files = snapshot.ontology().shapes();
    }

    /** Returns the kinds, ordered by the {@code sh:order} of their shapes, then by name. */
    static List<Kind> read(Snapshot snapshot, NameIndex names) {
        KindReader reader = new KindReader(snapshot, names);
        Map<Kind, Double> kinds = new LinkedHashMap<>();
        for (ShapesFile file : reader.files) {
            G.find(file.graph(), Node.ANY, Evidence.NEW_AS, Node.ANY)
                    .forEach(triple -> {
                        Node shape = triple.getSubject();
                        Node type = one(file.graph(), shape, SHACL.targetClass);
                        Node where = one(file.graph(), shape, Evidence.NEW_IN);
                        if (type != null && where != null) {
                            kinds.put(
                                    reader.kind(file, triple, type, where),
                                    number(file.graph(), shape, SHACL.order));
                        }
                    });
        }
        return kinds.entrySet().stream()
                .sorted(
                        Map.Entry.<Kind, Double>comparingByValue()
                                .thenComparing(entry -> entry.getKey().name()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Kind kind(ShapesFile file, Triple newAs, Node type, Node where) {
        Set<Node> classes = new HashSet<>(snapshot.ontology().superclasses(type));
        classes.add(type);
        List<String> described =
                names.texts(file.graph(), newAs.getSubject(), SHACL.description).isEmpty()
                        ? names.texts(snapshot.ontology().graph(), type, RDFS.comment.asNode())
                        : names.texts(file.graph(), newAs.getSubject(), SHACL.description);
        Set<Node> keys = new LinkedHashSet<>();
        for (ShapesFile other : files) {
            for (Node shape : shapesOf(other.graph(), Set.of(type))) {
                keys.addAll(G.listSP(other.graph(), shape, Evidence.NEW_KEY));
            }
        }
        return new Kind(
                newAs.getObject().getLiteralLexicalForm(),
                type,
                described.isEmpty() ? "" : described.getFirst(),
                classes.contains(Evidence.SOURCE),
                where.getLiteralLexicalForm(),
                List.copyOf(keys),
                fields(classes));
    }

    private List<DraftField> fields(Set<Node> classes) {
        Map<Node, FieldBuilder> fields = new HashMap<>();
        for (ShapesFile file : files) {
            for (Node shape : shapesOf(file.graph(), classes)) {
                for (Node property : G.listSP(file.graph(), shape, SHACL.property)) {
                    Node path = one(file.graph(), property, SHACL.path);
                    if (path != null && path.isURI()) {
                        fields.computeIfAbsent(path, p -> new FieldBuilder())
                                .add(file, property, true);
                    }
                }
            }
        }
        for (ShapesFile file : files) {
            G.find(file.graph(), Node.ANY, SHACL.targetSubjectsOf, Node.ANY)
                    .filterKeep(triple -> fields.containsKey(triple.getObject()))
                    .forEach(triple -> addDependent(file, triple, fields));
        }
        Map<String, Integer> uses = new HashMap<>();
        fields.keySet().forEach(path -> uses.merge(NameText.localName(path), 1, Integer::sum));
        return fields.entrySet().stream()
                .map(entry -> {
                    String local = NameText.localName(entry.getKey());
                    return entry.getValue()
                            .build(
                                    entry.getKey(),
                                    uses.getOrDefault(local, 0) > 1
                                            ? names.shortForm(entry.getKey())
                                            : local);
                })
                .sorted(
                        Comparator.comparingDouble(DraftField::order)
                                .thenComparing(field -> ontologyOrder(field.property()))
                                .thenComparing(DraftField::name))
                .toList();
    }

    /**
     * Adds shapes that apply wherever a property is used: constraints on its own values, and other
     * properties that it requires.
     */
    private void addDependent(ShapesFile file, Triple target, Map<Node, FieldBuilder> fields) {
        for (Node property : G.listSP(file.graph(), target.getSubject(), SHACL.property)) {
            Node path = one(file.graph(), property, SHACL.path);
            FieldBuilder field = path == null ? null : fields.get(path);
            if (field == null) {
                continue;
            }
            if (target.getObject().equals(path)) {
                field.add(file, property, false);
            } else if (number(file.graph(), property, SHACL.minCount) >= 1) {
                field.requiredWith.add(target.getObject());
            }
        }
    }

    private double ontologyOrder(Node property) {
        Node order = one(snapshot.ontology().graph(), property, SHACL.order);
        return order != null && order.isLiteral() && order.getLiteralValue() instanceof Number n
                ? n.doubleValue()
                : Double.MAX_VALUE;
    }

    private static Set<Node> shapesOf(Graph graph, Set<Node> classes) {
        Set<Node> shapes = new LinkedHashSet<>();
        G.find(graph, Node.ANY, SHACL.targetClass, Node.ANY)
                .filterKeep(triple -> classes.contains(triple.getObject()))
                .forEach(triple -> shapes.add(triple.getSubject()));
        return shapes;
    }

    private static @Nullable Node one(Graph graph, Node subject, Node property) {
        List<Node> values = G.listSP(graph, subject, property);
        return values.isEmpty() ? null : values.getFirst();
    }

    private static double number(Graph graph, Node subject, Node property) {
        Node value = one(graph, subject, property);
        return value != null && value.isLiteral() && value.getLiteralValue() instanceof Number n
                ? n.doubleValue()
                : 0;
    }

    /** Builder for a field: combines property shapes. */
    private final class FieldBuilder {
        private double order = Double.MAX_VALUE;
        private boolean isRequired;
        private boolean isPerGraph;
        private final Set<Node> requiredWith = new HashSet<>();
        private boolean isSingle;
        private final Set<String> languages = new LinkedHashSet<>();
        private final Set<Node> datatypes = new LinkedHashSet<>();
        private final Set<Node> classes = new LinkedHashSet<>();
        private final List<Node> members = new ArrayList<>();
        private final List<DraftField.Mark> marks = new ArrayList<>();
        private boolean isIri;

        /**
         * Adds a property shape.
         *
         * @param appliesToAll whether it applies to all things of the kind, so that it may make the
         *     field required
         */
        void add(ShapesFile file, Node shape, boolean appliesToAll) {
            Graph graph = file.graph();
            if (appliesToAll) {
                if (one(graph, shape, SHACL.order) != null) {
                    order = Math.min(order, number(graph, shape, SHACL.order));
                }
                boolean needsValue =
                        number(graph, shape, SHACL.minCount) >= 1
                                || number(graph, shape, SHACL.qualifiedMinCount) >= 1;
                isRequired |= needsValue;
                isPerGraph |= needsValue && file.isPerGraph();
            }
            isSingle |= number(graph, shape, SHACL.maxCount) == 1;
            Node unique = one(graph, shape, SHACL.uniqueLang);
            isSingle |= unique != null && G.asBoolean(unique);
            constrain(graph, shape, 0);
        }

        /** Collects value constraints through sh:or, sh:node and sh:qualifiedValueShape. */
        private void constrain(Graph graph, Node shape, int depth) {
            datatypes.addAll(G.listSP(graph, shape, SHACL.datatype));
            classes.addAll(G.listSP(graph, shape, SHACL.class_));
            isIri |= SHACL.IRI.equals(one(graph, shape, SHACL.nodeKind));
            Node list = one(graph, shape, SHACL.in);
            if (list != null) {
                members.addAll(G.rdfList(graph, list));
            }
            Node tags = one(graph, shape, SHACL.languageIn);
            if (tags != null) {
                G.rdfList(graph, tags).forEach(tag -> languages.add(tag.getLiteralLexicalForm()));
                datatypes.add(RDF.langString.asNode());
            }
            if (depth > MAX_DEPTH) {
                return;
            }
            for (Node or : G.listSP(graph, shape, SHACL.or)) {
                G.rdfList(graph, or).forEach(member -> constrain(graph, member, depth + 1));
            }
            for (Node qualified : G.listSP(graph, shape, SHACL.qualifiedValueShape)) {
                constrain(graph, qualified, depth + 1);
            }
            for (Node node : G.listSP(graph, shape, SHACL.node)) {
                constrain(graph, node, depth + 1);
                for (Node property : G.listSP(graph, node, SHACL.property)) {
                    Node path = one(graph, property, SHACL.path);
                    Node value = one(graph, property, SHACL.hasValue);
                    if (path != null && path.isURI() && value != null) {
                        marks.add(new DraftField.Mark(path, value));
                    }
                }
            }
        }

        private Set<String> inHomeOrder(Set<String> tags) {
            Set<String> ordered = new LinkedHashSet<>(snapshot.description().languages());
            ordered.retainAll(tags);
            ordered.addAll(tags);
            return ordered;
        }

        /**
         * Adds the datatypes that the ontology implies where no shape says what a value is: {@code
         * ev:earliestProperty} marks dates, {@code rdfs:range} may name a datatype.
         */
        private void addImpliedDatatypes(Node property) {
            if (isIri
                    || !datatypes.isEmpty()
                    || !classes.isEmpty()
                    || !members.isEmpty()
                    || !marks.isEmpty()) {
                return;
            }
            Graph ontology = snapshot.ontology().graph();
            if (one(ontology, property, Evidence.EARLIEST_PROPERTY) != null) {
                datatypes.addAll(
                        List.of(XSD.date.asNode(), XSD.gYearMonth.asNode(), XSD.gYear.asNode()));
                return;
            }
            G.listSP(ontology, property, RDFS.range.asNode()).stream()
                    .filter(range ->
                            range.isURI()
                                    && (range.getURI().startsWith(XSD.getURI())
                                            || range.equals(RDF.langString.asNode())))
                    .forEach(datatypes::add);
        }

        DraftField build(Node property, String name) {
            addImpliedDatatypes(property);
            List<String> described =
                    names.texts(snapshot.ontology().graph(), property, RDFS.comment.asNode());
            Node marked = one(snapshot.ontology().graph(), property, Evidence.SINGLE_VALUED);
            return new DraftField(
                    property,
                    name,
                    described.isEmpty() ? "" : described.getFirst(),
                    order,
                    new DraftField.Cardinality(
                            isRequired,
                            isPerGraph,
                            Set.copyOf(requiredWith),
                            isSingle || (marked != null && G.asBoolean(marked))),
                    new DraftField.ValueConstraints(
                            inHomeOrder(languages), datatypes, classes, members, marks, isIri));
        }
    }
}
