package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.system.G;
import org.apache.jena.vocabulary.RDFS;
import org.jspecify.annotations.Nullable;

/**
 * The W3C test suites of SPARQL 1.0, 1.1 and 1.2, kept by the RDF Test Curation Community Group.
 * The build unpacks them from the source release of Jena; they are never part of this repository.
 */
final class W3cSuite {

    /** Where the suites are published, and what the IRIs of their files begin with. */
    private static final String PUBLISHED = "https://w3c.github.io/rdf-tests/sparql/";

    private static final Path FOLDER = Path.of("target/w3c-tests/sparql");

    private static final String MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
    private static final String QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#";
    private static final String UT = "http://www.w3.org/2009/sparql/tests/test-update#";

    private W3cSuite() {}

    /** Returns the tests of all three suites, in the order of the manifests. */
    static List<W3cTest> all() {
        List<W3cTest> tests = new ArrayList<>();
        for (String manifest :
                List.of(
                        "sparql10/manifest.ttl",
                        "sparql11/manifest-all.ttl",
                        "sparql12/manifest.ttl")) {
            read(FOLDER.resolve(manifest), tests);
        }
        return List.copyOf(tests);
    }

    /** Returns the IRI under which a file of a suite is published. */
    static String iri(Path file) {
        return PUBLISHED + FOLDER.relativize(file).toString().replace('\\', '/');
    }

    private static void read(Path manifest, List<W3cTest> tests) {
        assertTrue(
                Files.exists(manifest),
                () -> "There is no " + manifest + ": run mvn generate-test-resources.");
        Graph graph =
                RDFParser.source(manifest)
                        .lang(Lang.TURTLE)
                        .base(iri(manifest))
                        .checking(false)
                        .toGraph();
        graph.find(Node.ANY, node(MF + "include"), Node.ANY)
                .mapWith(triple -> triple.getObject())
                .toList()
                .forEach(list ->
                        G.rdfList(graph, list).forEach(included -> read(path(included), tests)));
        graph.find(Node.ANY, node(MF + "entries"), Node.ANY)
                .mapWith(triple -> triple.getObject())
                .toList()
                .forEach(list ->
                        G.rdfList(graph, list)
                                .forEach(entry -> tests.add(test(graph, entry, manifest))));
    }

    private static W3cTest test(Graph graph, Node entry, Path manifest) {
        String folder = FOLDER.relativize(manifest.getParent()).toString().replace('\\', '/');
        String iri = entry.getURI();
        String local = iri.substring(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1);
        String type =
                G.typesOfNodeAsList(graph, entry).stream()
                        .map(Node::getURI)
                        .filter(t -> t.startsWith(MF))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(iri + " has no type"));
        Node action = value(graph, entry, MF + "action");
        Node result = value(graph, entry, MF + "result");
        Node query = null;
        List<Path> defaults = List.of();
        List<Path> named = List.of();
        if (action != null && action.isURI()) {
            query = action;
        } else if (action != null) {
            query = value(graph, action, QT + "query");
            if (query == null) {
                query = value(graph, action, UT + "request");
            }
            defaults = paths(graph, action, QT + "data");
            named = paths(graph, action, QT + "graphData");
        }
        Node cardinality = value(graph, entry, MF + "resultCardinality");
        return new W3cTest(
                folder + "/" + local,
                text(graph, entry, MF + "name"),
                type.substring(MF.length()),
                text(graph, entry, RDFS.comment.getURI()),
                query == null ? null : path(query),
                defaults,
                named,
                result == null || !result.isURI() ? null : path(result),
                cardinality != null && cardinality.equals(node(MF + "LaxCardinality")));
    }

    private static List<Path> paths(Graph graph, Node subject, String property) {
        return G.listSP(graph, subject, node(property)).stream()
                .filter(Node::isURI)
                .map(W3cSuite::path)
                .sorted()
                .toList();
    }

    private static Path path(Node file) {
        if (!file.getURI().startsWith(PUBLISHED)) {
            throw new IllegalStateException(file + " is no file of the suites");
        }
        return FOLDER.resolve(file.getURI().substring(PUBLISHED.length()));
    }

    private static @Nullable Node value(Graph graph, Node subject, String property) {
        return G.listSP(graph, subject, node(property)).stream().findFirst().orElse(null);
    }

    private static String text(Graph graph, Node subject, String property) {
        Node value = value(graph, subject, property);
        return value == null ? "" : value.getLiteralLexicalForm();
    }

    private static Node node(String iri) {
        return NodeFactory.createURI(iri);
    }
}
