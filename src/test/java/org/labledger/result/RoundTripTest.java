package org.labledger.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.atlas.json.JsonValue;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.TextDirection;
import org.apache.jena.graph.Triple;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.util.IsoMatcher;
import org.apache.jena.sys.JenaSystem;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.XSD;
import org.eclipse.rdf4j.model.BNode;
import org.eclipse.rdf4j.model.IRI;
import org.eclipse.rdf4j.model.Literal;
import org.eclipse.rdf4j.model.Model;
import org.eclipse.rdf4j.model.Value;
import org.eclipse.rdf4j.model.impl.LinkedHashModel;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.RDFParseException;
import org.eclipse.rdf4j.rio.Rio;
import org.eclipse.rdf4j.rio.helpers.BasicParserSettings;
import org.eclipse.rdf4j.rio.helpers.StatementCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.labledger.browser.NodeModule;

/**
 * What is written in a format of graphs reads back as the same graph, term by term, or is refused.
 * The readers share no code with the writers: RDF4J, jsonld.js and N3.js. Which term a format
 * cannot hold is said here beside the term, from the format's specification.
 */
class RoundTripTest {

    private static final int GRAPHS = 5000;

    /** Each format is tried with one of so many graphs, each graph in two formats or more. */
    private static final int SHARE = 3;

    private static final Set<Format> NONE = Set.of();
    private static final Set<Format> XML = EnumSet.of(Format.RDF_XML);
    private static final Set<Format> JSON_LD = EnumSet.of(Format.JSON_LD);
    private static final Set<Format> OF_RDF_11 = EnumSet.of(Format.RDF_XML, Format.JSON_LD);
    private static final Set<Format> ALL = EnumSet.copyOf(Format.ofGraphs());

    /**
     * A term.
     *
     * @param refusedBy the formats that have no way to write it
     */
    private record Term(Node node, Set<Format> refusedBy) {}

    private static final List<Term> IRIS = new ArrayList<>();
    private static final List<Term> PROPERTIES = new ArrayList<>();
    private static final List<Term> LITERALS = new ArrayList<>();

    /** Prefixes that are also schemes, keywords, or nothing for XML or JSON-LD. */
    private static final PrefixMap PREFIXES = PrefixMapFactory.create();

