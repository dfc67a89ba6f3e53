package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** Labels, literals, IRIs, queries and parameters that would run if a page did not escape them. */
@Timeout(60)
class HostilePagesTest {

    private static final String TEXT =
            "\\\"'><script>alert(1)</script><img src=x onerror=alert(2)>${1234*4321}";
    private static final String BROWSER = "text/html";

    @TempDir Path folder;

    @Test
    void runNothing() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with(
                                "ontology/dataset.ttl",
                                """
                                @prefix void: <http://rdfs.org/ns/void#> .
                                @prefix dct: <http://purl.org/dc/terms/> .
                                <https://home.test/> a void:Dataset ; void:uriSpace "https://home.test/" ;
                                    dct:title "T@"@en ; dct:description "T@"@en ; dct:language "en" ;
                                    dct:license <javascript:alert(3)> .
                                """
                                        .replace("T@", TEXT))
                        .with(
                                "ontology/vocab.ttl",
                                """
                                @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
                                @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                                @prefix v: <https://home.test/vocab#> .
                                v:Thing a rdfs:Class ; rdfs:label "T@"@en ; rdfs:comment "T@"@en .
                                v:says a rdf:Property ; rdfs:label "T@"@en ; rdfs:comment "T@"@en .
                                """
                                        .replace("T@", TEXT))
                        .with(
                                "data/things.ttl",
                                """
                                @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                                @prefix v: <https://home.test/vocab#> .
                                @prefix schema: <https://schema.org/> .
                                <https://home.test/id/a'onmouseover=alert(4)> a v:Thing ; rdfs:label "T@"@en ;
                                    rdfs:comment "T@" ; v:says "T@"@en-x-t , <javascript:alert(5)> , <data:text/html,T> ,
                                        "T@"^^<https://home.test/vocab#T'onclick=alert(6)> .
                                <https://home.test/id/b> a v:Thing ; rdfs:label "T@"@en ;
                                    v:says <https://home.test/id/a'onmouseover=alert(4)> .
                                """
                                        .replace("T@", TEXT))
                        .with(
                                "queries/top'ic/all.rq",
                                """
                                #+ title: {en: 'T@'}
                                #+ question: {en: 'T@'}
                                #+ summary: {en: 'T@'}
                                #+ view: bar
                                #+ defaults: {name: 'T@'}
                                PREFIX v: <https://home.test/vocab#>
                                # </textarea><script>alert(7)</script>
                                SELECT ?thing ?says ("</script><script>alert(8)</script>" AS ?words) (1 AS ?number)
                                WHERE { ?thing v:says ?says FILTER(BOUND(?_name)) }
                                """
                                        .replace(
                                                "T@",
                                                "<script>alert(9)</script><b onclick=alert(1)>"));
        List<String> paths =
                List.of(
                        "",
                        "query/",
                        "query/all",
                        "query/all.svg",
                        "query/all?name=" + ServedHome.encode(TEXT),
                        "query/all?other=" + ServedHome.encode(TEXT),
                        "query/all?name=x&sort=" + ServedHome.encode(TEXT),
                        "doc/id/a'onmouseover=alert(4)",
                        "doc/id/b",
                        "doc/?iri=" + ServedHome.encode("javascript:alert(5)"),
                        "vocab",
                        "browse",
                        "browse?class=" + ServedHome.encode("https://home.test/vocab#Thing"),
                        "search?q=" + ServedHome.encode("script " + TEXT),
                        "sparql?query=" + ServedHome.encode(TEXT),
                        "sparql?edit=all",
                        "about",
                        "no/" + ServedHome.encode(TEXT).replace("+", "%20"));
        List<String> found = new ArrayList<>();
        try (ServedHome snapshot = ServedHome.start(home)) {
            for (String path : paths) {
                String body = snapshot.get(path, "Accept", BROWSER).body();
                live(Jsoup.parse(body)).forEach(what -> found.add(path + ": " + what));
                assertTrue(body.length() > 100, path);
            }
        }

        assertEquals(List.of(), found);
    }

    /** Returns what a browser would run or follow, as it reads the page. */
    private static List<String> live(Document page) {
        List<String> live = new ArrayList<>();
        for (Element element : page.getAllElements()) {
            boolean isOurs = element.attr("src").startsWith("/assets/");
            boolean isData = element.attr("type").matches("application/(ld\\+)?json");
            if (element.normalName().equals("script") && !isOurs && !isData) {
                live.add(element.outerHtml());
            }
            if (List.of("img", "b", "iframe").contains(element.normalName())
                    && !element.hasClass("publisher")) {
                live.add(element.outerHtml());
            }
            for (Attribute attribute : element.attributes()) {
                boolean leads = List.of("href", "src", "action").contains(attribute.getKey());
                if (attribute.getKey().startsWith("on")
                        || (leads && attribute.getValue().matches("(?i)\\s*(javascript|data):.*"))
                        || attribute.getKey().contains("alert")) {
                    live.add(element.outerHtml());
                }
            }
        }
        // So long a number stands in no hash, port or size by chance.
        if (page.text().contains("5332114")) {
            live.add("5332114");
        }
        return live;
    }

    @Test
    void wouldFindWhatRuns() {
        assertEquals(
                5,
                live(Jsoup.parse(
                                """
                                <script>alert(1)</script><img src=x onerror=alert(2)>
                                <a href=" javascript:alert(3)">x</a>5332114
                                """))
                        .size());
    }
}
