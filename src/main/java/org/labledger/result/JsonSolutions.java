package org.labledger.result;

import java.io.IOException;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;

/** SPARQL 1.1 Query Results JSON Format, with the triple terms and base directions of 1.2. */
public final class JsonSolutions extends SolutionsWriter {

    private static final String HEX = "0123456789abcdef";

    private final String[] members;
    private boolean isFirst = true;

    JsonSolutions(List<Var> variables, TextOutput out) {
        super(variables, out);
        members = new String[variables.size()];
        for (int i = 0; i < members.length; i++) {
            members[i] = "\"" + variables.get(i).getVarName() + "\":";
        }
    }

    @Override
    public void start() throws IOException {
        out.text("{\"head\":{\"vars\":[");
        for (int i = 0; i < variables.size(); i++) {
            out.text(i == 0 ? "\"" : ",\"").text(variables.get(i).getVarName()).text("\"");
        }
        out.text("]},\n\"results\":{\"bindings\":[");
    }

    @Override
    public void row(Binding row) throws IOException {
        out.text(isFirst ? "\n{" : ",\n{");
        isFirst = false;
        boolean isFirstMember = true;
        for (int i = 0; i < members.length; i++) {
            Node node = row.get(variables.get(i));
            if (node != null) {
                if (!isFirstMember) {
                    out.text(",");
                }
                isFirstMember = false;
                out.text(members[i]);
                term(node);
            }
        }
        out.text("}");
    }

    @Override
    public void finish() throws IOException {
        out.text("\n]}}\n");
        super.finish();
    }

    private void term(Node node) throws IOException {
        if (node.isURI()) {
            out.text("{\"type\":\"uri\",\"value\":");
            string(node.getURI());
        } else if (node.isBlank()) {
            out.text("{\"type\":\"bnode\",\"value\":\"").text(label(node)).text("\"");
        } else if (node.isTripleTerm()) {
            Triple triple = node.getTriple();
            out.text("{\"type\":\"triple\",\"value\":{\"subject\":");
            term(triple.getSubject());
            out.text(",\"predicate\":");
            term(triple.getPredicate());
            out.text(",\"object\":");
            term(triple.getObject());
            out.text("}");
        } else {
            literal(node);
        }
        out.text("}");
    }

    private void literal(Node node) throws IOException {
        out.text("{\"type\":\"literal\",\"value\":");
        string(node.getLiteralLexicalForm());
        if (!node.getLiteralLanguage().isEmpty()) {
            out.text(",\"xml:lang\":");
            string(node.getLiteralLanguage());
        }
        if (!direction(node).isEmpty()) {
            out.text(",\"its:dir\":\"").text(direction(node)).text("\"");
        }
        if (!datatype(node).isEmpty()) {
            out.text(",\"datatype\":");
            string(datatype(node));
        }
    }

    private void string(String text) throws IOException {
        out.text("\"");
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.text(text, done, i).text(escape(c));
                done = i + 1;
            }
        }
        out.text(text, done, text.length()).text("\"");
    }

    private static String escape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u00" + HEX.charAt(c >> 4) + HEX.charAt(c & 15);
        };
    }
}
