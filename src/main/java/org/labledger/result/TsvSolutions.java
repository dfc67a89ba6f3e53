package org.labledger.result;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.vocabulary.XSD;

/** SPARQL 1.1 Query Results TSV: terms as in Turtle, without prefixes. */
public final class TsvSolutions extends SolutionsWriter {

    /** IRIREF in Turtle, from the other side. */
    private static final Pattern NOT_IN_IRIS =
            Pattern.compile("[\\x00-\\x20<>\"{}|^`\\\\\\x7F-\\x9F\\u2028\\u2029]");

    /** Some readers take more of them than line feeds for the end of a line. */
    private static final Pattern CONTROLS =
            Pattern.compile("[\\x00-\\x1F\\x7F-\\x9F\\u2028\\u2029]");

    TsvSolutions(List<Var> variables, Supplement supplement, TextOutput out) {
        super(Format.TSV, variables, supplement, out);
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
            value(row, variables.get(i));
        }
        out.text("\n");
    }

    @Override
    public void finish() throws IOException {
        remarks("\n");
        super.finish();
    }

    @Override
    void term(Node node) throws IOException {
        out.text(term(node, this::label));
    }

    /**
     * Returns a term in Turtle, on one line and without tabs.
     *
     * @param label returns the label of a blank node
     * @throws UnwritableException if it has a language tag that is none, which could end the line
     */
    static String term(Node node, Function<Node, String> label) {
        if (node.isURI()) {
            return iri(node.getURI());
        }
        if (node.isBlank()) {
            return "_:" + label.apply(node);
        }
        if (node.isTripleTerm()) {
            Triple triple = node.getTriple();
            return "<<( "
                    + term(triple.getSubject(), label)
                    + " "
                    + term(triple.getPredicate(), label)
                    + " "
                    + term(triple.getObject(), label)
                    + " )>>";
        }
        return literal(node);
    }

    /** What cannot stand in an IRI as it is stands there by its number (UCHAR in Turtle). */
    private static String iri(String iri) {
        return "<" + escaped(NOT_IN_IRIS, iri) + ">";
    }

    private static String escaped(Pattern characters, String text) {
        return characters
                .matcher(text)
                .replaceAll(found -> "\\\\u%04X".formatted((int) found.group().charAt(0)));
    }

    private static String literal(Node node) {
        String text = node.getLiteralLexicalForm();
        String datatype = datatype(node);
        if (datatype.equals(XSD.integer.getURI()) && text.matches("[+-]?[0-9]+")) {
            return text;
        }
        String quoted =
                "\""
                        + escaped(
                                CONTROLS,
                                text.replace("\\", "\\\\")
                                        .replace("\"", "\\\"")
                                        .replace("\n", "\\n")
                                        .replace("\r", "\\r")
                                        .replace("\t", "\\t"))
                        + "\"";
        String language = node.getLiteralLanguage();
        if (!language.isEmpty()) {
            if (!Writability.LANGUAGE.matcher(language).matches()) {
                throw new UnwritableException(
                        Format.TSV, quoted + " has a language tag that is not well-formed.");
            }
            String direction = direction(node);
            return quoted + "@" + language + (direction.isEmpty() ? "" : "--" + direction);
        }
        return datatype.isEmpty() ? quoted : quoted + "^^" + iri(datatype);
    }
}
