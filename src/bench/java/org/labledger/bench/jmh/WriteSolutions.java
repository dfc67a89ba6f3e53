package org.labledger.bench.jmh;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.labledger.generator.LedgerGenerator;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Writes 5,000 rows of an IRI, a label and a date. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WriteSolutions {

    private static final int ROWS = 5_000;

    /** The format. */
    @Param({"JSON", "CSV", "TSV", "XML"})
    public Format format = Format.JSON;

    private Answer answer = new Answer.Truth(true);

    /** Makes the rows. */
    @Setup
    public void setUp() {
        Var thing = Var.alloc("thing");
        Var label = Var.alloc("label");
        Var day = Var.alloc("day");
        List<Binding> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(
                    BindingFactory.binding(
                            thing,
                            NodeFactory.createURI(LedgerGenerator.BASE + "id/tenure-" + i),
                            label,
                            NodeFactory.createLiteralLang("任職 " + i, "zh-Hant"),
                            day,
                            NodeFactory.createLiteralDT(
                                    "2024-05-" + (10 + i % 20), XSDDatatype.XSDdate)));
        }
        answer = new Answer.Solutions(List.of(thing, label, day), rows);
    }

    /** As an answer that is whole before it is written. */
    @Benchmark
    public void write() throws IOException {
        format.write(answer, PrefixMapFactory.emptyPrefixMap(), OutputStream.nullOutputStream());
    }
}
