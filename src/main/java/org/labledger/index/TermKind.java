package org.labledger.index;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;

/**
 * What kind of term a term is, as far as that decides comparisons: two terms of one kind with a key
 * have the order of their keys under the operators {@code =} and {@code <} of SPARQL 1.2, section
 * 17.3. Everything that is not certain to have such an order is {@link #OTHER}: dates with a time
 * zone, floating-point numbers, decimals, ill-typed literals, and values that need more than 64
 * bits.
 */
public final class TermKind {

    /** A term about which nothing more is known. */
    public static final byte OTHER = 0;

    /** An IRI. */
    public static final byte IRI = 1;

    /** A blank node. */
    public static final byte BLANK = 2;

    /** A literal of type {@code xsd:string}. */
    public static final byte STRING = 3;

    /** A literal with a language tag, without a base direction. */
    public static final byte LANGUAGE_STRING = 4;

    /** A valid {@code xsd:integer}, or a valid literal of a type derived from it; has a key. */
    public static final byte INTEGER = 5;

    /** A valid {@code xsd:date} without time zone; has a key. */
    public static final byte DATE = 6;

    /** A triple term. */
    public static final byte TRIPLE = 7;

    /** Digits that certainly fit into a long. */
    private static final int MAX_DIGITS = 18;

    private TermKind() {}

    /** Returns whether terms of a kind have a key. */
    public static boolean hasKey(byte kind) {
        return kind == INTEGER || kind == DATE;
    }

    /** Returns the kind of a term. */
    public static byte of(Node term) {
        if (term.isURI()) {
            return IRI;
        }
        if (term.isBlank()) {
            return BLANK;
        }
        if (term.isTripleTerm()) {
            return TRIPLE;
        }
        if (!term.isLiteral()) {
            return OTHER;
        }
        RDFDatatype datatype = term.getLiteralDatatype();
        if (XSDDatatype.XSDstring.equals(datatype)) {
            return STRING;
        }
        if (!term.getLiteralLanguage().isEmpty()) {
            return term.getLiteralBaseDirection() == null ? LANGUAGE_STRING : OTHER;
        }
        if (XSDDatatype.XSDdate.equals(datatype)) {
            return isPlainDate(term.getLiteralLexicalForm()) ? DATE : OTHER;
        }
        if (isInteger(datatype)
                && isPlainInteger(term.getLiteralLexicalForm())
                && term.getLiteral().isWellFormed()) {
            return INTEGER;
        }
        return OTHER;
    }

    /** Returns the key of a term of a kind that has keys. */
    static long key(byte kind, Node term) {
        String text = term.getLiteralLexicalForm();
        return kind == DATE ? LocalDate.parse(text).toEpochDay() : Long.parseLong(text);
    }

    private static boolean isInteger(RDFDatatype datatype) {
        return datatype instanceof XSDDatatype
                && (datatype.equals(XSDDatatype.XSDinteger)
                        || datatype.equals(XSDDatatype.XSDint)
                        || datatype.equals(XSDDatatype.XSDlong)
                        || datatype.equals(XSDDatatype.XSDshort)
                        || datatype.equals(XSDDatatype.XSDbyte)
                        || datatype.equals(XSDDatatype.XSDnonNegativeInteger)
                        || datatype.equals(XSDDatatype.XSDpositiveInteger)
                        || datatype.equals(XSDDatatype.XSDnonPositiveInteger)
                        || datatype.equals(XSDDatatype.XSDnegativeInteger)
                        || datatype.equals(XSDDatatype.XSDunsignedLong)
                        || datatype.equals(XSDDatatype.XSDunsignedInt)
                        || datatype.equals(XSDDatatype.XSDunsignedShort)
                        || datatype.equals(XSDDatatype.XSDunsignedByte));
    }

    private static boolean isPlainInteger(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        return text.length() > start
                && text.length() - start <= MAX_DIGITS
                && isDigits(text, start, text.length());
    }

    /** Whether a text is a date with a year of four digits and without a time zone. */
    private static boolean isPlainDate(String text) {
        if (text.length() != 10
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || !isDigits(text, 0, 4)
                || !isDigits(text, 5, 7)
                || !isDigits(text, 8, 10)
                || text.startsWith("0000")) {
            return false;
        }
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException e) {
            // Such as 30 February: ill-typed.
            return false;
        }
    }

    private static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
