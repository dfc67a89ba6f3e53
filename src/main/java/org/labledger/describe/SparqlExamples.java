package org.labledger.describe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.syntax.syntaxtransform.QueryTransformOps;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;
import org.labledger.vocabulary.Namespaces;

/**
 * The saved queries as examples of the endpoint, in the vocabulary that query editors read: <a
 * href="https://github.com/sib-swiss/sparql-examples">SHACL executables with {@code
 * schema:target}</a>. Required parameters are replaced by the example values of the query, so that
 * every example runs as given.
 */
public final class SparqlExamples {

    private static final String PREFIXES = "sparql#prefixes";

    private SparqlExamples() {}

    /**
     * Returns the examples. Queries without valid example values for their required parameters are
     * skipped.
     *
     * @param base base URL of the server as the client sees it, with a trailing slash
     */
    public static List<Triple> of(Snapshot snapshot, String base) {
        TripleBuilder triples = new TripleBuilder();
        Node endpoint = Namespaces.iri(base + "sparql");
        declare(triples, snapshot.prefixes(), base);
        for (SavedQuery query : snapshot.catalog().queries()) {
            text(query, snapshot.prefixes())
                    .ifPresent(text -> add(triples, query, text, endpoint, base));
        }
        return triples.toList();
    }

    private static void add(
            TripleBuilder triples, SavedQuery query, String text, Node endpoint, String base) {
        Node example = Namespaces.iri(base + "query/" + UriSpace.encode(query.name()) + ".rq");
        Form form = form(query.query());
        triples.type(example, Namespaces.sh("SPARQLExecutable"))
                .type(example, Namespaces.sh(form.type()))
                .text(example, RDFS.label.asNode(), query.title().byLanguage())
                .text(
                        example,
                        RDFS.comment.asNode(),
                        (query.question().isEmpty() ? query.title() : query.question())
                                .byLanguage())
                .text(example, Namespaces.sh(form.property()), text)
                .add(example, Namespaces.schema("target"), endpoint);
        for (String tag : query.tags()) {
            triples.text(example, Namespaces.schema("keywords"), tag);
        }
        triples.add(example, Namespaces.sh("prefixes"), Namespaces.iri(base + PREFIXES));
    }

    /**
     * Adds the prefixes of the home. Query files declare their own, so examples run without these.
     */
    private static void declare(TripleBuilder triples, PrefixMap prefixes, String base) {
        Node declarations = Namespaces.iri(base + PREFIXES);
        new TreeMap<>(prefixes.getMapping())
                .forEach((prefix, namespace) -> {
                    Node declaration =
                            Namespaces.iri(base + PREFIXES + "-" + UriSpace.encode(prefix));
                    triples.add(declarations, Namespaces.sh("declare"), declaration)
                            .type(declaration, Namespaces.sh("PrefixDeclaration"))
                            .text(declaration, Namespaces.sh("prefix"), prefix)
                            .add(
                                    declaration,
                                    Namespaces.sh("namespace"),
                                    NodeFactory.createLiteralDT(namespace, XSDDatatype.XSDanyURI));
                });
    }

    private record Form(String type, String property) {}

    private static Form form(Query query) {
        if (query.isSelectType()) {
            return new Form("SPARQLSelectExecutable", "select");
        } else if (query.isAskType()) {
            return new Form("SPARQLAskExecutable", "ask");
        } else if (query.isDescribeType()) {
            return new Form("SPARQLDescribeExecutable", "describe");
        }
        return new Form("SPARQLConstructExecutable", "construct");
    }

    /** Returns the file unchanged, with its comments, unless values have to be substituted. */
    private static Optional<String> text(SavedQuery query, PrefixMap prefixes) {
        if (query.parameters().stream().noneMatch(Parameter::required)) {
            return Optional.of(query.text());
        }
        try {
            Map<Var, Node> values = new HashMap<>();
            query.bind(query.examples(), prefixes).forEach(values::put);
            return Optional.of(QueryTransformOps.replaceVars(query.query(), values).toString());
        } catch (BadParameterException e) {
            return Optional.empty();
        }
    }
}
