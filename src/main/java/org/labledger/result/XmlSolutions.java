package org.labledger.result;

import java.io.IOException;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;

/**
 * SPARQL Query Results XML Format, with the triple terms and base directions of 1.2.
 *
 * <p>XML 1.0 has no way at all to write some characters, such as U+0001, and most readers do not
 * take XML 1.1. When such a character comes, rows before it have been sent. It is written as
 * U+FFFD, the replacement character, and a comment at the end says how many there were; the other
 * formats carry all characters.
 */
public final class XmlSolutions extends SolutionsWriter {

    private int replaced;

    XmlSolutions(List<Var> variables, Supplement supplement, TextOutput out) {
        super(Format.XML, variables, supplement, out);
    }

    @Override
    public void start() throws IOException {
        head();
        out.text("<results>\n");
    }

    /** Writes the answer to an ASK query with what comes beside it. */
    static void write(boolean truth, Supplement supplement, TextOutput out) throws IOException {
        XmlSolutions writer = new XmlSolutions(List.of(), supplement, out);
        writer.head();
        out.text("<boolean>").text(Boolean.toString(truth)).text("</boolean>\n</sparql>\n");
        out.flush();
    }

    private void head() throws IOException {
        out.text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .text("<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\"")
                .text(" xmlns:its=\"http://www.w3.org/2005/11/its\" its:version=\"2.0\">\n<head>");
        for (Var variable : variables) {
            out.text("<variable name=\"").text(variable.getVarName()).text("\"/>");
        }
        for (String link : supplement.links()) {
            out.text("<link");
            attribute("href", link);
            out.text("/>");
        }
        out.text("</head>\n");
    }

    @Override
    public void row(Binding row) throws IOException {
        out.text("<result>");
        for (Var variable : variables) {
            if (row.contains(variable)) {
                out.text("<binding name=\"").text(variable.getVarName()).text("\">");
                value(row, variable);
                out.text("</binding>");
            }
        }
        out.text("</result>\n");
    }

    @Override
    public void finish() throws IOException {
        out.text("</results>\n</sparql>\n");
        if (replaced > 0) {
            out.text("<!-- " + replaced)
                    .text(" characters that XML cannot carry were written as U+FFFD;")
                    .text(" ask for JSON to have them. -->\n");
        }
        super.finish();
    }

    @Override
    int departures() {
        return replaced;
    }

    @Override
    void term(Node node) throws IOException {
        if (node.isURI()) {
            out.text("<uri>");
            escaped(node.getURI());
            out.text("</uri>");
        } else if (node.isBlank()) {
            out.text("<bnode>").text(label(node)).text("</bnode>");
        } else if (node.isTripleTerm()) {
            Triple triple = node.getTriple();
            out.text("<triple><subject>");
            term(triple.getSubject());
            out.text("</subject><predicate>");
            term(triple.getPredicate());
            out.text("</predicate><object>");
            term(triple.getObject());
            out.text("</object></triple>");
        } else {
            literal(node);
        }
    }

    private void literal(Node node) throws IOException {
        out.text("<literal");
        attribute("xml:lang", node.getLiteralLanguage());
        attribute("its:dir", direction(node));
        attribute("datatype", datatype(node));
        out.text(">");
        escaped(node.getLiteralLexicalForm());
        out.text("</literal>");
    }

    private void attribute(String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.text(" ").text(name).text("=\"");
            escaped(value);
            out.text("\"");
        }
    }

    private void escaped(String text) throws IOException {
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            String instead = instead(text, i);
            if (!instead.isEmpty()) {
                out.text(text, done, i).text(instead);
                done = i + 1;
            }
        }
        out.text(text, done, text.length());
    }

    /** Returns what is written for a character, or nothing if it is written as it is. */
    private String instead(String text, int i) {
        char c = text.charAt(i);
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            // A reader turns what is not written by number into a space or a line feed.
            case '\t' -> "&#9;";
            case '\n' -> "\n";
            case '\r' -> "&#13;";
            default -> {
                if (c >= ' ' && !Character.isSurrogate(c) && c < 0xFFFE) {
                    yield "";
                }
                boolean isPair =
                        Character.isHighSurrogate(c)
                                        && i + 1 < text.length()
                                        && Character.isLowSurrogate(text.charAt(i + 1))
                                || Character.isLowSurrogate(c)
                                        && i > 0
                                        && Character.isHighSurrogate(text.charAt(i - 1));
                if (isPair) {
                    yield "";
                }
                replaced++;
                yield "\uFFFD";
            }
        };
    }
}
