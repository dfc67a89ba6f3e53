package org.labledger.web;

import static org.labledger.web.ServedHome.encode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** Makes up requests that mean no good; the same seed gives the same ones. */
final class HostileRequests {

    /**
     * One request, as bytes on the wire.
     *
     * @param pieces what is sent, piece by piece
     */
    record Attack(List<byte[]> pieces) {

        /** Returns whether the request itself holds the text, plainly or percent-encoded. */
        boolean says(String text) {
            String sent = sent().toLowerCase(Locale.ROOT);
            String wanted = text.toLowerCase(Locale.ROOT);
            return sent.contains(wanted) || sent.contains(encode(wanted).toLowerCase(Locale.ROOT));
        }

        String shortened() {
            return sent().replaceAll("(?s)(.{600}).*", "$1…").replace("\r", "");
        }

        private String sent() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            pieces.forEach(all::writeBytes);
            return all.toString(StandardCharsets.UTF_8);
        }
    }

    private interface Kind {
        Attack make();
    }

    private final Random random;
    private final List<String> queries;
    private final String listener;
    private final List<Kind> kinds;

    /**
     * Creates them.
     *
     * @param random decides everything
     * @param queries queries to start from
     * @param listener the host and port that the server must not connect to
     */
    HostileRequests(Random random, List<String> queries, String listener) {
        this.random = random;
        this.queries = queries;
        this.listener = listener;
        this.kinds =
                List.of(
                        this::mutatedQuery,
                        this::mutatedQuery,
                        this::mutatedQuery,
                        this::badEncoding,
                        this::badEncoding,
                        this::deepQuery,
                        this::outboundQuery,
                        this::outboundQuery,
                        this::scriptProbe,
                        this::pathProbe,
                        this::headerProbe,
                        this::headerProbe,
                        this::bodyProbe,
                        this::bodyProbe,
                        this::parameterProbe,
                        this::wireGarbage,
                        this::wireGarbage,
                        this::trickle);
    }

    /** Returns the next request; every kind has its turn. */
    Attack next(int number) {
        return kinds.get(number % kinds.size()).make();
    }

    // Queries

    private Attack mutatedQuery() {
        StringBuilder query = new StringBuilder(one(queries));
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes && !query.isEmpty(); i++) {
            int at = random.nextInt(query.length());
            switch (random.nextInt(6)) {
                case 0 -> query.deleteCharAt(at);
                case 1 -> query.insert(at, (char) (1 + random.nextInt(0x2ff)));
                case 2 -> query.setLength(at);
                case 3 ->
                        query.insert(at, one("{", "}", "(", ")", "\"", "<", ">", "\\", "'''", "#"));
                case 4 -> {
                    String other = one(queries);
                    query.insert(at, other, 0, random.nextInt(other.length()));
                }
                default -> {
                    int end = Math.min(query.length(), at + random.nextInt(200));
                    query.insert(at, query.substring(at, end));
                }
            }
        }
        return random.nextBoolean()
                ? get("/sparql?query=" + encode(query.toString()))
                : post("application/sparql-query", query.toString());
    }

    private Attack deepQuery() {
        int depth = 1000 + random.nextInt(19_000);
        return post(
                "application/sparql-query",
                switch (random.nextInt(9)) {
                    case 0 ->
                            "SELECT (" + "(".repeat(depth) + "1" + ")".repeat(depth) + " AS ?x) {}";
                    case 1 -> "ASK " + "{".repeat(depth) + "}".repeat(depth);
                    case 2 ->
                            "ASK { "
                                    + "OPTIONAL { ".repeat(depth / 4)
                                    + "}".repeat(depth / 4)
                                    + " }";
                    case 3 ->
                            "ASK { ?s "
                                    + "(".repeat(depth)
                                    + "<a:b>"
                                    + ")*".repeat(depth)
                                    + " ?o }";
                    case 4 -> "ASK { FILTER(" + "!".repeat(depth) + "true) }";
                    case 5 ->
                            "ASK { ?s ?p "
                                    + "[ ?p ".repeat(depth / 3)
                                    + "1"
                                    + " ]".repeat(depth / 3)
                                    + " }";
                    case 6 -> "ASK { ?s ?p " + "( ".repeat(depth) + " )".repeat(depth) + " }";
                    case 7 -> "SELECT * { ?s ?p 1 FILTER(?s IN (" + "1,".repeat(depth) + "1)) }";
                    default ->
                            "ASK { ?s ?p "
                                    + "<<( ?a ?b ".repeat(depth / 8)
                                    + "1"
                                    + " )>>".repeat(depth / 8)
                                    + " }";
                });
    }

    private Attack outboundQuery() {
        String there = "http://" + listener + "/" + random.nextInt(1000);
        String query =
                one(
                        "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
                        "SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }",
                        "SELECT * { BIND(<%s> AS ?e) SERVICE ?e { ?s ?p ?o } }",
                        "SELECT * { VALUES ?e { <%s> } SERVICE SILENT ?e { ?s ?p ?o } }",
                        "SELECT * FROM <%s> { ?s ?p ?o }",
                        "SELECT * FROM NAMED <%s> { GRAPH ?g { ?s ?p ?o } }",
                        "LOAD <%s>",
                        "LOAD SILENT <%s> INTO GRAPH <a:b>",
                        "DESCRIBE <%s>",
                        "BASE <%s> PREFIX x: <#> SELECT * FROM x:y { ?s ?p ?o }",
                        "SELECT (<%s>(1) AS ?x) {}",
                        "SELECT * { ?x <%s> 1 }",
                        "CONSTRUCT FROM <%s> WHERE { ?s ?p ?o }",
                        "SELECT * { GRAPH <%s> { ?s ?p ?o } }");
        String text = query.replace("%s", there);
        return switch (random.nextInt(4)) {
            case 0 -> get("/sparql?query=" + encode(text));
            case 1 -> post("application/sparql-query", text);
            case 2 ->
                    get(
                            "/sparql?query="
                                    + encode("SELECT * { ?s ?p ?o }")
                                    + "&"
                                    + one(
                                            "default-graph-uri",
                                            "named-graph-uri",
                                            "using-graph-uri",
                                            "graph",
                                            "url",
                                            "source")
                                    + "="
                                    + encode(there));
            default -> post("application/x-www-form-urlencoded", "query=" + encode(text));
        };
    }

    private Attack scriptProbe() {
        String query =
                one(
                        "SELECT (<java:java.lang.System.exit>(0) AS ?x) {}",
                        "SELECT (<java:org.apache.jena.sparql.function.library.systemProperty>(\"user.dir\") AS ?x) {}",
                        "SELECT (<http://jena.apache.org/ARQ/function#systemProperty>(\"java.version\") AS ?x) {}",
                        "SELECT (<http://jena.apache.org/ARQ/jsFunction#x>(\"java.lang.System.exit(0)\") AS ?x) {}",
                        "SELECT (<http://jena.apache.org/ARQ/jsFunction#eval>(\"1\") AS ?x) {}",
                        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
                        "SELECT * FROM NAMED <file:///proc/self/environ> { GRAPH ?g { ?s ?p ?o } }",
                        "LOAD <file:///etc/passwd>",
                        "ASK { ?x <java:java.lang.Runtime> ?y }",
                        "SELECT * { ?x <http://jena.apache.org/text#query> 'a' }",
                        "SELECT * { ?x <http://jena.apache.org/ARQ/property#versionARQ> ?y }",
                        "SELECT (REGEX(\"" + "a".repeat(40) + "\", \"(a+)+b\") AS ?x) {}",
                        "SELECT (REPLACE(\"x\", \"x\", \"$9\") AS ?x) {}",
                        "SELECT (STRDT(\"<script>alert(1)</script>\", <a:b>) AS ?x) {}",
                        "SELECT (\"<script>alert(1)</script>\" AS ?<script>) {}",
                        "JSON { \"a\": ?s } WHERE { ?s ?p ?o }",
                        "SELECT (EXISTS { SERVICE <http://" + listener + "/> {} } AS ?x) {}",
                        "SELECT * { LATERAL { ?s ?p ?o } }",
                        "SELECT * { UNFOLD(\"[1]\" AS ?x) }");
        return random.nextBoolean()
                ? get("/sparql?query=" + encode(query))
                : get(
                        "/sparql?query=" + encode(query),
                        "Accept: "
                                + one(
                                        "text/html",
                                        "text/csv",
                                        "application/sparql-results+xml",
                                        "application/xml"));
    }

    // Addresses

    private Attack badEncoding() {
        String bad =
                one(
                        "%",
                        "%2",
                        "%ZZ",
                        "%u0041",
                        "%FF%FE",
                        "%C0%AF",
                        "%ED%A0%80",
                        "%F4%90%80%80",
                        "%00",
                        "%E2%82",
                        "%%",
                        "%25%",
                        "%0d%0aInjected:%20yes",
                        "%252e%252e%252f",
                        "\u00ff\u00fe",
                        "+%2B+%");
        String query = encode("SELECT * { ?s ?p \"") + bad + encode("\" }");
        return switch (random.nextInt(6)) {
            case 0 -> get("/sparql?query=" + query);
            case 1 -> get("/sparql?" + bad + "=" + bad + "&query=ASK%7B%7D");
            case 2 -> post("application/x-www-form-urlencoded", "query=" + query);
            case 3 -> get("/query/" + bad + "?" + bad);
            case 4 -> get("/" + bad);
            default -> get("/query/books-by-author." + bad + "?author=" + bad);
        };
    }

    private Attack pathProbe() {
        return get(
                one(
                        "/../../../../etc/passwd",
                        "/%2e%2e/%2e%2e/etc/passwd",
                        "/..%2f..%2fetc%2fpasswd",
                        "/query/../../pom.xml",
                        "/query/..%5c..%5cpom.xml",
                        "/query/%00.csv",
                        "/query/books-by-author;jsessionid=1.csv",
                        "/assets/..%252f..%252fpom.xml",
                        "//sparql?query=ASK%7B%7D",
                        "/./sparql/./",
                        "/sparql/" + "a/".repeat(500),
                        "/WEB-INF/web.xml",
                        "/META-INF/MANIFEST.MF",
                        "/$/ping",
                        "/$/server",
                        "/$/datasets",
                        "/$/stop",
                        "/actuator/env",
                        "/.git/config",
                        "/.env",
                        "/\\..\\..\\windows",
                        "/sparql%3Fquery=ASK",
                        "/sparql;x=y?query=ASK%7B%7D",
                        "http://" + listener + "/",
                        "*",
                        "/metrics?x=%",
                        "/healthz/..;/metrics",
                        "/data?graph=" + encode("file:///etc/passwd"),
                        "/data?graph=" + encode("http://" + listener + "/g"),
                        "/id/%ff",
                        "/id/" + "x".repeat(7000)));
    }

    private Attack parameterProbe() {
        String extra =
                one(
                        "callback=alert(1)//",
                        "stylesheet=http://" + listener + "/x.xsl",
                        "output=" + encode("\"><script>alert(1)</script>"),
                        "format=" + encode("../../../etc/passwd"),
                        "format=" + encode("<script>"),
                        "timeout=-1",
                        "timeout=NaN",
                        "timeout=1e309",
                        "timeout=" + "9".repeat(400),
                        "timeout=0x7fffffff",
                        "default-graph-uri=",
                        "default-graph-uri=" + encode("not an iri <>"),
                        "named-graph-uri=" + encode("urn:x-arq:UnionGraph"),
                        "default-graph-uri=" + encode("urn:x-arq:DefaultGraph"),
                        "query=ASK%7B%7D",
                        "update=DROP%20ALL",
                        "_method=DELETE",
                        "page=-1",
                        "lang=" + encode("en\r\nInjected: yes"),
                        "reasoner=java.lang.String",
                        "x=" + "y".repeat(5000),
                        "a=b&".repeat(2000) + "z=1");
        return get("/sparql?query=" + encode("SELECT * { ?s ?p ?o } LIMIT 3") + "&" + extra);
    }

    // Headers

    private Attack headerProbe() {
        String header =
                one(
                        "Accept: " + "a/b;q=0.1,".repeat(1500) + "*/*",
                        "Accept: text/csv;q=1e400",
                        "Accept: text/csv;q=\u00bd",
                        "Accept: ;;;,,,///",
                        "Accept: */*;q=" + "9".repeat(300),
                        "Accept-Language: " + "x-".repeat(5000),
                        "Accept-Encoding: gzip;q=NaN, *;q=-1",
                        "Accept-Charset: no-such-charset",
                        "If-None-Match: \"" + "x".repeat(9000),
                        "If-None-Match: W/\"\"\"\"",
                        "If-Modified-Since: not a date",
                        "Range: bytes=0-1,2-3,4-99999999999999999999",
                        "Range: bytes=-1",
                        "Expect: 100-continue",
                        "Expect: 200-ok",
                        "Content-Length: 5",
                        "Content-Length: -5",
                        "Content-Length: 99999999999999999999",
                        "Content-Length: 1\r\nContent-Length: 2",
                        "Transfer-Encoding: chunked",
                        "Transfer-Encoding: gzip, chunked\r\nContent-Length: 3",
                        "X-HTTP-Method-Override: DELETE",
                        "X-Forwarded-Host: \"><script>alert(1)</script>",
                        "X-Forwarded-Proto: javascript",
                        "Forwarded: for=\"[::1]:80\";host=" + listener,
                        "Origin: null",
                        "Origin: http://evil.example\u0000",
                        "Cookie: " + "a=b;".repeat(3000),
                        "X-Large: " + "x".repeat(200_000),
                        "Host: evil.example:99999",
                        "Host: <script>",
                        "Host:",
                        " Folded: yes",
                        "No colon here",
                        "Bad\u0001Name: x",
                        "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
                        "Connection: close, Host",
                        "Content-Type: application/sparql-query; charset=\"\"",
                        "Referer: javascript:alert(1)");
        String target =
                one(
                        "/sparql?query=ASK%7B%7D",
                        "/sparql", "/query/", "/query/catalogue.csv", "/healthz", "/nothing");
        return get(target, header);
    }

    // Bodies

    private Attack bodyProbe() {
        String type =
                one(
                        "application/sparql-query",
                        "application/sparql-query; charset=utf-16",
                        "application/sparql-query;charset=no-such",
                        "application/x-www-form-urlencoded",
                        "application/x-www-form-urlencoded; charset=latin1",
                        "application/sparql-update",
                        "multipart/form-data",
                        "multipart/form-data; boundary=\"" + "x".repeat(300) + "\"",
                        "text/plain",
                        "application/json",
                        "application/xml",
                        "text/turtle",
                        "garbage",
                        "/",
                        ";",
                        "*/*");
        byte[] body = new byte[random.nextInt(3000)];
        random.nextBytes(body);
        String text =
                one(
                        "query=ASK%7B%7D",
                        "query=ASK%7B%7D&".repeat(300),
                        "ASK {}",
                        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"http://"
                                + listener
                                + "/\">]><a>&b;</a>",
                        "{\"query\": \"ASK {}\"}",
                        "DROP ALL",
                        "--x\r\nContent-Disposition: form-data; name=query\r\n\r\nASK {}\r\n--x--",
                        "query=" + "%20".repeat(100_000));
        byte[] sent = random.nextInt(3) == 0 ? body : bytes(text);
        String method = one("POST", "POST", "POST", "PUT", "PATCH", "DELETE", "GET");
        String path =
                one(
                        "/sparql",
                        "/sparql",
                        "/sparql?query=ASK%7B%7D",
                        "/query/catalogue",
                        "/update",
                        "/data?default");
        String coding = random.nextInt(5) == 0 ? "Content-Encoding: gzip\r\n" : "";
        return new Attack(
                List.of(
                        bytes(
                                method
                                        + " "
                                        + path
                                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
                                        + type
                                        + "\r\n"
                                        + coding
                                        + "Content-Length: "
                                        + sent.length
                                        + "\r\n\r\n"),
                        sent));
    }

    // The wire

    private Attack wireGarbage() {
        byte[] noise = new byte[1 + random.nextInt(2000)];
        random.nextBytes(noise);
        String head =
                "POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n";
        return switch (random.nextInt(14)) {
            case 0 -> new Attack(List.of(noise));
            case 1 -> new Attack(List.of(bytes("GET /sparql?query=ASK%7B%7D\r\n")));
            case 2 -> new Attack(List.of(bytes("GET /sparql?query=ASK%7B%7D HTTP/1.0\r\n\r\n")));
            case 3 ->
                    new Attack(
                            List.of(
                                    bytes(
                                            "GET /sparql?query=ASK%7B%7D HTTP/9.9\r\nHost: a\r\n\r\n")));
            case 4 -> new Attack(List.of(bytes("GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n\r\n")));
            case 5 ->
                    new Attack(
                            List.of(
                                    bytes(
                                            head
                                                    + "Transfer-Encoding: chunked\r\n\r\nZZ\r\nASK {}\r\n0\r\n\r\n")));
            case 6 ->
                    new Attack(
                            List.of(
                                    bytes(head + "Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}"),
                                    noise));
            case 7 ->
                    new Attack(
                            List.of(
                                    bytes(
                                            head
                                                    + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n")));
            case 8 -> new Attack(List.of(bytes(head + "Content-Length: 1000\r\n\r\nASK {}")));
            case 9 ->
                    new Attack(
                            List.of(
                                    bytes(
                                            "GET "
                                                    + "/".repeat(90_000)
                                                    + " HTTP/1.1\r\nHost: a\r\n\r\n")));
            case 10 ->
                    new Attack(List.of(bytes("G".repeat(3000) + " / HTTP/1.1\r\nHost: a\r\n\r\n")));
            case 11 -> new Attack(List.of(bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), noise));
            case 12 ->
                    new Attack(
                            List.of(
                                    bytes(
                                            "GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n\r\n"
                                                    + "GET /sparql?query=ASK HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")));
            default -> new Attack(List.of(bytes("\u0016\u0003\u0001\u0002"), noise));
        };
    }

    /** A request that comes in drops, and may never come to its end. */
    private Attack trickle() {
        String request =
                "GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Slow: "
                        + "x".repeat(40)
                        + "\r\n\r\n";
        int end = random.nextBoolean() ? request.length() : random.nextInt(request.length());
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < end; i += 5) {
            pieces.add(bytes(request.substring(i, Math.min(end, i + 5))));
        }
        return new Attack(pieces.isEmpty() ? List.of(new byte[0]) : pieces);
    }

    private static Attack get(String target, String... headers) {
        String more = Stream.of(headers).map(header -> header + "\r\n").reduce("", String::concat);
        return new Attack(
                List.of(
                        bytes(
                                "GET "
                                        + target
                                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                        + more
                                        + "\r\n")));
    }

    private static Attack post(String contentType, String body) {
        byte[] bytes = bytes(body);
        return new Attack(
                List.of(
                        bytes(
                                "POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
                                        + contentType
                                        + "\r\nContent-Length: "
                                        + bytes.length
                                        + "\r\n\r\n"),
                        bytes));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
