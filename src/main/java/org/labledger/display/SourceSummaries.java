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
import org.labledger.vocabulary.Namespaces;

/** The sources of a snapshot as notes show them. Safe for any number of threads. */
public final class SourceSummaries {

    private record Key(Node source, Language language) {}

    private final Triples union;
    private final DisplayNames names;
    private final Values values;
    private final Map<Key, SourceSummary> known = new ConcurrentHashMap<>();

    public SourceSummaries(Snapshot snapshot, DisplayNames names, Values values) {
        this.union = snapshot.store().triples();
        this.names = names;
        this.values = values;
    }

    /** Returns whether a term is a source. */
    public boolean isSource(Node node) {
        return node.isURI() && union.contains(node, RDF.type.asNode(), Evidence.SOURCE);
    }

    /** Returns a source, or a graph that stands in for one, as a reader of the language sees it. */
    public SourceSummary of(Node source, Language language) {
        return known.computeIfAbsent(new Key(source, language), k -> read(source, language));
    }

    private SourceSummary read(Node source, Language language) {
        return new SourceSummary(
                names.label(source, language).orElseGet(() -> Text.plain(names.shortForm(source))),
                values.page(source).orElse(""),
                one(source, DCTerms.publisher.asNode()).map(node -> nameOrText(node, language)),
                one(source, Evidence.BYLINE)
                        .filter(Node::isLiteral)
                        .map(Node::getLiteralLexicalForm),
                one(source, DCTerms.issued.asNode())
                        .map(node -> values.of(node, language))
                        .filter(Value.Date.class::isInstance)
                        .map(Value.Date.class::cast),
                one(source, Evidence.KIND).map(node -> nameOrText(node, language)),
                one(source, Evidence.READING).map(node -> nameOrText(node, language)),
                one(source, Namespaces.schema("url"))
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
