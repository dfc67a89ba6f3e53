package org.labledger.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.validation.ReportEntry;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.sparql.path.P_Link;
import org.apache.jena.system.G;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.XSD;
import org.jspecify.annotations.Nullable;
import org.labledger.ontology.Prefixes;
import org.labledger.ontology.ShapesFile;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.LocatedQuad;
import org.labledger.source.Location;
import org.labledger.source.PrefixDeclaration;
import org.labledger.source.SourceFile;

/**
 * Checks shapes as data are checked, since a misspelt shape checks nothing and says nothing: terms
 * that SHACL does not have, targets, paths and classes that the ontology does not declare, shapes
 * that nothing refers to, and whatever the shapes of SHACL itself refuse (<a
 * href="https://www.w3.org/TR/shacl/#shacl-shacl">SHACL, appendix C</a>).
 */
final class ShapeDefinitions {

    private static final String NAME = "shapes";

    private static final String PART_IS_WRONG = " has a wrong ";

    /** The validator's messages. */
    private static final Pattern DATATYPE = Pattern.compile("^DatatypeConstraint\\[([^]]+)]");

    private static final Pattern NODE_KIND = Pattern.compile("^NodeKind\\[([^]]+)]");

    private static final Shapes SHAPES_OF_SHAPES =
            Shapes.parse(KnownTerms.resource("/std/shacl-shacl.ttl"));

    private static final Set<Node> TARGETS =
            Set.of(
                    SHACL.targetClass,
                    SHACL.targetNode,
                    SHACL.targetSubjectsOf,
                    SHACL.targetObjectsOf,
                    SHACL.target);

    /** The properties whose values are shapes. */
    private static final Set<Node> TO_A_SHAPE =
            Set.of(SHACL.property, SHACL.node, SHACL.not, SHACL.qualifiedValueShape);

    /** The properties whose values are properties, or paths and lists made of them. */
    private static final Set<Node> TO_A_PROPERTY =
            KnownTerms.shaclOfRange(RDF.Property.asNode(), SHACL.path, SHACL.ignoredProperties);

    /** The properties whose values are classes. */
    private static final Set<Node> TO_A_CLASS = KnownTerms.shaclOfRange(RDFS.Class.asNode());

    /** Terms of SHACL, and of its advanced features, that this validator does not evaluate. */
    private static final Set<String> IGNORED =
            Set.of("rule", "expression", "js", "target", "filterShape", "values");

    private final Snapshot snapshot;
    private final TermText terms;
    private final Vocabulary vocabulary;

    /** What can be referred to: terms of the ontology, and the things of the data. */
    private final Set<Node> described = new HashSet<>();

    private final Set<Node> superclasses;

    ShapeDefinitions(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.terms = new TermText(snapshot);
        this.vocabulary = Vocabulary.of(snapshot.ontology());
        Graph ontology = snapshot.ontology().graph();
        ontology.find().mapWith(Triple::getSubject).forEach(described::add);
        superclasses =
                G.find(ontology, Node.ANY, RDFS.subClassOf.asNode(), Node.ANY)
                        .mapWith(Triple::getObject)
                        .toSet();
        snapshot.ontology()
                .shapes()
                .forEach(file ->
                        file.graph().find().mapWith(Triple::getSubject).forEach(described::add));
        described.addAll(snapshot.subjectsInFiles());
        described.addAll(snapshot.dataGraphs());
    }

    /**
     * Returns an error for each {@code sh:shapesGraph} of the dataset (SHACL, section 3.2) that no
     * file of {@code ontology/shapes/} holds: it was deleted or renamed, and would be missed by
     * nobody.
     */
    List<Finding> missingFiles() {
        Set<Node> present = new HashSet<>();
        snapshot.home()
                .files(HomeFile.Part.SHAPES)
                .forEach(file -> present.add(snapshot.description().uriSpace().graphOf(file)));
        List<Finding> findings = new ArrayList<>();
        Graph ontology = snapshot.ontology().graph();
        for (Node named : G.listSP(ontology, snapshot.description().dataset(), SHACL.shapesGraph)) {
            if (!present.contains(named)) {
                findings.add(
                        Finding.error(
                                locationInOntology(named),
                                NAME,
                                "The shapes "
                                        + terms.of(named)
                                        + " are missing: no file of ontology/shapes/ has this graph"
                                        + " IRI. Put the file back, or remove this sh:shapesGraph."));
            }
        }
        return findings;
    }

