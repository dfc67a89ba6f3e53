package org.labledger.display;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.NodeFactory;
import org.jspecify.annotations.Nullable;

/**
 * The part of an HTTP request that the content of a page depends on.
 *
 * @param language the language of the page
 * @param path the request path, such as {@code /doc/id/x}
 * @param parameters the query parameters by name, without {@value #LANGUAGE}; sorted by name
 * @param origin the origin of the server as the client sees it, such as {@code
 *     http://localhost:3030}
 * @param past the past state that the page shows; empty for the one in service
 */
public record PageRequest(
        Language language,
        String path,
        Map<String, String> parameters,
        String origin,
        Optional<PastState> past) {

    /**
     * A past state of the ledger.
     *
     * @param id its permanent name, a commit
     * @param day when it came to be, as an {@code xsd:date} in UTC
     */
    public record PastState(String id, String day) {

        /** Returns the first seven digits of the commit. */
        public String shortId() {
            return id.substring(0, Math.min(7, id.length()));
        }

        /** Returns the day in a language. */
        public String day(Language language) {
            return Dates.format(NodeFactory.createLiteralDT(day, XSDDatatype.XSDdate), language)
                    .orElse(day);
        }
    }

    /** The query parameter that chooses the language, and the cookie that remembers it. */
    public static final String LANGUAGE = "lang";

    /** The query parameter that chooses the day of the page of a thing. */
    public static final String DAY = "on";

    /** Creates the request of a page about the state in service. */
    public PageRequest(
            Language language, String path, Map<String, String> parameters, String origin) {
        this(language, path, parameters, origin, Optional.empty());
    }

    /** Sorts the parameters by name and removes the language. */
    public PageRequest {
        Map<String, String> own = new TreeMap<>(parameters);
        own.remove(LANGUAGE);
        parameters = own;
    }

    /**
     * Returns the page request of an HTTP request, with the language chosen.
     *
     * @param path the request path
     * @param parameters the query parameters, the language among them
     * @param remembered the cookie {@value #LANGUAGE}, or {@code null}
     * @param accept the header {@code Accept-Language}, or {@code null}
     * @param origin the origin of the server as the client sees it, without a trailing slash
     */
    public static PageRequest of(
            String path,
            Map<String, String> parameters,
            @Nullable String remembered,
            @Nullable String accept,
            String origin) {
        return new PageRequest(
                Language.choose(
                        parameters.get(LANGUAGE), remembered, accept, Messages.all().languages()),
                path,
                parameters,
                origin);
    }

    /** Returns this request for a past state. */
    public PageRequest in(PastState state) {
        return new PageRequest(language, path, parameters, origin, Optional.of(state));
    }

    /** Returns the languages of the interface, the default first. */
    public static List<Language> languages() {
        return Messages.all().languages();
    }

    /** Formats a message in the language of the page. See {@link Messages#say}. */
    public String say(String key, Object... values) {
        return Messages.all().say(language, key, values);
    }

    /** Returns the day for which the page is requested; empty for a page of all days. */
    public Optional<LocalDate> day() {
        return Dates.day(parameter(DAY));
    }

    /** Returns the value of a parameter, or the empty string if there is none. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /**
     * Returns the address of this page with some parameters changed; an empty value removes one.
     */
    public String with(String... namesAndValues) {
        Map<String, String> all = new TreeMap<>(parameters);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1].isEmpty()) {
                all.remove(namesAndValues[i]);
            } else {
                all.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return Address.of(path, all);
    }

    /**
     * Returns the address of what this page is about in a format, by the suffix of its name. Data
     * come whole, also from a page of a day.
     */
    public String inFormat(String suffix) {
        return parameter("iri").isEmpty()
                ? Address.of(path + "." + suffix, Map.of())
                : with("format", suffix, DAY, "");
    }

    /** Returns the address of this page in another language. */
    public String in(Language other) {
        return with(LANGUAGE, other.tag());
    }
}
