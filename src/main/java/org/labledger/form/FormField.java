package org.labledger.form;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.labledger.display.Text;

/**
 * A parameter of a saved query as a form field.
 *
 * @param name the name of the parameter
 * @param label its label
 * @param input the HTML input type: {@code text}, {@code date} or {@code number}; {@code text} if
 *     the value is not of that type, because browsers would drop such a value
 * @param isRequired whether a value is required
 * @param value the current value, or empty
 * @param choices the values to choose from; empty if anything can be typed
 * @param isOpen whether the choices are suggestions, and other values can be typed
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

    /** Falls back to a text input if the value is not of the input type. */
    public FormField {
        input = value.isEmpty() || fits(input, value) ? input : "text";
    }

    private static boolean fits(String input, String value) {
        return switch (input) {
            case "date" -> DATE.matcher(value).matches();
            case "number" -> NUMBER.matcher(value).matches();
            default -> true;
        };
    }

    /**
     * A value to choose.
     *
     * @param value the value in requests
     * @param label its label
     * @param isChosen whether it is the current value
     * @param names other names by which readers may look for it, separated by semicolons
     */
    public record Choice(String value, Text label, boolean isChosen, String names) {

        Choice(String value, Text label, boolean isChosen) {
            this(value, label, isChosen, "");
        }
    }

    /** Returns the label of the current value. */
    public Text shown() {
        return choices.stream()
                .filter(Choice::isChosen)
                .map(Choice::label)
                .findFirst()
                .orElseGet(() -> Text.plain(value));
    }

    /** Returns the HTML id of the input. */
    public String id() {
        return id(name);
    }

    /** Returns the HTML id of the input of a parameter. */
    static String id(String parameter) {
        return "p-" + parameter;
    }

    /** Returns the HTML id of the error message, or {@code null} if there is none. */
    public @Nullable String wrongId() {
        return wrong.isEmpty() ? null : id() + "-wrong";
    }

    /** Returns this field with the first of the errors that is about it, if any. */
    public FormField marked(List<InputError> errors) {
        String message =
                errors.stream()
                        .filter(error -> error.parameter().equals(name))
                        .map(InputError::text)
                        .findFirst()
                        .orElse("");
        return new FormField(name, label, input, isRequired, value, choices, isOpen, message);
    }
}
