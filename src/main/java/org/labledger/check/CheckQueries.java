package org.labledger.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.labledger.catalog.CheckQuery;
import org.labledger.catalog.QueryFileException;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;

/** The home's {@code queries/checks/*.rq}: every row is a finding. */
final class CheckQueries implements Check.Rule {

    private static final Var THIS = Var.alloc("this");
    private static final Var PATH = Var.alloc("path");
    private static final Var VALUE = Var.alloc("value");
    private static final Var GRAPH = Var.alloc("graph");

    private final Limits limits;
    private final Memory memory;

    CheckQueries(Limits limits, Memory memory) {
        this.limits = limits;
        this.memory = memory;
    }

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        List<Finding> findings = new ArrayList<>();
        snapshot.home()
                .files(HomeFile.Part.CHECK)
                .forEach(file -> {
                    try {
                        run(CheckQuery.parse(file, snapshot.prefixes()), file, snapshot, findings);
                    } catch (QueryFileException e) {
                        findings.add(Finding.error(e.place(), "query", e.getMessage()));
                    } catch (LimitException e) {
                        findings.add(Finding.error(file.start(), "query", e.getMessage()));
                    }
                });
        return findings;
    }

    private void run(CheckQuery check, HomeFile file, Snapshot snapshot, List<Finding> findings)
            throws LimitException {
        Words words = new Words(snapshot);
        Places places = new Places(snapshot);
        Answer answer = memory.answer(file.text(), check.query(), BindingFactory.empty(), limits);
        if (answer instanceof Answer.Solutions solutions) {
            for (Binding row : solutions.rows()) {
                Node graph = row.get(GRAPH);
                Collection<Node> graphs = graph != null ? List.of(graph) : snapshot.dataGraphs();
                Node subject = row.get(THIS);
                findings.add(
                        new Finding(
                                places.of(
                                        graphs,
                                        subject != null ? subject : Node.ANY,
                                        row.get(PATH),
                                        row.get(VALUE),
                                        file.start()),
                                check.isWarning()
                                        ? Finding.Severity.WARNING
                                        : Finding.Severity.ERROR,
                                check.message(name -> {
                                    Node node = row.get(Var.alloc(name));
                                    return node == null ? "?" + name : words.of(node);
                                }),
                                file.path()));
            }
        }
    }
}
