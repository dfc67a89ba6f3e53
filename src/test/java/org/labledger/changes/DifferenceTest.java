package org.labledger.changes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.rdfpatch.RDFPatchOps;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.display.Language;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;

/** What is said of every kind of change, in both languages; expected texts are by hand. */
class DifferenceTest {

    private static final Language CHINESE = new Language("zh-Hant");

    private static final String PREFIXES =
            """
            @prefix dct: <http://purl.org/dc/terms/> .
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix id: <https://library.example/id/> .
            @prefix lib: <https://library.example/vocab#> .
            @prefix loans: <https://library.example/loans/> .
            @prefix pav: <http://purl.org/pav/> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix src: <https://library.example/source/> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            """;

    private static final String INDEX_1974 = "data/sources/2019/card-index-1974.ttl";
    private static final String INDEX_1998 = "data/sources/2019/card-index-1998.ttl";
    private static final String BOOKS = "data/books.ttl";

    @TempDir private Path folder;

    private HomeFolder home;
    private Home before;

    @BeforeEach
    void copyTheLibrary() {
        home = HomeFolder.in(folder).withAllOf(HomeFolder.LIBRARY);
        before = home.read();
    }

    @Test
    void ofARecordThatIsNew() {
        append(
                BOOKS,
                """
                id:salt-and-starlight a lib:Novel ; lib:author id:lin-yue ;
                    rdfs:label "Salt and Starlight"@en, "鹽與星光"@zh-Hant .
                """);

        assertEquals(
                """
                Records
                  Novel added: Salt and Starlight (books)
                    author: Lin Yue

                one thing changed, 4 statements added
                """,
                english());
        assertEquals(
                """
                紀錄
                  新增小說：鹽與星光（books）
                    作者：林月

                1 筆資料有變更、新增 4 則陳述
                """,
                chinese());
    }

    @Test
    void ofARecordThatIsGone() {
        replace("data/loans.trig", "(?s)id:loan-5.*?\\.\n", "");

        assertEquals(
                """
                Records
                  Loan removed: Mending Clocks, "Fast" and Slow, Mrs Plum (loans:2024)
                    book: Mending Clocks, "Fast" and Slow
                    borrower: Mrs Plum
                    lent on: 11 August 2024

                one thing changed, 4 statements removed
                """,
                english());
        assertEquals(
                """
                紀錄
                  刪除借閱：快鐘慢鐘修理法、Mrs Plum（loans:2024）
                    書：快鐘慢鐘修理法
                    借閱人：Mrs Plum
                    借出日：2024年8月11日

                1 筆資料有變更、刪除 4 則陳述
                """,
                chinese());
    }

    @Test
    void ofAValueThatAnotherOneReplaces() {
        replace("data/loans.trig", "2023-02-17", "2023-02-18");

        assertEquals(
                """
                Records
                  Loan changed: The Tin Orchard, Mrs Plum (loans:2023)
                    returned on: changed from 17 February 2023 to 18 February 2023

                one thing changed, one statement added, one statement removed
                """,
                english());
        assertEquals(
                """
                紀錄
                  修改借閱：錫果園、Mrs Plum（loans:2023）
                    歸還日：由「2023年2月17日」改為「2023年2月18日」

                1 筆資料有變更、新增 1 則陳述、刪除 1 則陳述
                """,
                chinese());
    }

    @Test
    void ofAValueWithTheReasonOfTheVerdictThatPrefersIt() {
        replace(INDEX_1974, "\"1961\"", "\"1962\"");
        append(
                "data/editorial/years.ttl",
                """
                id:verdict-on-the-tin-orchard a ev:Verdict ;
                    ev:onDisagreement id:year-of-the-tin-orchard ;
                    ev:prefers "1962"^^xsd:gYear ;
                    ev:reason "The title page has 1962."@en, "書名頁上是 1962 年。"@zh-Hant .
                """);

        assertLine(
                "year of publication: corrected from 1961 to 1962, because: The title page has"
                        + " 1962.",
                english());
        assertLine("出版年：由「1961年」更正為「1962年」，理由：書名頁上是 1962 年。", chinese());
    }