    static {
        JenaSystem.init();
        PREFIXES.add("doi", "https://doi.org/");
        PREFIXES.add("ex", "http://ex.test/");
        PREFIXES.add("http", "http://ex.test/x#");
        PREFIXES.add("urn", "urn:x:");
        PREFIXES.add("a", "http://ex.test/a/");
        PREFIXES.add("true", "http://ex.test/true#");
        PREFIXES.add("", "http://ex.test/d#");
        PREFIXES.add("nodelim", "http://ex.test/no");
        PREFIXES.add("xmlish", "http://ex.test/xmlish#");
        PREFIXES.add("é", "http://ex.test/é#");
        PREFIXES.add("rdf", RDF.getURI());
        PREFIXES.add("xsd", "http://www.w3.org/2001/XMLSchema#");

        iris(
                NONE,
                "doi:10.1000/182",
                "https://doi.org/10.1000/182",
                "https://doi.org///x",
                "ex:thing",
                "ex://thing",
                "a:a",
                "true:false",
                "urn:x:y",
                "urn:",
                "mailto:a@b.test",
                "tag:a@b,2024:x",
                "http://ex.test/",
                "http://ex.test/#",
                "http://ex.test/x#",
                "http://ex.test/x#1a",
                "http://ex.test/a.",
                "http://ex.test/a.b.",
                "http://ex.test/-x",
                "http://ex.test/_:b0",
                "http://ex.test/:",
                "http://ex.test/a:b",
                "http://ex.test/a/b",
                "http://ex.test/%20%C3%A9",
                "http://ex.test/é月𝒳",
                "http://ex.test/a?q=1&r='2'",
                "http://ex.test/a~!$()*+,;=",
                "http://ex.test/true",
                "http://ex.test/@type",
                "http://ex.test//double//",
                "http://ex.test/a/../b",
                "http://ex.test/./c/.",
                "HTTP://EX.test:80/",
                "http://ex.test/no1",
                "http://ex.test/xmlish#x",
                "http://ex.test/é#é",
                "file:///x",
                "data:,x");
        iris(
                ALL,
                "http://ex.test/a b",
                "http://ex.test/a\nb",
                "http://ex.test/<x>",
                "http://ex.test/\"",
                "http://ex.test/{x}",
                "http://ex.test/\\u0041",
                "http://ex.test/\u0000",
                "http://ex.test/\uD800",
                "relative",
                "../up",
                "//host/x",
                "#fragment",
                "?query",
                "@type",
                "",
                ":x",
                "1:x");
        properties(
                NONE,
                "http://ex.test/p",
                "http://ex.test/é",
                "http://ex.test/x#p-1.2",
                "http://ex.test/xmlish#xml",
                "doi:p",
                "ex:p",
                "urn:p",
                "urn:x:p",
                "http://ex.test/1p",
                "http://ex.test/p.",
                "http://ex.test/p?x=y&z",
                "https://doi.org///p",
                "http://www.w3.org/XML/1998/namespacelang",
                RDF.type.getURI(),
                RDF.first.getURI(),
                RDF.rest.getURI(),
                RDF.value.getURI(),
                RDF.getURI() + "_1");
        properties(
                XML,
                "http://ex.test/",
                "http://ex.test/1",
                "http://ex.test/p%20",
                "urn:1",
                "http://ex.test/𝒳1/",
                RDF.getURI() + "li",
                RDF.getURI() + "Description",
                RDF.getURI() + "about",
                "http://www.w3.org/2000/xmlns/x");
        properties(ALL, "p", "http://ex.test/p p", "http://ex.test/\r");
        for (String text :
                List.of(
                        "",
                        " ",
                        " \t padded \n",
                        "\r",
                        "\r\n\n",
                        "'''\"\"\"",
                        "\\",
                        "\\n",
                        "a\\",
                        "\"",
                        "<b>&amp;]]></script><!--",
                        "@type",
                        "_:b0",
                        "doi:10.1000/182",
                        "\u007F\u0085\u2028\u2029\u00A0\uFEFF",
                        "é月𝒳👩‍👩‍👧",
                        "\u202Eevil\u202C")) {
            literal(NONE, text, XSD.xstring.getURI());
            literal(NONE, text, "http://ex.test/datatype");
            LITERALS.add(new Term(NodeFactory.createLiteralLang(text, "zh-Hant"), NONE));
        }
        for (String text : List.of("\u0000", "\u0001x", "\u001B[31m", "\uFFFE", "\uFFFF")) {
            literal(XML, text, XSD.xstring.getURI());
        }
        for (String text : List.of("\uD800", "\uDC00\uD800", "x\uDBFFy")) {
            literal(ALL, text, XSD.xstring.getURI());
        }
        for (String lexical :
                List.of(
                        "1",
                        "01",
                        "+1",
                        "-0",
                        " 1 ",
                        "1.",
                        ".5",
                        "1.0",
                        "1e0",
                        "1E400",
                        "NaN",
                        "true",
                        "TRUE",
                        "abc",
                        "",
                        "2024-02-30",
                        "2024")) {
            for (Resource type :
                    List.of(XSD.integer, XSD.decimal, XSD.xdouble, XSD.xboolean, XSD.date)) {
                literal(NONE, lexical, type.getURI());
            }
        }
        for (String json : List.of("{\"a\" : 1.0}", "{a:1}", "", "null", "[", "\"\\ud800\"")) {
            literal(NONE, json, RDF.getURI() + "JSON");
        }
        for (String markup :
                List.of("<b>x</b>", "<b>x</i>", "x & y", "<b a='1'  b=\"2\"/>", "</rdf:RDF>")) {
            literal(NONE, markup, RDF.getURI() + "XMLLiteral");
            literal(NONE, markup, RDF.getURI() + "HTML");
        }
        literal(NONE, "x", "doi:datatype");
        literal(ALL, "x", "datatype");
        literal(ALL, "x", "http://ex.test/d t");
        LITERALS.add(new Term(NodeFactory.createLiteralLang("x", "en"), NONE));
        LITERALS.add(new Term(NodeFactory.createLiteralLang("x", "EN-us"), NONE));
        LITERALS.add(new Term(NodeFactory.createLiteralLang("x", "x-tagthatistoolong"), JSON_LD));
        LITERALS.add(new Term(NodeFactory.createLiteralLang("x", "1a"), ALL));
        LITERALS.add(new Term(NodeFactory.createLiteralLang("x", "en-"), ALL));
        for (TextDirection direction : TextDirection.values()) {
            LITERALS.add(
                    new Term(NodeFactory.createLiteralDirLang("abc", "ar", direction), OF_RDF_11));
        }
    }

