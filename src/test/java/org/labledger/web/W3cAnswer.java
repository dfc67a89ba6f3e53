package org.labledger.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetReaderRegistry;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.apache.jena.sparql.exec.QueryExecResult;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.exec.RowSetStream;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.resultset.RDFInput;
import org.apache.jena.sparql.resultset.ResultsCompare;
import org.apache.jena.sparql.util.Context;
import org.apache.jena.sparql.util.IsoMatcher;
import org.apache.jena.sparql.vocabulary.ResultSetGraphVocab;
import org.apache.jena.system.G;

/** An answer, as a W3C test expects it or as the server gave it; two can be compared. */
sealed interface W3cAnswer {

    /** A result set; the order of the rows counts only where the query orders them. */
    record Rows(List<Var> variables, List<Binding> rows) implements W3cAnswer {

        /**
         * Returns whether both have the same rows, in the same order if that counts. Numbers and
         * booleans are the same if they have the same datatype and value: how a computed one is
         * written is left to the engine.
         */
        boolean matches(Rows other, boolean ordered) {
            RowSet own = normal().rowSet();
            RowSet others = other.normal().rowSet();
            return ordered
                    ? ResultsCompare.equalsByTermAndOrder(own, others)
                    : ResultsCompare.equalsByTerm(own, others);
        }

        /** Returns whether a term of the result is a triple term (RDF 1.2). */
        boolean hasTripleTerms() {
            return rows.stream()
                    .anyMatch(row -> Iter.anyMatch(row.vars(), v -> row.get(v).isTripleTerm()));
        }

        /**
         * CSV has only text; what looks like a blank node is one (section 3 of its specification).
         */
        private Rows withBlankNodes() {
            return with(term ->
                    term.getLiteralLexicalForm().startsWith("_:")
                            ? NodeFactory.createBlankNode(term.getLiteralLexicalForm())
                            : term);
        }

        private Rows with(UnaryOperator<Node> change) {
            return new Rows(
                    variables,
                    rows.stream()
                            .map(row -> {
                                BindingBuilder changed = Binding.builder();
                                row.forEach((v, term) -> changed.add(v, change.apply(term)));
                                return changed.build();
                            })
                            .toList());
        }

        private Rows normal() {
            return with(W3cAnswer::normal);
        }

        /** Returns whether both have the same rows, where some may be repeated less often. */
        boolean matchesButForRepetition(Rows full) {
            return new HashSet<>(rows).equals(new HashSet<>(full.rows))
                    && rows.size() <= full.rows.size();
        }

        private RowSet rowSet() {
            return RowSetStream.create(variables, rows.iterator());
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(variables.toString());
            rows.forEach(row -> text.append("\n    ").append(row));
            return text.toString();
        }
    }

    /** The answer of an ASK query. */
    record Truth(boolean value) implements W3cAnswer {}

    /** The graph of a CONSTRUCT query. */
    record Triples(Graph graph) implements W3cAnswer {

        /** Returns whether both are the same but for the names of blank nodes. */
        boolean matches(Triples other) {
            return IsoMatcher.isomorphic(graph, other.graph);
        }

        /** Returns whether a term of the graph is a triple term (RDF 1.2). */
        boolean hasTripleTerms() {
            return graph.find().toList().stream().anyMatch(t -> t.getObject().isTripleTerm());
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("a graph");
            graph.find().forEachRemaining(triple -> text.append("\n    ").append(triple));
            return text.toString();
        }
    }

    /** How answers are written, by the ending of the file. */
    Map<String, Lang> RESULTS =
            Map.of(
                    "srx", ResultSetLang.RS_XML,
                    "srj", ResultSetLang.RS_JSON,
                    "csv", ResultSetLang.RS_CSV,
                    "tsv", ResultSetLang.RS_TSV);

    /** Reads the expected answer of a test. */
    static W3cAnswer expected(Path file) throws IOException {
        String name = file.toString();
        String ending = name.substring(name.lastIndexOf('.') + 1);
        byte[] content = Files.readAllBytes(file);
        Lang results = RESULTS.get(ending);
        if (results != null) {
            return results(content, results);
        }
        Graph graph = graph(content, ending.equals("rdf") ? Lang.RDFXML : Lang.TURTLE, file);
        List<Node> sets = G.nodesOfTypeAsList(graph, ResultSetGraphVocab.ResultSet.asNode());
        if (sets.isEmpty()) {
            return new Triples(graph);
        }
        Node truth = ResultSetGraphVocab.p_boolean.asNode();
        if (graph.contains(Node.ANY, truth, Node.ANY)) {
            return new Truth(G.asBoolean(G.getOneSP(graph, sets.getFirst(), truth)));
        }
        return rows(RowSet.adapt(new RDFInput(ModelFactory.createModelForGraph(graph))));
    }

    /** Reads an answer of CONSTRUCT or DESCRIBE. */
    static Triples triples(byte[] content, Lang lang, Path base) {
        return new Triples(graph(content, lang, base));
    }

    private static Graph graph(byte[] content, Lang lang, Path base) {
        return RDFParser.create()
                .source(new ByteArrayInputStream(content))
                .lang(lang)
                .base(W3cSuite.iri(base))
                .checking(false)
                .toGraph();
    }

    /** Reads an answer of SELECT or ASK. */
    static W3cAnswer results(byte[] content, Lang lang) {
        QueryExecResult result =
                RowSetReaderRegistry.getFactory(lang)
                        .create(lang)
                        .readAny(new ByteArrayInputStream(content), new Context());
        if (result.isBoolean()) {
            return new Truth(result.booleanResult());
        }
        Rows rows = rows(result.rowSet());
        return lang.equals(Lang.CSV) ? rows.withBlankNodes() : rows;
    }

    /**
     * Returns a number or boolean in the canonical form of its datatype, other terms as they are.
     */
    private static Node normal(Node term) {
        if (!term.isLiteral() || !(term.getLiteralDatatype() instanceof XSDDatatype)) {
            return term;
        }
        NodeValue value = NodeValue.makeNode(term);
        if (value.isBoolean()) {
            return NodeFactory.createLiteralDT(
                    Boolean.toString(value.getBoolean()), XSDDatatype.XSDboolean);
        }
        if (!value.isNumber()) {
            return term;
        }
        String lexicalForm =
                value.isInteger() || value.isDecimal()
                        ? value.getDecimal().stripTrailingZeros().toPlainString()
                        : Double.toString(value.getDouble());
        return NodeFactory.createLiteralDT(lexicalForm, term.getLiteralDatatype());
    }

    private static Rows rows(RowSet rows) {
        List<Var> variables = List.copyOf(rows.getResultVars());
        return new Rows(variables, List.copyOf(Iter.toList(rows)));
    }
}
