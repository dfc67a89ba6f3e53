package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.eclipse.rdf4j.model.Model;
import org.eclipse.rdf4j.model.impl.LinkedHashModel;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.Rio;
import org.eclipse.rdf4j.rio.helpers.BasicParserSettings;
import org.eclipse.rdf4j.rio.helpers.StatementCollector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.federation.StandInEndpoint;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.vocabulary.Evidence;

/**
 * One awkward literal takes nothing away from a thing: neither its page, nor a document in a format
 * that has a way to write it; and no term ends the line that it stands in.
 */
@Timeout(60)
class AwkwardTermsTest {

    private static final String DATA =
            """
            VERSION "1.2"
            @prefix t: <https://home.test/id/> .
            @prefix x: <http://elsewhere.example/> .
            @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
            t:json x:p "{a:1}"^^rdf:JSON , "{\\"a\\" : 1.0}"^^rdf:JSON , <doi:10.1000/182> .
            t:xml x:p "<b>x</i>"^^rdf:XMLLiteral , "<b a='1'>x</b>"^^rdf:XMLLiteral .
            t:html x:p "<b>x</i>"^^rdf:HTML .
            t:direction x:p "abc"@ar--rtl , "plain" .
            t:bell x:p "bell \\u0007" , "plain" .
            t:triple x:p <<( x:s x:r x:o )>> , "plain" .
            """;

    private static final String REMOTE = "{ SERVICE <REMOTE> { ?s ?p ?x } }";

    @TempDir static Path folder;

    private static ServedHome home;
    private static StandInEndpoint remote;

    @BeforeAll
    static void start() {
        DatasetGraph forger = DatasetGraphFactory.create();
        forger.add(
                Quad.create(
                        Quad.defaultGraphIRI,
                        NodeFactory.createURI("http://a.example/s"),
                        NodeFactory.createURI("http://a.example/p"),
                        NodeFactory.createURI("http://a.example/x\nforged")));
        remote = new StandInEndpoint(forger);
        home =
                ServedHome.start(
                        HomeFolder.in(folder)
                                .with(
                                        "ontology/dataset.ttl",
                                        HomeFolder.DESCRIPTION
                                                + "<https://home.test/> <"
                                                + Evidence.SERVICE_ENDPOINT.getURI()
                                                + "> <"
                                                + remote.iri()
                                                + "> .")
                                .with(
                                        "ontology/prefixes.ttl",
                                        """
                                        @prefix sh: <http://www.w3.org/ns/shacl#> .
                                        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
                                        <https://home.test/prefixes> sh:declare
                                            [ sh:prefix "doi" ; sh:namespace "https://doi.org/"^^xsd:anyURI ] .
                                        """)
                                .with("data/odd.ttl", DATA));
    }

    @AfterAll
    static void stop() {
        home.close();
        remote.close();
    }

