package org.labledger.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.labledger.source.Location;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The decorators of a query file: its {@code #+} lines, read as YAML. Accepted are those of grlc
 * ({@code summary description endpoint pagination method tags defaults enumerate endpoint_in_url
 * mime transform}), our own ({@code title heading question view graph bars about labels order}),
 * and those of check queries ({@code message severity}).
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
                    "bars",
                    "about",
                    "labels",
                    "order",
                    "record",
                    "hide",
                    "list",
                    "answer",
                    "message",
                    "severity",
                    "transform");

    /** A language and its subtags (RFC 5646, section 2.1), as far as texts here need it. */
    private static final Pattern LANGUAGE_TAG =
            Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");

    /** A placeholder of a heading other than {@code {}}. */
    private static final Pattern NAMED_PLACEHOLDER = Pattern.compile("\\{[^{}]+}");

    /** What means something in YAML: some characters at the start, and a colon before a space. */
    private static final Pattern SPECIAL =
            Pattern.compile("^[-?:,@%*&!|>'\"`#\\]}]|:(?:\\s|$)|\\s#");

    /** A decorator with a text on its line. */
    private static final Pattern UNQUOTED =
            Pattern.compile("#\\+\\s*(?:- )?([\\w-]+)\\s*:\\s+(\\S.*?)\\s*");

    private final String path;
    private final String[] lines;
    private final List<NodeTuple> nodes;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Decorators(String path, String[] lines, List<NodeTuple> nodes) {
        this.path = path;
        this.lines = lines;
        this.nodes = nodes;
    }

    /**
     * Reads the decorators of a query file.
     *
     * @param path the file inside the home
     * @param text the file's text
     * @throws QueryFileException if they are not YAML, or one is unknown
     */
    static Decorators of(String path, String text) throws QueryFileException {
        StringBuilder yaml = new StringBuilder();
        String[] lines = text.split("\n", -1);
        // One line of YAML per line of the file, so that positions in both correspond.
        for (String line : lines) {
            if (line.startsWith("#+")) {
                yaml.append(line.substring(indent(line)).stripTrailing());
            }
            yaml.append('\n');
        }
        LoadSettings settings = LoadSettings.builder().setLabel(path).build();
        Optional<Node> root;
        Object loaded;
        try {
            root = new Compose(settings).composeString(yaml.toString());
            loaded = new StandardConstructor(settings).constructSingleDocument(root);
        } catch (MarkedYamlEngineException e) {
            Location place =
                    e.getProblemMark()
                            .map(mark -> place(path, lines, mark))
                            .orElseGet(() -> new Location(path, 1, 1));
            throw new QueryFileException(place, notYaml(lines, place, e.getProblem()));
        } catch (YamlEngineException e) {
            throw new QueryFileException(
                    new Location(path, 1, 1), "The #+ lines are not YAML: " + e.getMessage() + ".");
        }
        if (root.isPresent() && root.get() instanceof MappingNode mapping) {
            Decorators decorators = new Decorators(path, lines, mapping.getValue());
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) loaded).entrySet()) {
                decorators.add(String.valueOf(entry.getKey()), entry.getValue());
            }
            return decorators;
        }
        if (loaded != null) {
            throw new QueryFileException(
                    root.flatMap(Node::getStartMark)
                            .map(mark -> place(path, lines, mark))
                            .orElseGet(() -> new Location(path, 1, 1)),
                    "#+ lines have the form `#+ name: value`, with a colon and a space.");
        }
        return new Decorators(path, lines, List.of());
    }

    /** Returns what is wrong with the decorators: mostly a text that needs quotation marks. */
    private static String notYaml(String[] lines, Location place, String problem) {
        String line = lines[Math.min(place.line(), lines.length) - 1];
        if (problem.startsWith("found duplicate key")) {
            return "This decorator is given twice: "
                    + problem.replace("found duplicate key ", "")
                    + ".";
        }
        if (problem.contains("TAB")) {
            return "#+ lines are indented with spaces, not with tabs.";
        }
        Matcher text = UNQUOTED.matcher(line);
        boolean isFlow = text.matches() && "[{".indexOf(text.group(2).charAt(0)) >= 0;
        if (text.matches() && !isFlow && !SPECIAL.matcher(text.group(2)).find()) {
            return "The #+ lines are not YAML here. Is \""
                    + text.group(1)
                    + "\" indented by mistake?";
        }
        if (text.matches() && !isFlow) {
            return "The text of \""
                    + text.group(1)
                    + "\" needs quotation marks, since it has a character that means something in"
                    + " YAML: `#+ "
                    + text.group(1)
                    + ": \""
                    + text.group(2).replace("\"", "\\\"")
                    + "\"`.";
        }
        return "The #+ lines are not YAML here: "
                + problem
                + ". Put texts with colons, commas or brackets in quotation marks, as in"
                + " `#+ title: {en: \"Who left: and why\"}`.";
    }

    private void add(String key, @Nullable Object value) throws QueryFileException {
        if (!KNOWN.contains(key)) {
            throw new QueryFileException(
                    place(key),
                    "Unknown decorator \""
                            + key
                            + "\". Known decorators: "
                            + String.join(", ", KNOWN.stream().sorted().toList())
                            + ".");
        }
        if (value != null) {
            values.put(key, value);
        }
    }

    /** Returns where a decorator begins; the start of the file if it is absent. */
    private Location place(String key) {
        return nodes.stream()
                .map(NodeTuple::getKeyNode)
                .filter(node -> find(node, key).isPresent())
                .findFirst()
                .flatMap(Node::getStartMark)
                .map(mark -> place(path, lines, mark))
                .orElseGet(() -> new Location(path, 1, 1));
    }

    /**
     * Returns where a text first occurs as a scalar in the value of a decorator; where the
     * decorator begins if it does not occur.
     */
    Location place(String key, String text) {
        return nodes.stream()
                .filter(tuple -> find(tuple.getKeyNode(), key).isPresent())
                .findFirst()
                .flatMap(tuple -> find(tuple.getValueNode(), text))
                .flatMap(Node::getStartMark)
                .map(mark -> place(path, lines, mark))
                .orElseGet(() -> place(key));
    }

    private static Optional<Node> find(Node node, String text) {
        Stream<Node> inside =
                switch (node) {
                    case SequenceNode sequence -> sequence.getValue().stream();
                    case MappingNode mapping ->
                            mapping.getValue().stream()
                                    .flatMap(t -> Stream.of(t.getKeyNode(), t.getValueNode()));
                    default -> Stream.empty();
                };
        return node instanceof ScalarNode scalar && scalar.getValue().equals(text)
                ? Optional.of(node)
                : inside.flatMap(child -> find(child, text).stream()).findFirst();
    }

    private static Location place(String path, String[] lines, Mark mark) {
        String line = lines[Math.min(mark.getLine(), lines.length - 1)];
        return new Location(path, mark.getLine() + 1, mark.getColumn() + indent(line) + 1);
    }

    /** Returns how many characters of a line stand before its YAML. */
    private static int indent(String line) {
        return line.startsWith("#+ ") ? 3 : line.startsWith("#+") ? 2 : 0;
    }

    /**
     * Returns a text that may be given once or per language.
     *
     * @throws QueryFileException if a key is no language tag, or a tag has no text
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
                            place(decorator, tag),
                            "\""
                                    + decorator
                                    + "\" needs a text for each language tag, and \""
                                    + tag
                                    + "\" is not a tag with a text. Quote a text that contains a"
                                    + " comma or a colon: {en: \"Who left, and when\"}.");
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
     * @throws QueryFileException if a key is no language tag, or a tag has no text
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
                place(key, String.valueOf(value)),
                "\"" + key + "\" needs a whole number from 1, not \"" + value + "\".");
    }

    /**
     * Returns the view that pages show the result in, if one is given.
     *
     * @throws QueryFileException if there is no such view
     */
    Optional<SavedQuery.View> view() throws QueryFileException {
        Optional<String> name = text("view");
        Optional<SavedQuery.View> view = name.flatMap(SavedQuery.View::named);
        if (name.isPresent() && view.isEmpty()) {
            throw new QueryFileException(
                    place("view", name.get()),
                    "\"view\" needs one of "
                            + Arrays.stream(SavedQuery.View.values())
                                    .map(SavedQuery.View::id)
                                    .collect(Collectors.joining(", "))
                            + ", not \""
                            + name.get()
                            + "\".");
        }
        return view;
    }

    /**
     * Returns the heading per language.
     *
     * @throws QueryFileException if it has a placeholder other than <code>{}</code>
     */
    Localized heading() throws QueryFileException {
        Localized heading = localized("heading");
        for (String text : heading.byLanguage().values()) {
            Matcher placeholder = NAMED_PLACEHOLDER.matcher(text);
            if (placeholder.find()) {
                throw new QueryFileException(
                        place("heading", text),
                        "\"heading\" has the placeholder "
                                + placeholder.group()
                                + ". Only {} is replaced, by the name of the thing.");
            }
        }
        return heading;
    }

    /**
     * Returns the labels of variables and parameters.
     *
     * @param named the names that there are
     * @throws QueryFileException if it labels another, or a language tag is wrong
     */
    Map<String, Localized> labels(Set<String> named) throws QueryFileException {
        Map<String, Localized> labels = localizedByName("labels");
        for (String name : labels.keySet()) {
            if (!named.contains(name)) {
                throw new QueryFileException(
                        place("labels", name),
                        "\"labels\" names \""
                                + name
                                + "\", which the query neither selects nor takes as a parameter."
                                + " It has: "
                                + String.join(", ", named)
                                + ".");
            }
        }
        return labels;
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
        List<String> named = new ArrayList<>();
        for (String written : list(key)) {
            String name = written.replaceFirst("^[?$]", "");
            if (!selected.contains(name)) {
                throw new QueryFileException(
                        place(key, written),
                        "\""
                                + key
                                + "\" names ?"
                                + name
                                + ", which the query does not select. It selects: "
                                + String.join(", ", selected)
                                + ".");
            }
            named.add(name);
        }
        return List.copyOf(named);
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
}
