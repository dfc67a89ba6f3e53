package org.labledger.citation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.graph.NodeConst;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.labledger.query.CitedAnswer;
import org.labledger.query.CitedSolution;
import org.labledger.query.CitedTriple;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.result.StatementOrder;
import org.labledger.result.Supplement;
import org.labledger.result.UnwritableException;
import org.labledger.vocabulary.Evidence;
import org.labledger.vocabulary.Namespaces;

/**
 * Writes answers with their sources. What knows nothing of citations reads the answer as ever:
 *
 * <ul>
 *   <li>JSON has one more member, see {@link CitationsJson}, and the sources in {@code head.link};
 *   <li>XML has {@code link} elements in the head;
 *   <li>CSV and TSV have one more column, the last, with the sources of the row: IRIs with spaces
 *       between them are needed together, {@code " | "} stands between alternatives. A permanent
 *       link comes after the last row, in a line that begins with {@code #};
 *   <li>a table for a terminal has numbers in that column, and notes below;
 *   <li>a graph becomes a dataset: each triple stands in the graphs of its sources, with what
 *       describes them.
 * </ul>
 */
public final class CitedAnswerWriter {

    /** The name of the column of sources, unless the query has such a variable. */
    static final String COLUMN = "_sources";

    /** Before a permanent link in a comment. */
    private static final String LINK = "Permanent link: ";

    private final CitedAnswer answer;
    private final Citations citations;
    private final PrefixMap prefixes;

    private CitedAnswerWriter(CitedAnswer answer, Citations citations, PrefixMap prefixes) {
        this.answer = answer;
        this.citations = citations;
        this.prefixes = prefixes;
    }

    /**
     * Returns the formats in which some formats of an answer can carry its sources: of graphs those
     * that have named graphs, TriG first.
     */
    public static List<Format> formats(List<Format> ofAnswer) {
        return ofAnswer.stream().anyMatch(format -> format.holds() == Format.Holds.ROWS)
                ? ofAnswer
                : List.of(Format.TRIG, Format.N_QUADS, Format.JSON_LD);
    }

    /**
     * Writes an answer with its sources.
     *
     * @param format one of the {@link #formats}
     * @param prefixes the prefixes for formats that shorten IRIs
     * @param out where to; it stays open
     * @throws UnwritableException if the format has no way to write the answer
     */
    public static void write(
            CitedAnswer answer,
            Citations citations,
            Format format,
            PrefixMap prefixes,
            OutputStream out)
            throws IOException {
        new CitedAnswerWriter(answer, citations, prefixes).write(format, out);
    }

    /** Returns an answer without what supports it. */
    public static Answer plain(CitedAnswer answer) {
        return switch (answer) {
            case CitedAnswer.Solutions(List<Var> variables, List<CitedSolution> rows) ->
                    new Answer.Solutions(
                            variables, rows.stream().map(CitedSolution::solution).toList());
            case CitedAnswer.Truth(boolean value, CitedSolution support) -> new Answer.Truth(value);
            case CitedAnswer.Triples(List<CitedTriple> triples) ->
                    new Answer.Triples(triples.stream().map(CitedTriple::triple).toList());
        };
    }

    private void write(Format format, OutputStream out) throws IOException {
        switch (answer) {
            case CitedAnswer.Solutions solutions ->
                    writeRows(
                            new Answer.Solutions(
                                    solutions.variables(),
                                    mapped(
                                            solutions.rows().size(),
                                            i -> solutions.rows().get(i).solution())),
                            format,
                            out);
            case CitedAnswer.Truth(boolean value, CitedSolution support) -> {
                switch (format) {
                    case JSON, XML ->
                            format.write(new Answer.Truth(value), supplement(), prefixes, out);
                    default -> {
                        Var variable = Var.alloc("_askResult");
                        writeRows(
                                new Answer.Solutions(
                                        List.of(variable),
                                        List.of(
                                                BindingFactory.binding(
                                                        variable,
                                                        value
                                                                ? NodeConst.nodeTrue
                                                                : NodeConst.nodeFalse))),
                                format,
                                out);
                    }
                }
            }
            case CitedAnswer.Triples triples -> {
                format.write(new Answer.Quads(quads(triples)), prefixes, out);
                if (format != Format.JSON_LD) {
                    link("# ", out);
                }
            }
        }
    }

    private void writeRows(Answer.Solutions rows, Format format, OutputStream out)
            throws IOException {
        switch (format) {
            case JSON, XML -> format.write(rows, supplement(), prefixes, out);
            case TABLE -> {
                TextNotes notes = new TextNotes(citations, prefixes);
                format.write(withSources(rows, notes::marks), prefixes, out);
                notes.write(out);
                link("", out);
            }
            default ->
                    format.write(
                            withSources(rows, i -> sources(citations.sourceSets(i))),
                            supplement(),
                            prefixes,
                            out);
        }
    }

