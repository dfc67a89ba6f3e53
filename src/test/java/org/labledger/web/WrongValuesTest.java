package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.header;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.labledger.HomeFolder;

/** What people are told of a value that a question cannot be asked with, and what programs are. */
class WrongValuesTest {

    private static final String QUERY =
            """
            #+ title: {en: Anything, zh-Hant: 任何事}
            #+ labels: {copies: {en: copies, zh-Hant: 冊數}, shelf: {en: shelf, zh-Hant: 書架}}
            #+ enumerate:
            #+   - shelf: [north, south]
            PREFIX lib: <https://library.example/vocab#>
            SELECT ?book {
                ?book a lib:Book .
                FILTER(?__copies_integer > 0 || ?__weight_number > 0 || ?__shelf != "" || ?__year_gYear != ""
                    || ?__day_date != "" || ?__month_xsd_gYearMonth != "" || ?__new_boolean || ?__book_iri = ?book)
            }
            """;

    private static final String ON_A_DAY =
            """
            #+ title: {en: On a day, zh-Hant: 某日}
            #+ labels: {on: {en: day, zh-Hant: 日期}}
            #+ defaults:
            #+   - on: "2024-05-17"
            SELECT ?book { ?book a <https://library.example/vocab#Book> FILTER(?_on_date > "1900-01-01") }
            """;

    @TempDir static Path folder;
    private static ServedHome home;

    @BeforeAll
    static void start() {
        home =
                ServedHome.start(
                        HomeFolder.in(folder)
                                .withAllOf(HomeFolder.LIBRARY)
                                .with("queries/books/anything.rq", QUERY)
                                .with("queries/books/on-a-day.rq", ON_A_DAY));
    }

    @AfterAll
    static void stop() {
        home.close();
    }

