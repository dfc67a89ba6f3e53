package org.labledger.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.query.Engine;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;

class SearchIndexTest {

    private static final Snapshot LIBRARY = HomeFolder.LIBRARY.load();

    private static final String PREFIXES =
            """
            @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            @prefix dct: <http://purl.org/dc/terms/> .
            @prefix : <https://home.test/> .
            """;

    @TempDir Path folder;

    private SearchIndex index(String turtle) {
        return SearchIndex.of(
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with("data/things.ttl", PREFIXES + turtle)
                        .load());
    }

    private static List<String> found(SearchIndex index, String text) {
        return index.search(SearchRequest.of(text, "en")).results().stream()
                .map(result -> result.iri().substring(result.iri().lastIndexOf('/') + 1))
                .toList();
    }

    @Test
    void isOnePerSnapshotOfAnEngine() {
        Engine engine = new Engine(Limits.STANDARD);
        assertSame(engine.searchIndex(LIBRARY), engine.with(Limits.STANDARD).searchIndex(LIBRARY));
    }

    @Test
    void ranksNameThenOtherNameThenTitleThenMisspellingThenText() {
        SearchIndex index =
                index(
                        """
                        :text rdfs:label "A" ; :note "about the lighthouse"@en .
                        :misspelled rdfs:label "B" ; skos:hiddenLabel "Lighthouse" .
                        :titled dct:title "Lighthouse" .
                        :other rdfs:label "C" ; skos:altLabel "Lighthouse" .
                        :described rdfs:label "D" ; rdfs:comment "A lighthouse" .
                        :begins rdfs:label "Lighthouse keeper" .
                        :named rdfs:label "Lighthouse" .
                        """);

        assertEquals(
                List.of("named", "titled", "other", "misspelled", "begins", "described", "text"),
                found(index, "lighthouse"));
    }

    @Test
    void putsWhatOthersReferToBeforeItsEquals() {
        SearchIndex index =
                index(
                        """
                        :a rdfs:label "Harbour" .
                        :b rdfs:label "Harbour" .
                        :x :near :b .
                        :y :near :b .
                        """);

        assertEquals(List.of("b", "a"), found(index, "harbour"));
    }

    @Test
    void findsByOneChineseCharacter() {
        SearchIndex index = index(":a rdfs:label \"燈塔\"@zh-Hant . :b rdfs:label \"港口\"@zh-Hant .");

        assertEquals(List.of("a"), found(index, "塔"));
        assertEquals(List.of("a"), found(index, "燈"));
    }

    @Test
    void findsWordsOfBothScripts() {
        SearchIndex index =
                index(
                        """
                        :a rdfs:label "Pier 39 碼頭"@zh-Hant .
                        :b rdfs:label "Pier 40 碼頭"@zh-Hant .
                        """);

        assertEquals(List.of("a"), found(index, "39 碼頭 pier"));
    }

    @Test
    void findsWithoutMarksAndWithMarks() {
        SearchIndex index = index(":a rdfs:label \"Björk Mądry\" . :b rdfs:label \"Other\" .");

        assertEquals(List.of("a"), found(index, "bjork madry"));
        assertEquals(List.of("a"), found(index, "Bjo\u0308rk"));
    }

    @Test
    void findsOtherFormsOfAWord() {
        SearchIndex index = index(":a rdfs:label \"Promised deliveries\"@en .");

        assertEquals(List.of("a"), found(index, "delivery promises"));
    }

    @Test
    void leavesOutAWordRatherThanFindNothing() {
        SearchIndex index = index(":a rdfs:label \"Red boat\" . :b rdfs:label \"Red house\" .");

        assertEquals(List.of("a"), found(index, "red boat"));
        assertEquals(List.of("a"), found(index, "boat qqqqqq"));
        assertEquals(List.of(), found(index, "qqqqqq"));
    }

    @Test
    void showsTheRangesThatWereFound() {
        SearchIndex index = index(":a rdfs:label \"The red boat\"@en .");

        Snippet snippet =
                index.search(SearchRequest.of("boat RED", "en")).results().getFirst().snippet();

        assertEquals("The red boat", snippet.text());
        assertEquals("en", snippet.language());
        assertEquals(
                List.of("red", "boat"),
                snippet.highlights().stream()
                        .map(range -> snippet.text().substring(range.start(), range.end()))
                        .toList());
    }

