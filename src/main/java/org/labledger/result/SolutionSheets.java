package org.labledger.result;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.jspecify.annotations.Nullable;

/** Result sets as sheets of a workbook: a column for each variable, terms as in CSV. */
final class SolutionSheets {

    private static final String NAME = "Answer";

    private SolutionSheets() {}

    /** Returns the sheet of a result set, and one of the remarks beside it if there are any. */
    static List<Sheet> of(Answer.Solutions solutions, Supplement supplement) {
        Map<Node, String> labels = new HashMap<>();
        List<List<Sheet.Cell>> rows = new ArrayList<>();
        for (Binding row : solutions.rows()) {
            List<Sheet.Cell> cells = new ArrayList<>();
            for (Var variable : solutions.variables()) {
                cells.add(cell(row.get(variable), labels));
            }
            rows.add(cells);
        }
        List<Sheet> sheets = new ArrayList<>();
        sheets.add(
                new Sheet(
                        NAME, solutions.variables().stream().map(Var::getVarName).toList(), rows));
        if (!supplement.remarks().isEmpty()) {
            sheets.add(
                    new Sheet(
                            "About",
                            List.of("About"),
                            supplement.remarks().stream()
                                    .map(remark -> List.of(Sheet.words(remark)))
                                    .toList()));
        }
        return sheets;
    }

    /** Returns the sheet of the answer to an ASK query, with the heading that CSV has. */
    static List<Sheet> of(boolean value) {
        return List.of(
                new Sheet(
                        NAME,
                        List.of("_askResult"),
                        List.of(List.of(Sheet.words(Boolean.toString(value))))));
    }

    private static Sheet.Cell cell(@Nullable Node node, Map<Node, String> labels) {
        if (node == null) {
            return Sheet.EMPTY;
        }
        if (node.isLiteral()) {
            return Sheet.of(node);
        }
        return Sheet.words(
                node.isURI()
                        ? node.getURI()
                        : TsvSolutions.term(
                                node,
                                blank -> labels.computeIfAbsent(blank, b -> "b" + labels.size())));
    }
}
