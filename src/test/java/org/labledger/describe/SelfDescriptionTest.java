package org.labledger.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.catalog.Catalog;
import org.labledger.snapshot.Snapshot;

/** VoID, service description, DCAT and examples, each asked as its clients ask it. */
class SelfDescriptionTest {

    private static final String BASE = "http://server.test/";
    private static final Snapshot LIBRARY = HomeFolder.LIBRARY.load();
    private static final Catalog CATALOG = LIBRARY.catalog();
    private static final DatasetProfile PROFILE = DatasetProfile.of(LIBRARY);

    private static final String PROLOGUE =
            """
            PREFIX dcat: <http://www.w3.org/ns/dcat#>
            PREFIX dct: <http://purl.org/dc/terms/>
            PREFIX schema: <https://schema.org/>
            PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
            PREFIX sh: <http://www.w3.org/ns/shacl#>
            PREFIX spdx: <http://spdx.org/rdf/terms#>
            PREFIX void: <http://rdfs.org/ns/void#>
            """;

    @TempDir Path folder;

    @Test
    void voidCountsWhatTheUnionHolds() {
        assertEquals(
                Set.of(Long.toString(LIBRARY.dataset().getDefaultGraph().size())),
                ask(voidDocument(), "SELECT ?x { <https://library.example/> void:triples ?x }"));
        assertEquals(
                Set.of("3"),
                ask(
                        voidDocument(),
                        """
                        SELECT ?x { ?d void:classPartition [ void:entities ?x ;
                            void:class <https://library.example/vocab#Novel> ] }
                        """));
        assertEquals(
                Set.of("4"),
                ask(
                        voidDocument(),
                        """
                        SELECT ?x { ?d void:propertyPartition [ void:distinctSubjects ?x ;
                            void:property <https://library.example/vocab#author> ] }
                        """));
    }

    @Test
    void voidKeepsTheIriOfTheDatasetAndGivesTheHostsAddresses() {
        assertEquals(
                Set.of(BASE + "sparql"),
                ask(
                        voidDocument(),
                        "SELECT ?x { <https://library.example/> void:sparqlEndpoint ?x }"));
        assertEquals(
                Set.of(
                        BASE + "dump.trig",
                        BASE + "dump.trig.gz",
                        BASE + "dump.nq",
                        BASE + "dump.nq.gz"),
                ask(voidDocument(), "SELECT ?x { <https://library.example/> void:dataDump ?x }"));
        assertEquals(
                Set.of("https://creativecommons.org/publicdomain/zero/1.0/"),
                ask(voidDocument(), "SELECT ?x { ?d a void:Dataset ; dct:license ?x }"));
        assertTrue(
                ask(voidDocument(), "SELECT ?x { ?d void:vocabulary ?x }")
                        .contains("https://library.example/vocab"));
    }

    @Test
    void voidOfAHomeThatDeclaresNothingIsStillOne() {
        Snapshot snapshot = HomeFolder.in(folder).with("data/a.ttl", "<#a> <#b> <#c> .").load();

        assertEquals(
                Set.of("1"),
                ask(
                        DatasetProfile.of(snapshot).document(BASE),
                        "SELECT ?x { ?d a void:Dataset ; void:properties ?x }"));
    }

    @Test
    void serviceDescriptionNamesTheEndpointAndEveryGraph() {
        List<Triple> service = ServiceDescription.of(LIBRARY, PROFILE, BASE);

        assertEquals(
                Set.of(BASE + "sparql"),
                ask(service, "SELECT ?x { ?s a sd:Service ; sd:endpoint ?x }"));
        assertEquals(
                Set.of("http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph"),
                ask(service, "SELECT ?x { ?s sd:feature ?x }"));
        Set<String> graphs =
                ask(
                        service,
                        "SELECT ?x { ?s sd:defaultDataset/sd:namedGraph [ a sd:NamedGraph ;"
                                + " sd:name ?x ; sd:graph/void:triples ?n ] FILTER(?n > 0) }");
        assertEquals(LIBRARY.dataset().size(), graphs.size());
        assertTrue(graphs.contains("https://library.example/source/card-index-1974"));
        assertEquals(
                Set.of("1"),
                ask(
                        service,
                        "SELECT (COUNT(*) AS ?x) { ?s sd:defaultDataset/sd:defaultGraph ?g }"));
        assertTrue(
                ask(service, "SELECT ?x { ?s sd:resultFormat ?x }")
                        .contains("http://www.w3.org/ns/formats/SPARQL_Results_JSON"));
    }

    @Test
    void serviceDescriptionClaimsFederationOnlyWhereTheHomeAllowsIt() {
        String description =
                HomeFolder.DESCRIPTION
                        + """
                        <https://home.test/> <https://w3id.org/lab-ledger/evidence#serviceEndpoint>
                            <http://remote.test/sparql> .
                        """;
        Snapshot open =
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", description)
                        .with("data/a.ttl", "<#a> <#b> <#c> .")
                        .load();
        String query = "SELECT ?x { ?s sd:feature ?x FILTER(STRENDS(STR(?x), \"Query\")) }";

        assertEquals(
                1, ask(ServiceDescription.of(open, DatasetProfile.of(open), BASE), query).size());
        assertEquals(Set.of(), ask(ServiceDescription.of(LIBRARY, PROFILE, BASE), query));
    }

