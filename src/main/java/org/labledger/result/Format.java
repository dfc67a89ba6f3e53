package org.labledger.result;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.jena.atlas.lib.CharSpace;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryException;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFFormat;
import org.apache.jena.riot.RDFWriter;
import org.apache.jena.riot.RDFWriterBuilder;
import org.apache.jena.riot.RIOT;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetWriterRegistry;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFWriter;
import org.apache.jena.riot.writer.WriterStreamRDFPlain;
import org.apache.jena.shared.JenaException;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.util.Context;

/**
 * The formats in which an answer can be written: the one table of them. Negotiation, suffixes,
 * {@code format=}, the service description, OpenAPI, download links, the editor and the command
 * line read it; a new format is a new row. Of the formats that suit an answer the first is the
 * default.
 */
public enum Format {
    /** SPARQL 1.1 Query Results JSON Format. */
    JSON(
            new Names("JSON", "json", "SPARQL_Results_JSON"),
            List.of("application/sparql-results+json", "application/json"),
            Holds.ROWS,
            true,
            ResultSetLang.RS_JSON),
    /** SPARQL Query Results XML Format. */
    XML(
            new Names("XML", "xml", "SPARQL_Results_XML"),
            List.of("application/sparql-results+xml", "application/xml", "text/xml"),
            Holds.ROWS,
            true,
            ResultSetLang.RS_XML),
    /** SPARQL 1.1 Query Results CSV. */
    CSV(
            new Names("CSV", "csv", "SPARQL_Results_CSV"),
            List.of("text/csv"),
            Holds.ROWS,
            true,
            ResultSetLang.RS_CSV),
    /** SPARQL 1.1 Query Results TSV. */
    TSV(
            new Names("TSV", "tsv", "SPARQL_Results_TSV"),
            List.of("text/tab-separated-values"),
            Holds.ROWS,
            true,
            ResultSetLang.RS_TSV),
    /**
     * CSV to open in a spreadsheet, which would run a cell that begins like a formula: such cells
     * are guarded, and a byte order mark says that the text is UTF-8. {@link #CSV} has every value
     * as it is.
     */
    SPREADSHEET(
            new Names("Spreadsheet", "spreadsheet", "", "excel"),
            List.of("text/csv"),
            Holds.ROWS,
            true,
            ResultSetLang.RS_CSV),
    /** An Excel workbook (ECMA-376), in which numbers and days are numbers and days. */
    XLSX(
            new Names("XLSX", "xlsx", ""),
            List.of("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Holds.ROWS,
            false,
            ResultSetLang.RS_None),
    /** A table to read on a terminal; no standard format. */
    TABLE(
            new Names("Table", "txt", ""),
            List.of("text/plain"),
            Holds.ROWS,
            false,
            ResultSetLang.RS_Text),
    /** RDF 1.2 Turtle. */
    TURTLE(
            new Names("Turtle", "ttl", "Turtle", "n3"),
            // Turtle is N3 as well; the others were in use before text/turtle was registered.
            List.of(
                    "text/turtle",
                    "application/turtle",
                    "application/x-turtle",
                    "text/n3",
                    "text/rdf+n3"),
            Holds.GRAPH,
            false,
            Lang.TURTLE),
    /** JSON-LD 1.1. */
    JSON_LD(
            new Names("JSON-LD", "jsonld", "JSON-LD", "json"),
            List.of("application/ld+json", "application/json"),
            Holds.DATASET,
            false,
            Lang.JSONLD11),
    /** RDF 1.2 N-Triples. */
    N_TRIPLES(
            new Names("N-Triples", "nt", "N-Triples"),
            // The media type of N-Triples in 2004.
            List.of("application/n-triples", "text/plain"),
            Holds.GRAPH,
            true,
            Lang.NTRIPLES),
    /** RDF/XML. */
    RDF_XML(
            new Names("RDF/XML", "rdf", "RDF_XML", "xml", "rdf+xml"),
            List.of("application/rdf+xml", "application/xml", "text/xml"),
            Holds.GRAPH,
            false,
            Lang.RDFXML),
    /** RDF 1.2 TriG. */
    TRIG(
            new Names("TriG", "trig", "TriG"),
            List.of("application/trig"),
            Holds.DATASET,
            false,
            Lang.TRIG),
    /** RDF 1.2 N-Quads. */
    N_QUADS(
            new Names("N-Quads", "nq", "N-Quads"),
            List.of("application/n-quads"),
            Holds.DATASET,
            true,
            Lang.NQUADS);

    /** What a format can hold. */
    public enum Holds {
        /** A result set, or the truth of an ASK query. */
        ROWS,
        /** One graph. */
        GRAPH,
        /** A dataset, and so a graph as well. */
        DATASET
    }

    /**
     * What a format is called.
     *
     * @param label by people
     * @param suffix at the end of a path or file name, without the dot
     * @param w3c in the namespace {@code http://www.w3.org/ns/formats/}, or empty
     * @param others by which clients ask for it, such as {@code xml} for a graph
     */
    private record Names(String label, String suffix, String w3c, String... others) {}

    private static final List<Format> OF_ROWS = where(holds -> holds == Holds.ROWS);
    private static final List<Format> OF_GRAPHS = where(holds -> holds != Holds.ROWS);
    private static final List<Format> OF_DATASETS = where(holds -> holds == Holds.DATASET);
    private static final List<Format> OF_DOCUMENTS =
            Stream.concat(OF_GRAPHS.stream(), Stream.of(CSV, SPREADSHEET, XLSX)).toList();

    private final Names names;
    private final List<String> allNames;
    private final List<String> mediaTypes;
    private final Holds holds;
    private final boolean streams;
    private final Lang lang;

    /** The two answers to an ASK query, each once it was asked for. */
    private final Map<Boolean, byte[]> truths = new ConcurrentHashMap<>();

    Format(Names names, List<String> mediaTypes, Holds holds, boolean streams, Lang lang) {
        this.names = names;
        this.mediaTypes = mediaTypes;
        this.holds = holds;
        this.streams = streams;
        this.lang = lang;
        this.allNames = allNames(names, mediaTypes);
    }

    private static List<String> allNames(Names names, List<String> mediaTypes) {
        String label = names.label().toLowerCase(Locale.ROOT);
        return Stream.of(
                        Stream.of(names.suffix(), label, label.replaceAll("[^a-z]", "")),
                        Arrays.stream(names.others()),
                        mediaTypes.stream())
                .flatMap(part -> part)
                .distinct()
                .toList();
    }

    /** Returns what people call it, such as {@code N-Triples}. */
    public String label() {
        return names.label();
    }

    /** Returns the ending of a path or file, without the dot. */
    public String suffix() {
        return names.suffix();
    }

    /**
     * Returns its name among the <a href="https://www.w3.org/ns/formats/">file formats of the
     * W3C</a>, or empty if it has none there.
     */
    public Optional<String> w3cName() {
        return Optional.of(names.w3c()).filter(name -> !name.isEmpty());
    }

    /** Returns the registered media type, without parameters. */
    public String mediaType() {
        return mediaTypes.getFirst();
    }

    /** Returns the registered media type, then more general ones by which clients ask for it. */
    public List<String> mediaTypes() {
        return mediaTypes;
    }

    /** Returns the media type as it stands in {@code Content-Type}. */
    public String contentType() {
        return mediaType().startsWith("text/") ? mediaType() + "; charset=utf-8" : mediaType();
    }

    /** Returns what it can hold. */
    public Holds holds() {
        return holds;
    }

    /**
     * Returns the names by which it can be asked for, in lower case: the suffix first, then what
     * people and clients call it, with and without punctuation, and its media types. Two formats
     * may have a name in common, such as {@code xml}, if no answer has both.
     */
    public List<String> names() {
        return allNames;
    }

    /** Returns the first of some formats that has a name, in any case. */
    public static Optional<Format> named(String name, List<Format> among) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return among.stream().filter(format -> format.names().contains(wanted)).findFirst();
    }

