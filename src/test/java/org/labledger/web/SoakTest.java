package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All kinds of guests at once. Figures are printed; only bounds that hold on a busy machine are
 * asserted. The system property {@code soak.seconds} makes it longer: 600 is the whole soak.
 */
@Tag("proofs")
@Timeout(900)
class SoakTest {

    private static final long SEED = 20_260_729;

    @Test
    void othersNoticeLittleOfHeavySlowLeavingAndIdleGuests() throws Exception {
        Duration time = Duration.ofSeconds(Long.getLong("soak.seconds", 20));

        Soak.Result result = Soak.run(List.of(Soak.Guest.values()), time, SEED);

        System.out.println(result);
        assertEquals(0, result.refused(), "light queries of others that were refused");
        assertTrue(result.light().size() > time.toSeconds(), result::toString);
        assertEquals(0, result.silent(), "probes without an answer");
        assertTrue(Soak.at(result.light(), 0.99) < 8_000, result::toString);
        assertTrue(Soak.at(result.health(), 1) < 8_000, result::toString);
        Soak.Resources first = result.first();
        Soak.Resources last = result.last();
        assertTrue(last.threads() < first.threads() + 100, result::toString);
        assertTrue(last.descriptors() < first.descriptors() + 600, result::toString);
        assertTrue(last.heap() < first.heap() + (200L << 20), result::toString);
    }
}
