package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeapAdviceTest {

    @Test
    void saysInOneSentenceThatTheHeapIsTooSmallForTheHome() {
        assertEquals(
                "The heap of 512 MB may be too small for this home, which needs about 900 MB. If there"
                        + " is more memory, set LAB_LEDGER_JAVA_OPTS=-Xmx900m.",
                HeapAdvice.advice(512, 900).orElseThrow());
    }

    @Test
    void isSilentWhereTheHeapSuffices() {
        assertEquals(Optional.empty(), HeapAdvice.advice(900, 900));
        // Of -Xmx900m the parallel collector counts 860 MB.
        assertEquals(Optional.empty(), HeapAdvice.advice(860, 900));
        // Without the launcher nothing is known.
        assertEquals(Optional.empty(), HeapAdvice.advice(64, 0));
    }
}