    @Test
    void catalogueHasTheVersionTheLicenceAndTheFiles() {
        List<Triple> catalogue =
                DataCatalog.of(
                        LIBRARY, PROFILE, CATALOG, Map.of(Dump.Form.N_QUADS, "abc123"), BASE);

        assertEquals(
                Set.of(LIBRARY.id()),
                ask(catalogue, "SELECT ?x { ?c a dcat:Catalog ; dcat:dataset/dcat:version ?x }"));
        assertEquals(
                Set.of("https://creativecommons.org/publicdomain/zero/1.0/"),
                ask(catalogue, "SELECT ?x { ?d a dcat:Distribution ; dct:license ?x }"));
        assertEquals(
                Set.of("https://www.iana.org/assignments/media-types/application/gzip"),
                ask(catalogue, "SELECT ?x { <" + BASE + "dump.nq.gz> dcat:compressFormat ?x }"));
        assertEquals(
                Set.of("abc123"),
                ask(catalogue, "SELECT ?x { ?d spdx:checksum/spdx:checksumValue ?x }"));
        assertEquals(
                Set.of(BASE + "sparql", BASE + "fragments", BASE + "query/"),
                ask(
                        catalogue,
                        "SELECT ?x { ?s a dcat:DataService ; dcat:endpointURL ?x ;"
                                + " dcat:servesDataset <https://library.example/> }"));
    }

    @Test
    void catalogueListsTheTablesThatNeedNoParameters() {
        Snapshot snapshot =
                HomeFolder.in(folder)
                        .with("data/a.ttl", "<#a> <#b> <#c> .")
                        .with("queries/all.rq", "SELECT * { ?s ?p ?o }")
                        .with("queries/some.rq", "SELECT * { ?s ?p ?_o_iri }")
                        .with("queries/yes.rq", "ASK { ?s ?p ?o }")
                        .load();

        assertEquals(
                Set.of(BASE + "query/all.csv"),
                ask(
                        DataCatalog.of(
                                snapshot,
                                DatasetProfile.of(snapshot),
                                snapshot.catalog(),
                                Map.of(),
                                BASE),
                        "SELECT ?x { ?d dcat:downloadURL ?x FILTER(CONTAINS(STR(?x), \"csv\")) }"));
    }

    @Test
    void examplesRunAsTheyStand() {
        List<Triple> examples = SparqlExamples.of(LIBRARY, BASE);

        Set<String> texts =
                ask(
                        examples,
                        "SELECT ?x { ?e a sh:SPARQLExecutable ; sh:select|sh:ask|sh:construct ?x ;"
                                + " schema:target <"
                                + BASE
                                + "sparql> }");
        assertEquals(CATALOG.queries().size(), texts.size());
        for (String text : texts) {
            QueryFactory.create(text);
            // An optional parameter stays a variable, as it is without a value.
            assertFalse(text.matches("(?s).*\\?_[^_].*"), text);
        }
        assertTrue(
                texts.stream()
                        .anyMatch(t ->
                                t.contains("https://library.example/id/ada-quill")
                                        || t.contains("id:ada-quill")),
                texts::toString);
        assertEquals(
                Set.of("books", "authors"),
                ask(
                        examples,
                        "SELECT ?x { <"
                                + BASE
                                + "query/books-by-author.rq> a sh:SPARQLSelectExecutable ;"
                                + " schema:keywords ?x }"));
    }

    @Test
    void examplesLeaveOutAQueryWithoutAnExampleThatWorks() {
        Snapshot snapshot =
                HomeFolder.in(folder)
                        .with("data/a.ttl", "<#a> <#b> <#c> .")
                        .with("queries/none.rq", "ASK { ?s ?p ?_o_iri }")
                        .with(
                                "queries/wrong.rq",
                                "#+ defaults: {n: many}\nASK { ?s ?p ?_n_integer }")
                        .with("queries/good.rq", "ASK { ?s ?p ?o }")
                        .load();

        assertEquals(
                Set.of(BASE + "query/good.rq"),
                ask(SparqlExamples.of(snapshot, BASE), "SELECT ?x { ?x a sh:SPARQLExecutable }"));
    }

    private static List<Triple> voidDocument() {
        return PROFILE.document(BASE);
    }

    /** Returns the values of {@code ?x}. */
    private static Set<String> ask(List<Triple> triples, String query) {
        Graph graph = GraphMemFactory.createDefaultGraph();
        triples.forEach(graph::add);
        try (QueryExec execution = QueryExec.graph(graph).query(PROLOGUE + query).build()) {
            RowSet rows = execution.select();
            return rows.stream()
                    .map(row -> row.get("x"))
                    .map(SelfDescriptionTest::text)
                    .collect(Collectors.toSet());
        }
    }

    private static String text(Node node) {
        return node.isLiteral() ? node.getLiteralLexicalForm() : node.toString();
    }
}