    /** The right hand names what the page shows, and what is left of it in the JSON-LD inside. */
    @ParameterizedTest
    @CsvSource({
        "json, '{a:1}', '{a:1}'",
        "xml, '&lt;b&gt;x&lt;/i&gt;', 'u003cb>x'",
        "html, '&lt;b&gt;x&lt;/i&gt;', 'u003cb>x'",
        "direction, '<span lang=\"ar\" dir=\"rtl\">abc</span>', plain",
        "bell, 'bell ', 'bell \\u0007'",
        "triple, elsewhere.example/s, plain"
    })
    void thePageShowsIt(String name, String shown, String embedded) {
        HttpResponse<String> page = home.get("doc/id/" + name + ".html");

        assertEquals(200, page.statusCode(), page::body);
        assertTrue(page.body().contains(shown), page::body);
        Matcher script =
                Pattern.compile("(?s)<script type=\"application/ld\\+json\">(.*?)</script>")
                        .matcher(page.body());
        assertTrue(script.find(), page::body);
        assertTrue(JSON.parse(script.group(1)).hasKey("@graph"), script::group);
        assertTrue(script.group(1).contains(embedded), script::group);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "xml", "html"})
    void everyDocumentReadsBackTheSame(String name) throws IOException {
        Model expected = read(RDFFormat.NTRIPLES, name, "nt");

        assertFalse(expected.isEmpty());
        for (String suffix : List.of("ttl", "trig", "rdf", "jsonld")) {
            RDFFormat format = Rio.getParserFormatForFileName("x." + suffix).orElseThrow();
            Model actual = read(format, name, suffix);
            assertEquals(triples(expected), triples(actual), suffix);
        }
    }

    private static Set<String> triples(Model model) {
        return model.stream()
                .map(s -> s.getSubject() + " " + s.getPredicate() + " " + s.getObject())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({
        "direction, rdf, 406", "direction, jsonld, 406", "direction, ttl, 200",
                "direction, nt, 200",
        "bell, rdf, 406", "bell, jsonld, 200", "bell, ttl, 200", "bell, trig, 200",
        "triple, rdf, 406", "triple, jsonld, 406", "triple, ttl, 200", "triple, nq, 200"
    })
    void aDocumentHasAllOfItOrIsRefused(String name, String suffix, int status) {
        HttpResponse<String> document = home.get("doc/id/" + name + "." + suffix);

        assertEquals(status, document.statusCode(), document::body);
        if (status == 406) {
            assertTrue(
                    document.body()
                            .matches("(?s).*cannot be written as .*: .*(abc|bell|<<\\(|s @).*"),
                    document::body);
        } else {
            assertEquals(
                    name.equals("direction"), document.body().contains("@ar--rtl"), document::body);
        }
    }

    /** An IRI that a prefix could be taken for. */
    @Test
    void anIriKeepsItsScheme() {
        String jsonLd = home.get("doc/id/json.jsonld").body();

        assertTrue(jsonLd.contains("\"doi:10.1000/182\""), jsonLd);
        assertFalse(jsonLd.contains("https://doi.org/"), jsonLd);
    }

    /** What a remote endpoint or a function makes cannot add rows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example/\nforged",
                "http://a.example/\tforged",
                "http://a.example/\r\u0085\u2028forged",
                "http://a.example/> <b",
                "http://a.example/\u0000\"\\"
            })
    void anIriStaysInItsCellOfTsv(String iri) {
        String tsv = row(Format.TSV, NodeFactory.createURI(iri));

        assertEquals(List.of("?x", tsv.split("\n", -1)[1]), tsv.lines().toList());
        String cell = tsv.split("\n", -1)[1];
        assertTrue(cell.matches("<[^<>\"{}|^`\\s\\p{Cc}]*>"), cell);
        assertEquals(
                iri,
                Pattern.compile("\\\\u(....)")
                        .matcher(cell.substring(1, cell.length() - 1))
                        .replaceAll(found ->
                                Matcher.quoteReplacement(
                                        Character.toString(Integer.parseInt(found.group(1), 16)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u001B[31mb", "a\u2028b", "a\u0085b", "a\rb"})
    void aTermStaysInItsLine(String text) {
        for (Node node :
                List.of(
                        NodeFactory.createLiteralString(text),
                        NodeFactory.createURI("http://a.example/" + text))) {
            for (Format format : List.of(Format.TSV, Format.TABLE)) {
                String written = row(format, node);
                assertEquals(format == Format.TSV ? 2 : 4, written.split("\\R", 0).length, written);
                assertFalse(written.contains("\u001B"), written);
            }
        }
    }

    @Test
    void aRemoteEndpointCannotForgeRows() {
        assertEquals(2, ask("tsv", "SELECT ?x " + REMOTE).body().lines().count());
        assertEquals(
                1,
                ServedHome.json(ask("json", "SELECT ?x " + REMOTE))
                        .getObj("results")
                        .get("bindings")
                        .getAsArray()
                        .size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ttl", "nt", "rdf", "jsonld", "trig", "nq"})
    void aGraphIsRefusedWithTheTermThatNoFormatHas(String format) {
        HttpResponse<String> ofIri = ask(format, "CONSTRUCT { <a:s> <a:p> ?x } " + REMOTE);

        assertEquals(406, ofIri.statusCode(), ofIri::body);
        assertTrue(
                ofIri.body().contains("u000Aforged> has a character that no IRI can have."),
                ofIri::body);
    }

    private static HttpResponse<String> ask(String format, String query) {
        return home.get(
                "sparql?format="
                        + format
                        + "&query="
                        + encode(query.replace("REMOTE", remote.iri())));
    }

    private static String row(Format format, Node node) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Var x = Var.alloc("x");
        format.write(
                new Answer.Solutions(List.of(x), List.of(BindingFactory.binding(x, node))),
                home.snapshot().prefixes(),
                out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Model read(RDFFormat format, String name, String suffix) throws IOException {
        HttpResponse<String> document = home.get("doc/id/" + name + "." + suffix);
        assertEquals(200, document.statusCode(), document::body);
        assertTrue(
                header(document, "Content-Type").startsWith(format.getDefaultMIMEType()), suffix);
        var parser = Rio.createParser(format);
        parser.getParserConfig().set(BasicParserSettings.VERIFY_DATATYPE_VALUES, false);
        Model model = new LinkedHashModel();
        parser.setRDFHandler(new StatementCollector(model));
        parser.parse(new StringReader(document.body()), "http://base.test/");
        return model;
    }
}