    @Test
    void ofAValueWithoutTheReasonOfAVerdictThatPrefersAnother() {
        replace(INDEX_1974, "\"1961\"", "\"1963\"");
        append(
                "data/editorial/years.ttl",
                """
                id:verdict-on-the-tin-orchard a ev:Verdict ;
                    ev:onDisagreement id:year-of-the-tin-orchard ;
                    ev:prefers "1962"^^xsd:gYear ; ev:reason "The title page has 1962."@en .
                """);

        assertLine("year of publication: changed from 1961 to 1963", english());
    }

    @Test
    void ofAValueWithTheReasonOfACorrectionOfTheSource() {
        replace(INDEX_1974, "\"1972\"", "\"1971\"");
        append(
                "data/editorial/years.ttl",
                """
                id:correction-of-1972 a ev:Correction ; ev:corrects src:card-index-1974 ;
                    ev:printed "1972" ; ev:correctForm "1971" ;
                    ev:reason "A misprint."@en, "誤植。"@zh-Hant .
                """);

        assertLine(
                "year of publication: corrected from 1972 to 1971, because: A misprint.",
                english());
        assertLine("出版年：由「1972年」更正為「1971年」，理由：誤植。", chinese());
    }

    @Test
    void ofALabel() {
        replace("data/authors.ttl", "\"Lin Yue\"@en", "\"Lin Yueh\"@en");

        assertEquals(
                """
                Records
                  Author changed: Lin Yueh (authors)
                    name: changed from Lin Yue to Lin Yueh

                one thing changed, one statement added, one statement removed
                """,
                english());
    }

    @Test
    void ofALabelInOneLanguageToReadersOfTheOther() {
        replace("data/authors.ttl", "林月", "林玥");

        assertLine("name: changed from 林月 to 林玥", english());
        assertLine("名稱：由「林月」改為「林玥」", chinese());
    }

    @Test
    void ofALabelInBothLanguagesToEachInTheirOwn() {
        replace("data/authors.ttl", "\"Lin Yue\"@en, \"林月\"", "\"Lin Yueh\"@en, \"林玥\"");

        assertLine("name: changed from Lin Yue to Lin Yueh", english());
        assertTrue(!english().contains("林玥"), english());
        assertTrue(!chinese().contains("Yueh"), chinese());
    }

    @Test
    void ofASourceThatIsNewAndOfWhatItSaysOfARecordThatIsNot() {
        home.with(
                "data/sources/2019/card-index-1990.ttl",
                PREFIXES
                        + """
                        src:card-index-1990 a ev:Source ; dct:title "Interim card index"@en ;
                            dct:issued "1990"^^xsd:gYear .
                        id:mending-clocks lib:year "1972"^^xsd:gYear .
                        """);

        assertEquals(
                """
                Records
                  Book changed: Mending Clocks, "Fast" and Slow (Interim card index, 1990)
                    year of publication: 1972 added

                Sources
                  Source added: Interim card index
                    issued: 1990

                2 things changed, 4 statements added
                """,
                english());
        assertEquals(
                """
                紀錄
                  修改書：快鐘慢鐘修理法（Interim card index、1990年）
                    出版年：新增「1972年」

                來源
                  新增來源：Interim card index
                    發表於：1990年

                2 筆資料有變更、新增 4 則陳述
                """,
                chinese());
    }

    @Test
    void ofASourceThatIsGone() throws Exception {
        Files.delete(folder.resolve(INDEX_1998));

        assertLine("Source removed: Revised card index of the village library", english());
        assertLine("刪除來源：Revised card index of the village library", chinese());
        assertLine(
                "Novel changed: The Tin Orchard (Revised card index of the village library)",
                english());
    }

    @Test
    void ofASourceThatWasReadAgain() {
        replace(INDEX_1974, "(dct:issued)", "pav:retrievedOn \"2026-11-25\"^^xsd:date ; $1");
        replace(INDEX_1974, "(@prefix dct)", "@prefix pav: <http://purl.org/pav/> .\n$1");
        before = home.read();
        replace(INDEX_1974, "2026-11-25", "2026-12-01");

        assertLine("Source read again: Card index of the village library", english());
        assertLine("重新查閱來源：Card index of the village library", chinese());
    }

