package org.labledger.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds prefix declarations in the text of a file; parsers tell no position of them. */
public final class PrefixDeclaration {

    private PrefixDeclaration() {}

    /**
     * Returns where a prefix is declared in a Turtle, TriG, SPARQL or RDF/XML file; the last
     * declaration, which is the one that holds at the end of the file.
     *
     * @param prefix the prefix without its colon
     */
    public static Optional<Location> location(HomeFile file, String prefix) {
        String text = file.text();
        String name = Pattern.quote(prefix);
        Matcher declaration =
                Pattern.compile(
                                "(?:^|[\\s.>])@?prefix\\s+(?="
                                        + name
                                        + ":\\s*<)|xmlns:(?="
                                        + name
                                        + "\\s*=)",
                                Pattern.CASE_INSENSITIVE | Pattern.MULTILINE)
                        .matcher(text);
        Optional<Location> location = Optional.empty();
        while (declaration.find()) {
            location = Optional.of(file.locationOf(declaration.end()));
        }
        return location;
    }
}
