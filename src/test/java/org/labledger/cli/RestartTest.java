package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

/** An answer is a function of the snapshot and the request, also after a restart. */
@Timeout(120)
class RestartTest {

    /** Prefixes used to come in an order that each JVM chose anew. */
    @ParameterizedTest
    @ValueSource(strings = {"jsonld", "rdf"})
    void anAnswerIsTheSameBytesInEachProcess(String format) throws Exception {
        Set<String> answers = new HashSet<>();
        for (int start = 0; start < 3; start++) {
            answers.add(answer(format));
        }

        assertEquals(1, answers.size(), answers::toString);
    }

    private static String answer(String format) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Dstdout.encoding=UTF-8",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.labledger.Main",
                                "query",
                                "catalogue",
                                "--home",
                                HomeFolder.LIBRARY.path().toString(),
                                "--format",
                                format)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertTrue(answer.contains("library.example"), answer);
        return answer;
    }
}
