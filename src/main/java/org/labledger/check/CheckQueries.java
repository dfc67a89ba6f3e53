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
import org.labledger.query.Volatility;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;

/** The home's check queries, {@code queries/checks/*.rq}: each solution is a finding. */
final class CheckQueries implements Check {

    private static final Var THIS = Var.alloc("this");
    private static final Var PATH = Var.alloc("path");
    private static final Var VALUE = Var.alloc("value");
    private static final Var GRAPH = Var.alloc("graph");

    private final Limits limits;
    private final CheckCache cache;

    CheckQueries(Limits limits, CheckCache cache) {
        this.limits = limits;
        this.cache = cache;
    }

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        List<Finding> findings = new ArrayList<>();
        snapshot.home()
                .files(HomeFile.Part.CHECK)
                .forEach(file -> {
                    try {
                        run(parse(file, snapshot), file, snapshot, findings);
                    } catch (QueryFileException e) {
                        findings.add(Finding.error(e.location(), "query", e.getMessage()));
                    } catch (LimitException e) {
                        findings.add(Finding.error(file.start(), "query", e.getMessage()));
                    }
                });
        return findings;
    }

    /** Returns whether the answer of a check query may differ without an edit. */
    static boolean isVolatile(HomeFile file, Snapshot snapshot) {
        try {
            return Volatility.of(parse(file, snapshot).query());
        } catch (QueryFileException e) {
            // Reported as such: there is no query.
            return false;
        }
    }

    private static CheckQuery parse(HomeFile file, Snapshot snapshot) throws QueryFileException {
        return CheckQuery.parse(
                file, snapshot.prefixes(), snapshot.description().uriSpace().base());
    }

    private void run(CheckQuery check, HomeFile file, Snapshot snapshot, List<Finding> findings)
            throws LimitException {
        TermText terms = new TermText(snapshot);
        LocationFinder locations = new LocationFinder(snapshot);
        Answer answer = cache.answer(file.text(), check.query(), BindingFactory.empty(), limits);
        if (answer instanceof Answer.Solutions solutions) {
            for (Binding row : solutions.rows()) {
                Node graph = row.get(GRAPH);
                Collection<Node> graphs = graph != null ? List.of(graph) : snapshot.dataGraphs();
                Node subject = row.get(THIS);
                findings.add(
                        new Finding(
                                locations.find(
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
                                    return node == null ? "?" + name : terms.of(node);
                                }),
                                file.path()));
            }
        }
    }
}
