package org.labledger.result;

import java.io.IOException;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;

/** SPARQL 1.1 Query Results CSV; a triple term is written as in Turtle. */
public final class CsvSolutions extends SolutionsWriter {

    CsvSolutions(List<Var> variables, TextOutput out) {
        super(variables, out);
    }

    @Override
    public void start() throws IOException {
        for (int i = 0; i < variables.size(); i++) {
            out.text(i == 0 ? "" : ",").text(variables.get(i).getVarName());
        }
        out.text("\r\n");
    }

    @Override
    public void row(Binding row) throws IOException {
        for (int i = 0; i < variables.size(); i++) {
            if (i > 0) {
                out.text(",");
            }
            Node node = row.get(variables.get(i));
            if (node != null) {
                cell(node);
            } else if (variables.size() == 1) {
                // A line without anything is taken for the end of the file by many.
                out.text("\"\"");
            }
        }
        out.text("\r\n");
    }

    private void cell(Node node) throws IOException {
        String text;
        if (node.isURI()) {
            text = node.getURI();
        } else if (node.isLiteral()) {
            text = node.getLiteralLexicalForm();
        } else if (node.isBlank()) {
            text = "_:" + label(node);
        } else {
            text = TsvSolutions.term(node, this::label);
        }
        // An empty string is quoted, so that it differs from no value.
        if (text.isEmpty()
                || text.indexOf('"') >= 0
                || text.indexOf(',') >= 0
                || text.indexOf('\n') >= 0
                || text.indexOf('\r') >= 0) {
            out.text("\"").text(text.replace("\"", "\"\"")).text("\"");
        } else {
            out.text(text);
        }
    }
}
