package org.labledger.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The encoding that an XML file declares. Files are UTF-8; where the declaration says something
 * else, each XML parser would read other letters than those that an editor shows.
 */
final class XmlEncoding {

    private static final Pattern DECLARATION =
            Pattern.compile("\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([^\"'>]*)[\"']");

    private static final Pattern UTF8 =
            Pattern.compile("utf-?8|us-ascii", Pattern.CASE_INSENSITIVE);

    private XmlEncoding() {}

    /** Returns the problem of a declaration of another encoding than UTF-8. */
    static Optional<ParseProblem> problem(HomeFile file) {
        Matcher declared = DECLARATION.matcher(file.text());
        if (!declared.lookingAt() || UTF8.matcher(declared.group(1)).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new ParseProblem(
                        file.locationOf(declared.start(1)),
                        true,
                        "Syntax error: the file declares the encoding "
                                + declared.group(1)
                                + ", but files are UTF-8. Write encoding=\"UTF-8\"."));
    }
}
