package org.labledger.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.query.text.Entity;
import org.apache.jena.query.text.EntityDefinition;
import org.apache.jena.query.text.TextHit;
import org.apache.jena.query.text.TextIndex;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.shared.JenaException;
import org.apache.jena.sparql.core.Quad;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code text:query} (Jena's property function) from the index of a snapshot:
 *
 * <pre>{@code
 * PREFIX text: <http://jena.apache.org/text#>
 * SELECT ?thing ?score ?label { (?thing ?score ?label) text:query (rdfs:label "leik*") }
 * }</pre>
 *
 * <p>Every string of the snapshot is indexed, so any property may be named, or none for all of
 * them. The text has Lucene's classic syntax ({@code AND}, {@code "a phrase"}, {@code lei*}, {@code
 * leke~}); text that is not in that syntax is taken as plain words. {@code "lang:zh"} and the tag
 * of the text match as {@code LANGMATCHES} does, {@code "lang:none"} matches strings without a tag.
 * Inside {@code GRAPH} only that graph is searched. Jena's highlighting is not offered: the literal
 * is returned as it is.
 *
 * <p>Jena's own index wants to follow the changes of a dataset through a wrapper around it, which a
 * snapshot has no use for: the property function asks the dataset's context for the index.
 */
final class SnapshotTextIndex implements TextIndex {

    /** As many hits as Jena's own index returns if no limit is given. */
    private static final int MOST_HITS = 10_000;

    /** Longer texts are not looked for: nested parentheses are read by recursion. */
    private static final int LONGEST_TEXT = 1_000;

    /** A search that takes longer is stopped, in milliseconds. */
    private static final long TIME_LIMIT = 5_000;

    private final Supplier<SnapshotIndex> index;

    /** Creates it for an index that is built when it is needed. */
    SnapshotTextIndex(Supplier<SnapshotIndex> index) {
        this.index = index;
    }

    @Override
    public EntityDefinition getDocDef() {
        EntityDefinition definition =
                new EntityDefinition(
                        SnapshotIndex.SUBJECT, SnapshotIndex.STRING, SnapshotIndex.GRAPH);
        definition.setLangField(SnapshotIndex.LANGUAGE);
        index.get()
                .properties()
                .forEach(property -> definition.set(property, NodeFactory.createURI(property)));
        return definition;
    }

    @Override
    public List<TextHit> query(
            @Nullable Node subject,
            @Nullable List<Resource> properties,
            String text,
            @Nullable String graph,
            @Nullable String language,
            int limit,
            @Nullable String highlight) {
        return query(
                subject == null || !subject.isURI() ? null : subject.getURI(),
                properties,
                text,
                graph,
                language,
                limit,
                highlight);
    }

