package org.labledger.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSetOps;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.federation.StandInEndpoint.Mode;
import org.labledger.source.DatasetDescription;
import org.labledger.source.ServiceEndpoint;
import org.labledger.source.UriSpace;

@Timeout(60)
class FederationTest {

    private static final String UNLISTED = "http://192.0.2.1/sparql";

    private static StandInEndpoint remote;

    @BeforeAll
    static void start() {
        StringBuilder turtle = new StringBuilder("PREFIX : <http://x/> :a :q :c1, :c2 . ");
        for (int i = 0; i < 1000; i++) {
            turtle.append(":n" + i + " :q " + i + " . ");
        }
        remote = new StandInEndpoint(dataset(turtle.toString()));
    }

    @AfterAll
    static void stop() {
        remote.close();
    }

    @BeforeEach
    void behave() {
        remote.in(Mode.NORMAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ?s :p ?b SERVICE <E> { ?b :q ?c }
                    SERVICE <E> { ?b :q ?c } ?s :p ?b
                    ?s :p ?b OPTIONAL { SERVICE <E> { ?b :q ?c } }
                    ?s :p ?b OPTIONAL { SERVICE <E> { ?b :q ?c } FILTER(?c >= 0) }
                    ?s :p ?b { SERVICE <E> { ?b :q ?c } } UNION { ?s :never ?c }
                    BIND(<E> AS ?e) ?s :p ?b SERVICE ?e { ?b :q ?c }
                    """)
    void joinsAThousandRowsWithFewRequests(String pattern) {
        StringBuilder turtle = new StringBuilder("PREFIX : <http://x/> ");
        for (int i = 0; i < 1000; i++) {
            turtle.append(":s" + i + " :p :n" + i + " . ");
        }

        List<Binding> rows = ask(turtle.toString(), "SELECT * { " + pattern + " }");

        assertEquals(1000, rows.size());
        assertTrue(rows.stream().allMatch(row -> row.contains("c")));
        assertTrue(remote.queries().size() <= 25, remote.queries().size() + " requests");
    }

    @Test
    void sendsTheValuesThatAnOptionalBeforeItFound() {
        String turtle = "PREFIX : <http://x/> :s1 :p :a ; :r :n1 . :s2 :p :b ; :r :n2 .";

        List<Binding> rows =
                ask(
                        turtle,
                        "SELECT * { ?s :p ?a OPTIONAL { ?s :r ?b } OPTIONAL { SERVICE <E> { ?b :q ?c"
                                + " FILTER(?c > 0) } } }");

        assertEquals(2, rows.size());
        assertTrue(rows.stream().allMatch(row -> row.contains("c")));
        assertEquals(1, remote.queries().size());
        assertTrue(remote.queries().getFirst().contains("VALUES"), remote.queries()::toString);
    }

    @Test
    void asksTheSameOnce() {
        String turtle = "PREFIX : <http://x/> :s1 :p :a . :s2 :p :a . :s3 :p :a .";

        assertEquals(6, ask(turtle, "SELECT * { ?s :p ?b SERVICE <E> { ?b :q ?c } }").size());
        assertEquals(1, remote.queries().size());
        assertEquals(
                3,
                ask(turtle, "SELECT * { ?s :p ?b FILTER EXISTS { SERVICE <E> { ?b :q ?c } } }")
                        .size());
        assertEquals(2, remote.queries().size());
    }

    @Test
    void sendsOnlyTheVariablesOfTheJoin() {
        ask("PREFIX : <http://x/> :s :p :a .", "SELECT * { ?s :p ?b SERVICE <E> { ?b :q ?c } }");

        String query = remote.queries().getFirst();
        assertTrue(query.contains("VALUES"), query);
        assertTrue(query.contains("<http://x/a>"), query);
        assertTrue(!query.contains("<http://x/s>") && !query.contains("?s"), query);
    }

    @ParameterizedTest
    @EnumSource(names = {"NORMAL", "NORMAL_XML", "NORMAL_GZIP", "PLAIN_JSON", "PLAIN_XML"})
    void readsResultsInJsonAndXmlAndPacked(Mode mode) {
        remote.in(mode);

        assertEquals(2, ask("", "SELECT * { SERVICE <E> { :a :q ?c } }").size());
    }

    @Test
    void refusesWhatIsNotListedWithTheListAndWithoutAConnection() {
        for (String query :
                List.of(
                        "SELECT * { SERVICE <" + UNLISTED + "> { ?a ?b ?c } }",
                        "SELECT * { ?never :p ?e SERVICE <" + UNLISTED + "> { ?a ?b ?c } }",
                        "SELECT * { VALUES ?e { <E> <" + UNLISTED + "> } SERVICE ?e { :a :q ?c } }",
                        "ASK { FILTER EXISTS { SERVICE <" + UNLISTED + "> { ?a ?b ?c } } }")) {
            EndpointRefusedException e =
                    assertThrows(EndpointRefusedException.class, () -> ask("", query), query);
            assertEquals(
                    "SERVICE may not reach "
                            + UNLISTED
                            + " here. It may reach: "
                            + remote.iri()
                            + ".",
                    e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/hostname",
                "jar:file:/x.jar!/y",
                "http://127.1/sparql",
                "http://2130706433/sparql",
                "http://localhost:99999/sparql",
                "http://b\u00FCcher.example/sparql",
                "urn:x:y"
            })
    void refusesWhatIsListedAndCannotBeAsked(String iri) {
        ServiceEndpoint endpoint = new ServiceEndpoint(iri, Duration.ofSeconds(20), 1000);
        for (String query :
                List.of(
                        "SELECT * { SERVICE <E> { ?a :q ?c } }",
                        "SELECT * { ?a :q ?c SERVICE <E> { ?a :q ?c } }",
                        "ASK { VALUES ?e { <E> } SERVICE ?e { ?a :q ?c } }")) {
            EndpointRefusedException e =
                    assertThrows(
                            EndpointRefusedException.class,
                            () -> ask(endpoint, "", query, RemoteClient.shared()),
                            query);
            assertTrue(e.getMessage().startsWith("SERVICE cannot ask " + iri + ". "), e::toString);
        }
    }

    @Test
    void refusesAVariableThatHoldsNoEndpoint() {
        for (String query :
                List.of(
                        "SELECT * { SERVICE ?e { ?a ?b ?c } }",
                        "SELECT * { VALUES ?e { 'E' } SERVICE ?e { ?a ?b ?c } }")) {
            String message =
                    assertThrows(EndpointRefusedException.class, () -> ask("", query)).getMessage();
            assertTrue(message.contains("Bind the variable"), message);
        }
    }

    @Test
    void reachesTheEndpointsThatDataName() {
        List<Binding> rows =
                ask(
                        "PREFIX : <http://x/> :d :endpoint <" + remote.iri() + "> .",
                        "SELECT * { SERVICE ?e { :a :q ?c } ?d :endpoint ?e }");

        assertEquals(2, rows.size());
    }

    @ParameterizedTest
    @CsvSource({"E, ERROR", "E, HTML", "E, DROPPED", UNLISTED + ", NORMAL", "?nothing, NORMAL"})
    void givesOneEmptySolutionForAFailureUnderSilent(String endpoint, Mode mode) {
        remote.in(mode);
        String service = endpoint.startsWith("?") ? endpoint : "<" + endpoint + ">";

        List<Binding> rows =
                ask(
                        "PREFIX : <http://x/> :s1 :p :a . :s2 :p :b .",
                        "SELECT * { ?s :p ?b SERVICE SILENT " + service + " { ?b :q ?c } }");

        assertEquals(2, rows.size());
        assertTrue(rows.stream().noneMatch(row -> row.contains("c")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ERROR          | answered 502
                    REDIRECT       | answered 307, a redirect, which is not followed,
                    HTML           | answered 200 with text/html instead of SPARQL results in JSON or XML
                    MALFORMED_JSON | answered 200 with invalid SPARQL results in JSON
                    CUT_JSON       | answered 200 with invalid SPARQL results in JSON
                    NO_RESULT_SET  | answered 200 with invalid SPARQL results in JSON
                    ENDLESS        | sent more than 100000 bytes and was cut off
                    GZIP_BOMB      | sent more than 100000 bytes and was cut off
                    DROPPED        | closed the connection without a response
                    SILENT         | timed out
                    """)
    void tellsWhatAnEndpointDidAfterHowLongAndWhatItWasAsked(Mode mode, String did) {
        remote.in(mode);

        EndpointFailedException e =
                assertThrows(
                        EndpointFailedException.class,
                        () ->
                                ask(
                                        new ServiceEndpoint(
                                                remote.iri(), Duration.ofSeconds(2), 100_000),
                                        "",
                                        "SELECT * { SERVICE <E> { :a :q ?c } }",
                                        RemoteClient.shared()));

        String message = e.getMessage().replaceFirst("[0-9]+\\.[0-9] s", "N s");
        assertEquals(
                "Remote endpoint "
                        + remote.iri()
                        + " "
                        + did
                        + " after N s. It was asked: SELECT ?c WHERE { <http://x/a> <http://x/q> ?c }",
                message);
        assertEquals(1, remote.queries().size());
    }

    @Test
    void isNotAskedAgainByAQueryInWhichItFailed() {
        remote.in(Mode.ERROR);

        List<Binding> rows =
                ask(
                        "",
                        "SELECT * { { SERVICE SILENT <E> { :a :q ?c } } UNION { SERVICE SILENT <E>"
                                + " { :b :q ?c } } }");

        assertEquals(2, rows.size());
        assertEquals(1, remote.queries().size());
    }

    @Test
    void letsGoOfAnEndpointWhenTheQueryIsCancelled() {
        remote.in(Mode.SILENT);
        try (QueryExec execution =
                QueryExec.dataset(dataset(""))
                        .query("SELECT * { SERVICE SILENT <" + remote.iri() + "> { ?a ?b ?c } }")
                        .timeout(300, TimeUnit.MILLISECONDS)
                        .build()) {
            Federation.of(description(new ServiceEndpoint(remote.iri(), Duration.ofHours(1), 1000)))
                    .configure(execution.getContext());

            assertThrows(
                    QueryCancelledException.class,
                    () -> RowSetOps.count(execution.select()),
                    "not hidden by SILENT");
        }
    }

    @Test
    void endsAQueryThatWouldAskTooOften() {
        StringBuilder turtle = new StringBuilder("PREFIX : <http://x/> ");
        for (int i = 0; i <= Federation.MAX_REQUESTS; i++) {
            turtle.append(":s" + i + " :p :n" + i + " . ");
        }

        assertThrows(
                TooManyRequestsException.class,
                () ->
                        ask(
                                turtle.toString(),
                                "SELECT * { ?s :p ?b FILTER EXISTS { SERVICE SILENT <E> { ?b :q ?c"
                                        + " } } }"));
        assertEquals(Federation.MAX_REQUESTS, remote.queries().size());
    }

    @Test
    void reachesNoPrivateAddressByAName() throws Exception {
        InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        InetAddress there = InetAddress.getByAddress(new byte[] {8, 8, 8, 8});
        RemoteClient client = new RemoteClient(host -> new InetAddress[] {there, here});
        String byName = "http://endpoint.example:" + remote.port() + "/sparql";

        EndpointRefusedException e =
                assertThrows(
                        EndpointRefusedException.class,
                        () ->
                                ask(
                                        new ServiceEndpoint(byName, Duration.ofSeconds(20), 1000),
                                        "",
                                        "SELECT * { SERVICE <E> { ?a ?b ?c } }",
                                        client));

        assertTrue(e.getMessage().contains("127.0.0.1, which is not a public"), e.getMessage());
        assertEquals(0, remote.queries().size());
    }

    @Test
    void reachesNoLocalhostByItsName() {
        String byName = "http://localhost:" + remote.port() + "/sparql";

        assertThrows(
                EndpointRefusedException.class,
                () ->
                        ask(
                                new ServiceEndpoint(byName, Duration.ofSeconds(20), 1000),
                                "",
                                "SELECT * { SERVICE <E> { ?a ?b ?c } }",
                                RemoteClient.shared()));
        assertEquals(0, remote.queries().size());
    }

    @Test
    void asksForAllWhereAValueCannotBeWritten() {
        DatasetGraph local = dataset("");
        local.getDefaultGraph()
                .add(
                        org.apache.jena.sparql.sse.SSE.parseNode("<http://x/s>"),
                        org.apache.jena.sparql.sse.SSE.parseNode("<http://x/p>"),
                        org.apache.jena.graph.NodeFactory.createURI(
                                "http://x/> } SERVICE <http://y/"));

        List<Binding> rows =
                ask(
                        new ServiceEndpoint(remote.iri(), Duration.ofSeconds(20), 1_000_000),
                        local,
                        "SELECT * { ?s :p ?b SERVICE <E> { ?b :q ?c } }",
                        RemoteClient.shared());

        assertEquals(0, rows.size());
        assertTrue(remote.queries().stream().noneMatch(q -> q.contains("SERVICE")));
    }

    private static List<Binding> ask(String turtle, String query) {
        return ask(
                new ServiceEndpoint(remote.iri(), Duration.ofSeconds(20), 10_000_000),
                turtle,
                query,
                RemoteClient.shared());
    }

    private static List<Binding> ask(
            ServiceEndpoint endpoint, String turtle, String query, RemoteClient client) {
        return ask(endpoint, dataset(turtle), query, client);
    }

    private static List<Binding> ask(
            ServiceEndpoint endpoint, DatasetGraph local, String query, RemoteClient client) {
        String text = "PREFIX : <http://x/> " + query.replace("<E>", "<" + endpoint.iri() + ">");
        try (QueryExec execution = QueryExec.dataset(local).query(text).build()) {
            Federation.of(description(endpoint), client).configure(execution.getContext());
            if (text.contains("ASK")) {
                execution.ask();
                return List.of();
            }
            return execution.select().materialize().stream().toList();
        }
    }

    static DatasetDescription description(ServiceEndpoint endpoint) {
        return new DatasetDescription(
                UriSpace.undeclared().iri("dataset"),
                Map.of(),
                Map.of(),
                UriSpace.undeclared(),
                List.of(),
                Optional.empty(),
                List.of(endpoint));
    }

    static DatasetGraph dataset(String turtle) {
        DatasetGraph dataset = DatasetGraphFactory.create();
        RDFParser.fromString(turtle, Lang.TURTLE).parse(dataset);
        return dataset;
    }
}