    @Test
    void showsThePartOfALongTextThatMatters() {
        String long1 = "lorem ipsum ".repeat(60);
        SearchIndex index = index(":a rdfs:comment \"" + long1 + "the needle " + long1 + "\"@en .");

        Snippet snippet =
                index.search(SearchRequest.of("needle", "en")).results().getFirst().snippet();

        assertTrue(snippet.startsLater());
        assertTrue(snippet.endsEarlier());
        assertTrue(snippet.text().length() <= 220, snippet::text);
        Snippet.Range range = snippet.highlights().getFirst();
        assertEquals("needle", snippet.text().substring(range.start(), range.end()));
    }

    @Test
    void showsTheReadersLanguageWhereBothMatch() {
        SearchIndex index =
                index(
                        """
                        :a rdfs:label "OpenSea is large"@en , "OpenSea 很大"@zh-Hant .
                        """);

        assertEquals(
                "OpenSea 很大",
                index.search(SearchRequest.of("OpenSea", "zh-Hant"))
                        .results()
                        .getFirst()
                        .snippet()
                        .text());
        assertEquals(
                "OpenSea is large",
                index.search(SearchRequest.of("OpenSea", "en"))
                        .results()
                        .getFirst()
                        .snippet()
                        .text());
    }

    @Test
    void findsSavedQueriesAndTermsOfVocabularies() {
        SearchIndex index = SearchIndex.of(LIBRARY);

        SearchResult question =
                index.search(SearchRequest.of("books by author", "en")).results().getFirst();

        assertEquals(SearchResult.Kind.QUESTION, question.kind());
        assertTrue(question.iri().endsWith("/query/books-by-author"), question::iri);
        assertTrue(
                index
                        .search(
                                new SearchRequest(
                                        "book",
                                        "en",
                                        Optional.of("http://www.w3.org/2000/01/rdf-schema#Class"),
                                        0,
                                        10))
                        .results()
                        .stream()
                        .allMatch(result -> result.kind() == SearchResult.Kind.TERM));
    }

    @Test
    void countsAllThingsByClass() {
        SearchIndex index =
                index(
                        """
                        :a a :Boat ; rdfs:label "Blue one" .
                        :b a :Boat ; rdfs:label "Blue two" .
                        :c a :House ; rdfs:label "Blue three" .
                        """);

        SearchAnswer answer = index.search(new SearchRequest("blue", "", Optional.empty(), 1, 1));

        assertEquals(3, answer.total());
        assertEquals(1, answer.results().size());
        assertEquals(
                List.of(
                        new SearchAnswer.Facet("https://home.test/Boat", 2),
                        new SearchAnswer.Facet("https://home.test/House", 1)),
                answer.facets());
        assertEquals(
                1,
                index.search(
                                new SearchRequest(
                                        "blue", "", Optional.of("https://home.test/House"), 0, 10))
                        .total());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t\n",
                "?!…",
                "。、",
                "\"",
                "(",
                "))((",
                "*",
                "a*",
                "?",
                "~",
                "a~9",
                "AND",
                "OR",
                "NOT",
                "AND AND",
                "+",
                "-",
                "a:b",
                "*:*",
                "[a TO b]",
                "{x",
                "/re.*/",
                "\\",
                "a\\",
                "^5",
                "a^^b",
                "\u0000",
                "\uD800",
                "\uDC00a",
                "👩‍👩‍👧",
                "ﷺ",
                "<script>alert(1)</script>",
                "' OR 1=1 --",
                "%00%ff",
                "\u202Eabc",
                "a\u0300\u0301"
            })
    void takesWhateverIsTypedAsPlainText(String text) {
        SearchAnswer answer = SearchIndex.of(LIBRARY).search(SearchRequest.of(text, "en"));

        assertTrue(answer.total() >= answer.results().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "?!…", "。、", "((", "\""})
    void findsNothingForNoWords(String text) {
        assertEquals(0, SearchIndex.of(LIBRARY).search(SearchRequest.of(text, "en")).total());
    }

    @Test
    void readsOnlySoMuchOfAVeryLongText() {
        SearchAnswer answer =
                SearchIndex.of(LIBRARY).search(SearchRequest.of("book 書".repeat(100_000), "en"));

        assertEquals(SearchRequest.MAX_TEXT_LENGTH, answer.text().length());
    }

    @Test
    void answersRandomTextTheSameWayTwice() {
        SearchIndex one = SearchIndex.of(HomeFolder.LIBRARY.load());
        SearchIndex two = SearchIndex.of(HomeFolder.LIBRARY.load());
        Random random = new Random(42);
        String letters = "aeiou bdlnrst書借人\"*(~^:\\'-é 1";
        for (int i = 0; i < 80; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(20);
            for (int j = 0; j < length; j++) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            SearchRequest request = SearchRequest.of(text.toString(), "en");
            assertEquals(one.search(request), two.search(request), text::toString);
        }
    }
}
