package org.labledger.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.labledger.problem.ProblemException;

@Timeout(60)
class AdmissionTest {

    @Test
    void letsOnlySoManyRunAtOnce() throws Exception {
        Admission admission = new Admission(2, 0, Duration.ofSeconds(30));

        Admission.Permit first = admission.enter();
        admission.enter();
        ProblemException busy = assertThrows(ProblemException.class, admission::enter);

        assertEquals(2, admission.running());
        assertEquals(503, busy.problem().status());
        assertTrue(busy.problem().headers().containsKey("Retry-After"));
        first.close();
        admission.enter();
        assertEquals(2, admission.running());
    }

    @Test
    void letsTheNextWait() throws Exception {
        Admission admission = new Admission(1, 1, Duration.ofSeconds(30));
        Admission.Permit first = admission.enter();
        CompletableFuture<Admission.Permit> second =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return admission.enter();
                    } catch (ProblemException e) {
                        throw new IllegalStateException(e);
                    }
                });
        while (admission.waiting() == 0) {
            Thread.onSpinWait();
        }

        assertThrows(ProblemException.class, admission::enter);
        first.close();

        second.get(30, TimeUnit.SECONDS).close();
        assertEquals(0, admission.running());
        assertEquals(0, admission.waiting());
    }

    @Test
    void losesPatience() throws Exception {
        Admission admission = new Admission(1, 5, Duration.ofMillis(20));
        admission.enter();

        ProblemException busy = assertThrows(ProblemException.class, admission::enter);

        assertEquals(503, busy.problem().status());
        assertEquals(0, admission.waiting());
    }
}
