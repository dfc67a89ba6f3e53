package org.labledger.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What the {@code #+} lines of a query file say, in YAML: the decorators of grlc ({@code summary
 * description endpoint pagination method tags defaults enumerate endpoint_in_url mime transform}),
 * our own ({@code title heading question view graph about labels order}), and those of check
 * queries ({@code message severity}).
 */
final class Decorators {

    private static final Set<String> KNOWN =
            Set.of(
                    "summary",
                    "description",
                    "endpoint",
                    "pagination",
                    "method",
                    "tags",
                    "defaults",
                    "enumerate",
                    "endpoint_in_url",
                    "mime",
                    "title",
                    "heading",
                    "question",
                    "view",
                    "graph",
                    "about",
                    "labels",
                    "order",
                    "message",
                    "severity",
                    "transform");

    /** A language and what narrows it (RFC 5646, section 2.1), as far as texts here need it. */
    private static final Pattern LANGUAGE_TAG =
            Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");

    private final String path;
    private final String[] lines;
    private final Map<String, Object> values;

    private Decorators(String path, String[] lines, Map<String, Object> values) {
        this.path = path;
        this.lines = lines;
        this.values = values;
    }

    /**
     * Reads the decorators of a query file.
     *
     * @throws QueryFileException if they are not YAML, or name something unknown
     */
    static Decorators of(String path, String text) throws QueryFileException {
        StringBuilder yaml = new StringBuilder();
        String[] lines = text.split("\n", -1);
        // One YAML line per line of the file, so that a YAML error knows its line.
        for (String line : lines) {
            if (line.startsWith("#+")) {
                String rest = line.substring(2).stripTrailing();
                yaml.append(rest.startsWith(" ") ? rest.substring(1) : rest);
            }
            yaml.append('\n');
        }
        Object loaded;
        try {
            loaded =
                    new Load(LoadSettings.builder().setLabel(path).build())
                            .loadFromString(yaml.toString());
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new QueryFileException(
                    path, line, 1, "The #+ lines are not YAML: " + e.getProblem() + ".");
        } catch (YamlEngineException e) {
            throw new QueryFileException(
                    path, 1, 1, "The #+ lines are not YAML: " + e.getMessage() + ".");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        if (loaded instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String key = String.valueOf(entry.getKey());
                if (!KNOWN.contains(key)) {
                    throw new QueryFileException(
                            path,
                            lineOf(lines, key),
                            1,
                            "There is no decorator \""
                                    + key
                                    + "\". Known are: "
                                    + String.join(", ", KNOWN.stream().sorted().toList())
                                    + ".");
                }
                if (entry.getValue() != null) {
                    values.put(key, entry.getValue());
                }
            }
        } else if (loaded != null) {
            throw new QueryFileException(
                    path, 1, 1, "The #+ lines have to be of the form \"name: value\".");
        }
        return new Decorators(path, lines, values);
    }

    /**
     * Returns a text that may be given once or per language.
     *
     * @throws QueryFileException if something else than languages is given
     */
    Localized localized(String key) throws QueryFileException {
        return localized(key, values.get(key));
    }

    private Localized localized(String decorator, @Nullable Object value)
            throws QueryFileException {
        if (value instanceof Map<?, ?> map) {
            Map<String, String> byLanguage = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String tag = String.valueOf(entry.getKey());
                if (entry.getValue() == null || !LANGUAGE_TAG.matcher(tag).matches()) {
                    throw new QueryFileException(
                            path,
                            lineOf(lines, decorator),
                            1,
                            "In \""
                                    + decorator
                                    + "\", \""
                                    + tag
                                    + "\" is no language with a text. Where a text has a comma or a"
                                    + " colon in it, put it in quotation marks: {en: \"Who left, and"
                                    + " when\"}.");
                }
                byLanguage.put(tag, String.valueOf(entry.getValue()));
            }
            return new Localized(byLanguage);
        }
        return value == null ? Localized.EMPTY : new Localized(Map.of("", String.valueOf(value)));
    }

    /**
     * Returns a text that may be given per language, for each name.
     *
     * @throws QueryFileException if something else than languages is given
     */
    Map<String, Localized> localizedByName(String key) throws QueryFileException {
        Map<String, Localized> result = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : entries(values.get(key)).entrySet()) {
            result.put(entry.getKey(), localized(key, entry.getValue()));
        }
        return result;
    }

    /** Returns a text, if it is given. */
    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(String::valueOf);
    }

    /**
     * Returns a whole number from 1 on, if one is given.
     *
     * @throws QueryFileException if something else is given
     */
    OptionalInt number(String key) throws QueryFileException {
        Object value = values.get(key);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (value instanceof Integer number && number > 0) {
            return OptionalInt.of(number);
        }
        throw new QueryFileException(
                path,
                lineOf(lines, key),
                1,
                "The decorator \"" + key + "\" has to be a whole number from 1 on.");
    }

    /** Returns a list of texts; a single one counts as a list. */
    List<String> list(String key) {
        return texts(values.get(key));
    }

    /**
     * Returns a list of variables of the result, with or without their question marks.
     *
     * @param selected the variables that there are
     * @throws QueryFileException if it names another
     */
    List<String> variables(String key, List<String> selected) throws QueryFileException {
        List<String> named = list(key).stream().map(v -> v.replaceFirst("^[?$]", "")).toList();
        for (String name : named) {
            if (!selected.contains(name)) {
                throw new QueryFileException(
                        path,
                        lineOf(lines, key),
                        1,
                        "The decorator \""
                                + key
                                + "\" names ?"
                                + name
                                + ", which the query does not select. It selects: "
                                + String.join(", ", selected)
                                + ".");
            }
        }
        return named;
    }

    /** Returns a text for each parameter: {@code - name: value} or {@code name: value}. */
    Map<String, String> byParameter(String key) {
        Map<String, String> result = new LinkedHashMap<>();
        entries(values.get(key)).forEach((name, value) -> result.put(name, String.valueOf(value)));
        return result;
    }

    /** Returns a list for each parameter. */
    Map<String, List<String>> listByParameter(String key) {
        Map<String, List<String>> result = new LinkedHashMap<>();
        entries(values.get(key)).forEach((name, value) -> result.put(name, texts(value)));
        return result;
    }

    private static Map<String, Object> entries(@Nullable Object value) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((k, v) -> result.put(String.valueOf(k), v));
        } else if (value instanceof List<?> list) {
            for (Object item : list) {
                result.putAll(entries(item));
            }
        }
        return result;
    }

    private static List<String> texts(@Nullable Object value) {
        List<String> result = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> result.add(String.valueOf(item)));
        } else if (value != null) {
            result.add(String.valueOf(value));
        }
        return List.copyOf(result);
    }

    private static int lineOf(String[] lines, String key) {
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].startsWith("#+") && lines[i].substring(2).strip().startsWith(key)) {
                return i + 1;
            }
        }
        return 1;
    }
}
