package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.labledger.HomeFolder;

/** What went wrong is told in the language of the page. */
@Timeout(60)
class ProblemPagesTest {

    private static final String ENDLESS =
            "SELECT (COUNT(*) AS ?count) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }";

    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]+ [a-z]+ [a-z]+");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}{2}");

    @TempDir static Path folder;

    private static ServedHome home;

    @BeforeAll
    static void start() {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            data.append("<http://a.example/s%d> <http://a.example/p> %d .\n".formatted(i, i));
        }
        home =
                ServedHome.start(
                        HomeFolder.in(folder)
                                .with(
                                        "ontology/dataset.ttl",
                                        HomeFolder.DESCRIPTION
                                                + "<https://home.test/>"
                                                + " <https://w3id.org/lab-ledger/evidence#serviceEndpoint>"
                                                + " <http://127.0.0.1:9/> .")
                                .with("data/a.ttl", data.toString())
                                .with("queries/endless.rq", ENDLESS)
                                .with("queries/rows.rq", "SELECT * { ?s ?p ?o . ?a ?b ?c }")
                                .with(
                                        "queries/remote.rq",
                                        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
                                .with(
                                        "queries/elsewhere.rq",
                                        "SELECT * { SERVICE <http://127.0.0.2:9/> { ?s ?p ?o } }"),
                        Duration.ofSeconds(1));
    }

    @AfterAll
    static void stop() {
        home.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "query/endless | 503 | 查詢超過時間上限，已停止。請縮小範圍再試 | The query timed out",
                "query/rows | 503 | 結果的筆數太多。請縮小範圍，或下載完整資料 | The answer has too many rows",
                "query/remote | 502 | 另一個伺服器沒有正常回應，無法完成查詢 | Another server did not answer",
                "query/elsewhere | 403 | 不允許向這個伺服器查詢 | Another server may not be asked",
                "query/nothing | 404 | 這個網址沒有內容 | There is nothing at this address",
                "doc/id/nothing | 404 | 這個網址沒有內容 | There is nothing at this address",
                "dump.nq?derived=perhaps | 400 | 網址中的參數有誤 | A parameter is wrong"
            })
    void areInTheLanguageOfTheReader(String path, int status, String chinese, String english) {
        HttpResponse<String> response = browse(path, "zh-Hant");
        Document page = Jsoup.parse(response.body());

        assertEquals(status, response.statusCode(), response.body());
        assertEquals("zh-Hant", page.select("html").attr("lang"));
        assertEquals(chinese, page.select("h1").text());
        assertEquals(1, page.select("main details [lang=en]").size());
        page.select("main [lang=en]").remove();
        String rest = page.select("main").text();
        assertFalse(ENGLISH.matcher(rest).find(), rest);
        assertEquals(status > 500, rest.contains("再試一次"), rest);

        Document inEnglish = Jsoup.parse(browse(path, "en").body());
        assertEquals(english, inEnglish.select("h1").text());
        assertFalse(CHINESE.matcher(inEnglish.select("main").text()).find());
        assertTrue(inEnglish.select("main .detail").hasText());
    }

    private static HttpResponse<String> browse(String path, String language) {
        return home.get(path, "Accept", "text/html", "Accept-Language", language);
    }
}
