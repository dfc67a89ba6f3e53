package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.header;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of a home about books, as a browser gets them. */
class PagesTest extends LibraryServerTestCase {

    private static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

    /** One address of each kind of page. */
    private static final List<String> EVERY_KIND =
            List.of(
                    "",
                    "query/",
                    "query/books-by-author",
                    "query/catalogue",
                    "query/has-loans?book=id:the-tin-orchard",
                    "query/loans-between?from=2023-01-01&sort=-lentOn",
                    "query/who-borrowed-what",
                    "query/books-by-author?author=id:nobody",
                    "query/loans-between?from=soon",
                    "doc/id/the-tin-orchard",
                    "doc/source/card-index-1974",
                    "doc/loans/2023",
                    "vocab",
                    "browse",
                    "browse?class=lib:Book",
                    "search?q=tin",
                    "search?q=nothing-like-this",
                    "sparql",
                    "about",
                    "nothing/here");

    private static HttpResponse<String> browse(String path) {
        return library.get(path, "Accept", BROWSER, "Accept-Language", "en");
    }

    @Test
    void areHtmlInTheLanguageOfTheReader() {
        for (String path : EVERY_KIND) {
            for (String language : List.of("en", "zh-Hant")) {
                HttpResponse<String> page =
                        library.get(path, "Accept", BROWSER, "Accept-Language", language);

                assertEquals("text/html;charset=utf-8", type(page), path);
                assertTrue(page.body().contains("<html lang=\"" + language + "\">"), path);
            }
        }
    }

    @Test
    void runNoScriptAndNoStyleOfTheirOwn() {
        Pattern inline =
                Pattern.compile(
                        "<script(?![^>]*\\bsrc=)(?![^>]*type=\"application/(ld\\+)?json\")"
                                + "|<style|\\sstyle=|\\son\\w+=\"|javascript:");
        for (String path : EVERY_KIND) {
            Matcher matcher = inline.matcher(browse(path).body());

            assertFalse(matcher.find(), () -> path + ": " + matcher.group());
        }
    }

    @Test
    void linkOnlyToWhatIsThere() {
        Pattern link = Pattern.compile("(?:href|src)=\"(/[^\"#]*)");
        List<String> dead = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (String path : EVERY_KIND) {
            Matcher matcher = link.matcher(browse(path).body());
            while (matcher.find()) {
                String target = matcher.group(1).replace("&amp;", "&");
                if (!known.contains(target)) {
                    known.add(target);
                    int status = library.get(target, "Accept", BROWSER).statusCode();
                    boolean isAboutAProblem =
                            path.contains("soon")
                                    || path.contains("nobody")
                                    || path.contains("nothing");
                    if (status >= 400 && !isAboutAProblem) {
                        dead.add(path + " -> " + target + ": " + status);
                    }
                }
            }
        }

        assertEquals(List.of(), dead);
        assertTrue(known.size() > 60, () -> "Only " + known.size());
    }

    @Test
    void rememberTheLanguageThatWasChosenAndNothingElse() {
        HttpResponse<String> chosen = browse("query/?lang=zh-Hant");
        HttpResponse<String> later =
                library.get("query/", "Accept", BROWSER, "Cookie", "lang=zh-Hant");

        assertEquals(
                "lang=zh-Hant; Max-Age=31536000; Path=/; SameSite=Lax",
                header(chosen, "Set-Cookie"));
        assertTrue(later.body().contains("<html lang=\"zh-Hant\">"));
        assertEquals("(no Set-Cookie)", header(later, "Set-Cookie"));
        assertTrue(header(later, "Vary").contains("Cookie"), header(later, "Vary"));
    }

    @Test
    void leaveDataToPrograms() {
        assertEquals(
                "application/sparql-results+json",
                type(library.get("query/books-by-author?author=id:ada-quill", "Accept", "*/*")));
        assertEquals("application/json", type(library.get("query/", "Accept", "*/*")));
        assertEquals("application/json", type(library.get("search?q=tin", "Accept", "*/*")));
        assertEquals(
                "text/turtle;charset=utf-8",
                type(library.get("doc/id/ada-quill", "Accept", "*/*")));
    }

