package org.labledger.display;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.vocabulary.Evidence;
import org.labledger.vocabulary.Terms;

/** The sources of a snapshot as notes show them. Safe for any number of threads. */
public final class Sources {

    private record Key(Node source, Language language) {}

    private final Triples union;
    private final Names names;
    private final Values values;
    private final Map<Key, SourceLine> known = new ConcurrentHashMap<>();

    public Sources(Snapshot snapshot, Names names, Values values) {
        this.union = snapshot.store().triples();
        this.names = names;
        this.values = values;
    }

    /** Returns whether a term is a source. */
    public boolean isSource(Node node) {
        return node.isURI() && union.contains(node, RDF.type.asNode(), Evidence.SOURCE);
    }

    /** Returns a source, or a graph that stands in for one, as a reader of the language sees it. */
    public SourceLine of(Node source, Language language) {
        return known.computeIfAbsent(new Key(source, language), k -> read(source, language));
    }

    private SourceLine read(Node source, Language language) {
        return new SourceLine(
                names.named(source, language).orElseGet(() -> Text.plain(names.shortForm(source))),
                values.page(source).orElse(""),
                one(source, DCTerms.publisher.asNode()).map(node -> nameOrText(node, language)),
                one(source, Evidence.BYLINE)
                        .filter(Node::isLiteral)
                        .map(Node::getLiteralLexicalForm),
                one(source, DCTerms.issued.asNode())
                        .map(node -> values.of(node, language))
                        .filter(Value.Day.class::isInstance)
                        .map(Value.Day.class::cast),
                one(source, Evidence.KIND).map(node -> nameOrText(node, language)),
                one(source, Evidence.READING).map(node -> nameOrText(node, language)),
                one(source, Terms.schema("url"))
                        .filter(Node::isURI)
                        .flatMap(n -> Address.toTheWeb(n.getURI())),
                one(source, Evidence.VIA).filter(Node::isLiteral).map(Node::getLiteralLexicalForm));
    }

    private Text nameOrText(Node node, Language language) {
        return node.isLiteral()
                ? new Text(node.getLiteralLexicalForm(), node.getLiteralLanguage())
                : names.of(node, language);
    }

    private Optional<Node> one(Node subject, Node property) {
        List<Node> all = union.objects(subject, property);
        return all.stream().min((a, b) -> a.toString().compareTo(b.toString()));
    }
}
