package org.labledger.web;

import java.util.Map;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonNumber;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.atlas.json.JsonString;
import org.apache.jena.atlas.json.JsonValue;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.labledger.catalog.Parameter;

/** The values of a saved query's parameter as a JSON Schema (draft 2020-12). */
final class ParameterSchema {

    private record Form(String type, String keyword, String value) {}

    private static final Map<String, Form> DATATYPES =
            Map.ofEntries(
                    Map.entry(XSDDatatype.XSDdate.getURI(), new Form("string", "format", "date")),
                    Map.entry(
                            XSDDatatype.XSDdateTime.getURI(),
                            new Form("string", "format", "date-time")),
                    Map.entry(XSDDatatype.XSDanyURI.getURI(), new Form("string", "format", "iri")),
                    Map.entry(
                            XSDDatatype.XSDgYear.getURI(),
                            new Form(
                                    "string",
                                    "pattern",
                                    "^-?[0-9]{4,}(Z|[+-][0-9]{2}:[0-9]{2})?$")),
                    Map.entry(
                            XSDDatatype.XSDgYearMonth.getURI(),
                            new Form(
                                    "string",
                                    "pattern",
                                    "^-?[0-9]{4,}-[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?$")),
                    Map.entry(XSDDatatype.XSDinteger.getURI(), new Form("integer", "", "")),
                    Map.entry(XSDDatatype.XSDdecimal.getURI(), new Form("number", "", "")),
                    Map.entry(XSDDatatype.XSDdouble.getURI(), new Form("number", "", "")),
                    Map.entry(XSDDatatype.XSDboolean.getURI(), new Form("boolean", "", "")));

    private ParameterSchema() {}

    /** Returns the schema, with the choices and the example that the query file gives. */
    static JsonObject of(Parameter parameter) {
        Form form = form(parameter);
        JsonObject schema = new JsonObject();
        schema.put("type", form.type());
        if (!form.keyword().isEmpty()) {
            schema.put(form.keyword(), form.value());
        }
        if (!parameter.choices().isEmpty()) {
            JsonArray choices = new JsonArray();
            parameter.choices().forEach(choice -> choices.add(value(choice, form)));
            schema.put("enum", choices);
        }
        parameter
                .example()
                .ifPresent(example -> {
                    JsonArray examples = new JsonArray();
                    examples.add(value(example, form));
                    schema.put("examples", examples);
                });
        return schema;
    }

    private static Form form(Parameter parameter) {
        return switch (parameter.type().kind()) {
            case IRI -> new Form("string", "format", "iri");
            case LITERAL, LANGUAGE -> new Form("string", "", "");
            case INTEGER -> new Form("integer", "", "");
            case NUMBER -> new Form("number", "", "");
            case DATATYPE ->
                    DATATYPES.getOrDefault(parameter.type().detail(), new Form("string", "", ""));
        };
    }

    /** A value that is not of the type is shown as a string. */
    private static JsonValue value(String text, Form form) {
        boolean isNumber =
                form.type().equals("integer") && text.matches("-?(0|[1-9]\\d{0,17})")
                        || form.type().equals("number")
                                && text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?");
        return isNumber ? JsonNumber.value(new java.math.BigDecimal(text)) : new JsonString(text);
    }
}
