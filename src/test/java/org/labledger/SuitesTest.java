package org.labledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests of the code do not read what curators edit: only classes with {@code @Tag("data")}, which
 * run as a suite of their own, read the home of this project.
 */
class SuitesTest {

    private static final Path TESTS = Path.of("src/test/java");

    /** Name the home, serve it, take pictures of it, hold this rule. */
    private static final Set<String> NO_TESTS_OF_CODE =
            Set.of("HomeFolder.java", "ServedLedger.java", "Screenshots.java", "SuitesTest.java");

    private static final Pattern CURATED =
            Pattern.compile(
                    "THIS_PROJECT|ServedLedger|Path\\.of\\(\\s*\"(?:\\.?\"|(?:\\./)?(?:data|ontology|queries)\\b)");

    @Test
    void testsOfTheCodeReadNoCuratedFile() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String text = Files.readString(file);
                if (!NO_TESTS_OF_CODE.contains(file.getFileName().toString())
                        && !text.contains("@Tag(\"data\")")) {
                    CURATED.matcher(text)
                            .results()
                            .forEach(match ->
                                    found.add(TESTS.relativize(file) + ": " + match.group()));
                }
            }
        }
        assertEquals(List.of(), found);
    }
}
