package org.labledger.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.web.ServedHome;
import org.openqa.selenium.By;

/**
 * A home whose every string tries to become markup or a script, visited by a browser, with requests
 * that try the same: nothing runs, nothing leads to a script, and the pages stay valid.
 */
@Timeout(120)
@ExtendWith(WithChromium.class)
class HostileHomeTest {

    /** Would set a flag, were any of it taken for markup; ends with an override of the direction. */
    private static final String EVIL =
            "\"'><img src=x onerror=ran=1><script>ran=1</script></script><svg onload=ran=1>"
                    + "--></title></textarea>{{7*7}}${7*7}&lt;\u202e\u0001\u00a0";

    /** The same in a string of Turtle. */
    private static final String IN_TURTLE =
            EVIL.replace("\"", "\\\"").replace("\u0001", "\\u0001").replace("\u202e", "\\u202E");

    /** The same in a scalar of YAML, on one line. */
    private static final String IN_YAML =
            EVIL.replace("\"", "\\\"").replace("\u0001", "\\u0001").replace("\u202e", "\\u202E");

    private static final String THINGS =
            """
            @prefix id: <https://home.test/id/> .
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix v: <https://home.test/vocab#> .
            @prefix dct: <http://purl.org/dc/terms/> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix schema: <https://schema.org/> .
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

            v:Thing a rdfs:Class ; rdfs:label "EVIL"@en ; rdfs:comment "EVIL" .
            v:of rdfs:label "EVIL"@en .
            <https://home.test/source/s> a ev:Source ; dct:title "EVIL" ; dct:publisher id:b ;
                schema:author "EVIL" ; schema:url <javascript:ran=1>, <data:text/html,%3Cscript%3Eran=1%3C/script%3E> .
            id:a a v:Thing ; rdfs:label "EVIL"@en, "EVIL"@zh-Hant ; skos:altLabel "EVIL" ; rdfs:comment "EVIL"@en ;
                v:of id:b, id:c%22%3E%3Cimg%20src=x%20onerror=ran=1%3E, <javascript:ran=1>, <JaVaScRiPt:ran=1>, <vbscript:ran=1> ;
                schema:url <javascript:ran=1>, "javascript:ran=1"^^xsd:anyURI ;
                v:text "EVIL", "EVIL"^^v:type, "EVIL"@x-evil ;
                v:day "EVIL"^^xsd:date, "2024-01-01"^^xsd:date ; v:number "EVIL"^^xsd:integer .
            id:b a v:Thing ; rdfs:label "EVIL" ; v:of id:a ; v:day "2024-02-01"^^xsd:date .
            """
                    .replace("EVIL", IN_TURTLE);

    private static final String QUESTION =
            """
            #+ title: {en: "EVIL"}
            #+ question: {en: "EVIL"}
            #+ summary: {en: "EVIL"}
            #+ tags: ["EVIL"]
            #+ view: timeline
            #+ defaults:
            #+   - about: id:a
            PREFIX id: <https://home.test/id/>
            PREFIX v: <https://home.test/vocab#>
            SELECT ?thing ?text ?day WHERE { ?thing v:of ?_about_iri ; v:day ?day OPTIONAL { ?thing v:text ?text } }
            """
                    .replace("EVIL", IN_YAML);

    @TempDir Path folder;
    @TempDir Path documents;

    @Test
    void runsNothingAndLinksToNoScript(Chromium chromium) throws Exception {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with(
                                "ontology/dataset.ttl",
                                HomeFolder.DESCRIPTION
                                        + """
                                        @prefix dct: <http://purl.org/dc/terms/> .
                                        <https://home.test/> dct:title "EVIL"@en ; dct:description "EVIL"@en ;
                                            dct:license <javascript:ran=1> ; dct:publisher "EVIL" .
                                        """
                                                .replace("EVIL", IN_TURTLE))
                        .with("data/sources/s.ttl", THINGS)
                        .with("queries/evil/question.rq", QUESTION);
        Map<String, String> pages = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        try (ServedHome server = ServedHome.start(home)) {
            for (var page : paths().entrySet()) {
                String body = server.get(page.getValue(), "Accept", "text/html").body();
                assertTrue(body.startsWith("<!doctype html>"), () -> page + ": " + body);
                pages.put(page.getKey(), body);
                chromium.visit(server.uri(page.getValue()).toString());
                look(chromium).forEach(found -> wrong.add(page.getKey() + ": " + found));
            }
        }
        wrong.addAll(new HtmlChecker().check(pages, documents));

        assertEquals("", String.join("\n", wrong));
    }

    private static Map<String, String> paths() {
        String evil = URLEncoder.encode(EVIL, StandardCharsets.UTF_8);
        return Map.ofEntries(
                Map.entry("home", "/"),
                Map.entry("questions", "/query/"),
                Map.entry("question", "/query/question"),
                Map.entry("question-asked", "/query/question?about=id:b&sort=" + evil),
                Map.entry("question-wrong", "/query/question?about=" + evil),
                Map.entry("thing", "/doc/id/a"),
                Map.entry("other-thing", "/doc/id/b"),
                Map.entry("source", "/doc/source/s"),
                Map.entry("browse", "/browse"),
                Map.entry("records", "/browse?class=https%3A%2F%2Fhome.test%2Fvocab%23Thing"),
                Map.entry("no-records", "/browse?class=" + evil),
                Map.entry("search", "/search?q=" + evil),
                Map.entry("found", "/search?q=img+onerror&lang=zh-Hant"),
                Map.entry("language", "/search?q=ran&lang=" + evil),
                Map.entry("editor", "/sparql?query=" + evil),
                Map.entry("about", "/about"),
                Map.entry("not-found", "/id/" + evil.replace("+", "%20").replace("%2F", "-").replace("%01", "")));
    }

    private static List<String> look(Chromium chromium) {
        List<String> found = new ArrayList<>();
        if (Boolean.TRUE.equals(chromium.run("return 'ran' in window"))) {
            found.add("a script ran");
        }
        chromium.all(By.cssSelector("main img, [onerror], [onload], script:not([src]):not([type])"))
                .forEach(element -> found.add("became markup: " + element.getAttribute("outerHTML")));
        Object links =
                chromium.run(
                        "return [...document.querySelectorAll('a[href], link[href], form[action],"
                                + " [*|href]')].map(e => e.href?.baseVal ?? e.href ?? e.action)"
                                + ".filter(h => h && !/^(https?:|[/#])/i.test(h))");
        ((List<?>) links).forEach(link -> found.add("leads to " + link));
        chromium.console().stream()
                .filter(complaint -> !complaint.contains("responded with a status of 4"))
                .forEach(found::add);
        return found;
    }
}