    private static HttpResponse<String> browse(String path, String language) {
        return home.get(path, "Accept", "text/html", "Accept-Language", language);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "copies=many|“many” is not a whole number. “copies” takes one, such as 2024.|「many」不是整數。「冊數」請填整數，例如 2024。",
                "weight=1%2C5|“1,5” is not a number. “weight” takes one, such as 2.5.|「1,5」不是數字。「weight」請填數字，例如 2.5。",
                "shelf=east|“east” cannot be chosen for “shelf”. Please choose from the list.|「書架」沒有「east」這個選項，請從清單中選擇。",
                "day=2024-02-30|“2024-02-30” is not a date of the calendar. Write the one for “day” as 2024-05-17.|「2024-02-30」不是有效的日期。「day」請寫成 2024-05-17 的格式。",
                "year=MMXX|“MMXX” is not a year. Write the one for “year” as 2024.|「MMXX」不是年份。「年」請寫成 2024 的格式。",
                "month=May|“May” is not a month. Write the one for “month” as 2024-05.|「May」不是月份。「month」請寫成 2024-05 的格式。"
            })
    void areMarkedInTheFormAndExplainedInTheLanguageOfTheReader(
            String given, String english, String chinese) {
        for (String language : List.of("en", "zh-Hant")) {
            HttpResponse<String> response = browse("query/anything?" + given, language);
            Document page = Jsoup.parse(response.body());
            String said = language.equals("en") ? english : chinese;

            assertEquals(400, response.statusCode());
            assertEquals(said, page.select("[role=alert] li").text());
            Element field = page.select("[aria-invalid=true]").first();
            assertTrue(field != null, response.body());
            assertEquals("#" + field.id(), page.select("[role=alert] li a").attr("href"));
            assertEquals(said, page.select("#" + field.attr("aria-describedby")).text());
            assertEquals(
                    given.substring(given.indexOf('=') + 1).replace("%2C", ","),
                    field.tagName().equals("select")
                            ? field.select("option[selected]").attr("value")
                            : field.attr("value"));
            assertEquals(List.of(), page.select("main [lang]").eachText());
        }
    }

    @Test
    void areAllToldAtOnce() {
        Document page =
                Jsoup.parse(browse("query/loans-between?from=soon&foo=1&lang=en", "en").body());

        assertEquals(
                List.of("from", "foo"),
                page.select("[role=alert] li").eachText().stream()
                        .map(text -> text.replaceFirst("^.*(from|foo).*$", "$1"))
                        .toList());
        assertEquals(
                "/query/loans-between?from=soon",
                page.select("[role=alert] li:last-child a").attr("href"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "day|This question takes no “day”. Did you mean “day” (on in the address)?",
                "Day|This question takes no “Day”. Did you mean “day” (on in the address)?",
                "onn|This question takes no “onn”. Did you mean “day” (on in the address)?",
                "something|This question takes no “something”. Did you mean “day” (on in the address)?"
            })
    void underAWrongNameAreOneErrorThatLeadsToTheRightOne(String name, String said) {
        HttpResponse<String> response = browse("query/on-a-day?" + name + "=2024-05-18", "en");
        Document page = Jsoup.parse(response.body());

        assertEquals(400, response.statusCode());
        assertEquals(List.of(said), page.select("[role=alert] li").eachText());
        String href = page.select("[role=alert] li a").attr("href");
        assertEquals("/query/on-a-day?on=2024-05-18", href);
        assertEquals(200, browse(href.substring(1), "en").statusCode());
        String chinese =
                Jsoup.parse(browse("query/on-a-day?" + name + "=2024-05-18", "zh-Hant").body())
                        .select("[role=alert] li")
                        .text();
        assertEquals("這個問題沒有「" + name + "」這個條件。是不是指「日期」（網址中寫成 on）？", chinese);

        HttpResponse<String> program = home.get("query/on-a-day.csv?" + name + "=2024-05-18");
        assertEquals(400, program.statusCode());
        assertEquals("on", ServedHome.json(program).getString("parameter"));
    }

    @Test
    void areMissingUnderTheNameThatTheFormShows() {
        Document page = Jsoup.parse(browse("query/on-a-day?on=&=x&lang=en", "en").body());

        assertEquals(
                page.select("label[for=p-on]").text(),
                page.select("[role=alert] li")
                        .text()
                        .replaceFirst(".*Did you mean “(.*)” .*", "$1"));
    }

    @Test
    void haveNoFormats() {
        Document page = Jsoup.parse(browse("query/loans-between?from=soon", "en").body());

        assertEquals(0, page.select(".formats, .take, link[rel=alternate][type]").size());
        assertTrue(
                Jsoup.parse(browse("query/loans-between", "en").body()).select(".formats a").size()
                        > 4);
    }

    @Test
    void areToldToProgramsInEnglish() {
        HttpResponse<String> response =
                home.get("query/loans-between.csv?from=soon", "Accept-Language", "zh-Hant");

        assertEquals(400, response.statusCode());
        assertEquals("application/problem+json", header(response, "Content-Type"));
        assertEquals("from", ServedHome.json(response).getString("parameter"));
        assertTrue(response.body().contains("a date of the form YYYY-MM-DD"), response.body());
        assertEquals(400, home.get("query/who-borrowed-what.svg?nothing=1").statusCode());
    }

    @Test
    void ofThingsThatAreNotOnRecordAreMarkedBesideTheEmptyAnswer() {
        HttpResponse<String> response = browse("query/books-by-author?author=id:nobody", "zh-Hant");
        Document page = Jsoup.parse(response.body());

        assertEquals(200, response.statusCode());
        assertEquals("true", page.select("#p-author").attr("aria-invalid"));
        assertTrue(page.select("#p-author-wrong").text().contains("紀錄中沒有「id:nobody」"), page.text());
        assertFalse(page.select(".empty").isEmpty());
        assertTrue(
                Jsoup.parse(browse("query/books-by-author?author=id:ada-quill", "en").body())
                        .select("[aria-invalid]")
                        .isEmpty());
    }

    @Test
    void ofPagesAfterTheLastGiveTheLast() {
        Document page =
                Jsoup.parse(
                        browse("query/books-by-author?author=id:ada-quill&page=99", "en").body());

        assertTrue(page.select(".empty").isEmpty(), page.text());
        assertFalse(page.select("table.result tbody tr").isEmpty());
    }

    @Test
    void asLongAsABookAreNotRepeatedWhole() {
        String body = browse("query/anything?copies=" + "x".repeat(3000), "en").body();

        assertTrue(Jsoup.parse(body).select("[role=alert]").text().length() < 300);
    }
}
