package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

/** An endpoint that SERVICE cannot ask is found before anybody asks it. */
class ServiceEndpointsTest {

    private static final String DESCRIPTION =
            """
            PREFIX ev: <https://w3id.org/lab-ledger/evidence#>
            PREFIX void: <http://rdfs.org/ns/void#>
            <https://home.test/> a void:Dataset ; void:uriSpace "https://home.test/" ;
                ev:serviceEndpoint %s .
            """;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/hostname",
                "jar:file:/x.jar!/y",
                "ftp://example.org/sparql",
                "urn:uuid:0",
                "mailto:a@example.org",
                "http:///sparql",
                "http://0x7f000001/",
                "http://127.1/sparql",
                "http://2130706433/sparql",
                "http://0x7f.0.0.1/sparql",
                "http://999.1.1.1/sparql",
                "http://[::1/sparql",
                "http://example.org:0/",
                "http://example.org:65536/",
                "http://user:word@example.org/",
                "http://b\u00FCcher.example/"
            })
    void anEndpointThatCannotBeAskedIsAFinding(String iri) {
        List<String> findings = findings("<" + iri + ">");

        assertEquals(1, findings.size(), findings::toString);
        assertTrue(
                findings.getFirst()
                        .startsWith(
                                "ontology/dataset.ttl:4:24: error: SERVICE cannot ask <"
                                        + iri
                                        + ">. "),
                findings::toString);
    }

    @Test
    void whatIsNoIriIsAFinding() {
        assertEquals(
                List.of(
                        "ontology/dataset.ttl:4:24: error: An endpoint for SERVICE must be an IRI in"
                                + " angle brackets."),
                findings("\"https://example.org/sparql\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://query.wikidata.org/sparql",
                "HTTP://EXAMPLE.ORG",
                "http://127.0.0.1:3030/sparql",
                "http://[::1]:3030/sparql",
                "http://localhost/sparql?infer=false",
                "http://example.org/caf\u00E9"
            })
    void anEndpointThatCanBeAskedIsNone(String iri) {
        assertEquals(List.of(), findings("<" + iri + ">"));
    }

    private List<String> findings(String endpoint) {
        return new ServiceEndpoints()
                        .findings(
                                HomeFolder.in(folder)
                                        .with(
                                                "ontology/dataset.ttl",
                                                DESCRIPTION.formatted(endpoint))
                                        .with("data/a.ttl", "")
                                        .load())
                        .stream()
                        .map(Finding::toString)
                        .toList();
    }
}
