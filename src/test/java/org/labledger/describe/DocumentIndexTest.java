package org.labledger.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.labledger.HomeFolder;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;

class DocumentIndexTest {

    private static final String SPACE = "https://library.example/";
    private static final Snapshot LIBRARY = HomeFolder.LIBRARY.load();
    private static final DocumentIndex DOCUMENTS = DocumentIndex.of(LIBRARY);

    @Test
    void areThingsSourcesVocabulariesAndGraphs() {
        for (String name :
                List.of(
                        "id/the-tin-orchard",
                        "source/card-index-1974",
                        "vocab",
                        "prefixes",
                        "loans/2023",
                        "shelves/attic")) {
            assertTrue(DOCUMENTS.contains(SPACE + name), name);
        }
        assertFalse(DOCUMENTS.contains(SPACE + "vocab#Book"));
        assertFalse(DOCUMENTS.contains(SPACE));
    }

    @Test
    void findsWhatAMisspeltIriMeans() {
        assertEquals(
                SPACE + "id/the-tin-orchard",
                DOCUMENTS.near(SPACE + "id/the-tin-orchrad").getFirst());
        assertEquals(
                List.of(SPACE + "source/card-index-1974", SPACE + "source/card-index-1998"),
                DOCUMENTS.near(SPACE + "source/card-index"));
        assertEquals(List.of(), DOCUMENTS.near(SPACE + "id/something-else-entirely"));
    }

    /** RFC 3986, section 3.3: what many clients escape although a segment may have it. */
    @Test
    void findWhatAClientHasEscapedWithoutNeed() {
        DocumentIndex documents =
                new DocumentIndex(
                        List.of(
                                SPACE + "id/a(b)",
                                SPACE + "id/c:d",
                                SPACE + "id/price$5",
                                SPACE + "id/e%28",
                                SPACE + "id/e("),
                        List.of());

        assertEquals(Optional.of(SPACE + "id/a(b)"), documents.find(SPACE + "id/a%28b%29"));
        assertEquals(Optional.of(SPACE + "id/c:d"), documents.find(SPACE + "id/c%3ad"));
        assertEquals(Optional.of(SPACE + "id/price$5"), documents.find(SPACE + "id/price%245"));
        assertEquals(Optional.empty(), documents.find(SPACE + "id/no%24%7B7*7%7D"));
        assertEquals(Optional.of(SPACE + "id/e%28"), documents.find(SPACE + "id/e%28"));
        assertEquals(Optional.of(SPACE + "id/e("), documents.find(SPACE + "id/e("));
        assertEquals(Optional.empty(), documents.find(SPACE + "id%2Fc:d"));
    }

    @Test
    void makeASitemap() {
        String xml =
                Sitemap.of(
                                DOCUMENTS,
                                LIBRARY.description().uriSpace(),
                                LIBRARY.catalog(),
                                "http://server.test/")
                        .xml("http://server.test/");

        assertTrue(xml.contains("<loc>http://server.test/id/the-tin-orchard</loc>"), xml);
        assertTrue(xml.contains("<loc>http://server.test/query/find-book</loc>"), xml);
        assertFalse(xml.contains("library.example"), xml);
    }

    @Test
    void makeAnIndexOfSitemapsIfThereAreTooMany() {
        DocumentIndex many =
                new DocumentIndex(
                        IntStream.range(0, 100_000)
                                .mapToObj(i -> "https://home.test/id/" + i)
                                .toList(),
                        List.of());

        Sitemap sitemap =
                Sitemap.of(
                        many,
                        new UriSpace("https://home.test/", true),
                        LIBRARY.catalog(),
                        "http://server.test/");
        String index = sitemap.xml("http://server.test/");

        assertTrue(index.contains("<sitemapindex"), index);
        assertTrue(index.contains("<loc>http://server.test/sitemap.xml?part=3</loc>"), index);
        assertFalse(index.contains("part=4"), index);
        assertEquals(50_000, count(sitemap.part(1).orElseThrow()));
        assertEquals(9, count(sitemap.part(3).orElseThrow()));
        assertTrue(sitemap.part(0).isEmpty());
        assertTrue(sitemap.part(4).isEmpty());
    }

    private static long count(String xml) {
        return xml.lines().filter(line -> line.startsWith("<url>")).count();
    }
}
