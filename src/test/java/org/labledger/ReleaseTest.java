package org.labledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.labledger.settings.Build;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The version stands in several documents, and is the same in all of them. */
class ReleaseTest {

    /** A release in {@code CHANGELOG.md}. */
    private record Release(String version, LocalDate date) {}

    private static final Pattern RELEASE =
            Pattern.compile("(?m)^## \\[(\\d+\\.\\d+\\.\\d+)\\] - (\\d{4}-\\d{2}-\\d{2})$");

    /** The fields of CFF 1.2.0. */
    private static final Set<String> CITATION_FIELDS =
            Set.of(
                    "abstract",
                    "authors",
                    "cff-version",
                    "commit",
                    "contact",
                    "date-released",
                    "doi",
                    "identifiers",
                    "keywords",
                    "license",
                    "license-url",
                    "message",
                    "preferred-citation",
                    "references",
                    "repository",
                    "repository-artifact",
                    "repository-code",
                    "title",
                    "type",
                    "url",
                    "version");

    @Test
    void theVersionIsThatOfTheBuildFile() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        assertTrue(
                pom.contains(
                        "<artifactId>lab-ledger</artifactId>\n  <version>"
                                + Build.version()
                                + "</version>"),
                Build.version());
    }

    @Test
    void theChangelogBeginsWithWhatIsUnreleasedAndThenTheNewestRelease() throws IOException {
        String changelog = Files.readString(Path.of("CHANGELOG.md"));
        List<Release> releases = releases();

        assertTrue(changelog.indexOf("\n## [Unreleased]\n") < changelog.indexOf("\n## [0"));
        assertEquals(
                releases.stream().sorted(Comparator.comparing(Release::date).reversed()).toList(),
                releases);
        assertEquals(
                Pattern.compile("(?m)^## ").matcher(changelog).results().count(),
                releases.size() + 1,
                "every heading is Unreleased or a version with its date");
    }

    @Test
    void theBuildIsTheNewestReleaseOrOnItsWayToTheNext() throws IOException {
        Release newest = releases().getFirst();

        if (Build.version().endsWith("-SNAPSHOT")) {
            String next = Build.version().replace("-SNAPSHOT", "");
            assertTrue(
                    Arrays.compare(numbers(next), numbers(newest.version())) > 0,
                    next + " comes after " + newest.version());
        } else {
            assertEquals(newest.version(), Build.version());
        }
    }

    @Test
    void theDatesInTheJarAreThatOfTheNewestRelease() throws IOException {
        assertTrue(
                Files.readString(Path.of("pom.xml"))
                        .contains(
                                "<project.build.outputTimestamp>"
                                        + releases().getFirst().date()
                                        + "T00:00:00Z<"));
    }

    @Test
    void theCitationNamesTheNewestRelease() throws IOException {
        Map<?, ?> citation = yaml(Path.of("CITATION.cff"));

        assertEquals(releases().getFirst().version(), citation.get("version"));
        assertEquals(releases().getFirst().date().toString(), citation.get("date-released"));
    }

    /** See the guide to the Citation File Format, version 1.2.0. */
    @Test
    void theCitationIsValid() throws IOException {
        Map<?, ?> citation = yaml(Path.of("CITATION.cff"));

        assertTrue(CITATION_FIELDS.containsAll(citation.keySet()), citation.keySet()::toString);
        assertEquals("1.2.0", citation.get("cff-version"));
        assertTrue(Set.of("dataset", "software").contains(citation.get("type")));
        for (String text : List.of("message", "title", "abstract", "version", "license", "url")) {
            assertInstanceOf(String.class, citation.get(text), text);
        }
        assertEquals("CC-BY-4.0", citation.get("license"));
        List<?> authors = assertInstanceOf(List.class, citation.get("authors"));
        assertTrue(!authors.isEmpty());
        for (Object author : authors) {
            Set<?> fields = assertInstanceOf(Map.class, author).keySet();
            assertTrue(
                    fields.contains("name") || fields.contains("family-names"), fields::toString);
        }
        List<?> keywords = assertInstanceOf(List.class, citation.get("keywords"));
        assertEquals(keywords.size(), Set.copyOf(keywords).size());
    }

    @ParameterizedTest
    @MethodSource("issueForms")
    void issueFormsHaveWhatTheSiteAsksOfThem(Path file) throws IOException {
        Map<?, ?> form = yaml(file);

        for (String text : List.of("name", "description")) {
            assertInstanceOf(String.class, form.get(text), text);
        }
        List<?> body = assertInstanceOf(List.class, form.get("body"));
        for (Object part : body) {
            Map<?, ?> element = assertInstanceOf(Map.class, part);
            Object type = element.get("type");
            Map<?, ?> attributes = assertInstanceOf(Map.class, element.get("attributes"));
            assertTrue(
                    Set.of("markdown", "input", "textarea", "dropdown", "checkboxes")
                            .contains(type),
                    String.valueOf(type));
            if ("markdown".equals(type)) {
                assertInstanceOf(String.class, attributes.get("value"));
            } else {
                assertInstanceOf(String.class, element.get("id"));
                assertInstanceOf(String.class, attributes.get("label"));
            }
        }
    }

    static Stream<Path> issueForms() {
        return Stream.of("new-source", "wrong-fact", "bug")
                .map(name -> Path.of(".github/ISSUE_TEMPLATE", name + ".yml"));
    }

    private static List<Release> releases() throws IOException {
        return RELEASE.matcher(Files.readString(Path.of("CHANGELOG.md")))
                .results()
                .map(ReleaseTest::release)
                .toList();
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    }

    private static Release release(MatchResult heading) {
        return new Release(heading.group(1), LocalDate.parse(heading.group(2)));
    }

    private static Map<?, ?> yaml(Path file) throws IOException {
        Object read =
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        return assertInstanceOf(Map.class, read, file::toString);
    }
}
