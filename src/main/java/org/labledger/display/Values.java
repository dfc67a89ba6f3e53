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

/** Turns terms of a snapshot into what a page shows of them. */
public final class Values {

    private final Snapshot snapshot;
    private final Names names;

    public Values(Snapshot snapshot, Names names) {
        this.snapshot = snapshot;
        this.names = names;
    }

    /**
     * Returns the value of a property as a reader of the language sees it: the tag of a language
     * (RFC 5646) that a document is in is that language's name.
     */
    public Value of(Node property, Node value, Language language) {
        if (property.equals(DCTerms.language.asNode()) && value.isLiteral()) {
            String tag = value.getLiteralLexicalForm();
            Locale locale = Locale.forLanguageTag(tag);
            String name = locale.getDisplayName(language.locale());
            if (!locale.getLanguage().isEmpty() && !name.equals(tag)) {
                return new Value.Words(new Text(name, language.tag()));
            }
        }
        return of(value, language);
    }

    /** Returns a term as a reader of the language sees it. */
    public Value of(Node node, Language language) {
        if (node.isURI()) {
            return ofIri(node, language);
        }
        if (!node.isLiteral()) {
            return new Value.Other(
                    node.isBlank() ? "_:" + node.getBlankNodeLabel() : node.toString(), "");
        }
        Optional<String> date = Dates.inWords(node, language);
        if (date.isPresent()) {
            return new Value.Day(node.getLiteralLexicalForm(), date.get());
        }
        Optional<String> duration = Durations.inWords(node, language);
        if (duration.isPresent()) {
            return new Value.Words(new Text(duration.get(), language.tag()));
        }
        if (isNumber(node)) {
            Number number = (Number) node.getLiteralValue();
            return new Value.Quantity(number.doubleValue(), number(number, language));
        }
        String datatype = node.getLiteralDatatypeURI();
        if (datatype.equals(XSDDatatype.XSDboolean.getURI())
                && node.getLiteralDatatype().isValid(node.getLiteralLexicalForm())) {
            boolean isTrue = Boolean.TRUE.equals(node.getLiteralValue());
            return new Value.Words(
                    new Text(
                            Messages.all().say(language, isTrue ? "value.true" : "value.false"),
                            language.tag()));
        }
        if (datatype.equals(XSDDatatype.XSDstring.getURI())
                || datatype.equals(RDF.langString.getURI())) {
            return new Value.Words(
                    new Text(node.getLiteralLexicalForm(), node.getLiteralLanguage()));
        }
        return new Value.Other(
                node.getLiteralLexicalForm(), names.shortForm(NodeFactory.createURI(datatype)));
    }

    private Value ofIri(Node node, Language language) {
        Optional<Text> name = names.called(node, language);
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
                .orElseGet(() -> new Value.Web(web.get(), shortened(node.getURI())));
    }

    /** Returns the path of the page about an IRI on this site, if there is one. */
    public Optional<String> page(Node iri) {
        UriSpace space = snapshot.description().uriSpace();
        if (!iri.isURI() || !space.contains(iri)) {
            return Optional.empty();
        }
        String ending = iri.getURI().substring(space.base().length());
        int hash = ending.indexOf('#');
        if (hash >= 0) {
            // A term of a vocabulary stands on the page of its vocabulary.
            return Optional.of("/" + ending);
        }
        return Optional.of("/doc/" + ending);
    }

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
