package org.labledger.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSet;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.ResultSetMgr;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFWriter;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.system.Txn;
import org.labledger.generator.LedgerGenerator;
import org.labledger.generator.Question;
import org.labledger.query.CitedAnswer;
import org.labledger.query.CitedSolution;
import org.labledger.query.CitedTriple;
import org.labledger.query.Engine;
import org.labledger.query.Limits;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import org.labledger.store.GraphChoice;
import org.labledger.syntax.QueryText;

/**
 * A system without HTTP, in a JVM of its own. Each line of its input asks for some requests; it
 * parses, executes and writes the answers, and tells how much processor time of the thread that
 * took:
 *
 * <pre>
 * QUESTION FIRST COUNT MILLIS    the question's number, the first request, how many at most, for how long
 * done: REQUESTS CPU-NANOS BYTES
 * </pre>
 *
 * <p>A request that fails ends the batch, and is told on standard error.
 */
public final class InProcess {

    /** Parses a query, executes it and writes the answer: rows as JSON, graphs as N-Triples. */
    private interface Answering {
        void answer(String text, OutputStream out) throws Exception;
    }

    private InProcess() {}

    /**
     * Runs one system.
     *
     * @param args the system, its data (a home for {@code ledger} and {@code cited}, else an
     *     N-Quads file), the number of sources and the seed of the ledger
     */
    public static void main(String[] args) throws Exception {
        Answering system = system(args[0], args[1]);
        LedgerGenerator ledger =
                new LedgerGenerator(Integer.parseInt(args[2]), Long.parseLong(args[3]));
        List<Question> questions = Question.all();
        System.out.println("ready: " + args[0]);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] fields = line.split(" ", -1);
            Question question = questions.get(Integer.parseInt(fields[0]));
            int first = Integer.parseInt(fields[1]);
            int count = Integer.parseInt(fields[2]);
            long end = System.nanoTime() + 1_000_000L * Integer.parseInt(fields[3]);
            Sink sink = new Sink();
            long cpu = 0;
            int done = 0;
            int failed = 0;
            while (done < count && (done == 0 || System.nanoTime() < end)) {
                String text = question.of(ledger, first + done++);
                long begun = threads.getCurrentThreadCpuTime();
                try {
                    system.answer(text, sink);
                } catch (Exception e) {
                    failed++;
                    System.err.println(args[0] + " cannot answer " + text + ": " + e);
                    break;
                }
                cpu += threads.getCurrentThreadCpuTime() - begun;
            }
            System.out.println("done: " + (done - failed) + " " + cpu + " " + sink.bytes);
        }
    }

    private static Answering system(String name, String data) throws IOException {
        switch (name) {
            case "cited" -> {
                Snapshot snapshot = Snapshot.load(Home.read(Path.of(data)));
                Engine engine = new Engine(Limits.STANDARD);
                return (text, out) -> {
                    Query query = QueryText.parse(text, snapshot.prefixes(), QueryText.NO_BASE);
                    CitedAnswer cited =
                            engine.cited(query, BindingFactory.empty(), snapshot, GraphChoice.NONE);
                    engine.write(
                            plain(cited),
                            query.isSelectType() ? Format.JSON : Format.N_TRIPLES,
                            snapshot.prefixes(),
                            out);
                };
            }
            case "ledger" -> {
                Snapshot snapshot = Snapshot.load(Home.read(Path.of(data)));
                Engine engine = new Engine(Limits.STANDARD);
                return (text, out) -> {
                    Query query = QueryText.parse(text, snapshot.prefixes(), QueryText.NO_BASE);
                    engine.stream(
                            query,
                            BindingFactory.empty(),
                            snapshot,
                            GraphChoice.NONE,
                            query.isSelectType() ? Format.JSON : Format.N_TRIPLES,
                            out);
                };
            }
            case "rdf4j" -> {
                Rdf4jProcess.Stores stores = Rdf4jProcess.Stores.of(Path.of(data));
                return (text, out) -> Rdf4jProcess.answer(stores, text, out);
            }
            default -> {
                DatasetGraph dataset = FusekiProcess.dataset(name, data);
                return (text, out) -> Txn.executeRead(dataset, () -> answer(dataset, text, out));
            }
        }
    }

    /** Returns an answer without its citations, which other code writes. */
    private static Answer plain(CitedAnswer answer) {
        return switch (answer) {
            case CitedAnswer.Solutions rows ->
                    new Answer.Solutions(
                            rows.variables(),
                            rows.rows().stream().map(CitedSolution::solution).toList());
            case CitedAnswer.Truth truth -> new Answer.Truth(truth.value());
            case CitedAnswer.Triples triples ->
                    new Answer.Triples(
                            triples.triples().stream().map(CitedTriple::triple).toList());
        };
    }

    private static void answer(DatasetGraph dataset, String text, OutputStream out) {
        Query query = QueryFactory.create(text);
        try (QueryExec execution = QueryExec.dataset(dataset).query(query).build()) {
            if (query.isSelectType()) {
                ResultSetMgr.write(out, ResultSet.adapt(execution.select()), ResultSetLang.RS_JSON);
            } else {
                StreamRDF writer = StreamRDFWriter.getWriterStream(out, Lang.NTRIPLES);
                writer.start();
                (query.isConstructType()
                                ? execution.constructTriples()
                                : execution.describeTriples())
                        .forEachRemaining(writer::triple);
                writer.finish();
            }
        }
    }

    /** Counts the bytes, so that no writer is found to be useless. */
    private static final class Sink extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) {
            bytes += len;
        }
    }
}
