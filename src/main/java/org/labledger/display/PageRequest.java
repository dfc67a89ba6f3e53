package org.labledger.display;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A reader's request, as far as pages depend on it.
 *
 * @param language the language to write in
 * @param path the path that was asked for, such as {@code /doc/id/x}
 * @param parameters the parameters of the request by name, without the language
 * @param origin the server as the reader sees it, such as {@code http://localhost:3030}
 */
public record PageRequest(
        Language language, String path, Map<String, String> parameters, String origin) {

    /** The parameter that chooses the language, and the cookie that remembers it. */
    public static final String LANGUAGE = "lang";

    /** Creates it; the order of the parameters is that of their names. */
    public PageRequest {
        Map<String, String> own = new TreeMap<>(parameters);
        own.remove(LANGUAGE);
        parameters = own;
    }

    /**
     * Makes the request that a request stands for.
     *
     * @param path the path that was asked for
     * @param parameters the parameters, the language among them
     * @param remembered the value of the cookie {@value #LANGUAGE}, if there is one
     * @param accept the header {@code Accept-Language}, if there is one
     * @param origin the server as the reader sees it, without a slash at the end
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

    /** Returns the languages in which pages are written. */
    public static List<Language> languages() {
        return Messages.all().languages();
    }

    /** Says something of the interface in the reader's language. */
    public String say(String key, Object... values) {
        return Messages.all().say(language, key, values);
    }

    /** Returns the parameter of the given name, or the empty text. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** Returns the address of this page with some parameters set; an empty value removes one. */
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

    /** Returns the address of this page in another language. */
    public String in(Language other) {
        return with(LANGUAGE, other.tag());
    }
}