    private static void iris(Set<Format> refusedBy, String... iris) {
        for (String iri : iris) {
            IRIS.add(new Term(NodeFactory.createURI(iri), refusedBy));
        }
    }

    private static void properties(Set<Format> refusedBy, String... iris) {
        for (String iri : iris) {
            PROPERTIES.add(new Term(NodeFactory.createURI(iri), refusedBy));
        }
    }

    private static void literal(Set<Format> refusedBy, String lexical, String datatype) {
        LITERALS.add(new Term(literal(lexical, datatype), refusedBy));
    }

    /**
     * A graph, or a dataset.
     *
     * @param refusedBy the formats that cannot hold all of its terms
     */
    private record Case(List<Quad> quads, Set<Format> refusedBy) {

        static Case of(int seed) {
            Random random = new Random(seed);
            Set<Format> refusedBy = EnumSet.noneOf(Format.class);
            Set<Quad> quads = new LinkedHashSet<>();
            List<Node> blanks =
                    List.of(NodeFactory.createBlankNode(), NodeFactory.createBlankNode("x y"));
            int size = 1 + random.nextInt(5);
            Term subject = resource(random, blanks);
            for (int i = 0; i < size; i++) {
                if (random.nextInt(3) == 0) {
                    subject = resource(random, blanks);
                }
                Term graph =
                        seed % 4 == 0 && random.nextBoolean()
                                ? resource(random, blanks)
                                : new Term(Quad.defaultGraphIRI, NONE);
                Term property = any(PROPERTIES, random);
                Term object = object(random, blanks);
                for (Term term : List.of(graph, subject, property, object)) {
                    refusedBy.addAll(term.refusedBy);
                }
                quads.add(Quad.create(graph.node, subject.node, property.node, object.node));
            }
            return new Case(List.copyOf(quads), refusedBy);
        }

        private static Term object(Random random, List<Node> blanks) {
            int kind = random.nextInt(20);
            if (kind > 0) {
                return kind < 8 ? resource(random, blanks) : any(LITERALS, random);
            }
            Term subject = resource(random, blanks);
            Term property = any(PROPERTIES, random);
            Term object = object(random, blanks);
            Set<Format> refusedBy = EnumSet.copyOf(OF_RDF_11);
            for (Term term : List.of(subject, property, object)) {
                refusedBy.addAll(term.refusedBy);
            }
            return new Term(
                    NodeFactory.createTripleTerm(subject.node, property.node, object.node),
                    refusedBy);
        }

        private static Term resource(Random random, List<Node> blanks) {
            return random.nextInt(5) == 0
                    ? new Term(blanks.get(random.nextInt(2)), NONE)
                    : any(IRIS, random);
        }

        /** Most are harmless, or hardly a graph would be written. */
        private static Term any(List<Term> terms, Random random) {
            Term term = terms.get(random.nextInt(terms.size()));
            while (!term.refusedBy.isEmpty() && random.nextInt(8) > 0) {
                term = terms.get(random.nextInt(terms.size()));
            }
            return term;
        }

        /**
         * Whether a reader is known to be wrong. RDF4J 5.2.1: takes only white space in RDF/XML for
         * nothing, and in TriG prefixed names by UTF-16 units, dot segments as if relative.
         * jsonld.js 9.0.0: brings doubles into canonical form, also those that are texts. N3.js
         * 2.13: takes no long subtag.
         */
        boolean isMisread(Format format, boolean byRdf4j) {
            return quads.stream()
                    .flatMap(q -> Stream.of(q.getGraph(), q.getSubject(), q.getObject()))
                    .anyMatch(node -> {
                        boolean isLiteral = node.isLiteral();
                        if (byRdf4j) {
                            return format == Format.RDF_XML
                                            && isLiteral
                                            && node.getLiteralLexicalForm().isBlank()
                                    || format == Format.TRIG
                                            && node.toString().matches(".*(𝒳|/[.]).*");
                        }
                        return format == Format.JSON_LD
                                ? isLiteral
                                        && XSD.xdouble.getURI().equals(node.getLiteralDatatypeURI())
                                : node.toString().contains("x-tagthatistoolong");
                    });
        }

