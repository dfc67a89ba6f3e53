package org.labledger.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the interface says is said in every language, and all of it is said somewhere. */
class MessagesTest {

    private static final Pattern QUOTED = Pattern.compile("\"([a-z]+(?:[.-][\\w:-]+)+)\"");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)");

    /** Messages whose keys are put together from a name. */
    private static final List<String> FAMILIES =
            List.of(
                    "word.",
                    "about.",
                    "compare.",
                    "sheet.",
                    "strength.",
                    "chart.",
                    "term.",
                    "error.",
                    "sparql.",
                    "editor.",
                    "wrong.",
                    "changes.",
                    "citation.");

    @Test
    void areThereInEveryLanguage() {
        List<String> languages = Messages.all().languages().stream().map(Language::tag).toList();

        assertEquals(List.of("en", "zh-Hant"), languages);
        Messages.all()
                .byKey()
                .forEach((key, texts) -> assertEquals(languages, List.copyOf(texts.keySet()), key));
    }

    @Test
    void nameTheSameValuesInEveryLanguage() {
        for (Map.Entry<String, Map<String, String>> entry : Messages.all().byKey().entrySet()) {
            Set<Set<String>> placeholders =
                    entry.getValue().values().stream()
                            .map(MessagesTest::placeholders)
                            .collect(Collectors.toSet());

            assertEquals(1, placeholders.size(), entry::toString);
        }
    }

    @Test
    void useTheQuotationMarksOfTheirLanguage() {
        for (String key : Messages.all().byKey().keySet()) {
            String english = Messages.all().say(Language.ENGLISH, key, 1, 2);
            String chinese = Messages.all().say(new Language("zh-Hant"), key, 1, 2);

            assertFalse(english.contains("\""), english);
            assertFalse(Pattern.compile("[\"'“”]").matcher(chinese).find(), chinese);
        }
    }

    @Test
    void areAllUsedAndNoneIsMissing() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String folder :
                List.of(
                        "src/main/jte",
                        "src/main/java/org/labledger/changes",
                        "src/main/java/org/labledger/chart",
                        "src/main/java/org/labledger/citation",
                        "src/main/java/org/labledger/display",
                        "src/main/java/org/labledger/form",
                        "src/main/java/org/labledger/link",
                        "src/main/java/org/labledger/page")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Matcher matcher = QUOTED.matcher(Files.readString(file));
                    while (matcher.find()) {
                        used.add(matcher.group(1));
                    }
                }
            }
        }
        List<String> unused =
                Messages.all().byKey().keySet().stream()
                        .filter(key -> FAMILIES.stream().noneMatch(key::startsWith))
                        .filter(key -> !used.contains(key) && key.contains("."))
                        .toList();
        Set<String> areas =
                Messages.all().byKey().keySet().stream()
                        .map(key -> key.replaceFirst("\\..*", "."))
                        .collect(Collectors.toSet());
        List<String> missing =
                used.stream()
                        .filter(key -> areas.stream().anyMatch(key::startsWith))
                        .filter(key -> !Messages.all().has(key))
                        .filter(key -> !key.matches(".*\\.(css|js|svg|jte|yaml|png|rq)"))
                        .toList();

        assertEquals(List.of(), unused);
        assertEquals(List.of(), missing);
    }

    @Test
    void writeNumbersAsTheLanguageDoes() {
        assertEquals("1 row", Messages.all().say(Language.ENGLISH, "question.rows", 1));
        assertEquals("1,234 rows", Messages.all().say(Language.ENGLISH, "question.rows", 1234));
        assertEquals("1,234 筆", Messages.all().say(new Language("zh-Hant"), "question.rows", 1234));
    }

    private static Set<String> placeholders(String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
