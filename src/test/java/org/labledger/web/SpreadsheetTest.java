package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * CSV has each value as it is (SPARQL 1.1 Query Results CSV, section 3); what pages offer to
 * download for spreadsheets holds no cell that a spreadsheet runs.
 */
class SpreadsheetTest extends LibraryServerTestCase {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    =1+1              | =1+1            | "'=1+1"
                    +1+1              | +1+1            | "'+1+1"
                    -1+cmd            | -1+cmd          | "'-1+cmd"
                    @SUM(A1)          | @SUM(A1)        | "'@SUM(A1)"
                    =a,"b".           | "=a,""b""."     | "'=a,""b""."
                    ＝1               | ＝1             | "'＝1"
                    a;=1+1            | a;=1+1          | "a;=1+1"
                    -5                | -5              | -5
                    +1.5e-3           | +1.5e-3         | +1.5e-3
                    'x                | 'x              | "'x"
                    2024-05-17        | 2024-05-17      | "2024-05-17"
                    """)
    void aCellThatBeginsLikeAFormulaIsGuardedForSpreadsheetsOnly(
            String value, String csv, String spreadsheet) {
        String query =
                "sparql?query="
                        + encode(
                                "SELECT (\"\"\""
                                        + value.replace("\"", "\\\"")
                                        + "\"\"\" AS ?x) (1 AS ?y) {}")
                        + "&format=";

        assertEquals("x,y\r\n" + csv + ",1\r\n", library.get(query + "csv").body());
        HttpResponse<String> download = library.get(query + "spreadsheet");
        assertEquals("\uFEFFx,y\r\n" + spreadsheet + ",1\r\n", download.body());
        assertEquals("text/csv; charset=utf-8", header(download, "Content-Type"));
        assertTrue(header(download, "Content-Disposition").startsWith("attachment;"));
    }

    @Test
    void aPageOffersTheGuardedOneToPeopleAndTheExactOneToPrograms() {
        String page = library.get("query/books-by-author.html?author=id:ada-quill").body();
        String take = page.substring(page.indexOf("class=\"take\""));
        List<String> links =
                Pattern.compile("href=\"(/query/books-by-author[.][^\"]*)\" type=\"text/csv\"")
                        .matcher(take.substring(0, take.indexOf("</ul>")))
                        .results()
                        .map(found -> found.group(1).replace("&amp;", "&"))
                        .toList();

        assertEquals(1, links.size(), take);
        HttpResponse<String> download = library.get(links.getFirst());
        assertTrue(download.body().startsWith("\uFEFFbook,title\r\n\""), download::body);
        assertEquals(
                "attachment; filename*=UTF-8''books-by-author.csv",
                header(download, "Content-Disposition"));
        assertTrue(
                page.contains(
                        "<link rel=\"alternate\" type=\"text/csv\" href=\"/query/books-by-author.csv?"),
                page);
        assertFalse(
                library.get("query/books-by-author.csv?author=id:ada-quill").body().contains("\""));
    }
}
