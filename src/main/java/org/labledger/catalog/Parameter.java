package org.labledger.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.irix.IRIException;
import org.apache.jena.irix.IRIx;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.sparql.core.Var;
import org.labledger.ontology.Prefixes;

/**
 * A parameter of a saved query, read off the name of a variable as grlc does: {@code ?_name} is
 * required, {@code ?__name} optional; a suffix gives the type ({@code _iri}, {@code _integer},
 * {@code _number}, {@code _date}, {@code _literal}, {@code _gYear} …), a language ({@code _en}) or
 * a datatype ({@code _xsd_gYear}). In a request the parameter goes by its name alone.
 *
 * @param name the name in requests, without prefix and suffix
 * @param variable the variable it stands for
 * @param type what values it takes
 * @param required whether a request has to give it
 * @param choices the values it is limited to, or empty for any
 * @param example a value that works, from the query's {@code defaults} or {@code enumerate}
 */
public record Parameter(
        String name,
        Var variable,
        Type type,
        boolean required,
        List<String> choices,
        Optional<String> example) {

    /** The kinds of values that a parameter takes. */
    public enum Kind {
        /** An absolute IRI or a prefixed name. */
        IRI,
        /** A plain string. */
        LITERAL,
        /** A string in a language. */
        LANGUAGE,
        /** A whole number. */
        INTEGER,
        /** A number of any kind. */
        NUMBER,
        /** A literal of a datatype. */
        DATATYPE
    }

    /**
     * A kind with what it needs.
     *
     * @param kind the kind
     * @param detail the language tag, or the datatype's IRI, or empty
     */
    public record Type(Kind kind, String detail) {}

    private static final Pattern VARIABLE = Pattern.compile("(__?)([^_].*)");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d*\\.\\d+");
    private static final Pattern DOUBLE =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)[eE][+-]?\\d+");
    private static final Set<String> SUFFIXES =
            Set.of("iri", "integer", "number", "date", "literal", "string");

    /**
     * The datatypes of XML Schema that may stand without their prefix, as in grlc; others, such as
     * time and language, are words that names end with.
     */
    private static final Set<String> BARE_DATATYPES =
            Set.of(
                    "boolean",
                    "decimal",
                    "double",
                    "float",
                    "dateTime",
                    "gYear",
                    "gYearMonth",
                    "gMonth",
                    "gMonthDay",
                    "gDay",
                    "anyURI",
                    "nonNegativeInteger",
                    "positiveInteger",
                    "nonPositiveInteger",
                    "negativeInteger");

    private static final Set<String> LANGUAGES =
            Set.copyOf(Arrays.asList(Locale.getISOLanguages()));

    /**
     * Reads the parameter off a variable.
     *
     * @param variable the variable
     * @param prefixes the prefixes in which a datatype suffix may be written
     * @param choices the values it is limited to
     * @param example a value that works
     * @return the parameter, or empty if the variable is an ordinary one
     */
    static Optional<Parameter> of(
            Var variable, PrefixMap prefixes, List<String> choices, Optional<String> example) {
        Matcher matcher = VARIABLE.matcher(variable.getVarName());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean required = matcher.group(1).length() == 1;
        String[] parts = matcher.group(2).split("_", -1);
        int used = 1;
        Type type = new Type(Kind.LITERAL, "");
        String last = parts[parts.length - 1];
        // A suffix for a type wins over a prefix that happens to stand before it.
        boolean isXsd = parts.length > 2 && parts[parts.length - 2].equals("xsd");
        String namespace =
                parts.length > 2 && (isXsd || !SUFFIXES.contains(last))
                        ? prefixes.get(parts[parts.length - 2])
                        : null;
        if (namespace == null && isXsd) {
            namespace = XSDDatatype.XSD + "#";
        }
        if (parts.length == 1) {
            used = 0;
        } else if (namespace != null) {
            used = 2;
            type = new Type(Kind.DATATYPE, namespace + last);
        } else {
            switch (last) {
                case "iri" -> type = new Type(Kind.IRI, "");
                case "integer" -> type = new Type(Kind.INTEGER, "");
                case "number" -> type = new Type(Kind.NUMBER, "");
                case "date" -> type = new Type(Kind.DATATYPE, XSDDatatype.XSDdate.getURI());
                case "literal", "string" -> type = new Type(Kind.LITERAL, "");
                default -> {
                    if (BARE_DATATYPES.contains(last)) {
                        type = new Type(Kind.DATATYPE, XSDDatatype.XSD + "#" + last);
                    } else if (LANGUAGES.contains(last)) {
                        type = new Type(Kind.LANGUAGE, last);
                    } else {
                        used = 0;
                    }
                }
            }
        }
        String name = String.join("_", Arrays.asList(parts).subList(0, parts.length - used));
        return Optional.of(new Parameter(name, variable, type, required, choices, example));
    }

    /**
     * Converts the value of a request to a term.
     *
     * @param value the value, as decoded from the request
     * @param prefixes the prefixes in which an IRI may be written
     * @throws BadParameterException if the value is not of the parameter's type, or not one of its
     *     choices
     */
    public Node term(String value, PrefixMap prefixes) throws BadParameterException {
        if (!choices.isEmpty() && !choices.contains(value)) {
            throw new BadParameterException(
                    name,
                    BadParameterException.Reason.NO_CHOICE,
                    "Parameter \""
                            + name
                            + "\" needs one of "
                            + String.join(", ", choices)
                            + ", not \""
                            + value
                            + "\".");
        }
        return switch (type.kind()) {
            case IRI -> iri(value, prefixes);
            case LITERAL -> NodeFactory.createLiteralString(value);
            case LANGUAGE -> NodeFactory.createLiteralLang(value, type.detail());
            case INTEGER -> {
                if (!INTEGER.matcher(value).matches()) {
                    throw wrong(value);
                }
                yield NodeFactory.createLiteralDT(value, XSDDatatype.XSDinteger);
            }
            case NUMBER -> {
                if (INTEGER.matcher(value).matches()) {
                    yield NodeFactory.createLiteralDT(value, XSDDatatype.XSDinteger);
                } else if (DECIMAL.matcher(value).matches()) {
                    yield NodeFactory.createLiteralDT(value, XSDDatatype.XSDdecimal);
                } else if (DOUBLE.matcher(value).matches()) {
                    yield NodeFactory.createLiteralDT(value, XSDDatatype.XSDdouble);
                }
                throw wrong(value);
            }
            case DATATYPE -> {
                RDFDatatype datatype = TypeMapper.getInstance().getSafeTypeByName(type.detail());
                if (!datatype.isValid(value)) {
                    throw wrong(value);
                }
                yield NodeFactory.createLiteralDT(value, datatype);
            }
        };
    }

    /** Returns the type in words, with an article: "a whole number". */
    public String typeInWords() {
        return switch (type.kind()) {
            case IRI -> "an IRI or a prefixed name";
            case LITERAL -> "a text";
            case LANGUAGE -> "a text in the language " + type.detail();
            case INTEGER -> "a whole number";
            case NUMBER -> "a number";
            case DATATYPE ->
                    type.detail().equals(XSDDatatype.XSDdate.getURI())
                            ? "a date of the form YYYY-MM-DD"
                            : "a literal of the datatype " + type.detail();
        };
    }

    /** Returns {@code name=example}, or a hint at the type where no example is known. */
    public String usage() {
        return name
                + "="
                + example.orElseGet(() ->
                        switch (type.kind()) {
                            case IRI -> "https://example.org/thing";
                            case LITERAL, LANGUAGE -> "text";
                            case INTEGER, NUMBER -> "1";
                            case DATATYPE ->
                                    type.detail().equals(XSDDatatype.XSDdate.getURI())
                                            ? "2024-05-17"
                                            : "value";
                        });
    }

    private BadParameterException wrong(String value) {
        return new BadParameterException(
                name,
                BadParameterException.Reason.WRONG_TYPE,
                "Parameter \""
                        + name
                        + "\" needs "
                        + typeInWords()
                        + ", not \""
                        + value
                        + "\". For example: "
                        + usage());
    }

    private Node iri(String value, PrefixMap prefixes) throws BadParameterException {
        String iri = Prefixes.iri(prefixes, value);
        try {
            if (!IRIx.create(iri).isReference()) {
                throw wrong(value);
            }
        } catch (IRIException e) {
            throw wrong(value);
        }
        return NodeFactory.createURI(iri);
    }
}
