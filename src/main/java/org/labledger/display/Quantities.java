package org.labledger.display;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.system.G;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.snapshot.Snapshot;
import org.labledger.vocabulary.Evidence;

/**
 * Writes numbers with their units and bounds: "up to $50 bn" instead of three cells. The ontology
 * says which properties qualify which numbers ({@code ev:qualifies}), and how a unit or bound is
 * written with a number ({@code ev:quantityForm}). Of several, the one whose property has the
 * smaller {@code sh:order} stands outside. Safe for concurrent use.
 */
public final class Quantities {

    /** Stands for the number in a form. */
    private static final String NUMBER = "{}";

    /** Maximum number of digits of a number that is shortened; longer ones would lose some. */
    private static final int MAX_DIGITS = 4;

    private static final Node ORDER = NodeFactory.createURI(SHACL.NS + "order");

    /** From a property to those whose numbers it qualifies. */
    private final Map<Node, Set<Node>> qualified = new HashMap<>();

    private final Map<Node, Double> orders = new HashMap<>();

    /** Forms of codes, by code and by label. */
    private final Map<Node, List<Node>> forms = new HashMap<>();

    private final DisplayNames names;

    public Quantities(Snapshot snapshot, DisplayNames names) {
        this.names = names;
        Graph ontology = snapshot.ontology().graph();
        G.find(ontology, Node.ANY, Evidence.QUALIFIES, Node.ANY)
                .forEach(t -> {
                    qualified
                            .computeIfAbsent(t.getSubject(), p -> new HashSet<>())
                            .add(t.getObject());
                    orders.put(t.getSubject(), order(ontology, t.getSubject()));
                });
        G.find(ontology, Node.ANY, Evidence.QUANTITY_FORM, Node.ANY)
                .forEach(t -> add(ontology, t.getSubject(), t.getObject()));
    }

    private void add(Graph ontology, Node code, Node form) {
        forms.computeIfAbsent(code, c -> new ArrayList<>()).add(form);
        for (Node label : G.listSP(ontology, code, RDFS.label.asNode())) {
            forms.computeIfAbsent(label, c -> new ArrayList<>()).add(form);
        }
    }

    private static double order(Graph graph, Node property) {
        return G.listSP(graph, property, ORDER).stream()
                .filter(Values::isNumber)
                .mapToDouble(node -> ((Number) node.getLiteralValue()).doubleValue())
                .min()
                .orElse(0);
    }

    /** Returns whether values of a property belong to the numbers of another. */
    public boolean qualifies(Node property, Node numbers) {
        return qualified.getOrDefault(property, Set.of()).contains(numbers);
    }

    /** Returns the properties whose values belong to the numbers of another, in no order. */
    public List<Node> qualifiersOf(Node numbers) {
        return qualified.entrySet().stream()
                .filter(entry -> entry.getValue().contains(numbers))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns whether values of a property belong to numbers at all. */
    public boolean isQualifier(Node property) {
        return qualified.containsKey(property);
    }

    /** Returns whether a unit or bound, given as a code or its label, can be written with one. */
    public boolean hasForm(Node value) {
        return forms.containsKey(value);
    }

    /**
     * A number with what belongs to it.
     *
     * @param number the number
     * @param qualifiers units and bounds, as codes or their labels, by property
     */
    public Value.Quantity of(Node number, Map<Node, Node> qualifiers, Language language) {
        Number value = (Number) number.getLiteralValue();
        List<String> found =
                qualifiers.entrySet().stream()
                        .sorted(
                                Comparator.comparing((Map.Entry<Node, Node> entry) ->
                                        -orders.getOrDefault(entry.getKey(), 0.0)))
                        .flatMap(entry -> form(entry.getValue(), language).stream())
                        .toList();
        String shown =
                found.isEmpty() ? Values.number(value, language) : shortened(value, language);
        for (String form : found) {
            // A word before a word, as in 500 億美元, has no space that a digit has.
            boolean isDigit = Character.isDigit(shown.charAt(shown.length() - 1));
            shown =
                    (isDigit ? form : form.replaceFirst("(?<=\\{}) (?=\\p{IsHan})", ""))
                            .replace(NUMBER, shown);
        }
        return new Value.Quantity(value.doubleValue(), shown);
    }

    private Optional<String> form(Node value, Language language) {
        return names.best(forms.getOrDefault(value, List.of()), language)
                .map(Text::value)
                .filter(form -> form.contains(NUMBER));
    }

    /**
     * Writes a large number with a word, if it loses no digit by that: 50 bn, 6.6 bn, 1 million;
     * 500 億, 100 萬. Smaller and longer numbers are grouped.
     */
    static String shortened(Number number, Language language) {
        double value = number.doubleValue();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return number.toString();
        }
        BigDecimal exact =
                number instanceof BigDecimal big ? big : new BigDecimal(number.toString());
        int step = language.equals(Language.ENGLISH) ? 3 : 4;
        List<String> words = List.of(Messages.all().say(language, "number.scales").split(" ", -1));
        for (int i = words.size() - 1; i >= 0; i--) {
            int scale = step * (i + (step == 3 ? 2 : 1));
            if (exact.abs().compareTo(BigDecimal.ONE.movePointRight(scale)) >= 0) {
                BigDecimal share = exact.movePointLeft(scale).stripTrailingZeros();
                return share.precision() <= MAX_DIGITS && share.scale() <= MAX_DIGITS - 1
                                || share.scale() <= 0
                        ? Values.number(
                                        share.setScale(
                                                Math.max(0, share.scale()),
                                                RoundingMode.UNNECESSARY),
                                        language)
                                + " "
                                + words.get(i)
                        : Values.number(number, language);
            }
        }
        return Values.number(number, language);
    }
}