    @Test
    void showTheExampleOfAQuestionBeforeItIsAsked() {
        String page = browse("query/books-by-author").body();

        assertTrue(page.contains("Which books did this author write?"), page);
        assertTrue(page.contains("Showing an example."), page);
        assertTrue(
                page.matches(
                        "(?s).*<option value=\"id:ada-quill\" selected[^>]*>Ada Quill</option>.*"),
                page);
        assertTrue(
                page.matches("(?s).*<option value=\"id:lin-yue\"[^>]*>Lin Yue</option>.*"), page);
        assertTrue(page.contains("<a href=\"/doc/id/the-tin-orchard\">The Tin Orchard</a>"), page);
    }

    @Test
    void takeNamesForThings() {
        HttpResponse<String> page = browse("query/books-by-author?author=Lin%20Yue");

        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("The Ferry by Moonlight"), page.body());
    }

    @Test
    void sayWhatIsWrongBesideTheForm() {
        HttpResponse<String> page = browse("query/loans-between?from=soon");

        assertEquals(400, page.statusCode());
        assertTrue(page.body().contains("role=\"alert\""), page.body());
        assertTrue(page.body().contains("is not a date of the calendar"), page.body());
        assertTrue(page.body().contains("value=\"soon\""), page.body());
    }

    @Test
    void sayWhatToTryWhenThereIsNoAnswer() {
        String page = browse("query/loans-between?from=2030-01-01&until=2030-02-01").body();

        assertTrue(page.contains("No records match."), page);
        assertTrue(
                page.contains(
                        "<a href=\"/query/loans-between?from=0001-01-01&amp;until=2030-02-01\">"),
                page);
    }

    @Test
    void offerTheNearestDaysThatHaveAnAnswer() {
        String page = browse("query/who-had-a-book?book=id:the-tin-orchard&on=2023-06-01").body();

        assertTrue(
                page.contains(
                        "the nearest date before it with an answer, 17 February 2023: one row</a>"),
                page);
        assertTrue(
                page.contains(
                        "<a href=\"/query/who-had-a-book?book=id:the-tin-orchard&amp;on=2024-05-02\">"),
                page);
        String chinese =
                browse("query/who-had-a-book?book=id:the-tin-orchard&on=2025-01-01&lang=zh-Hant")
                        .body();
        assertTrue(chinese.contains("之前最近一個有答案的日期，2024年5月30日：1 列"), chinese);
        assertFalse(chinese.contains("之後最近"), chinese);
    }

    @Test
    void leaveOutAColumnThatHasNoValueInAnyRow() {
        String lent = browse("query/loans-between?from=2024-08-01").body();
        String returned = browse("query/loans-between?from=2024-05-01").body();

        assertFalse(lent.contains("sort=returnedOn"), lent);
        assertTrue(returned.contains("sort=returnedOn"), returned);
    }

    @Test
    void sortATableByAnAddress() {
        String up = browse("query/loans-between?from=2023-01-01&sort=book").body();
        String down = browse("query/loans-between?from=2023-01-01&sort=-book").body();

        assertTrue(up.contains("aria-sort=\"ascending\""), up);
        assertTrue(down.contains("aria-sort=\"descending\""), down);
        assertTrue(up.indexOf("/doc/id/mending-clocks") > 0, up);
        assertTrue(down.indexOf("/doc/id/the-tin-orchard") > 0, down);
        assertFalse(down.contains("/doc/id/mending-clocks"), down);
    }

    @Test
    void showBothSidesOfADisagreementWithTheirSources() {
        String page = browse("doc/id/the-tin-orchard").body();

        assertTrue(page.contains("sources differ"), page);
        assertTrue(page.contains("One index has the year on the title page"), page);
        assertTrue(page.contains("<time datetime=\"1961\">1961</time>"), page);
        assertTrue(page.contains("<time datetime=\"1962\">1962</time>"), page);
        assertTrue(page.contains("Card index of the village library"), page);
        assertTrue(page.contains("Revised card index of the village library"), page);
    }

    @Test
    void showADisagreementOnThePagesOfThoseWhomTheRecordNames() {
        String author = browse("doc/id/ada-quill").body();
        String nearby = author.substring(author.indexOf("id=\"nearby\""));

        assertTrue(author.contains("href=\"#nearby\">sources disagree on one point<"), author);
        assertTrue(nearby.contains(">The Tin Orchard: year of publication</a>"), nearby);
        assertTrue(nearby.contains("<time datetime=\"1961\">1961</time>"), nearby);
        assertTrue(nearby.contains("<time datetime=\"1962\">1962</time>"), nearby);
        assertTrue(nearby.contains("Card index of the village library"), nearby);
        assertFalse(browse("doc/id/lin-yue").body().contains("id=\"nearby\""));
    }

    @Test
    void nameADisagreementWithoutANameByRecordAndProperty() {
        assertTrue(
                browse("doc/id/year-of-the-tin-orchard")
                        .body()
                        .contains("<h1>The Tin Orchard: year of publication</h1>"));
        assertTrue(
                browse("doc/id/year-of-the-tin-orchard?lang=zh-Hant")
                        .body()
                        .contains("<h1>錫果園：出版年</h1>"));
    }

    @Test
    void areInTheLanguageThatTheAddressChoosesAlsoWhereThereIsNothing() {
        HttpResponse<String> missing = browse("doc/id/nobody?lang=zh-Hant");

        assertEquals(404, missing.statusCode());
        assertTrue(missing.body().contains("<html lang=\"zh-Hant\">"), missing.body());
        assertTrue(
                browse("query/books-by-author?x=%FF&lang=zh-Hant")
                        .body()
                        .contains("<html lang=\"en\""));
        assertTrue(
                browse("id/the-tin-orchard?lang=zh-Hant")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow()
                        .endsWith("/doc/id/the-tin-orchard?lang=zh-Hant"));
    }

    @Test
    void callASavedQuestionByWhatItIs() {
        String page = browse("search?q=author").body();

        assertFalse(page.contains("sh:SPARQLExecutable"), page);
        assertTrue(page.contains(">Question</a> <span class=\"hint\">"), page);
    }

    @Test
    void nameTheLanguageOfASourceInTheLanguageOfTheReader() {
        assertTrue(
                browse("doc/source/card-index-1998").body().contains(">Chinese (Traditional"),
                browse("doc/source/card-index-1998").body());
        assertTrue(
                browse("doc/source/card-index-1998?lang=zh-Hant").body().contains(">中文"),
                browse("doc/source/card-index-1998?lang=zh-Hant").body());
    }

    @Test
    void nameTheTermsOfEvidenceWhereTheHomeDoesNot() {
        String english = browse("doc/id/year-of-the-tin-orchard").body();
        String chinese = browse("doc/id/year-of-the-tin-orchard?lang=zh-Hant").body();

        assertTrue(english.contains(">Disagreement</a>"), english);
        assertTrue(english.contains("class=\"dispute\""), english);
        assertTrue(chinese.contains(">分歧</a>"), chinese);
        assertFalse(english.contains(">ev:"), english);
        assertTrue(
                browse("doc/source/card-index-1974").body().contains("<dt>issued</dt>"),
                browse("doc/source/card-index-1974").body());
        assertFalse(browse("browse").body().contains(">ev:"), browse("browse").body());
    }

    @Test
    void listWhatIsOnThemInItsOrder() {
        Document page = Jsoup.parse(browse("doc/id/the-tin-orchard").body());
        List<String> listed =
                page.select("nav.contents a").eachAttr("href").stream()
                        .map(href -> href.substring(1))
                        .toList();

        assertTrue(listed.size() > 3, listed::toString);
        assertEquals(
                listed,
                page.select("main [id]").eachAttr("id").stream().filter(listed::contains).toList());
    }

    @Test
    void showADisagreementOnItsOwnPageSideBySide() {
        String page = browse("doc/id/year-of-the-tin-orchard").body();

        assertTrue(page.contains("<p class=\"claim\"><time datetime=\"1961\">"), page);
        assertTrue(page.contains("<p class=\"claim\"><time datetime=\"1962\">"), page);
        assertFalse(page.contains(">on record<"), "What the card says is not said twice.");
    }

    @Test
    void tellThingsApartThatHaveNeitherNameNorContent() {
        String page = browse("doc/id/the-tin-orchard").body();

        assertTrue(page.contains(">Shelf: shelf-a</a>"), page);
    }

    @Test
    void gatherFactsUnderTheHeadingsOfTheHome() {
        String english = browse("doc/id/loan-4").body();
        String chinese = browse("doc/id/loan-4?lang=zh-Hant").body();

        assertEquals(List.of("Who and what", "When"), headings(english));
        assertEquals(List.of("人與書", "時間"), headings(chinese));
        assertTrue(english.indexOf("borrower") < english.indexOf("<h3>When</h3>"), english);
        assertTrue(english.indexOf("<h3>When</h3>") < english.indexOf("lent on"), english);
    }

    @Test
    void putNoHeadingOverEachSingleFact() {
        assertEquals(List.of(), headings(browse("doc/id/the-tin-orchard").body()));
    }

    private static List<String> headings(String page) {
        Matcher facts =
                Pattern.compile("<section class=\"facts\".*?</section>", Pattern.DOTALL)
                        .matcher(page);
        assertTrue(facts.find(), page);
        return Pattern.compile("<h3>(.*?)</h3>")
                .matcher(facts.group())
                .results()
                .map(heading -> heading.group(1))
                .toList();
    }

    @Test
    void nameRecordsThatHaveNoNameByWhatTheyAre() {
        assertTrue(
                browse("doc/id/loan-4")
                        .body()
                        .contains("<h1>Loan: The Tin Orchard, Old Mr Reed</h1>"));
    }

    @Test
    void carryTheirDataInside() {
        String page = browse("doc/id/the-tin-orchard").body();

        assertTrue(page.contains("<script type=\"application/ld+json\">"), page);
        assertTrue(
                page.contains(
                        "<link rel=\"canonical\" href=\"https://library.example/id/the-tin-orchard\">"),
                page);
        assertTrue(
                page.contains("type=\"text/turtle\" href=\"/doc/id/the-tin-orchard.ttl\""), page);
    }

    @ParameterizedTest
    @CsvSource({
        "Tin, /doc/id/the-tin-orchard",
        "錫果園, /doc/id/the-tin-orchard",
        "ferry moonlight, /doc/id/the-ferry-by-moonlight"
    })
    void findThings(String text, String href) {
        String found = browse("search?q=" + ServedHome.encode(text)).body();

        assertTrue(found.contains("<a href=\"" + href + "\">"), found);
    }

    @Test
    void openASharedQueryInTheEditor() {
        String page = browse("sparql?query=ASK%20%7B%7D%20%23%20%3C%2Ftextarea%3E").body();

        assertTrue(page.contains("ASK {} # &lt;/textarea&gt;"), page);
        assertTrue(page.contains("/assets/yasgui.min-"), page);
    }

    @Test
    void keepTheirFilesUnderAddressesThatChangeWithThem() {
        Matcher asset =
                Pattern.compile("/assets/ledger-[0-9a-f]{10}\\.css").matcher(browse("").body());
        assertTrue(asset.find());
        HttpResponse<String> style = library.get(asset.group());

        assertEquals(200, style.statusCode());
        assertEquals("public, max-age=31536000, immutable", header(style, "Cache-Control"));
        assertEquals(404, library.get("assets/ledger-0000000000.css").statusCode());
        assertEquals(404, library.get("assets/ledger.css").statusCode());
        assertEquals(404, library.get("assets/..%2f..%2fsimplelogger-0.properties").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing/here",
                "query/no-such-query",
                "browse?class=lib:Nothing",
                "doc/id/no"
            })
    void helpWhereThereIsNothing(String path) {
        HttpResponse<String> page = browse(path);

        assertEquals(404, page.statusCode());
        assertTrue(page.body().contains("There is nothing at this address"), page.body());
        assertTrue(page.body().contains("name=\"robots\" content=\"noindex\""), page.body());
    }

    private static String type(HttpResponse<?> response) {
        return header(response, "Content-Type")
                .replace("; ", ";")
                .toLowerCase(java.util.Locale.ROOT);
    }
}
