package org.labledger.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.BadParameterException.Reason;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.display.Headings;
import org.labledger.display.Messages;
import org.labledger.display.PageRequest;

/** Explains wrong parameter values to readers, in the language of the page. */
public final class InputErrors {

    /** Maximum length of a value that is repeated in full, in UTF-16 units. */
    private static final int MAX_VALUE_LENGTH = 80;

    private static final String XSD = XSDDatatype.XSD + "#";

    private final Headings headings;

    public InputErrors(Headings headings) {
        this.headings = headings;
    }

    /**
     * Returns the errors, in the order of the form.
     *
     * @param faults what the query says of its values
     * @param values the values, by parameter
     */
    public List<InputError> of(
            SavedQuery query,
            List<BadParameterException> faults,
            Map<String, String> values,
            PageRequest request) {
        return faults.stream().map(fault -> error(query, fault, values, request)).toList();
    }

    private InputError error(
            SavedQuery query,
            BadParameterException fault,
            Map<String, String> values,
            PageRequest request) {
        String name = fault.parameter();
        if (!fault.meant().isEmpty()) {
            String label = headings.of(query, fault.meant(), request.language()).value();
            return new InputError(
                    fault.meant(),
                    request.say("wrong.meant", truncated(name), label, fault.meant()),
                    request.with(name, "", fault.meant(), values.getOrDefault(name, "")));
        }
        if (fault.reason() == Reason.UNKNOWN) {
            return new InputError(
                    name, request.say("wrong.unknown", truncated(name)), request.with(name, ""));
        }
        Parameter parameter =
                query.parameters().stream()
                        .filter(p -> p.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return error(
                query, parameter, message(fault.reason(), parameter), values.get(name), request);
    }

    /** Returns the error for a value that is an IRI of which nothing is known. */
    public InputError notFound(
            SavedQuery query, Parameter parameter, String value, PageRequest request) {
        return error(query, parameter, "wrong.nothing", value, request);
    }

    private InputError error(
            SavedQuery query,
            Parameter parameter,
            String message,
            @Nullable String value,
            PageRequest request) {
        String label = headings.of(query, parameter.name(), request.language()).value();
        String text =
                request.say(
                        message,
                        label,
                        truncated(value == null ? "" : value),
                        parameter.usage().substring(parameter.name().length() + 1));
        return new InputError(parameter.name(), text, "#" + FormField.id(parameter.name()));
    }

    private static String message(Reason reason, Parameter parameter) {
        if (reason == Reason.MISSING) {
            return "wrong.missing";
        }
        if (reason == Reason.NO_CHOICE) {
            return "wrong.choice";
        }
        return switch (parameter.type().kind()) {
            case IRI -> "wrong.iri";
            case INTEGER -> "wrong.integer";
            case NUMBER -> "wrong.number";
            case LITERAL, LANGUAGE -> "wrong.value";
            case DATATYPE ->
                    Optional.of(parameter.type().detail())
                            .filter(datatype -> datatype.startsWith(XSD))
                            .map(datatype -> "wrong." + datatype.substring(XSD.length()))
                            .filter(Messages.all()::has)
                            .orElse("wrong.value");
        };
    }

    private static String truncated(String text) {
        return text.length() <= MAX_VALUE_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_VALUE_LENGTH / 2)) + "…";
    }
}
