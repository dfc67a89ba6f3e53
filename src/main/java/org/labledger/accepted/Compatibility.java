package org.labledger.accepted;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.labledger.term.TermOrder;

/**
 * Whether two values of a single-valued property can both be true: one may be less precise than the
 * other.
 */
public final class Compatibility {

    private static final Set<String> DATES =
            Set.of(
                    XSDDatatype.XSDdate.getURI(),
                    XSDDatatype.XSDgYearMonth.getURI(),
                    XSDDatatype.XSDgYear.getURI(),
                    XSDDatatype.XSDdateTime.getURI());

    private Compatibility() {}

    /**
     * Returns whether two values are compatible: equal terms, equal values of a datatype ({@code
     * 20} and {@code 20.0}), literals in different languages, or dates of which one is a prefix of
     * the other ({@code 2024-05} and {@code 2024-05-14}).
     */
    public static boolean areCompatible(Node one, Node other) {
        if (one.equals(other)) {
            return true;
        }
        if (!one.isLiteral() || !other.isLiteral()) {
            return false;
        }
        String language = one.getLiteralLanguage();
        if (!language.isEmpty() && !other.getLiteralLanguage().isEmpty()) {
            return !language.equalsIgnoreCase(other.getLiteralLanguage());
        }
        if (DATES.contains(one.getLiteralDatatypeURI())
                && DATES.contains(other.getLiteralDatatypeURI())) {
            String a = one.getLiteralLexicalForm();
            String b = other.getLiteralLexicalForm();
            return a.startsWith(b) || b.startsWith(a);
        }
        return one.sameValueAs(other);
    }

    /**
     * Returns whether two values are compatible and the first says more: {@code 2024-05-14} more
     * than {@code 2024-05}. Of equal values that are written differently it is the one with more
     * characters, as {@code 20.0} and {@code 20}, or else the later one in the order of {@link
     * TermOrder#BY_TERM}. Neither of two texts in different languages says more.
     */
    public static boolean isMorePrecise(Node one, Node other) {
        if (one.equals(other)
                || !areCompatible(one, other)
                || !one.getLiteralLanguage().isEmpty()) {
            return false;
        }
        int difference =
                one.getLiteralLexicalForm().length() - other.getLiteralLexicalForm().length();
        return difference > 0 || (difference == 0 && TermOrder.BY_TERM.compare(one, other) > 0);
    }

    /** Returns whether any two of the values are incompatible. */
    public static boolean areIncompatible(Collection<Node> values) {
        List<Node> list = List.copyOf(values);
        for (int i = 0; i < list.size(); i++) {
            for (int j = i + 1; j < list.size(); j++) {
                if (!areCompatible(list.get(i), list.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }
}
