package org.labledger.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.SavedQuery;
import org.labledger.federation.FederationException;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code stats}: counts what the ledger holds and where it has gaps. The home defines the counts:
 * one line per query in {@code queries/stats/}, and the number of rows of each query tagged {@code
 * gaps}.
 */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = {
            "Counts what the ledger holds, and lists its gaps.",
            "One line per query in queries/stats/ or tagged \"gaps\"."
        })
final class StatsCommand implements Callable<Integer> {

    private static final String TOPIC = "stats";
    private static final String GAPS = "gaps";

    private record Line(String number, String what, String hint) {}

    @Mixin private StateOption home = new StateOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Snapshot snapshot = home.loadWhole();
        long expected =
                snapshot.home()
                        .files(HomeFile.Part.EXPECTED)
                        .filter(file -> snapshot.catalog().find(file.stem()).isPresent())
                        .count();
        List<Line> record = new ArrayList<>();
        record.add(new Line(snapshot.quadCount() + "", "quads, derived ones included", ""));
        record.add(new Line(snapshot.sourceCount() + "", "sources", ""));
        record.add(new Line(snapshot.catalog().queries().size() + "", "saved queries", ""));
        record.add(new Line(expected + "", "of them with an expected answer", ""));
        List<Line> gaps = new ArrayList<>();
        for (SavedQuery query : snapshot.catalog().queries()) {
            boolean isGap = query.tags().contains(GAPS);
            if ((query.topic().equals(TOPIC) || isGap) && !query.isFederated()) {
                (isGap ? gaps : record).add(line(query, isGap, snapshot));
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Contents");
        print(record, out);
        if (!gaps.isEmpty()) {
            out.println();
            out.println("Gaps");
            print(gaps, out);
        }
        out.println();
        out.println("Snapshot " + snapshot.home().shortSnapshot());
        out.flush();
        return home.reportsBrokenQueries(snapshot, spec.commandLine().getErr()) ? 1 : 0;
    }

    private static Line line(SavedQuery query, boolean isGap, Snapshot snapshot) {
        String title = query.title().in(List.of("en"));
        try {
            Answer answer =
                    new Engine(Limits.STANDARD)
                            .answer(
                                    query.query(),
                                    query.bind(query.examples(), snapshot.prefixes()),
                                    snapshot);
            if (!(answer instanceof Answer.Solutions solutions)) {
                throw new UserException(
                        query.path() + ":1:1: error: Only SELECT queries can be counted.");
            }
            String asked =
                    query.examples().entrySet().stream()
                            .map(e -> " " + e.getKey() + "=" + e.getValue())
                            .reduce("", String::concat);
            if (isGap || solutions.variables().size() > 1 || solutions.rows().size() != 1) {
                return new Line(
                        solutions.rows().size() + "",
                        title,
                        "./lab-ledger query " + query.name() + asked);
            }
            String number =
                    String.valueOf(
                            solutions
                                    .rows()
                                    .getFirst()
                                    .get(solutions.variables().getFirst())
                                    .getLiteralLexicalForm());
            return new Line(number, title, "");
        } catch (BadParameterException | LimitException | FederationException e) {
            throw new UserException(query.path() + ":1:1: error: " + e.getMessage());
        }
    }

    private static void print(List<Line> lines, PrintWriter out) {
        int width = lines.stream().mapToInt(line -> line.number().length()).max().orElse(0);
        int titles = lines.stream().mapToInt(line -> line.what().length()).max().orElse(0);
        for (Line line : lines) {
            out.println(
                    ("  "
                                    + " ".repeat(width - line.number().length())
                                    + line.number()
                                    + "  "
                                    + line.what()
                                    + " ".repeat(titles - line.what().length())
                                    + "  "
                                    + line.hint())
                            .stripTrailing());
        }
    }
}
