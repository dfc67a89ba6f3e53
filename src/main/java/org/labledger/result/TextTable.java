package org.labledger.result;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.jspecify.annotations.Nullable;

/** A result set as a table for a terminal: names shortened, literals bare, columns aligned. */
public final class TextTable {

    /** What would end a line or command a terminal. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private final List<List<String>> lines = new ArrayList<>();
    private final int[] widths;
    private final int rowCount;

    TextTable(Answer.Solutions solutions, PrefixMap prefixes) {
        lines.add(solutions.variables().stream().map(Var::getVarName).toList());
        for (Binding row : solutions.rows()) {
            lines.add(
                    solutions.variables().stream()
                            .map(variable -> cell(row.get(variable), prefixes))
                            .toList());
        }
        rowCount = solutions.rows().size();
        widths = new int[solutions.variables().size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(line.get(i)));
            }
        }
    }

    void write(OutputStream out) {
        PrintStream print = new PrintStream(out, false, StandardCharsets.UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            print.println(padded(lines.get(i), " "));
            if (i == 0) {
                print.println(padded(lines.get(0).stream().map(c -> "").toList(), "-"));
            }
        }
        print.println(rowCount == 1 ? "1 row" : rowCount + " rows");
        print.flush();
    }

    private String padded(List<String> cells, String filler) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            line.append(i == 0 ? "" : "  ")
                    .append(cell)
                    .append(filler.repeat(widths[i] - width(cell)));
        }
        return line.toString().stripTrailing();
    }

    private static String cell(@Nullable Node node, PrefixMap prefixes) {
        if (node == null) {
            return "";
        }
        return CONTROLS.matcher(text(node, prefixes)).replaceAll(" ");
    }

    private static String text(Node node, PrefixMap prefixes) {
        if (node.isLiteral()) {
            return node.getLiteralLexicalForm();
        }
        if (node.isURI()) {
            String shortened = prefixes.abbreviate(node.getURI());
            return shortened != null ? shortened : node.getURI();
        }
        return node.toString();
    }

    /** Returns how many columns of a terminal a text takes: East Asian wide characters take two. */
    private static int width(String text) {
        return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
    }

    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x20000 && c <= 0x3FFFD);
    }
}