    private Location locationInOntology(Node shapesGraph) {
        return snapshot.home()
                .files(HomeFile.Part.ONTOLOGY)
                .map(file -> snapshot.description().uriSpace().graphOf(file))
                .flatMap(graph ->
                        snapshot
                                .locationOf(graph, Node.ANY, SHACL.shapesGraph, shapesGraph)
                                .stream())
                .findFirst()
                .orElse(new Location("ontology", 1, 1));
    }

    /** Returns what is wrong in one file, in the order of its triples. */
    List<Finding> findings(ShapesFile shapes) {
        Set<Finding> findings = new LinkedHashSet<>();
        wrongPrefixes(shapes, findings);
        if (!findings.isEmpty()) {
            return List.copyOf(findings);
        }
        Set<String> namespaces = new HashSet<>();
        HomeFile file = shapes.file();
        TermTokens.forEach(
                file.text(),
                (term, index) ->
                        term(term, () -> file.locationOf(index), shapes, namespaces, findings));
        for (LocatedQuad located : shapes.parsed().quads()) {
            Triple triple = located.quad().asTriple();
            reference(triple, located, shapes, findings);
        }
        if (findings.isEmpty()) {
            unknownTargets(shapes, findings);
            findings.addAll(unused(shapes));
            if (shapes.parsed().isWhole()) {
                findings.addAll(refused(shapes));
            }
        }
        return List.copyOf(findings);
    }

    private void wrongPrefixes(ShapesFile shapes, Set<Finding> findings) {
        shapes.parsed()
                .prefixes()
                .forEach((prefix, namespace) ->
                        Prefixes.conflict(snapshot.prefixes(), prefix, namespace)
                                .filter(message -> shapes.parsed().uses(namespace))
                                .ifPresent(message ->
                                        findings.add(
                                                Finding.error(
                                                        PrefixDeclaration.location(
                                                                        shapes.file(), prefix)
                                                                .orElse(shapes.file().start()),
                                                        NAME,
                                                        message))));
    }

    private void term(
            Node term,
            Supplier<Location> location,
            ShapesFile shapes,
            Set<String> namespaces,
            Set<Finding> findings) {
        String iri = term.getURI();
        if (KnownTerms.isMisspelt(term) && !snapshot.ontology().describes(term)) {
            findings.add(
                    Finding.error(
                            location.get(),
                            NAME,
                            "The vocabulary has no term "
                                    + terms.of(term)
                                    + ", so it checks nothing."
                                    + terms.suggestion(
                                            term, KnownTerms.besides(term).orElse(Set.of()))));
        } else if (iri.startsWith(SHACL.getURI())
                && IGNORED.contains(iri.substring(SHACL.getURI().length()))) {
            findings.add(
                    Finding.error(
                            location.get(),
                            NAME,
                            terms.of(term)
                                    + " is not evaluated here, so it checks nothing. Write the rule"
                                    + " as a query in queries/checks/."));
        } else if (!iri.startsWith(SHACL.getURI())
                && iri.toLowerCase(Locale.ROOT).contains("shacl")
                && !described.contains(term)) {
            String namespace = iri.substring(0, namespaceEnd(iri));
            if (namespaces.add(namespace)) {
                findings.add(
                        Finding.error(
                                shapes.parsed().prefixLocation(namespace).orElseGet(location),
                                NAME,
                                "<"
                                        + namespace
                                        + "> is not the namespace of SHACL, so its terms check"
                                        + " nothing. Did you mean <"
                                        + SHACL.getURI()
                                        + ">?"));
            }
        }
    }

