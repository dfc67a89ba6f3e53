package org.labledger.form;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.labledger.display.Text;

/**
 * A parameter of a saved query as a field of a form.
 *
 * @param name the name in requests
 * @param label what it is called
 * @param input the type of the input: {@code text}, {@code date} or {@code number}; text if the
 *     value is not of that type, because browsers drop such a value
 * @param isRequired whether it has to be filled in
 * @param value what is filled in
 * @param choices what can be chosen; empty if anything can be written
 * @param isOpen whether the choices are only suggestions
 * @param wrong what is wrong with the value, or empty
 */
public record FormField(
        String name,
        Text label,
        String input,
        boolean isRequired,
        String value,
        List<Choice> choices,
        boolean isOpen,
        String wrong) {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    /** Creates it. */
    public FormField {
        input = value.isEmpty() || isShownBy(input, value) ? input : "text";
    }

    private static boolean isShownBy(String input, String value) {
        return switch (input) {
            case "date" -> DATE.matcher(value).matches();
            case "number" -> NUMBER.matcher(value).matches();
            default -> true;
        };
    }

    /**
     * Something that can be chosen.
     *
     * @param value what a request gives
     * @param label what it is called
     * @param isChosen whether it is the value now
     */
    public record Choice(String value, Text label, boolean isChosen) {}

    /** Returns what is filled in as people say it. */
    public Text shown() {
        return choices.stream()
                .filter(Choice::isChosen)
                .map(Choice::label)
                .findFirst()
                .orElseGet(() -> Text.plain(value));
    }

    /** Returns the id of the input on the page. */
    public String id() {
        return id(name);
    }

    /** Returns the id of the input for a parameter. */
    static String id(String parameter) {
        return "p-" + parameter;
    }

    /** Returns the id of what says that the value is wrong; {@code null} if nothing does. */
    public @Nullable String wrongId() {
        return wrong.isEmpty() ? null : id() + "-wrong";
    }

    /** Returns this field with what is said to be wrong with its value, if something is. */
    public FormField marked(List<InputError> faults) {
        String said =
                faults.stream()
                        .filter(fault -> fault.parameter().equals(name))
                        .map(InputError::text)
                        .findFirst()
                        .orElse("");
        return new FormField(name, label, input, isRequired, value, choices, isOpen, said);
    }
}
