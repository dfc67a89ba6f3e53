package org.labledger.result;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;

/** SPARQL 1.1 Query Results CSV; a triple term is written as in Turtle. */
public final class CsvSolutions extends SolutionsWriter {

    /** What spreadsheets take for the beginning of a formula, full-width forms among it. */
    private static final String BEGINS_FORMULA = "=+-@\t\r\n＝＋－＠";

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private final boolean isForSpreadsheets;

    /**
     * Creates it.
     *
     * @param isForSpreadsheets whether a cell that begins like a formula, and is no number, begins
     *     with an apostrophe instead, which makes it a text. Every other cell is quoted then: where
     *     a semicolon separates cells, what follows one would begin another. A byte order mark says
     *     that the text is UTF-8, which Excel does not expect
     */
    CsvSolutions(
            List<Var> variables, Supplement supplement, TextOutput out, boolean isForSpreadsheets) {
        super(isForSpreadsheets ? Format.SPREADSHEET : Format.CSV, variables, supplement, out);
        this.isForSpreadsheets = isForSpreadsheets;
    }

    @Override
    public void start() throws IOException {
        out.text(isForSpreadsheets ? "\uFEFF" : "");
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
            if (!value(row, variables.get(i)) && variables.size() == 1) {
                // A line without anything is taken for the end of the file by many.
                out.text("\"\"");
            }
        }
        out.text("\r\n");
    }

    @Override
    public void finish() throws IOException {
        remarks("\r\n");
        super.finish();
    }

    @Override
    void term(Node node) throws IOException {
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
        if (isForSpreadsheets && !NUMBER.matcher(text).matches()) {
            boolean isFormula = !text.isEmpty() && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0;
            out.text(isFormula ? "\"'" : "\"").text(text.replace("\"", "\"\"")).text("\"");
            return;
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
