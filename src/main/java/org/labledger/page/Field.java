package org.labledger.page;

import java.util.List;

/**
 * A parameter of a saved query as a field of a form.
 *
 * @param name the name in requests
 * @param label what it is called
 * @param input the type of the input: {@code text}, {@code date} or {@code number}
 * @param isRequired whether it has to be filled in
 * @param value what is filled in
 * @param choices what can be chosen; empty if anything can be written
 * @param isOpen whether the choices are only suggestions
 */
public record Field(
        String name,
        Text label,
        String input,
        boolean isRequired,
        String value,
        List<Choice> choices,
        boolean isOpen) {

    /**
     * Something that can be chosen.
     *
     * @param value what a request gives
     * @param label what it is called
     * @param isChosen whether it is the value now
     */
    public record Choice(String value, Text label, boolean isChosen) {}

    /** Returns the id of the input on the page. */
    public String id() {
        return "p-" + name;
    }
}
