package org.labledger.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.labledger.ledger.ServedLedger;
import org.labledger.web.ServedHome;

/** However much is on record, the pages of the ledger are light and valid and fit a phone. */
@Tag("data")
@Timeout(60)
@ExtendWith(WithChromium.class)
class LedgerPagesTest {

    @TempDir Path folder;

    private final ServedHome ledger = ServedLedger.server();

    @ParameterizedTest
    @MethodSource("org.labledger.browser.Kind#ofLedger")
    void everyKindIsLightAndOurs(Kind kind, Chromium chromium) {
        WeightTest.assertLightAndOurs(kind, ledger, chromium);
    }

    @ParameterizedTest
    @MethodSource("org.labledger.browser.Kind#ofLedger")
    void everyKindFitsAPhone(Kind kind, Chromium chromium) {
        chromium.narrow();
        for (String language : Kind.LANGUAGES) {
            chromium.visit(kind.url(ledger, language));

            assertEquals(List.of(), chromium.run(PhoneTest.BESIDE_THE_PAGE), language);
        }
    }

    @Test
    @Timeout(240)
    void everyKindIsValid() throws Exception {
        HtmlTest.assertValid(Kind.ofLedger(), kind -> ledger, folder);
    }

    @Test
    @Tag("proofs")
    @Timeout(240)
    void everyAnswerShowsItsSourcesOnAPhone(Chromium chromium) {
        PhoneTest.assertEveryAnswerShowsItsSources(ledger, 50, 30, chromium);
    }
}
