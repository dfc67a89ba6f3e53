package org.labledger.generator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A question about a generated ledger: a query with placeholders. {@code $person} in its text
 * stands for another person in each request; {@code ?person} is a variable. Where a question has
 * nothing to vary, the name of a variable does, or a limit that is never reached.
 *
 * @param name what it asks, in a few words
 * @param text the query with its placeholders
 */
public record Question(String name, String text) {

    private static final Path FOLDER = Path.of("src/test/resources/questions");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$([a-z]{2,})");

    /** Returns all questions, in the order of their files. */
    public static List<Question> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".rq"))
                    .sorted()
                    .map(Question::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Question read(Path file) {
        try {
            String name = file.getFileName().toString();
            return new Question(
                    name.substring(name.indexOf('-') + 1, name.length() - ".rq".length())
                            .replace('-', ' '),
                    Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the query of one request: no two requests have the same text.
     *
     * @param ledger the ledger that is asked
     * @param request the number of the request
     */
    public String of(LedgerGenerator ledger, int request) {
        var values = ledger.values(request);
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.replaceAll(placeholder -> {
            String value = values.get(placeholder.group(1));
            if (value == null) {
                throw new IllegalArgumentException(
                        name + ": there are no values for " + placeholder.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** Returns whether the answer is a table of solutions; else it is a graph. */
    public boolean isSelect() {
        return text.contains("SELECT");
    }

    /**
     * Returns whether the standard says what the answer is: each engine describes a thing in its
     * own way.
     */
    public boolean isDefined() {
        return !text.contains("DESCRIBE");
    }
}