    /** Returns the formats of a graph. */
    public static List<Format> ofGraphs() {
        return OF_GRAPHS;
    }

    /** Returns the formats that can hold a dataset: graphs with names. */
    public static List<Format> ofDatasets() {
        return OF_DATASETS;
    }

    /** Returns the formats of a result set, or of the truth of an ASK query. */
    public static List<Format> ofRows() {
        return OF_ROWS;
    }

    /**
     * Returns the formats of a document about a thing: those of graphs, and tables to take away
     * with what its page shows.
     */
    public static List<Format> ofDocuments() {
        return OF_DOCUMENTS;
    }

    /** Returns the formats of the answers to a query, which depend on its form. */
    public static List<Format> of(Query query) {
        if (query.isConstructQuad()) {
            return OF_DATASETS;
        }
        return query.isConstructType() || query.isDescribeType() ? ofGraphs() : ofRows();
    }

    private static List<Format> where(Predicate<Holds> isWanted) {
        return Arrays.stream(values()).filter(format -> isWanted.test(format.holds)).toList();
    }

    /** Returns whether it is text; the others are for files, not for terminals. */
    public boolean isText() {
        return this != XLSX;
    }

    /** Returns whether an answer can be written in this format before the whole of it is known. */
    public boolean streams() {
        return streams;
    }

    /**
     * Writes triples or quads one by one, as N-Triples or N-Quads.
     *
     * @throws UnwritableException if there is no way to write one of them
     */
    public void writeStatements(Iterator<?> statements, OutputStream out) {
        StreamRDF writer =
                new WriterStreamRDFPlain(new JenaOutput(new TextOutput(out)), CharSpace.UTF8);
        writer.start();
        while (statements.hasNext()) {
            switch (statements.next()) {
                case Triple triple -> {
                    refuse(Quad.create(Quad.defaultGraphIRI, triple));
                    writer.triple(triple);
                }
                case Quad quad -> writer.quad(refuse(quad));
                default -> throw new IllegalArgumentException("neither a triple nor a quad");
            }
        }
        writer.finish();
    }

