package org.labledger.display;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Optional;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;

/**
 * Turns terms of a snapshot into what a page shows of them. Safe for use by several threads.
 * Methods may query the store of the snapshot.
 */
public final class Values {

    private final Snapshot snapshot;
    private final DisplayNames names;

    public Values(Snapshot snapshot, DisplayNames names) {
        this.snapshot = snapshot;
        this.names = names;
    }

    /**
     * Returns what a page shows of the value of a property. The value of {@code dct:language}, a
     * language tag (RFC 5646), is shown as the name of that language.
     */
    public Value of(Node property, Node value, Language language) {
        if (property.equals(DCTerms.language.asNode()) && value.isLiteral()) {
            String tag = value.getLiteralLexicalForm();
            Locale locale = Locale.forLanguageTag(tag);
            String name = locale.getDisplayName(language.locale());
            if (!locale.getLanguage().isEmpty() && !name.equals(tag)) {
                return new Value.PlainText(new Text(name, language.tag()));
            }
        }
        return of(value, language);
    }

    /** Returns what a page shows of a term. */
    public Value of(Node node, Language language) {
        if (node.isURI()) {
            return ofIri(node, language);
        }
        if (!node.isLiteral()) {
            return new Value.Other(
                    node.isBlank() ? "_:" + node.getBlankNodeLabel() : node.toString(), "");
        }
        Optional<String> date = Dates.format(node, language);
        if (date.isPresent()) {
            return new Value.Date(node.getLiteralLexicalForm(), date.get());
        }
        Optional<String> duration = Durations.format(node, language);
        if (duration.isPresent()) {
            return new Value.PlainText(new Text(duration.get(), language.tag()));
        }
        if (isNumber(node)) {
            Number number = (Number) node.getLiteralValue();
            return new Value.Quantity(number.doubleValue(), number(number, language));
        }
        String datatype = node.getLiteralDatatypeURI();
        if (datatype.equals(XSDDatatype.XSDboolean.getURI())
                && node.getLiteralDatatype().isValid(node.getLiteralLexicalForm())) {
            boolean isTrue = Boolean.TRUE.equals(node.getLiteralValue());
            return new Value.PlainText(
                    Messages.all().text(language, isTrue ? "value.true" : "value.false"));
        }
        if (datatype.equals(XSDDatatype.XSDstring.getURI())
                || datatype.equals(RDF.langString.getURI())
                || datatype.equals(RDF.dirLangString.getURI())) {
            return new Value.PlainText(Text.of(node));
        }
        return new Value.Other(
                node.getLiteralLexicalForm(), names.shortForm(NodeFactory.createURI(datatype)));
    }

    private Value ofIri(Node node, Language language) {
        Optional<Text> name = names.find(node, language);
        Optional<String> page = page(node);
        if (page.isPresent()) {
            return new Value.Thing(
                    name.orElseGet(() -> Text.plain(names.shortForm(node))), page.get(), false);
        }
        Optional<String> web = Address.toTheWeb(node.getURI());
        if (web.isEmpty()) {
            return new Value.Other(node.getURI(), "IRI");
        }
        return name.<Value>map(text -> new Value.Thing(text, web.get(), true))
                .orElseGet(() -> new Value.WebLink(web.get(), shortened(node.getURI())));
    }

    /**
     * Returns the path of the page about an IRI on this site, or empty if the IRI is not of this
     * home.
     */
    public Optional<String> page(Node iri) {
        UriSpace space = snapshot.description().uriSpace();
        if (iri.isURI() && !space.isDeclared() && isDescribed(iri)) {
            return Optional.of("/doc/?iri=" + Address.encode(iri.getURI()));
        }
        if (!iri.isURI() || !space.contains(iri)) {
            return Optional.empty();
        }
        int hash = iri.getURI().indexOf('#');
        String document = hash < 0 ? iri.getURI() : iri.getURI().substring(0, hash);
        boolean isTerm =
                hash >= 0
                        && space.isPlain(document)
                        && snapshot.store().containsGraph(NodeFactory.createURI(document));
        // A term is shown on the page of its vocabulary.
        return Optional.of(
                isTerm
                        ? "/" + iri.getURI().substring(space.base().length())
                        : space.document(iri.getURI()));
    }

    /** Returns whether the data or the vocabularies of the home have triples about an IRI. */
    private boolean isDescribed(Node iri) {
        return snapshot.store().triples().contains(iri, Node.ANY, Node.ANY)
                || snapshot.store().containsGraph(iri);
    }

    /** Returns whether a term is a valid literal of a numeric datatype. */
    public static boolean isNumber(Node node) {
        return node.isLiteral()
                && node.getLiteralDatatype().isValid(node.getLiteralLexicalForm())
                && node.getLiteralValue() instanceof Number;
    }

    /**
     * Formats a number in the reader's language: grouped, and rounded half to even at 12 decimals.
     * NaN and infinities keep their Java names.
     */
    public static String number(Number number, Language language) {
        NumberFormat format = NumberFormat.getNumberInstance(language.locale());
        format.setMaximumFractionDigits(12);
        double value = number.doubleValue();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return number.toString();
        }
        return format.format(number instanceof BigDecimal big ? big : number);
    }

    private static String shortened(String iri) {
        String bare = iri.replaceFirst("(?i)^https?://(www\\.)?", "").replaceFirst("/$", "");
        return bare.length() <= 60 ? bare : bare.substring(0, 58) + "…";
    }
}
