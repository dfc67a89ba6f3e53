package org.labledger.catalog;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.query.Query;
import org.apache.jena.riot.system.PrefixMap;
import org.labledger.source.HomeFile;

/**
 * A rule about the data, as a query whose every row is a finding.
 *
 * <p>{@code ?this} is the subject that is wrong, {@code ?path} its property, {@code ?value} the
 * value and {@code ?graph} where it stands; all but {@code ?this} may be left out. The message is a
 * template in which <code>{name}</code> stands for the value of {@code ?name}.
 *
 * @param query the query; not to be changed
 * @param message the template
 * @param isWarning whether a row is only a warning
 */
public record CheckQuery(Query query, String message, boolean isWarning) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    /**
     * Reads a check query.
     *
     * @param prefixes the prefixes of the home, for the message about one that is not declared
     * @param base the base IRI of the query
     * @throws QueryFileException if it is not a SELECT query, has no message, or an unknown
     *     severity
     */
    public static CheckQuery parse(HomeFile file, PrefixMap prefixes, String base)
            throws QueryFileException {
        String text = SavedQuery.text(file);
        Decorators decorators = Decorators.of(file.path(), text);
        Query query = SavedQuery.parseQuery(file.path(), text, prefixes, base);
        if (!query.isSelectType()) {
            throw new QueryFileException(
                    file.path(),
                    1,
                    1,
                    "A check query must be a SELECT query: each row is a finding.");
        }
        Optional<String> message = decorators.text("message");
        if (message.isEmpty()) {
            throw new QueryFileException(
                    file.path(),
                    1,
                    1,
                    "A check query needs a message such as `#+ message: \"{this} has no name.\"`.");
        }
        String severity = decorators.text("severity").orElse("error");
        if (!severity.equals("error") && !severity.equals("warning")) {
            throw new QueryFileException(
                    decorators.place("severity", severity),
                    "\"severity\" needs error or warning, not \"" + severity + "\".");
        }
        return new CheckQuery(query, message.get(), severity.equals("warning"));
    }

    /** Puts values into the message. */
    public String message(UnaryOperator<String> valueOf) {
        Matcher matcher = PLACEHOLDER.matcher(message);
        return matcher.replaceAll(match -> Matcher.quoteReplacement(valueOf.apply(match.group(1))));
    }
}