    private Supplement supplement() {
        List<String> links = new ArrayList<>();
        citations.link().ifPresent(links::add);
        citations.sources().forEach(source -> links.add(source.iri().toString()));
        return new Supplement(
                links,
                new Supplement.Member("citations", json -> CitationsJson.write(citations, json)),
                citations.link().map(link -> List.of(LINK + link)).orElse(List.of()));
    }

    private void link(String before, OutputStream out) throws IOException {
        if (citations.link().isPresent()) {
            out.write(
                    (before + LINK + citations.link().get() + "\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String sources(List<Set<Node>> sets) {
        return sets.stream()
                .map(set -> set.stream().map(Node::toString).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" | "));
    }

    /** Adds a last column. Rows are made when they are written. */
    private static Answer.Solutions withSources(Answer.Solutions rows, IntFunction<String> cell) {
        Var column = column(rows.variables());
        List<Var> variables = new ArrayList<>(rows.variables());
        variables.add(column);
        return new Answer.Solutions(
                variables,
                mapped(
                        rows.rows().size(),
                        i -> {
                            String sources = cell.apply(i);
                            Binding row = rows.rows().get(i);
                            return sources.isEmpty()
                                    ? row
                                    : BindingFactory.binding(
                                            row, column, NodeFactory.createLiteralString(sources));
                        }));
    }

    /** Returns a name that no variable has: {@code _sources}, {@code _sources2}, … */
    private static Var column(Collection<Var> taken) {
        Var column = Var.alloc(COLUMN);
        for (int i = 2; taken.contains(column); i++) {
            column = Var.alloc(COLUMN + i);
        }
        return column;
    }

    private static List<Binding> mapped(int size, IntFunction<Binding> row) {
        return new AbstractList<>() {
            @Override
            public Binding get(int index) {
                return row.apply(index);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    /**
     * Returns the triples in the graphs of their sources. A triple for which no source is needed
     * stands in the default graph; so does what a graph of the query's own template comes from.
     */
    private List<Quad> quads(CitedAnswer.Triples triples) {
        Set<Quad> quads = new LinkedHashSet<>();
        for (int i = 0; i < triples.triples().size(); i++) {
            CitedTriple cited = triples.triples().get(i);
            Set<Node> graphs = citations.graphs(i);
            Node own = cited.graph();
            if (own != null) {
                quads.add(Quad.create(own, cited.triple()));
                graphs.forEach(graph -> quads.add(isFrom(own, graph)));
            } else if (graphs.isEmpty()) {
                quads.add(Quad.create(Quad.defaultGraphIRI, cited.triple()));
            } else {
                graphs.forEach(graph -> quads.add(Quad.create(graph, cited.triple())));
            }
        }
        for (CitedSource source : citations.sources()) {
            describe(source, quads);
            citations
                    .link()
                    .ifPresent(
                            link -> quads.add(isFrom(NodeFactory.createURI(link), source.iri())));
        }
        return quads.stream().sorted(StatementOrder.OF_QUADS).toList();
    }

    private static Quad isFrom(Node subject, Node source) {
        return Quad.create(
                Quad.defaultGraphIRI, Triple.create(subject, DCTerms.source.asNode(), source));
    }

    /** Adds what describes a source, in its own graph. */
    private static void describe(CitedSource source, Set<Quad> quads) {
        Node iri = source.iri();
        List<Triple> description = new ArrayList<>();
        source.titles()
                .forEach(title ->
                        description.add(Triple.create(iri, DCTerms.title.asNode(), title)));
        source.publisher()
                .ifPresent(p ->
                        description.add(Triple.create(iri, DCTerms.publisher.asNode(), p.term())));
        source.issued()
                .ifPresent(
                        day -> description.add(Triple.create(iri, DCTerms.issued.asNode(), day)));
        Node url = Namespaces.schema("url");
        if (source.readAt().isPresent()) {
            description.add(Triple.create(iri, url, source.readAt().get()));
            source.url()
                    .ifPresent(u -> description.add(Triple.create(iri, Evidence.ORIGINAL_URL, u)));
        } else {
            source.url().ifPresent(u -> description.add(Triple.create(iri, url, u)));
        }
        source.kind().ifPresent(k -> description.add(Triple.create(iri, Evidence.KIND, k.term())));
        source.reading()
                .ifPresent(r -> description.add(Triple.create(iri, Evidence.READING, r.term())));
        source.retells()
                .forEach(other -> description.add(Triple.create(iri, Evidence.RETELLS, other)));
        if (!description.isEmpty()) {
            description.add(Triple.create(iri, RDF.type.asNode(), Evidence.SOURCE));
        }
        description.forEach(triple -> quads.add(Quad.create(iri, triple)));
    }
}
