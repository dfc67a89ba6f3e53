package org.labledger.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.QueryTimeoutImpl;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.labledger.snapshot.Snapshot;
import org.labledger.term.TermOrder;

/**
 * The Lucene index of a snapshot, in memory. It has a document for each thing, with a field for
 * each {@link TextRole}, and a document for each quad with a string, for {@code text:query}.
 * Documents store the position of their thing or quad in a list.
 *
 * @param reader the index; it holds no file, and so need not be closed
 * @param entries the things
 * @param quads the quads with strings
 * @param properties the IRIs of the properties of these quads
 */
record LuceneIndex(
        DirectoryReader reader,
        List<IndexEntry> entries,
        List<Quad> quads,
        Set<String> properties) {

    /** The field with the position of a thing in {@link #entries}. */
    static final String ENTRY = "entry";

    /** The field with the IRIs of a thing's classes. */
    static final String TYPE = "type";

    /** The field with the position of a quad in {@link #quads}. */
    static final String QUAD = "quad";

    /** The field with the words of a quad's string. */
    static final String STRING = "string";

    /** The field with a quad's graph. */
    static final String GRAPH = "graph";

    /** The field with a quad's subject. */
    static final String SUBJECT = "subject";

    /** The field with a quad's property. */
    static final String PROPERTY = "property";

    /** The field with the language tag of a quad's string, in lower case. */
    static final String LANGUAGE = "language";

    /** The language of a string without a language tag. */
    static final String NO_LANGUAGE = "none";

    /**
     * BM25 with low term saturation, because repetition in a name means little, and some length
     * normalization.
     */
    private static final Similarity SIMILARITY = new BM25Similarity(0.5f, 0.6f);

    /** Maximum length of a term, in UTF-16 units: Lucene refuses more than 32,766 bytes. */
    private static final int MAX_KEYWORD_LENGTH = 8_000;

    /** Large enough to write any known index in one segment. */
    private static final double BUFFER_MEGABYTES = 256;

    /** Builds the index. Reads all quads. */
    static LuceneIndex of(Snapshot snapshot) {
        List<IndexEntry> entries = IndexEntries.of(snapshot);
        List<Quad> quads = new ArrayList<>();
        Set<String> properties = new TreeSet<>();
        snapshot.store()
                .forEach(
                        Node.ANY,
                        Node.ANY,
                        Node.ANY,
                        Node.ANY,
                        quad -> {
                            if (TextRole.isText(quad.getObject())) {
                                properties.add(quad.getPredicate().getURI());
                                quads.add(quad);
                            }
                        });
        // The order decides between matches with equal scores.
        quads.sort(
                Comparator.comparing(Quad::getSubject, TermOrder.BY_TERM)
                        .thenComparing(Quad::getPredicate, TermOrder.BY_TERM)
                        .thenComparing(Quad::getObject, TermOrder.BY_TERM)
                        .thenComparing(Quad::getGraph, TermOrder.BY_TERM));
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        IndexWriterConfig config =
                new IndexWriterConfig(WordAnalyzer.INDEX)
                        .setSimilarity(SIMILARITY)
                        .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                        // Keeps the order of the documents.
                        .setMergePolicy(new LogDocMergePolicy());
        try {
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                for (int i = 0; i < entries.size(); i++) {
                    writer.addDocument(document(i, entries.get(i)));
                }
                for (int i = 0; i < quads.size(); i++) {
                    writer.addDocument(document(i, quads.get(i)));
                }
                writer.forceMerge(1);
            }
            return new LuceneIndex(
                    DirectoryReader.open(directory),
                    List.copyOf(entries),
                    List.copyOf(quads),
                    Set.copyOf(properties));
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory cannot fail", e);
        }
    }

    /** Returns a searcher that stops after a time, in milliseconds. */
    IndexSearcher searcher(long timeLimit) {
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setSimilarity(SIMILARITY);
        searcher.setTimeout(new QueryTimeoutImpl(timeLimit));
        return searcher;
    }

    private static Document document(int position, IndexEntry entry) {
        Document document = new Document();
        document.add(new NumericDocValuesField(ENTRY, position));
        for (String type : entry.allTypes()) {
            keyword(document, TYPE, type);
        }
        for (IndexEntry.Text text : entry.texts()) {
            TextRole role = text.role();
            document.add(new TextField(role.words(), text.text(), Field.Store.NO));
            String whole = WordAnalyzer.fold(text.text());
            if (role.isName() && !whole.isEmpty()) {
                keyword(document, role.whole(), whole);
            }
        }
        return document;
    }

    private static Document document(int position, Quad quad) {
        Document document = new Document();
        Triple triple = quad.asTriple();
        Node literal = triple.getObject();
        String language = literal.getLiteralLanguage().toLowerCase(Locale.ROOT);
        document.add(new NumericDocValuesField(QUAD, position));
        document.add(new TextField(STRING, literal.getLiteralLexicalForm(), Field.Store.NO));
        keyword(document, PROPERTY, triple.getPredicate().getURI());
        keyword(document, GRAPH, quad.getGraph().toString());
        keyword(document, SUBJECT, triple.getSubject().toString());
        keyword(document, LANGUAGE, language.isEmpty() ? NO_LANGUAGE : language);
        return document;
    }

    private static void keyword(Document document, String field, String value) {
        if (value.length() <= MAX_KEYWORD_LENGTH) {
            document.add(new StringField(field, value, Field.Store.NO));
        }
    }
}
