package org.labledger.display;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The texts of the interface, in every language, read from the resource {@code messages.yaml}.
 * Immutable and safe for use by several threads.
 */
public final class Messages {

    private static final Messages ALL = read();

    private final List<Language> languages;
    private final Map<String, Map<String, String>> byKey;

    private Messages(List<Language> languages, Map<String, Map<String, String>> byKey) {
        this.languages = languages;
        this.byKey = byKey;
    }

    /** Returns all messages. */
    public static Messages all() {
        return ALL;
    }

    /** Returns the languages of the interface, the default first. */
    public List<Language> languages() {
        return languages;
    }

    /** Returns the messages by key and language tag. */
    public Map<String, Map<String, String>> byKey() {
        return byKey;
    }

    /** Returns whether there is a message with this key. */
    public boolean has(String key) {
        return byKey.containsKey(key);
    }

    /**
     * Formats a message.
     *
     * @param key the key of the message
     * @param values the arguments for {@code {0}}, {@code {1}} … ({@link java.text.MessageFormat});
     *     numbers are formatted for the language
     * @throws IllegalArgumentException if there is no such key, which is a mistake in the program
     */
    public String say(Language language, String key, Object... values) {
        Map<String, String> texts = byKey.get(key);
        if (texts == null) {
            throw new IllegalArgumentException("There is no message \"" + key + "\"");
        }
        String pattern = Objects.requireNonNull(texts.get(language.tag()));
        return new MessageFormat(pattern, language.locale()).format(values);
    }

    /** Formats a message, tagged with its language. See {@link #say}. */
    public Text text(Language language, String key, Object... values) {
        return new Text(say(language, key, values), language.tag());
    }

    private static Messages read() {
        try (InputStream in =
                Objects.requireNonNull(Messages.class.getResourceAsStream("messages.yaml"))) {
            Object loaded = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            Map<String, Map<String, String>> byKey = new LinkedHashMap<>();
            ((Map<?, ?>) Objects.requireNonNull(loaded))
                    .forEach((key, texts) -> {
                        Map<String, String> byLanguage = new LinkedHashMap<>();
                        ((Map<?, ?>) texts)
                                .forEach((tag, text) ->
                                        byLanguage.put(String.valueOf(tag), String.valueOf(text)));
                        byKey.put(String.valueOf(key), byLanguage);
                    });
            List<Language> languages = new ArrayList<>();
            byKey.values().iterator().next().keySet().forEach(t -> languages.add(new Language(t)));
            return new Messages(List.copyOf(languages), byKey);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
