package org.labledger.bench.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.jena.query.Query;
import org.labledger.generator.LedgerGenerator;
import org.labledger.generator.Question;
import org.labledger.syntax.QuerySyntaxException;
import org.labledger.syntax.QueryText;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Parses the 17 questions; the time is that of one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ParseQueries {

    private static final int QUESTIONS = 17;

    private List<String> texts = List.of();

    /** Makes the texts. */
    @Setup
    public void setUp() {
        LedgerGenerator ledger = LedgerGenerator.ofQuads(100_000, 1);
        texts = Question.all().stream().map(question -> question.of(ledger, 1)).toList();
    }

    /** Under the limits of a server, with its messages of errors. */
    @Benchmark
    @OperationsPerInvocation(QUESTIONS)
    public void parse(Blackhole sink) throws QuerySyntaxException {
        for (String text : texts) {
            Query query = QueryText.parse(text);
            sink.consume(query);
        }
    }
}