    /** Returns whether an answer can be written in this format. */
    public boolean fits(Answer answer) {
        return switch (answer) {
            case Answer.Solutions s -> holds == Holds.ROWS;
            case Answer.Truth t -> holds == Holds.ROWS;
            case Answer.Triples t -> holds != Holds.ROWS;
            case Answer.Quads q -> holds == Holds.DATASET;
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
        write(answer, Supplement.NONE, prefixes, out);
    }

    /**
     * Writes an answer with what comes beside it; see {@link Supplement} for the formats that have
     * a place for it.
     *
     * @param answer an answer that {@link #fits}
     * @param prefixes the prefixes for formats that shorten IRIs
     * @param out where to; it stays open
     * @throws UnwritableException if this format has no way to write the answer
     */
    public void write(Answer answer, Supplement supplement, PrefixMap prefixes, OutputStream out) {
        try {
            writeUnchecked(answer, supplement, prefixes, out);
        } catch (QueryException e) {
            // Not about writing: an answer that is found while it is written may reach a limit.
            throw e;
        } catch (JenaException e) {
            throw new UnwritableException(this, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeUnchecked(
            Answer answer, Supplement supplement, PrefixMap prefixes, OutputStream out)
            throws IOException {
        switch (answer) {
            case Answer.Solutions solutions -> {
                switch (this) {
                    case TABLE -> new TextTable(solutions, prefixes).write(out);
                    case XLSX ->
                            WorkbookWriter.write(SolutionSheets.of(solutions, supplement), out);
                    default -> SolutionsWriter.write(this, solutions, supplement, out);
                }
            }
            case Answer.Truth truth -> {
                if (supplement.equals(Supplement.NONE) || this != JSON && this != XML) {
                    out.write(truths.computeIfAbsent(truth.value(), this::truth));
                } else if (this == JSON) {
                    JsonSolutions.write(truth.value(), supplement, new TextOutput(out));
                } else {
                    XmlSolutions.write(truth.value(), supplement, new TextOutput(out));
                }
            }
            case Answer.Triples triples ->
                    write(
                            triples.triples().stream()
                                    .map(triple -> Quad.create(Quad.defaultGraphIRI, triple))
                                    .toList(),
                            inOrder(prefixes),
                            out);
            case Answer.Quads quads -> write(quads.quads(), inOrder(prefixes), out);
        }
    }

    private void write(List<Quad> quads, SortedMap<String, String> prefixes, OutputStream out)
            throws IOException {
        quads.forEach(this::refuse);
        switch (this) {
            case JSON_LD -> JsonLdWriter.write(quads, prefixes, out);
            case RDF_XML -> RdfXmlWriter.write(quads, prefixes, new TextOutput(out));
            case N_TRIPLES, N_QUADS -> writeStatements(quads.iterator(), out);
            default -> writeTurtle(quads, prefixes, out);
        }
    }

    private void writeTurtle(
            List<Quad> quads, SortedMap<String, String> prefixes, OutputStream out) {
        // Readers of N3 and of older Turtle know "@prefix" only.
        Context context = ARQ.getContext().copy().set(RIOT.symTurtleDirectiveStyle, "at");
        boolean hasBlanks =
                quads.stream()
                        .flatMap(q -> Stream.of(q.getGraph(), q.getSubject(), q.getObject()))
                        .anyMatch(Node::isBlank);
        if (hasBlanks) {
            // Jena 6.0.0 loses statements where it nests blank nodes that form a circle.
            StreamRDF writer =
                    StreamRDFWriter.getWriterStream(
                            out,
                            this == TRIG ? RDFFormat.TRIG_BLOCKS : RDFFormat.TURTLE_BLOCKS,
                            context);
            writer.start();
            prefixes.forEach(writer::prefix);
            quads.forEach(writer::quad);
            writer.finish();
            return;
        }
        DatasetGraph dataset = DatasetGraphFactory.create();
        prefixes.forEach(dataset.prefixes()::add);
        quads.forEach(dataset::add);
        RDFWriterBuilder writer = RDFWriter.create().lang(lang).context(context);
        (this == TRIG ? writer.source(dataset) : writer.source(dataset.getDefaultGraph()))
                .output(out);
    }

    /**
     * Jena's own maps of prefixes are in an order that differs from one JVM to the next, and
     * JSON-LD and RDF/XML write them as they come.
     */
    private static SortedMap<String, String> inOrder(PrefixMap prefixes) {
        return new TreeMap<>(prefixes.getMapping());
    }

    /** Returns whether this format can hold a statement so that it reads back as it was. */
    public boolean canHold(Triple triple) {
        return Writability.objection(this, Quad.create(Quad.defaultGraphIRI, triple)).isEmpty();
    }

    private Quad refuse(Quad quad) {
        Optional<String> objection = Writability.objection(this, quad);
        if (objection.isPresent()) {
            throw new UnwritableException(this, objection.get());
        }
        return quad;
    }

    /** Returns the answer to an ASK query, as Jena writes it where it does. */
    private byte[] truth(boolean value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (this == XLSX) {
            WorkbookWriter.write(SolutionSheets.of(value), out);
            return out.toByteArray();
        }
        RowSetWriterRegistry.getFactory(lang).create(lang).write(out, value, ARQ.getContext());
        return out.toByteArray();
    }
}
