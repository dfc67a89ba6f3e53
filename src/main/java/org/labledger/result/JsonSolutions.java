package org.labledger.result;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;

/** SPARQL 1.1 Query Results JSON Format, with the triple terms and base directions of 1.2. */
public final class JsonSolutions extends SolutionsWriter {

    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

    private static final String HEX = "0123456789abcdef";

    /** The names of the members, and those with a comma before them. */
    private final String[] members;

    private final String[] followers;
    private boolean isFirst = true;

    JsonSolutions(List<Var> variables, Supplement supplement, TextOutput out) {
        super(Format.JSON, variables, supplement, out);
        members = new String[variables.size()];
        followers = new String[members.length];
        for (int i = 0; i < members.length; i++) {
            members[i] = "\"" + variables.get(i).getVarName() + "\":";
            followers[i] = "," + members[i];
        }
    }

    @Override
    public void start() throws IOException {
        out.text("{\"head\":{\"vars\":[");
        for (int i = 0; i < variables.size(); i++) {
            out.text(i == 0 ? "\"" : ",\"").text(variables.get(i).getVarName()).text("\"");
        }
        out.text("]");
        if (!supplement.links().isEmpty()) {
            out.text(",");
            links();
        }
        out.text("},\n\"results\":{\"bindings\":[");
    }

    /** Writes the answer to an ASK query with what comes beside it. */
    static void write(boolean truth, Supplement supplement, TextOutput out) throws IOException {
        JsonSolutions writer = new JsonSolutions(List.of(), supplement, out);
        out.text("{\"head\":{");
        if (!supplement.links().isEmpty()) {
            writer.links();
        }
        out.text("},\n\"boolean\":").text(Boolean.toString(truth));
        writer.end();
    }

    private void links() throws IOException {
        out.text("\"link\":[");
        for (int i = 0; i < supplement.links().size(); i++) {
            out.text(i == 0 ? "" : ",");
            string(supplement.links().get(i));
        }
        out.text("]");
    }

    private void end() throws IOException {
        Supplement.Member member = supplement.member();
        if (!member.name().isEmpty()) {
            out.text(",\n");
            string(member.name());
            out.text(":");
            out.through(stream -> {
                // Not closed, which would close the stream below.
                JsonGenerator json = GENERATORS.createGenerator(stream, StandardCharsets.UTF_8);
                member.value().write(json);
                json.flush();
            });
        }
        out.text("}\n");
        super.finish();
    }

    @Override
    public void row(Binding row) throws IOException {
        out.text(isFirst ? "\n{" : ",\n{");
        isFirst = false;
        boolean isFirstMember = true;
        for (int i = 0; i < members.length; i++) {
            if (row.contains(variables.get(i))) {
                out.text(isFirstMember ? members[i] : followers[i]);
                isFirstMember = false;
                value(row, variables.get(i));
            }
        }
        out.text("}");
    }

    @Override
    public void finish() throws IOException {
        out.text("\n]}");
        end();
    }

    @Override
    void term(Node node) throws IOException {
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