    @Test
    void ofStatementsThatMovedToAnotherSource() {
        replace(INDEX_1998, "id:the-tin-orchard lib:year \"1962\"\\^\\^xsd:gYear \\.", "");
        append(INDEX_1974, "id:the-tin-orchard lib:year \"1962\"^^xsd:gYear .\n");

        assertEquals(
                """
                Records
                  The Tin Orchard: moved from Revised card index of the village library, 1998 to \
                Card index of the village library, 1974

                one thing changed, one statement added, one statement removed
                """,
                english());
        assertLine(
                "錫果園：從Revised card index of the village library、1998年移到"
                        + "Card index of the village library、1974年",
                chinese());
    }

    @Test
    void ofATermOfTheOntology() {
        replace("ontology/vocab.ttl", "\"year of publication\"", "\"year of first edition\"");

        assertEquals(
                """
                Vocabulary
                  Property changed: year of first edition
                    name: changed from year of publication to year of first edition

                one thing changed, one statement added, one statement removed
                """,
                english());
        assertLine("修改屬性：出版年", chinese());
    }

    @Test
    void ofSavedQueries() throws Exception {
        home.with("queries/books/novels.rq", "#+ title: {en: All novels, zh-Hant: 所有小說}\nASK {}");
        Files.move(
                folder.resolve("queries/books/find-book.rq"),
                folder.resolve("queries/books/search-book.rq"));
        Files.delete(folder.resolve("queries/books/has-loans.rq"));
        replace("queries/loans/loans-between.rq", "SELECT", "SELECT DISTINCT");

        assertEquals(
                """
                Queries and rules
                  Saved query added: All novels
                  Saved query changed: %s
                  Saved query renamed: find-book is now search-book
                  Saved query removed: %s

                4 queries and rules changed
                """
                        .formatted(title("loans-between"), title("has-loans")),
                english());
        assertLine("新增查詢：所有小說", chinese());
        assertLine("查詢改名：find-book 改為 search-book", chinese());
    }

    /** The title as the library's own file has it. */
    private static String title(String query) {
        return HomeFolder.LIBRARY
                .load()
                .catalog()
                .find(query)
                .orElseThrow()
                .title()
                .in(List.of("en"));
    }

    @Test
    void ofRulesShapesChecksAndRecordedAnswers() {
        replace(
                "ontology/rules/inverse.rq",
                "\\?subject \\}\nWHERE",
                "?subject . }\nWHERE { ?s ?p ?o }\n#");
        replace(
                "ontology/shapes/source.ttl",
                "(?s)$",
                "\n<https://library.example/s> a <https://library.example/T> .\n");
        replace("queries/expected/find-book.csv", "(?s)$", "x,y\n");

        String text = english();

        assertLine("Rule changed: inverse", text);
        assertLine("Shapes changed: source", text);
        assertLine("Recorded answer of one saved query changed", text);
        assertLine("1 個查詢的結果紀錄有變更", chinese());
    }

    @Test
    void ofLayoutIsThatNothingChanged() throws Exception {
        replace(BOOKS, "\n\n", "\n\n# A comment.\n\n");
        replace("queries/books/find-book.rq", "SELECT", "# A comment\nSELECT ");
        replace("ontology/shapes/source.ttl", "^", "# A comment\n");
        replace("ontology/prefixes.ttl", "^", "# A comment\n");
        home.with("data/NOTES.md", "To do: nothing.");

        assertTrue(difference().isEmpty());
        assertEquals(
                "Nothing changed in substance: only layout, comments or notes of 5 files.\n",
                english());
        assertEquals("內容沒有變更，只調整了 5 個檔案的排版、註解或說明。\n", chinese());
    }

    @Test
    void ofDerivedTriplesIsNothing() {
        // lib:wrote follows from lib:author.
        replace(BOOKS, "lib:author id:lin-yue", "lib:author id:ada-quill");

        Difference difference = difference();

        assertEquals(1, difference.added().size());
        assertEquals(1, difference.things().size());
    }