        boolean hasNamedGraphs() {
            return !quads.stream().allMatch(Quad::isDefaultGraph);
        }

        /** Whether RDF 1.1 has no such terms. */
        boolean isOfRdf12() {
            return refusedBy.containsAll(OF_RDF_11);
        }

        DatasetGraph dataset() {
            DatasetGraph dataset = DatasetGraphFactory.create();
            quads.forEach(dataset::add);
            return dataset;
        }

        String write(Format format) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            format.write(
                    hasNamedGraphs()
                            ? new Answer.Quads(quads)
                            : new Answer.Triples(quads.stream().map(Quad::asTriple).toList()),
                    PREFIXES,
                    out);
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TURTLE", "JSON_LD", "N_TRIPLES", "RDF_XML", "TRIG", "N_QUADS"})
    void isTheSameGraphToRdf4jOrIsRefused(Format format) throws IOException {
        int written = 0;
        int refused = 0;
        for (int seed = format.ordinal() % SHARE; seed < GRAPHS; seed += SHARE) {
            Case graph = Case.of(seed);
            if (graph.hasNamedGraphs() && format.holds() != Format.Holds.DATASET) {
                continue;
            }
            String at = format + " " + seed + " ";
            Supplier<String> about = () -> at + graph.quads;
            if (graph.refusedBy.contains(format)) {
                UnwritableException problem =
                        assertThrows(
                                UnwritableException.class, () -> graph.write(format), about::get);
                assertEquals(406, problem.problem().status());
                assertTrue(problem.getMessage().matches(".*: [<\"].*[.] Choose .*"), about::get);
                refused++;
                continue;
            }
            String text = graph.write(format);
            if (!graph.isOfRdf12() && !(format == Format.TRIG && graph.isMisread(format, true))) {
                DatasetGraph read =
                        graph.isMisread(format, true)
                                ? RDFParser.fromString(text, Lang.RDFXML).toDatasetGraph()
                                : rdf4j(text, format, about);
                assertSame(graph, read, () -> about.get() + "\n" + text);
                written++;
            }
        }
        assertTrue(written > GRAPHS / SHARE / 4, "" + written);
        assertTrue(refused > GRAPHS / SHARE / 20, "" + refused);
    }

