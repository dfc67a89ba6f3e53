package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.util.Context;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;
import org.labledger.store.Store;

/** A body is made only when it is sent: HEAD and 304 read none of the data. */
@Timeout(60)
class LazyRepliesTest {

    private static final AtomicLong READS = new AtomicLong();
    private static final AtomicReference<Runnable> WHILE_READING = new AtomicReference<>(() -> {});

    private static ServedHome library;

    @BeforeAll
    static void serve() {
        Snapshot snapshot = HomeFolder.LIBRARY.load();
        library =
                ServedHome.start(
                        HomeFolder.LIBRARY,
                        snapshot.in(new CountedStore(snapshot.store())),
                        "http://ledger.test");
    }

    @AfterAll
    static void stop() {
        library.close();
    }

    /** Counts what reads data. Whether there is something at all may be looked up. */
    private record CountedStore(Store store) implements Store {

        @Override
        public QueryExec execution(
                Query query, Binding values, GraphChoice graphs, Context context) {
            count();
            return store.execution(query, values, graphs, context);
        }

        @Override
        public void forEach(
                Node graph, Node subject, Node predicate, Node object, Consumer<Quad> action) {
            count();
            store.forEach(graph, subject, predicate, object, action);
        }

        @Override
        public boolean contains(Node graph, Node subject, Node predicate, Node object) {
            return store.contains(graph, subject, predicate, object);
        }

        @Override
        public long count(Node graph, Node subject, Node predicate, Node object) {
            count();
            return store.count(graph, subject, predicate, object);
        }

        @Override
        public List<Node> graphNames() {
            count();
            return store.graphNames();
        }

        private static void count() {
            READS.incrementAndGet();
            WHILE_READING.get().run();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D,"
                + " sparql?format=csv&query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D",
        "sparql, sparql?format=nt",
        "query/books-by-author?author=id:ada-quill, query/books-by-author.csv?author=id:ada-quill",
        "query/catalogue.ttl, query/catalogue.nt",
        "doc/id/the-tin-orchard.html, doc/id/the-tin-orchard.html",
        "doc/id/the-tin-orchard.ttl, doc/id/the-tin-orchard.nt",
        "doc/id/the-tin-orchard.trig, doc/id/the-tin-orchard.nt",
        "vocab.html, vocab.html",
        "vocab.nt, vocab.ttl",
        "doc/?iri=https://library.example/id/ada-quill&format=ttl,"
                + " doc/?iri=https://library.example/id/ada-quill&format=nt",
        "data?default, data?default&format=nt",
        "data?graph=https://library.example/source/card-index-1974,"
                + " data?graph=https://library.example/source/card-index-1998",
        "fragments, fragments?format=nq",
        "fragments?predicate=https://library.example/vocab%23year,"
                + " fragments?predicate=https://library.example/vocab%23year&format=nq",
        "dump.trig, dump.nq.gz",
        "dump.nq, dump.trig",
        "browse?class=lib:Book, browse?class=lib:Book",
        "card.png?iri=https://library.example/id/the-tin-orchard,"
                + " card.png?iri=https://library.example/id/ada-quill",
    })
    void readNoDataForAHeadOrA304(String path, String other) {
        // What is computed once for each snapshot is there, the body itself is not: it is
        // another's.
        library.get(other, "Accept-Language", "en");
        READS.set(0);

        HttpResponse<String> head = library.head(path, "Accept-Language", "zh-Hant");
        long readByHead = READS.getAndSet(0);
        HttpResponse<String> unchanged =
                library.get(
                        path, "Accept-Language", "zh-Hant", "If-None-Match", header(head, "ETag"));
        long readBy304 = READS.getAndSet(0);
        HttpResponse<String> get = library.get(path, "Accept-Language", "zh-Hant");

        assertAll(
                () -> assertEquals(200, head.statusCode()),
                () -> assertEquals("", head.body()),
                () -> assertEquals("(no Content-Length)", header(head, "Content-Length")),
                () -> assertEquals(0, readByHead, "read for a HEAD"),
                () -> assertEquals(304, unchanged.statusCode()),
                () -> assertEquals(0, readBy304, "read for a 304"),
                () -> assertEquals(200, get.statusCode()),
                () -> assertEquals(header(head, "ETag"), header(get, "ETag")));
        assertTrue(READS.get() > 0, "what a GET reads is counted");
    }

    /** Had the body been made, its length would be known. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "query/",
                "query/catalogue.rq",
                "void",
                "catalog",
                ".well-known/sparql-examples",
                "openapi.json",
                "robots.txt",
                "sitemap.xml",
                "search?q=orchard",
                "browse",
                "about",
                "healthz",
                "readyz",
                "metrics",
            })
    void makeNoBodyForAHead(String path) {
        HttpResponse<String> head = library.head(path);

        assertEquals(200, head.statusCode());
        assertEquals("(no Content-Length)", header(head, "Content-Length"));
        assertEquals(header(library.get(path), "Content-Type"), header(head, "Content-Type"), path);
    }

    @ParameterizedTest
    @CsvSource({
        "fragments?subject=%22open, 400",
        "fragments?page=0, 400",
        "data?graph=https://library.example/none, 404",
        "doc/?iri=https://library.example/none, 404",
        "doc/id/none, 404",
        "sitemap.xml?part=9, 404",
        "query/none, 404",
        "query/catalogue.csv, 404",
        "sparql?query=ASK, 400",
    })
    void tellAHeadWhatIsWrongAllTheSame(String path, int status) {
        assertEquals(status, library.head(path).statusCode());
    }

    /** A fragment of many matches takes as long as a query. */
    @Test
    void admitFragmentsLikeQueries() {
        AtomicReference<String> running = new AtomicReference<>("");
        String path = "fragments?predicate=" + encode("https://library.example/vocab#author");
        WHILE_READING.set(() -> {
            WHILE_READING.set(() -> {});
            running.set(
                    library.get("metrics")
                            .body()
                            .lines()
                            .filter(line -> line.startsWith("labledger_queries_running "))
                            .findFirst()
                            .orElse(""));
        });

        assertEquals(200, library.get(path).statusCode());
        assertEquals("labledger_queries_running 1.0", running.get());
    }
}