    @Test
    void ofBlankNodesIsHowManyStatements() {
        append(BOOKS, "id:mending-clocks lib:shelf [ rdfs:label \"A\" ] .\n");
        before = home.read();
        // The parser numbers blank nodes, so the first edit renames the second one.
        replace(
                BOOKS,
                "(?s)id:mending-clocks lib:shelf",
                "id:mending-clocks lib:shelf [ rdfs:label \"B\" ] .\nid:mending-clocks lib:shelf");

        assertLine("Statements with blank nodes:", english().replaceAll(": \\d.*", ":"));

        before = home.read();
        append(BOOKS, "# A comment.\n");
        assertTrue(difference().isEmpty());
    }

    @Test
    void saysWhichFilesItCouldNotRead() {
        append(BOOKS, "id:broken lib:year .\n");

        assertLine(
                "data/books.ttl could not be read to its end, so that changes in it may be"
                        + " missing.",
                english());
        assertLine("data/books.ttl 無法完整讀取，其中的變更可能沒有列出。", chinese());
    }

    @Test
    void ofManyThingsListsSomeAndCountsAll() {
        StringBuilder more = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            more.append(
                    "id:book-%02d a lib:Book ; rdfs:label \"Book %02d\"@en .\n".formatted(i, i));
        }
        append(BOOKS, more.toString());

        ChangeReport report = new Wording(home.load()).of(difference(), 10, Language.ENGLISH);

        assertEquals(10, report.groups().count());
        assertEquals("20 more are not listed here.", report.notes().getFirst().text());
        assertEquals("30 things changed, 60 statements added", report.summary().text());
    }

    @Test
    void isAPatchThatMakesOneStateOfTheOther() throws Exception {
        replace("data/loans.trig", "2023-02-17", "2023-02-18");
        replace("data/loans.trig", "(?s)id:loan-5.*?\\.\n", "");
        replace("data/authors.ttl", "\"Lin Yue\"@en", "\"Lin \\\\\"Yueh\\\\\"\\\\n\"@en");
        append(BOOKS, "id:mending-clocks lib:shelf [ rdfs:label \"A\" ] .\n");
        replace("ontology/vocab.ttl", "\"Book\"@en", "\"Volume\"@en");
        Files.delete(folder.resolve("data/shelves.nq"));

        ByteArrayOutputStream patch = new ByteArrayOutputStream();
        RdfPatch.write(difference(), before.snapshot(), home.read().snapshot(), patch);
        DatasetGraph quads = stated(HomeFolder.LIBRARY);
        RDFPatchOps.applyChange(
                quads, RDFPatchOps.read(new ByteArrayInputStream(patch.toByteArray())));

        assertEquals(set(stated(home)), set(quads));
    }

    private static DatasetGraph stated(HomeFolder home) {
        DatasetGraph stated = DatasetGraphFactory.createTxnMem();
        Snapshot snapshot = home.load();
        snapshot.dataset()
                .findNG(Node.ANY, Node.ANY, Node.ANY, Node.ANY)
                .forEachRemaining(quad -> {
                    if (!snapshot.isDerived(quad)) {
                        stated.add(quad);
                    }
                });
        return stated;
    }

    private static Set<Quad> set(DatasetGraph quads) {
        Set<Quad> set = new HashSet<>();
        quads.find().forEachRemaining(set::add);
        return set;
    }

    private Difference difference() {
        return Difference.between(before, home.read());
    }

    private String english() {
        return text(Language.ENGLISH);
    }

    private String chinese() {
        return text(CHINESE);
    }

    private String text(Language language) {
        ChangeReport report = new Wording(home.load()).of(difference(), 100, language);
        return String.join("\n", DifferenceText.lines(report)) + "\n";
    }

    private static void assertLine(String expected, String text) {
        assertTrue(
                text.lines().map(String::strip).toList().contains(expected),
                () -> expected + "\n--- is not in ---\n" + text);
    }

    private void append(String file, String text) {
        try {
            String known = Files.readString(folder.resolve(file));
            home.with(file, PREFIXES + known + "\n" + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replace(String file, String pattern, String replacement) {
        try {
            String known = Files.readString(folder.resolve(file));
            String edited = known.replaceFirst(pattern, replacement);
            assertTrue(!known.equals(edited), () -> pattern + " is not in " + file);
            home.with(file, edited);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
