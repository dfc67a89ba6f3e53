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

/** Says what is wrong with the values of a form, to people; programs are told in English. */
public final class InputErrors {

    /** No more of a value is repeated. */
    private static final int MAX_VALUE_LENGTH = 80;

    private static final String XSD = XSDDatatype.XSD + "#";

    private final Headings headings;

    public InputErrors(Headings headings) {
        this.headings = headings;
    }

    /** Returns what is wrong, in the order of the form. */
    public List<InputError> of(
            SavedQuery query,
            List<BadParameterException> faults,
            Map<String, String> values,
            PageRequest request) {
        return faults.stream().map(fault -> fault(query, fault, values, request)).toList();
    }

    private InputError fault(
            SavedQuery query,
            BadParameterException fault,
            Map<String, String> values,
            PageRequest request) {
        String name = fault.parameter();
        if (fault.reason() == Reason.UNKNOWN) {
            return new InputError(
                    name, request.say("wrong.unknown", shortened(name)), request.with(name, ""));
        }
        Parameter parameter =
                query.parameters().stream()
                        .filter(p -> p.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return fault(
                query, parameter, message(fault.reason(), parameter), values.get(name), request);
    }

    /** Returns that the record holds nothing of which a value is the name. */
    public InputError notFound(
            SavedQuery query, Parameter parameter, String value, PageRequest request) {
        return fault(query, parameter, "wrong.nothing", value, request);
    }

    private InputError fault(
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
                        shortened(value == null ? "" : value),
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

    private static String shortened(String text) {
        return text.length() <= MAX_VALUE_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_VALUE_LENGTH / 2)) + "…";
    }
}
