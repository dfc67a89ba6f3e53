package org.labledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.sparql.core.Var;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.labledger.catalog.Catalog;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.display.DisplayNames;
import org.labledger.display.Headings;
import org.labledger.display.Language;
import org.labledger.display.Text;
import org.labledger.snapshot.Snapshot;

/** What readers of Chinese see of the saved queries of this project is Chinese. */
@Tag("data")
class ChineseHeadingsTest {

    private static final Language CHINESE = new Language("zh-Hant");

    private final Snapshot snapshot = ServedLedger.snapshot();
    private final Catalog catalog = snapshot.catalog();
    private final Headings headings = new Headings(snapshot, new DisplayNames(snapshot));

    @Test
    void everyColumnAndParameterHasAChineseName() {
        Set<String> foreign = new TreeSet<>();
        for (SavedQuery query : catalog.queries()) {
            for (Parameter parameter : query.parameters()) {
                collect(query, parameter.name(), foreign);
            }
            if (query.query().isSelectType()) {
                for (Var column : query.query().getProjectVars()) {
                    collect(query, column.getVarName(), foreign);
                }
            }
        }
        assertEquals(Set.of(), foreign);
    }

    private void collect(SavedQuery query, String name, Set<String> foreign) {
        Text text = headings.of(query, name, CHINESE);
        boolean isChinese =
                text.value()
                        .codePoints()
                        .anyMatch(
                                c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
        if (!isChinese) {
            foreign.add(query.path() + ": " + name + " reads " + text.value());
        }
    }

    @Test
    void everyQueryHasAChineseTitleQuestionAndSummary() {
        Set<String> lacking = new TreeSet<>();
        for (SavedQuery query : catalog.queries()) {
            for (var said : List.of(query.title(), query.question(), query.summary())) {
                if (!said.byLanguage().containsKey("zh-Hant")) {
                    lacking.add(query.path() + ": " + said.byLanguage());
                }
            }
        }
        assertEquals(Set.of(), lacking);
    }
}
