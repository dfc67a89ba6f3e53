package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.labledger.HomeFolder;

/** Answers and things as Excel workbooks, and things as one table. */
class WorkbooksTest extends LibraryServerTestCase {

    private static final String XLSX =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final String AUTHOR = "doc/id/ada-quill";

    /** Returns the cells of each sheet by its name: {@code s:text}, {@code n:number and style}. */
    private static Map<String, List<List<String>>> sheets(byte[] file) throws IOException {
        Map<String, Document> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(
                        entry.getName(),
                        Jsoup.parse(
                                new String(zip.readAllBytes(), StandardCharsets.UTF_8),
                                "",
                                Parser.xmlParser()));
            }
        }
        List<String> strings = part(parts, "xl/sharedStrings.xml").select("si").eachText();
        List<String> formats =
                part(parts, "xl/styles.xml").select("cellXfs > xf").eachAttr("numFmtId");
        Map<String, List<List<String>>> sheets = new LinkedHashMap<>();
        int number = 0;
        for (Element sheet : part(parts, "xl/workbook.xml").select("sheet")) {
            number++;
            Document content = part(parts, "xl/worksheets/sheet" + number + ".xml");
            assertEquals("frozen", content.select("pane").attr("state"));
            assertEquals("A2", content.select("pane").attr("topLeftCell"));
            List<List<String>> rows = new ArrayList<>();
            for (Element row : content.select("row")) {
                List<String> cells = new ArrayList<>();
                for (Element cell : row.select("c")) {
                    String value = cell.select("v").text();
                    boolean isDate =
                            cell.hasAttr("s")
                                    && Integer.parseInt(
                                                    formats.get(Integer.parseInt(cell.attr("s"))))
                                            != 0;
                    cells.add(
                            cell.attr("t").equals("s")
                                    ? strings.get(Integer.parseInt(value))
                                    : (isDate ? "date " : "number ") + value);
                }
                rows.add(cells);
            }
            sheets.put(sheet.attr("name"), rows);
        }
        return sheets;
    }

    private static <T> T part(Map<String, T> parts, String name) {
        return Objects.requireNonNull(parts.get(name), name);
    }

    private static byte[] bytes(String path, String... headers) {
        HttpResponse<byte[]> response = library.bytes(path, headers);
        assertEquals(200, response.statusCode(), path);
        assertEquals(XLSX, header(response, "Content-Type"));
        assertTrue(header(response, "Content-Disposition").endsWith(".xlsx"));
        return response.body();
    }

    /** A number or a day that Excel would change stays a text. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1955                                | number 1955
                    -0.25                               | number -0.25
                    123456789012345                     | number 123456789012345
                    1234567890123456                    | 1234567890123456
                    "2024-05-17"^^xsd:date              | date 45429.0
                    "1899-12-31"^^xsd:date              | 1899-12-31
                    "2024-05"^^xsd:gYearMonth           | 2024-05
                    "2024-02-30"^^xsd:date              | 2024-02-30
                    "=1+1"                              | =1+1
                    "a_x0041_"                          | a_x005F_x0041_
                    <https://library.example/id/x>      | https://library.example/id/x
                    true                                | true
                    """)
    void aTermIsWhatExcelKeepsOfIt(String term, String cell) throws IOException {
        String query =
                "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT (" + term + " AS ?x) {}";

        assertEquals(
                Map.of("Answer", List.of(List.of("x"), List.of(cell))),
                sheets(bytes("sparql?format=xlsx&query=" + encode(query))));
    }

    @Test
    void aSavedQueryIsASheet() throws IOException {
        Map<String, List<List<String>>> sheets =
                sheets(bytes("query/books-by-author.xlsx?author=id:ada-quill"));

        assertEquals(List.of("Answer"), List.copyOf(sheets.keySet()));
        String csv = library.get("query/books-by-author.csv?author=id:ada-quill").body();
        assertEquals(csv.lines().count(), part(sheets, "Answer").size());
        assertEquals(
                csv.lines().findFirst().orElseThrow(),
                String.join(",", part(sheets, "Answer").getFirst()));
    }

    private static final String BOOKS_OF =
            """
            #+ title: The books of an author
            #+ heading: Books
            #+ about: https://library.example/vocab#Author
            SELECT ?book ?year (STRDT("1955-05", <http://www.w3.org/2001/XMLSchema#gYearMonth>) AS ?printed) ?source
            WHERE { GRAPH ?source { ?book <https://library.example/vocab#author> ?_author_iri } BIND(1955 AS ?year) }
            """;

    @Test
    void aThingHasASheetForItsFactsItsSectionsAndItsSources(@TempDir Path folder)
            throws IOException {
        HomeFolder home =
                HomeFolder.in(folder)
                        .withAllOf(HomeFolder.LIBRARY)
                        .with("queries/books-of.rq", BOOKS_OF);
        try (ServedHome served = ServedHome.start(home)) {
            Map<String, List<List<String>>> english =
                    sheets(served.bytes(AUTHOR + ".xlsx?lang=en").body());
            Map<String, List<List<String>>> chinese =
                    sheets(served.bytes(AUTHOR + ".xlsx?lang=zh-Hant").body());

            assertEquals(List.of("Facts", "Books", "Sources"), List.copyOf(english.keySet()));
            assertEquals("來源", List.copyOf(chinese.keySet()).getLast());
            List<List<String>> books = part(english, "Books");
            assertEquals("Printed (exact)", books.getFirst().get(3), books::toString);
            assertTrue(books.get(1).contains("number 1955"), books::toString);
            assertTrue(books.get(1).contains("1955-05"), books::toString);
        }
    }

    /** The time of writing is in no part of the file, so that caches and digests hold. */
    @Test
    void equalAnswersAreEqualBytes() {
        String query = "sparql?format=xlsx&query=" + encode("SELECT (1 AS ?x) {}");
        byte[] first = bytes(query);

        try (ServedHome other = ServedHome.start(HomeFolder.LIBRARY)) {
            assertArrayEquals(first, other.bytes(query).body());
        }
    }

    @Test
    void aThingAsOneTableHasARowForEachValueWithItsSources() {
        HttpResponse<String> table = library.get(AUTHOR, "Accept", "text/csv");

        assertEquals("text/csv; charset=utf-8", header(table, "Content-Type"));
        List<String> lines = table.body().lines().toList();
        assertEquals(
                "section,row,subject,property,value,exact,status,sources,publishers,urls,locators",
                lines.getFirst());
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("Facts,1,Ada Quill,")),
                table::body);
        assertTrue(library.get(AUTHOR + ".spreadsheet").body().startsWith("\uFEFFsection,"));
        assertTrue(library.get(AUTHOR + "?format=excel").body().startsWith("\uFEFFsection,"));
    }
}
