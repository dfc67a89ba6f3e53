package org.labledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/architecture.md} and the decisions name what there is. */
class ArchitectureDocumentTest {

    private static final Path DOCUMENT = Path.of("docs/architecture.md");
    private static final Path DECISIONS = Path.of("docs/decisions");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String ROOT = "org.labledger";

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\|");
    private static final Pattern PATH =
            Pattern.compile("`((?:src|docs|ontology|queries|data)/[^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    @Test
    void hasARowForEachPackage() throws IOException {
        TreeSet<String> packages;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            packages =
                    files.filter(file -> file.endsWith("package-info.java"))
                            .map(file -> SOURCES.relativize(file.getParent()).toString())
                            .map(folder -> folder.replace('/', '.'))
                            .map(name -> name.equals(ROOT) ? name : name.replace(ROOT + ".", ""))
                            .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        }

        assertEquals(packages, new TreeSet<>(matches(DOCUMENT, ROW)));
    }

    @Test
    void namesFilesThatExist() throws IOException {
        // The tests of the code also pass in a checkout without the folders of the home.
        List<Path> paths =
                matches(DOCUMENT, PATH).stream()
                        .map(Path::of)
                        .filter(path -> Files.exists(path.getName(0)))
                        .toList();

        assertTrue(paths.size() >= 15, paths::toString);
        assertEquals(List.of(), paths.stream().filter(path -> !Files.exists(path)).toList());
    }

    @Test
    void linksFilesThatExist() throws IOException {
        for (Path document : List.of(DOCUMENT, DECISIONS.resolve("README.md"))) {
            List<String> links = matches(document, LINK);

            assertTrue(!links.isEmpty(), document::toString);
            assertEquals(
                    List.of(),
                    links.stream()
                            .filter(link -> !Files.exists(document.resolveSibling(link)))
                            .toList());
        }
    }

    @Test
    void listsEveryDecisionOnceInOrder() throws IOException {
        List<String> files;
        try (Stream<Path> all = Files.list(DECISIONS)) {
            files =
                    all.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("README.md"))
                            .sorted()
                            .toList();
        }

        assertTrue(files.size() >= 10, files::toString);
        assertEquals(files, matches(DECISIONS.resolve("README.md"), LINK));
    }

    @Test
    void decisionsSayContextDecisionAndConsequences() throws IOException {
        for (String file : matches(DECISIONS.resolve("README.md"), LINK)) {
            assertEquals(
                    List.of("Context", "Decision", "Consequences"),
                    matches(DECISIONS.resolve(file), Pattern.compile("(?m)^## (.+)$")),
                    file);
        }
    }

    private static List<String> matches(Path document, Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(document))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
