package org.labledger.result;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.QueryException;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFFormat;
import org.apache.jena.riot.RDFWriter;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetWriter;
import org.apache.jena.riot.rowset.RowSetWriterRegistry;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.Prefixes;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFWriter;
import org.apache.jena.shared.JenaException;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;

/** The forms in which an answer can be written; in each group the first is the default. */
public enum AnswerFormat {
    /** SPARQL 1.1 Query Results JSON Format. */
    JSON("json", "application/sparql-results+json", true, ResultSetLang.RS_JSON),
    /** SPARQL Query Results XML Format. */
    XML("xml", "application/sparql-results+xml", true, ResultSetLang.RS_XML),
    /** SPARQL 1.1 Query Results CSV. */
    CSV("csv", "text/csv", true, ResultSetLang.RS_CSV),
    /** SPARQL 1.1 Query Results TSV. */
    TSV("tsv", "text/tab-separated-values", true, ResultSetLang.RS_TSV),
    /** A table to read on a terminal. */
    TABLE("txt", "text/plain", true, ResultSetLang.RS_Text),
    /** RDF 1.2 Turtle. */
    TURTLE("ttl", "text/turtle", false, Lang.TURTLE),
    /** JSON-LD 1.1. */
    JSON_LD("jsonld", "application/ld+json", false, Lang.JSONLD11),
    /** RDF 1.2 N-Triples. */
    N_TRIPLES("nt", "application/n-triples", false, Lang.NTRIPLES),
    /** RDF/XML. */
    RDF_XML("rdf", "application/rdf+xml", false, Lang.RDFXML),
    /** RDF 1.2 TriG. */
    TRIG("trig", "application/trig", false, Lang.TRIG),
    /** RDF 1.2 N-Quads. */
    N_QUADS("nq", "application/n-quads", false, Lang.NQUADS);

    private final String suffix;
    private final String mediaType;
    private final boolean forResults;
    private final Lang lang;

    AnswerFormat(String suffix, String mediaType, boolean forResults, Lang lang) {
        this.suffix = suffix;
        this.mediaType = mediaType;
        this.forResults = forResults;
        this.lang = lang;
    }

    /** Returns the ending of a path or file, without the dot. */
    public String suffix() {
        return suffix;
    }

    /** Returns the media type, without parameters. */
    public String mediaType() {
        return mediaType;
    }

    /** Returns the media type as it stands in {@code Content-Type}. */
    public String contentType() {
        return mediaType.startsWith("text/") ? mediaType + "; charset=utf-8" : mediaType;
    }

    /** Returns the format with the given suffix or name, such as {@code csv} or {@code turtle}. */
    public static Optional<AnswerFormat> named(String name) {
        String wanted = bare(name);
        return Arrays.stream(values())
                .filter(f -> f.suffix.equals(wanted) || bare(f.name()).equals(wanted))
                .findFirst();
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    /**
     * Returns the formats of answers to a query that yields a graph, or a result set or boolean.
     */
    public static List<AnswerFormat> offered(boolean graph) {
        return Arrays.stream(values()).filter(f -> f.forResults != graph).toList();
    }

    /** Returns whether an answer can be written in this format before the whole of it is known. */
    public boolean streams() {
        return switch (this) {
            case JSON, XML, CSV, TSV, N_TRIPLES, N_QUADS -> true;
            default -> false;
        };
    }

    /** Writes triples or quads one by one, as N-Triples or N-Quads. */
    public void writeStatements(Iterator<?> statements, OutputStream out) {
        StreamRDF writer = StreamRDFWriter.getWriterStream(out, lang);
        writer.start();
        while (statements.hasNext()) {
            switch (statements.next()) {
                case Triple triple -> writer.triple(triple);
                case Quad quad when quad.isDefaultGraph() -> writer.triple(quad.asTriple());
                case Quad quad -> writer.quad(quad);
                default -> throw new IllegalArgumentException("neither a triple nor a quad");
            }
        }
        writer.finish();
    }

    /** Returns whether an answer can be written in this format. */
    public boolean fits(Answer answer) {
        return switch (answer) {
            case Answer.Solutions s -> forResults;
            case Answer.Truth t -> forResults;
            case Answer.Triples t -> !forResults;
            case Answer.Quads q -> this == TRIG || this == N_QUADS || this == JSON_LD;
        };
    }

    /**
     * Writes an answer.
     *
     * @param answer an answer that {@link #fits}
     * @param prefixes the prefixes for formats that shorten IRIs
     * @param out where to; it stays open
     * @throws UnwritableException if this format has no way to write the answer
     */
    public void write(Answer answer, PrefixMap prefixes, OutputStream out) {
        try {
            writeUnchecked(answer, prefixes, out);
        } catch (QueryException e) {
            // Not about writing: an answer that is found while it is written may reach a limit.
            throw e;
        } catch (JenaException e) {
            throw new UnwritableException(this, e);
        }
    }

    private void writeUnchecked(Answer answer, PrefixMap prefixes, OutputStream out) {
        switch (answer) {
            case Answer.Solutions solutions -> {
                if (this == TABLE) {
                    new TextTable(solutions, prefixes).write(out);
                } else {
                    SolutionsWriter.write(this, solutions, out);
                }
            }
            case Answer.Truth truth -> resultWriter().write(out, truth.value(), ARQ.getContext());
            case Answer.Triples triples -> {
                refuseTripleTerms(triples.triples().stream());
                Graph graph = GraphMemFactory.createDefaultGraphSameTerm();
                graph.getPrefixMapping().setNsPrefixes(Prefixes.adapt(prefixes));
                triples.triples().forEach(graph::add);
                if (this == RDF_XML) {
                    // The pretty form takes some data for collections that are none, and fails.
                    RDFWriter.source(graph).format(RDFFormat.RDFXML_PLAIN).output(out);
                } else {
                    RDFWriter.source(graph).lang(lang).output(out);
                }
            }
            case Answer.Quads quads -> {
                refuseTripleTerms(quads.quads().stream().map(Quad::asTriple));
                DatasetGraph dataset = DatasetGraphFactory.create();
                dataset.prefixes().putAll(prefixes);
                quads.quads().forEach(dataset::add);
                RDFWriter.source(dataset).lang(lang).output(out);
            }
        }
    }

    /** Two formats of RDF 1.1 have no way to write the triple terms of RDF 1.2. */
    private void refuseTripleTerms(Stream<Triple> triples) {
        if ((this == RDF_XML || this == JSON_LD)
                && triples.anyMatch(triple -> triple.getObject().isTripleTerm())) {
            throw new UnwritableException(this, "There are triple terms in it.");
        }
    }

    private RowSetWriter resultWriter() {
        return RowSetWriterRegistry.getFactory(lang).create(lang);
    }
}