    @Override
    public List<TextHit> query(
            @Nullable String subject,
            @Nullable List<Resource> properties,
            String text,
            @Nullable String graph,
            @Nullable String language,
            int limit,
            @Nullable String highlight) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        query.add(parse(text), Occur.MUST);
        if (properties != null && !properties.isEmpty()) {
            BooleanQuery.Builder any = new BooleanQuery.Builder();
            for (Resource property : properties) {
                any.add(term(SnapshotIndex.PROPERTY, property.getURI()), Occur.SHOULD);
            }
            query.add(any.build(), Occur.FILTER);
        }
        if (subject != null) {
            query.add(term(SnapshotIndex.SUBJECT, subject), Occur.FILTER);
        }
        // The default graph is the union of all graphs.
        if (graph != null && !Quad.isDefaultGraph(NodeFactory.createURI(graph))) {
            query.add(term(SnapshotIndex.GRAPH, graph), Occur.FILTER);
        }
        if (language != null && !language.isBlank()) {
            query.add(language(language.strip().toLowerCase(Locale.ROOT)), Occur.FILTER);
        }
        return hits(query.build(), limit <= 0 ? MOST_HITS : Math.min(limit, MOST_HITS));
    }

    private static Query parse(String text) {
        String bounded = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        // A parser remembers what it is parsing, so each thread needs its own.
        QueryParser parser = new QueryParser(SnapshotIndex.STRING, WordAnalyzer.QUERY);
        // A run of Chinese is one word to the parser and several to the analyzer.
        parser.setSplitOnWhitespace(true);
        parser.setAutoGeneratePhraseQueries(true);
        parser.setAllowLeadingWildcard(true);
        try {
            return parser.parse(bounded);
        } catch (ParseException | TooComplexToDeterminizeException | IllegalArgumentException e) {
            // Not in that syntax, or an expression that would take too long.
            Query words = parser.createBooleanQuery(SnapshotIndex.STRING, bounded);
            return words == null ? MatchNoDocsQuery.INSTANCE : words;
        }
    }

    private static Query language(String range) {
        if (range.equals(SnapshotIndex.NO_LANGUAGE)) {
            return term(SnapshotIndex.LANGUAGE, range);
        }
        return new BooleanQuery.Builder()
                .add(term(SnapshotIndex.LANGUAGE, range), Occur.SHOULD)
                .add(new PrefixQuery(new Term(SnapshotIndex.LANGUAGE, range + "-")), Occur.SHOULD)
                .build();
    }

    private static Query term(String field, String value) {
        return new TermQuery(new Term(field, value));
    }

    private List<TextHit> hits(Query query, int limit) {
        SnapshotIndex snapshot = index.get();
        IndexSearcher searcher = snapshot.searcher(TIME_LIMIT);
        try {
            ScoreDoc[] documents = searcher.search(query, limit).scoreDocs;
            if (searcher.timedOut()) {
                throw new QueryCancelledException();
            }
            List<LeafReaderContext> leaves = snapshot.reader().leaves();
            List<TextHit> hits = new ArrayList<>();
            for (ScoreDoc document : documents) {
                LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document.doc, leaves));
                NumericDocValues positions = leaf.reader().getNumericDocValues(SnapshotIndex.QUAD);
                // A query such as *:* also matches documents that are no quads.
                if (positions != null && positions.advanceExact(document.doc - leaf.docBase)) {
                    Quad quad = snapshot.quads().get((int) positions.longValue());
                    hits.add(
                            new TextHit(
                                    quad.getSubject(),
                                    document.score,
                                    quad.getObject(),
                                    quad.getGraph(),
                                    quad.getPredicate()));
                }
            }
            return hits;
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory cannot fail", e);
        }
    }

    @Override
    public List<TextHit> query(
            @Nullable List<Resource> properties,
            String text,
            @Nullable String graph,
            @Nullable String language,
            int limit,
            @Nullable String highlight) {
        return query((String) null, properties, text, graph, language, limit, highlight);
    }

    @Override
    public List<TextHit> query(
            @Nullable Node property,
            String text,
            @Nullable String graph,
            @Nullable String language,
            int limit,
            @Nullable String highlight) {
        List<Resource> properties =
                property == null
                        ? List.of()
                        : List.of(ResourceFactory.createResource(property.getURI()));
        return query((String) null, properties, text, graph, language, limit, highlight);
    }

    @Override
    public List<TextHit> query(
            @Nullable Node property,
            String text,
            @Nullable String graph,
            @Nullable String language,
            int limit) {
        return query(property, text, graph, language, limit, null);
    }

    @Override
    public List<TextHit> query(
            @Nullable Node property,
            String text,
            @Nullable String graph,
            @Nullable String language) {
        return query(property, text, graph, language, -1, null);
    }

    @Override
    public Map<String, Node> get(String uri) {
        throw new UnsupportedOperationException("The index stores no texts; ask the dataset.");
    }

    @Override
    public void addEntity(Entity entity) {
        throw readOnly();
    }

    @Override
    public void updateEntity(Entity entity) {
        throw readOnly();
    }

    @Override
    public void deleteEntity(Entity entity) {
        throw readOnly();
    }

    @Override
    public void prepareCommit() {
        throw readOnly();
    }

    @Override
    public void commit() {
        throw readOnly();
    }

    @Override
    public void rollback() {
        throw readOnly();
    }

    @Override
    public void close() {
        // Nothing to release: memory goes with the snapshot.
    }

    private static JenaException readOnly() {
        return new JenaException("A snapshot is read-only, and so is its index.");
    }
}
