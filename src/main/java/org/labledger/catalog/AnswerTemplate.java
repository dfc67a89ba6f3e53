package org.labledger.catalog;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer of a saved query in a line ({@code #+ answer:}), with placeholders:
 *
 * <ul>
 *   <li>{@code {year}}: the value of a parameter, or of a column in the first row;
 *   <li>{@code {#person|person|people}}: how many different values a column has, with the word for
 *       one and the word for more; {@code {#person}} is the number alone, {@code {#}} that of the
 *       rows;
 *   <li>{@code [ on {on}]}: left out if a placeholder in it has no value.
 * </ul>
 */
public final class AnswerTemplate {

    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*)]");

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{(#?)(\\w*)(?:\\|([^|{}]*)\\|([^|{}]*))?}");

    private AnswerTemplate() {}

    /** Returns the names of the parameters and columns that a template mentions. */
    static Set<String> names(String template) {
        Set<String> names = new LinkedHashSet<>();
        for (Matcher m = PLACEHOLDER.matcher(template); m.find(); ) {
            if (!m.group(2).isEmpty()) {
                names.add(m.group(2));
            }
        }
        return names;
    }

    /**
     * Fills in a template.
     *
     * @param values returns the text for a parameter or column, or an empty text
     * @param counts returns how many different values a column has; the number of rows for an empty
     *     name
     * @param numbers formats a number for the reader
     */
    public static String fill(
            String template,
            Function<String, String> values,
            Function<String, Integer> counts,
            Function<Integer, String> numbers) {
        String chosen =
                OPTIONAL.matcher(template)
                        .replaceAll(part -> {
                            boolean isWhole = true;
                            for (Matcher m = PLACEHOLDER.matcher(part.group(1)); m.find(); ) {
                                isWhole &=
                                        !m.group(1).isEmpty()
                                                || !values.apply(m.group(2)).isEmpty();
                            }
                            return Matcher.quoteReplacement(isWhole ? part.group(1) : "");
                        });
        return PLACEHOLDER
                .matcher(chosen)
                .replaceAll(m -> {
                    if (m.group(1).isEmpty()) {
                        return Matcher.quoteReplacement(values.apply(m.group(2)));
                    }
                    int count = counts.apply(m.group(2));
                    String word = count == 1 ? m.group(3) : m.group(4);
                    return Matcher.quoteReplacement(
                            numbers.apply(count) + (word == null ? "" : " " + word));
                });
    }
}