    private static int namespaceEnd(String iri) {
        return Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1;
    }

    private void reference(
            Triple triple, LocatedQuad located, ShapesFile shapes, Set<Finding> findings) {
        Node property = triple.getPredicate();
        Node value = triple.getObject();
        if (TO_A_CLASS.contains(property)) {
            isDeclared(value, "class", vocabulary.classes(), located, shapes, findings);
        } else if (TO_A_PROPERTY.contains(property)) {
            for (Node used : leaves(shapes.graph(), value)) {
                isDeclared(used, "property", vocabulary.properties(), located, shapes, findings);
            }
        } else if (TO_A_SHAPE.contains(property)) {
            isShape(value, located, shapes, findings);
        } else if (isLogical(property)) {
            leaves(shapes.graph(), value)
                    .forEach(member -> isShape(member, located, shapes, findings));
        } else if (property.equals(SHACL.in) || property.equals(SHACL.hasValue)) {
            for (Node member : leaves(shapes.graph(), value)) {
                if (snapshot.description().uriSpace().isDeclared()
                        && snapshot.description().uriSpace().contains(member)
                        && !described.contains(member)) {
                    findings.add(
                            error(
                                    located,
                                    shapes,
                                    terms.of(property)
                                            + " names "
                                            + terms.of(member)
                                            + ", which no file describes."
                                            + terms.suggestion(member, described)));
                }
            }
        } else if (property.equals(SHACL.datatype) && isNoDatatype(value)) {
            findings.add(
                    error(
                            located,
                            shapes,
                            "There is no datatype "
                                    + terms.of(value)
                                    + "."
                                    + terms.suggestion(value, datatypes())));
        }
    }

    private static boolean isLogical(Node property) {
        return property.equals(SHACL.and)
                || property.equals(SHACL.or)
                || property.equals(SHACL.xone);
    }

    private static boolean isNoDatatype(Node value) {
        return value.isURI()
                && value.getURI().startsWith(XSD.getURI())
                && !datatypes().contains(value);
    }

    private static Set<Node> datatypes() {
        return KnownTerms.XSD_TYPES;
    }

