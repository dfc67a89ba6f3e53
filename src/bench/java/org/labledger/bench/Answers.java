package org.labledger.bench;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.jena.graph.Node;
import org.apache.jena.query.ARQ;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.out.NodeFmtLib;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetReader;
import org.apache.jena.sparql.exec.RowSet;
import org.labledger.generator.Question;

/** Compares answers of different systems. */
final class Answers {

    private static final int SHOWN = 2;

    private Answers() {}

    /**
     * Returns the rows or triples of an answer, sorted, in a form that is the same for equal terms.
     */
    static List<String> lines(Question question, byte[] body) {
        if (question.isSelect()) {
            RowSet rows =
                    RowSetReader.createReader(ResultSetLang.RS_JSON)
                            .read(new ByteArrayInputStream(body), ARQ.getContext());
            return rows.stream()
                    .map(row ->
                            rows.getResultVars().stream()
                                    .map(variable -> text(row.get(variable)))
                                    .collect(Collectors.joining(" ")))
                    .sorted()
                    .toList();
        }
        return StreamSupport.stream(
                        RDFParser.source(new ByteArrayInputStream(body))
                                .lang(Lang.NTRIPLES)
                                .toGraph()
                                .find()
                                .toList()
                                .spliterator(),
                        false)
                .map(triple ->
                        Stream.of(triple.getSubject(), triple.getPredicate(), triple.getObject())
                                .map(Answers::text)
                                .collect(Collectors.joining(" ")))
                .sorted()
                .toList();
    }

    /** Stores may change the case of language tags (RDF 1.1 Concepts, section 3.3). */
    private static String text(Node node) {
        if (node == null) {
            return "UNDEF";
        }
        return node.isLiteral() && !node.getLiteralLanguage().isEmpty()
                ? "\""
                        + node.getLiteralLexicalForm()
                        + "\"@"
                        + node.getLiteralLanguage().toLowerCase(Locale.ROOT)
                : NodeFmtLib.strNT(node);
    }

    /** Says how two answers differ, or returns an empty text. */
    static String difference(Question question, List<String> one, List<String> other) {
        if (one.size() != other.size()) {
            return one.size() + " and " + other.size() + " rows";
        }
        // Without an order, any part of the rows is an answer.
        if (question.text().contains("LIMIT 5000") || one.equals(other)) {
            return "";
        }
        return without(one, other) + " and " + without(other, one);
    }

    private static String without(List<String> lines, List<String> others) {
        return lines.stream()
                .filter(line -> !others.contains(line))
                .limit(SHOWN)
                .collect(Collectors.joining("; "));
    }
}
