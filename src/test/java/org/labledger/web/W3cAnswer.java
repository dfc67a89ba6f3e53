package org.labledger.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetReaderRegistry;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.QueryExecResult;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.exec.RowSetStream;
import org.apache.jena.sparql.resultset.RDFInput;
import org.apache.jena.sparql.resultset.ResultsCompare;
import org.apache.jena.sparql.util.Context;
import org.apache.jena.sparql.vocabulary.ResultSetGraphVocab;
import org.apache.jena.system.G;

/** An answer, as a W3C test expects it or as the server gave it; two can be compared. */
sealed interface W3cAnswer {

    /** A result set; the order of the rows counts only where the query orders them. */
    record Rows(List<Var> variables, List<Binding> rows) implements W3cAnswer {

        /** Returns whether both have the same rows, in the same order if that counts. */
        boolean matches(Rows other, boolean ordered) {
            return ordered
                    ? ResultsCompare.equalsByTermAndOrder(rowSet(), other.rowSet())
                    : ResultsCompare.equalsByTerm(rowSet(), other.rowSet());
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

    /** Reads a graph. */
    static Graph graph(byte[] content, Lang lang, Path base) {
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
        return result.isBoolean() ? new Truth(result.booleanResult()) : rows(result.rowSet());
    }

    private static Rows rows(RowSet rows) {
        List<Var> variables = List.copyOf(rows.getResultVars());
        return new Rows(variables, List.copyOf(Iter.toList(rows)));
    }
}