    @Test
    void isTheSameGraphToReadersInJavaScript() throws IOException {
        NodeModule.file("jsonld/package.json");
        NodeModule.file("n3/package.json");
        List<Case> graphs = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (int seed = 0; seed < GRAPHS; seed += SHARE) {
            Case graph = Case.of(seed);
            for (Format format : Format.ofGraphs()) {
                boolean isRead =
                        format == Format.JSON_LD
                                || format != Format.RDF_XML
                                        && (graph.isOfRdf12()
                                                || graph.isMisread(format, true)
                                                || seed % 10 == 0);
                if (isRead
                        && !graph.isMisread(format, false)
                        && !graph.refusedBy.contains(format)
                        && (!graph.hasNamedGraphs() || format.holds() == Format.Holds.DATASET)) {
                    JsonObject line = new JsonObject();
                    line.put("mediaType", format.mediaType());
                    line.put("text", graph.write(format));
                    lines.add(JSON.toStringFlat(line));
                    graphs.add(graph);
                }
            }
        }
        Process node =
                new ProcessBuilder("node", "src/test/js/read.js")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Thread writing =
                Thread.ofVirtual()
                        .start(() -> {
                            try (Writer to =
                                    new OutputStreamWriter(
                                            node.getOutputStream(), StandardCharsets.UTF_8)) {
                                for (String line : lines) {
                                    to.write(line + "\n");
                                }
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        try (BufferedReader from = node.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < lines.size(); i++) {
                String answer = from.readLine();
                Case graph = graphs.get(i);
                String line = lines.get(i);
                Supplier<String> about = () -> graph.quads + "\n" + line + "\n" + answer;
                assertTrue(answer != null && answer.startsWith("{\"quads\""), about::get);
                DatasetGraph read = DatasetGraphFactory.create();
                for (JsonValue quad : JSON.parse(answer).get("quads").getAsArray()) {
                    JsonArray terms = quad.getAsArray();
                    read.add(Quad.create(node(terms.get(3).getAsObject()), triple(terms)));
                }
                assertSame(graph, read, about);
            }
            writing.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            node.destroy();
        }
        assertTrue(lines.size() > GRAPHS / SHARE / 2, "" + lines.size());
    }

    private static void assertSame(Case expected, DatasetGraph actual, Supplier<String> about) {
        Set<Quad> read = new LinkedHashSet<>(actual.stream().toList());
        assertTrue(
                read.equals(Set.copyOf(expected.quads))
                        || IsoMatcher.isomorphic(expected.dataset(), actual),
                () -> about.get() + "\nread as " + read);
    }

    private static DatasetGraph rdf4j(String text, Format format, Supplier<String> about)
            throws IOException {
        RDFFormat wanted = Rio.getParserFormatForMIMEType(format.mediaType()).orElseThrow();
        var parser = Rio.createParser(wanted);
        parser.getParserConfig().set(BasicParserSettings.VERIFY_URI_SYNTAX, false);
        parser.getParserConfig().set(BasicParserSettings.VERIFY_LANGUAGE_TAGS, false);
        parser.getParserConfig().set(BasicParserSettings.VERIFY_DATATYPE_VALUES, false);
        parser.getParserConfig().set(BasicParserSettings.NORMALIZE_LANGUAGE_TAGS, false);
        Model model = new LinkedHashModel();
        parser.setRDFHandler(new StatementCollector(model));
        try {
            parser.parse(new StringReader(text), "http://base.test/dir/file");
        } catch (RDFParseException e) {
            throw new AssertionError(about.get() + "\n" + text, e);
        }
        DatasetGraph dataset = DatasetGraphFactory.create();
        Map<Value, Node> blanks = new HashMap<>();
        model.forEach(statement ->
                dataset.add(
                        Quad.create(
                                statement.getContext() == null
                                        ? Quad.defaultGraphIRI
                                        : node(statement.getContext(), blanks),
                                Triple.create(
                                        node(statement.getSubject(), blanks),
                                        node(statement.getPredicate(), blanks),
                                        node(statement.getObject(), blanks)))));
        return dataset;
    }

    private static Triple triple(JsonArray terms) {
        return Triple.create(
                node(terms.get(0).getAsObject()),
                node(terms.get(1).getAsObject()),
                node(terms.get(2).getAsObject()));
    }

    private static Node node(JsonObject term) {
        String type = term.getString("termType");
        if (type.equals("Quad")) {
            return NodeFactory.createTripleTerm(triple(term.get("terms").getAsArray()));
        }
        String value = term.getString("value");
        return switch (type) {
            case "DefaultGraph" -> Quad.defaultGraphIRI;
            case "NamedNode" -> NodeFactory.createURI(value);
            case "BlankNode" -> NodeFactory.createBlankNode(value.replaceFirst("^_:", ""));
            default ->
                    term.getString("language").isEmpty()
                            ? literal(value, term.getString("datatype"))
                            : NodeFactory.createLiteral(
                                    value,
                                    term.getString("language"),
                                    term.getString("direction"),
                                    null);
        };
    }

    private static Node literal(String lexical, String datatype) {
        return NodeFactory.createLiteralDT(
                lexical, TypeMapper.getInstance().getSafeTypeByName(datatype));
    }

    private static Node node(Value value, Map<Value, Node> blanks) {
        return switch (value) {
            case IRI iri -> NodeFactory.createURI(iri.stringValue());
            case BNode blank -> blanks.computeIfAbsent(blank, b -> NodeFactory.createBlankNode());
            case Literal literal when literal.getLanguage().isPresent() ->
                    NodeFactory.createLiteralLang(literal.getLabel(), literal.getLanguage().get());
            case Literal literal ->
                    literal(literal.getLabel(), literal.getDatatype().stringValue());
            default -> throw new AssertionError(value);
        };
    }
}
