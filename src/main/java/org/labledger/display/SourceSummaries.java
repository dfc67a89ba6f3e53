package org.labledger.display;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.graph.NodeConst;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.vocabulary.Evidence;
import org.labledger.vocabulary.Namespaces;

/**
 * Summaries of the sources of a snapshot. Safe for use by several threads; summaries are cached as
 * long as the snapshot is in use. Methods may query the store of the snapshot.
 */
public final class SourceSummaries {

    private record Key(Node source, Language language) {}

    private final Triples union;
    private final DisplayNames names;
    private final Values values;
    private final Map<Key, SourceSummary> summaries = new ConcurrentHashMap<>();

    public SourceSummaries(Snapshot snapshot, DisplayNames names, Values values) {
        this.union = snapshot.store().triples();
        this.names = names;
        this.values = values;
    }

    /** Returns whether a term is a source ({@code ev:Source}). */
    public boolean isSource(Node node) {
        return node.isURI() && union.contains(node, RDF.type.asNode(), Evidence.SOURCE);
    }

    /** Returns whether the editors of the ledger wrote a source. */
    boolean isEditorial(Node source) {
        return isMarked(one(source, Evidence.KIND), Evidence.EDITORIAL);
    }

    /** Returns the summary of a source, or of a graph that is not described as one. */
    public SourceSummary of(Node source, Language language) {
        return summaries.computeIfAbsent(new Key(source, language), k -> read(source, language));
    }

    private SourceSummary read(Node source, Language language) {
        Optional<String> read = address(source, Namespaces.schema("url"));
        Optional<String> original = address(source, Evidence.ORIGINAL_URL);
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
                original.or(() -> read),
                original.isPresent() && !original.equals(read) ? read : Optional.empty(),
                one(source, Evidence.VIA).filter(Node::isLiteral).map(Node::getLiteralLexicalForm),
                strength(source));
    }

    private Optional<String> address(Node source, Node property) {
        return one(source, property)
                .filter(Node::isURI)
                .flatMap(node -> Address.toTheWeb(node.getURI()));
    }

    private SourceSummary.Strength strength(Node source) {
        Optional<Node> kind = one(source, Evidence.KIND);
        if (isMarked(kind, Evidence.EDITORIAL)) {
            return SourceSummary.Strength.EDITORIAL;
        } else if (isMarked(Optional.of(source), Evidence.MACHINE_WRITTEN)) {
            return SourceSummary.Strength.MACHINE;
        } else if (isMarked(kind, Evidence.PRIMARY)) {
            return SourceSummary.Strength.PRIMARY;
        }
        return union.contains(source, Evidence.RETELLS, Node.ANY)
                        || isMarked(kind, Evidence.SECOND_HAND)
                ? SourceSummary.Strength.RETELLING
                : SourceSummary.Strength.REPORT;
    }

    private boolean isMarked(Optional<Node> subject, Node property) {
        return subject.isPresent() && union.contains(subject.get(), property, NodeConst.nodeTrue);
    }

    private Text nameOrText(Node node, Language language) {
        return node.isLiteral() ? Text.of(node) : names.of(node, language);
    }

    private Optional<Node> one(Node subject, Node property) {
        return union.objects(subject, property).stream().min(Comparator.comparing(Node::toString));
    }
}
