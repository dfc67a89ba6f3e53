package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.labledger.HomeFolder;

class LanguageNamesTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "en, en, >English<",
        "en, zh-Hant, >英文<",
        "pl, en, >Polish<",
        "zh-Hant, zh-Hant, 中文",
        "not a tag, en, >not a tag<",
    })
    void theLanguageOfADocumentIsNamedInThatOfTheReader(String tag, String reader, String shown) {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with(
                                "data/a.ttl",
                                "<https://home.test/id/a>"
                                        + " <http://purl.org/dc/terms/language> \""
                                        + tag
                                        + "\" .");
        try (ServedHome snapshot = ServedHome.start(home)) {
            String page =
                    snapshot.get("doc/id/a", "Accept", "text/html", "Accept-Language", reader)
                            .body();

            assertTrue(page.contains(shown), page);
        }
    }
}
