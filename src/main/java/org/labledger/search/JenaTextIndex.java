package org.labledger.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
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
 * <p>Every string of the snapshot is indexed, so that any property can be given, or none for all of
 * them. The text is in Lucene's classic query syntax ({@code AND}, {@code "a phrase"}, {@code
 * lei*}, {@code leke~}); other text is taken as plain words. {@code "lang:zh"} and the language tag
 * of the text match as {@code LANGMATCHES} does, {@code "lang:none"} matches strings without a tag.
 * Inside {@code GRAPH}, only that graph is searched. Highlighting is not supported: the literal is
 * returned unchanged.
 *
 * <p>Jena's own implementation follows changes through a wrapper of the dataset, which a snapshot
 * does not need: the property function finds the index in the context of the query.
 */
final class JenaTextIndex implements TextIndex {

    /** Maximum number of matches, which is also Jena's default. */
    private static final int MAX_HITS = 10_000;

    /** Maximum length of a text, in UTF-16 units; the parser recurses into nested parentheses. */
    private static final int MAX_TEXT_LENGTH = 1_000;

    /** Maximum time of a search, in milliseconds, after which the query is cancelled. */
    private static final long TIME_LIMIT = 5_000;

    private final Supplier<LuceneIndex> index;
    private final LongSupplier remaining;

    /**
     * Creates the adapter of an index that is built when it is first used.
     *
     * @param remaining the time that the query may still take, in milliseconds
     */
    JenaTextIndex(Supplier<LuceneIndex> index, LongSupplier remaining) {
        this.index = index;
        this.remaining = remaining;
    }

    @Override
    public EntityDefinition getDocDef() {
        EntityDefinition definition =
                new EntityDefinition(LuceneIndex.SUBJECT, LuceneIndex.STRING, LuceneIndex.GRAPH);
        definition.setLangField(LuceneIndex.LANGUAGE);
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
                any.add(term(LuceneIndex.PROPERTY, property.getURI()), Occur.SHOULD);
            }
            query.add(any.build(), Occur.FILTER);
        }
        if (subject != null) {
            query.add(term(LuceneIndex.SUBJECT, subject), Occur.FILTER);
        }
        // The default graph is the union of all graphs.
        if (graph != null && !Quad.isDefaultGraph(NodeFactory.createURI(graph))) {
            query.add(term(LuceneIndex.GRAPH, graph), Occur.FILTER);
        }
        if (language != null && !language.isBlank()) {
            query.add(language(language.strip().toLowerCase(Locale.ROOT)), Occur.FILTER);
        }
        return hits(query.build(), limit <= 0 ? MAX_HITS : Math.min(limit, MAX_HITS));
    }

    private static Query parse(String text) {
        String bounded =
                text.length() > MAX_TEXT_LENGTH ? text.substring(0, MAX_TEXT_LENGTH) : text;
        // Parsers are stateful, so that each call needs its own.
        QueryParser parser = new QueryParser(LuceneIndex.STRING, WordAnalyzer.QUERY);
        // A run of Chinese is one term to the parser, but several to the analyzer.
        parser.setSplitOnWhitespace(true);
        parser.setAutoGeneratePhraseQueries(true);
        parser.setAllowLeadingWildcard(true);
        try {
            return parser.parse(bounded);
        } catch (ParseException | TooComplexToDeterminizeException | IllegalArgumentException e) {
            // Invalid syntax, or an expression that is too complex.
            Query words = parser.createBooleanQuery(LuceneIndex.STRING, bounded);
            return words == null ? MatchNoDocsQuery.INSTANCE : words;
        }
    }

    private static Query language(String range) {
        if (range.equals(LuceneIndex.NO_LANGUAGE)) {
            return term(LuceneIndex.LANGUAGE, range);
        }
        return new BooleanQuery.Builder()
                .add(term(LuceneIndex.LANGUAGE, range), Occur.SHOULD)
                .add(new PrefixQuery(new Term(LuceneIndex.LANGUAGE, range + "-")), Occur.SHOULD)
                .build();
    }

    private static Query term(String field, String value) {
        return new TermQuery(new Term(field, value));
    }

    private List<TextHit> hits(Query query, int limit) {
        LuceneIndex snapshot = index.get();
        IndexSearcher searcher =
                snapshot.searcher(Math.max(1, Math.min(TIME_LIMIT, remaining.getAsLong())));
        try {
            ScoreDoc[] documents = searcher.search(query, limit).scoreDocs;
            if (searcher.timedOut()) {
                throw new QueryCancelledException();
            }
            List<LeafReaderContext> leaves = snapshot.reader().leaves();
            List<TextHit> hits = new ArrayList<>();
            for (ScoreDoc document : documents) {
                LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document.doc, leaves));
                NumericDocValues positions = leaf.reader().getNumericDocValues(LuceneIndex.QUAD);
                // A query such as *:* also matches the documents of things.
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
        // Nothing to release.
    }

    private static JenaException readOnly() {
        return new JenaException("A snapshot is read-only, and so is its index.");
    }
}
