package org.labledger.result;

import java.io.IOException;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.vocabulary.XSD;

/** SPARQL 1.1 Query Results TSV: terms as in Turtle, without prefixes. */
public final class TsvSolutions extends SolutionsWriter {

    TsvSolutions(List<Var> variables, TextOutput out) {
        super(variables, out);
    }

    @Override
    public void start() throws IOException {
        for (int i = 0; i < variables.size(); i++) {
            out.text(i == 0 ? "?" : "\t?").text(variables.get(i).getVarName());
        }
        out.text("\n");
    }

    @Override
    public void row(Binding row) throws IOException {
        for (int i = 0; i < variables.size(); i++) {
            if (i > 0) {
                out.text("\t");
            }
            Node node = row.get(variables.get(i));
            if (node != null) {
                out.text(term(node, this));
            }
        }
        out.text("\n");
    }

    /** Returns a term in Turtle, on one line and without tabs. */
    static String term(Node node, SolutionsWriter writer) {
        if (node.isURI()) {
            return "<" + node.getURI() + ">";
        }
        if (node.isBlank()) {
            return "_:" + writer.label(node);
        }
        if (node.isTripleTerm()) {
            Triple triple = node.getTriple();
            return "<<( "
                    + term(triple.getSubject(), writer)
                    + " "
                    + term(triple.getPredicate(), writer)
                    + " "
                    + term(triple.getObject(), writer)
                    + " )>>";
        }
        return literal(node);
    }

    private static String literal(Node node) {
        String text = node.getLiteralLexicalForm();
        String datatype = datatype(node);
        if (datatype.equals(XSD.integer.getURI()) && text.matches("[+-]?[0-9]+")) {
            return text;
        }
        String quoted =
                "\""
                        + text.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                                .replace("\r", "\\r")
                                .replace("\t", "\\t")
                        + "\"";
        if (!node.getLiteralLanguage().isEmpty()) {
            String direction = direction(node);
            return quoted
                    + "@"
                    + node.getLiteralLanguage()
                    + (direction.isEmpty() ? "" : "--" + direction);
        }
        return datatype.isEmpty() ? quoted : quoted + "^^<" + datatype + ">";
    }
}