    /** Returns the IRIs that a list or a property path is made of; the node itself if it is one. */
    private static Set<Node> leaves(Graph graph, Node node) {
        Set<Node> leaves = new LinkedHashSet<>();
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            Node next = open.pop();
            if (next.isURI()) {
                if (!next.equals(RDF.nil.asNode())) {
                    leaves.add(next);
                }
            } else if (next.isBlank() && seen.add(next)) {
                graph.find(next, Node.ANY, Node.ANY)
                        .filterKeep(t -> isPartOfAPath(t.getPredicate()))
                        .mapWith(Triple::getObject)
                        .forEach(open::add);
            }
        }
        return leaves;
    }

    private static boolean isPartOfAPath(Node property) {
        return property.equals(RDF.first.asNode())
                || property.equals(RDF.rest.asNode())
                || property.equals(SHACL.inversePath)
                || property.equals(SHACL.alternativePath)
                || property.equals(SHACL.zeroOrMorePath)
                || property.equals(SHACL.oneOrMorePath)
                || property.equals(SHACL.zeroOrOnePath);
    }

    private void isDeclared(
            Node term,
            String kind,
            Set<Node> declared,
            LocatedQuad located,
            ShapesFile shapes,
            Set<Finding> findings) {
        if (declared.isEmpty()
                || declared.contains(term)
                || superclasses.contains(term)
                || !term.isURI()
                || term.getURI().startsWith(RDF.uri)
                || term.getURI().startsWith(RDFS.uri)
                || isImplicitTarget(term, shapes)) {
            return;
        }
        findings.add(
                error(
                        located,
                        shapes,
                        "The ontology does not declare the "
                                + kind
                                + " "
                                + terms.of(term)
                                + ", so this checks nothing."
                                + terms.suggestion(term, declared)));
    }

    private void isShape(
            Node value, LocatedQuad located, ShapesFile shapes, Set<Finding> findings) {
        if (value.isURI() && !G.contains(shapes.graph(), value, Node.ANY, Node.ANY)) {
            Set<Node> subjects = new HashSet<>();
            shapes.graph().find().mapWith(Triple::getSubject).forEach(subjects::add);
            findings.add(
                    error(
                            located,
                            shapes,
                            terms.of(value)
                                    + " is no shape of this file, so it checks nothing. Shapes refer"
                                    + " to shapes of the same file."
                                    + terms.suggestion(value, subjects)));
        }
    }

    /**
     * Where the ontology declares no classes, a target class is one that something of the data is
     * in; else the shape applies to nothing.
     */
    private void unknownTargets(ShapesFile shapes, Set<Finding> findings) {
        if (!vocabulary.classes().isEmpty() || !snapshot.isWhole()) {
            return;
        }
        for (LocatedQuad located : shapes.parsed().quads()) {
            Node value = located.quad().getObject();
            if (located.quad().getPredicate().equals(SHACL.targetClass)
                    && !described.contains(value)
                    && !superclasses.contains(value)
                    && !snapshot.dataset().contains(Node.ANY, Node.ANY, RDF.type.asNode(), value)) {
                Set<Node> classes = new HashSet<>();
                snapshot.dataset()
                        .find(Node.ANY, Node.ANY, RDF.type.asNode(), Node.ANY)
                        .forEachRemaining(quad -> classes.add(quad.getObject()));
                findings.add(
                        Finding.warning(
                                at(located, shapes),
                                NAME,
                                "Nothing is in the class "
                                        + terms.of(value)
                                        + ", so this shape checks nothing."
                                        + terms.suggestion(value, classes)));
            }
        }
    }

    /** Returns a warning for each shape that has no target and that no other shape refers to. */
    private List<Finding> unused(ShapesFile shapes) {
        Graph graph = shapes.graph();
        Set<Node> used = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>();
        graph.find()
                .filterKeep(t ->
                        TARGETS.contains(t.getPredicate())
                                || t.getPredicate().equals(SHACL.deactivated)
                                || isClass(t))
                .forEach(t -> open.add(t.getSubject()));
        while (!open.isEmpty()) {
            Node next = open.pop();
            if (used.add(next)) {
                graph.find(next, Node.ANY, Node.ANY).mapWith(Triple::getObject).forEach(open::add);
            }
        }
        List<Finding> findings = new ArrayList<>();
        Set<Node> told = new HashSet<>();
        Set<Node> shapesOfFile = new HashSet<>();
        graph.find()
                .filterKeep(ShapeDefinitions::isOfAShape)
                .forEach(t -> shapesOfFile.add(t.getSubject()));
        boolean hasShapes = !shapesOfFile.isEmpty();
        if (!hasShapes && shapes.parsed().isWhole()) {
            return List.of(
                    Finding.warning(
                            shapes.file().start(),
                            NAME,
                            "There is no SHACL shape in this file, so it checks nothing."));
        }
        Set<Node> parts = new HashSet<>();
        graph.find()
                .filterKeep(t ->
                        shapesOfFile.contains(t.getSubject())
                                || t.getPredicate().equals(RDF.first.asNode()))
                .forEach(t -> parts.add(t.getObject()));
        for (LocatedQuad located : shapes.parsed().quads()) {
            Node subject = located.quad().getSubject();
            if (shapesOfFile.contains(subject)
                    && !used.contains(subject)
                    && !parts.contains(subject)
                    && !snapshot.ontology().describes(subject)
                    && told.add(subject)) {
                findings.add(
                        Finding.warning(
                                at(located, shapes),
                                NAME,
                                "The shape "
                                        + terms.of(subject)
                                        + " has no target, and no other shape refers to it, so it"
                                        + " checks nothing. Add sh:targetClass, or remove it."));
            }
        }
        return findings;
    }

    private static boolean isOfAShape(Triple triple) {
        Node value = triple.getObject();
        return triple.getPredicate().equals(SHACL.path)
                || triple.getPredicate().equals(SHACL.property)
                || TARGETS.contains(triple.getPredicate())
                || (triple.getPredicate().equals(RDF.type.asNode())
                        && (value.equals(SHACL.NodeShape) || value.equals(SHACL.PropertyShape)));
    }

    private static boolean isClass(Triple triple) {
        return triple.getPredicate().equals(RDF.type.asNode())
                && (triple.getObject().equals(RDFS.Class.asNode())
                        || triple.getObject().equals(OWL.Class.asNode()));
    }

    private static boolean isImplicitTarget(Node term, ShapesFile shapes) {
        return G.contains(shapes.graph(), term, RDF.type.asNode(), RDFS.Class.asNode())
                || G.contains(shapes.graph(), term, RDF.type.asNode(), OWL.Class.asNode());
    }

    /** Returns what the shapes of SHACL refuse. */
    private List<Finding> refused(ShapesFile shapes) {
        List<Finding> findings = new ArrayList<>();
        for (ReportEntry entry :
                ShaclValidator.get().validate(SHAPES_OF_SHAPES, shapes.graph()).getEntries()) {
            Node property = entry.resultPath() instanceof P_Link link ? link.getNode() : null;
            String subject =
                    entry.focusNode().isBlank() ? "this shape" : terms.of(entry.focusNode());
            String value =
                    entry.value() == null || entry.value().isBlank()
                            ? ""
                            : ", " + terms.of(entry.value());
            findings.add(
                    Finding.error(
                            location(shapes.parsed(), entry.focusNode(), property, entry.value()),
                            NAME,
                            "These shapes are not valid SHACL: "
                                    + subject
                                    + (property == null
                                            ? " is neither a node shape nor a property shape with"
                                                    + " one sh:path."
                                            : PART_IS_WRONG
                                                    + terms.of(property)
                                                    + value
                                                    + ": "
                                                    + reason(entry.message())
                                                    + ".")));
        }
        // A shape is wrong where one of its parts is: the part says more.
        List<Finding> parts =
                findings.stream().filter(f -> f.message().contains(PART_IS_WRONG)).toList();
        return parts.isEmpty() ? findings : parts;
    }

    /** Returns what a constraint of SHACL's shapes asks for, from the validator's message. */
    private static String reason(String message) {
        if (message.startsWith("minCount")) {
            return "it needs one";
        }
        if (message.startsWith("maxCount")) {
            return "it may have only one";
        }
        if (message.contains("shacl-shacl#ListShape")) {
            return "it needs a list in parentheses";
        }
        if (message.contains("shacl-shacl#PathShape")) {
            return "it needs a property, or a path made of properties";
        }
        Matcher type = DATATYPE.matcher(message);
        if (type.find()) {
            return "it needs a value of type " + type.group(1);
        }
        Matcher kind = NODE_KIND.matcher(message);
        return kind.find() ? "it needs a term of kind " + kind.group(1) : message;
    }

    /** Returns the best location for a result: the triple, else the subject, else the start. */
    static Location location(
            SourceFile file, Node subject, @Nullable Node property, @Nullable Node value) {
        return find(file, subject, property, value)
                .or(() -> find(file, subject, property, null))
                .or(() -> find(file, subject, null, null))
                .orElse(file.file().start());
    }

    private static Optional<Location> find(
            SourceFile file, Node subject, @Nullable Node property, @Nullable Node value) {
        return file.quads().stream()
                .filter(q ->
                        q.quad()
                                .asTriple()
                                .matches(
                                        subject,
                                        property == null ? Node.ANY : property,
                                        value == null ? Node.ANY : value))
                .map(q -> new Location(file.file().path(), q.line(), q.column()))
                .findFirst();
    }

    private static Location at(LocatedQuad located, ShapesFile shapes) {
        return new Location(shapes.file().path(), located.line(), located.column());
    }

    private static Finding error(LocatedQuad located, ShapesFile shapes, String message) {
        return Finding.error(at(located, shapes), NAME, message);
    }
}
