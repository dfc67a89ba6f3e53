package org.labledger.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.expr.NodeValue;
import org.jspecify.annotations.Nullable;
import org.labledger.index.TermDictionary;
import org.labledger.index.TermKind;
import org.labledger.term.TermTexts;

/**
 * The terms of one execution: those of the snapshot under their ids, and terms that the query makes
 * under ids above. At any time each term has one id, so ids are equal if and only if terms are.
 *
 * <p>A query may make a term for each of millions of rows, one after the other. {@link #forget}
 * drops those that no register holds any more; no id is used twice.
 */
final class RunTerms {

    /** Terms that a query has made before it is worth to look for some to forget. */
    private static final int MANY = 10_000;

    /** An estimate of the bytes that a term takes besides its text. */
    private static final int BYTES_PER_TERM = 160;

    /** Number of values that are kept, a power of two. */
    private static final int VALUES = 1 << 10;

    private final TermDictionary dictionary;
    private final int known;
    private final Meter meter;
    private final Map<Integer, Node> made = new HashMap<>();
    private final Map<Node, Integer> ids = new HashMap<>();
    private int next;

    /** Terms that are written in the query, which plans keep the ids of. */
    private final Set<Integer> written = new HashSet<>();

    private boolean isCompiling;

    /** Whether some step keeps solutions, so that no term may be forgotten. */
    private boolean keepsAll;

    /** The last values by the low bits of their ids; most light queries look at none. */
    private @Nullable Value @Nullable [] values;

    private record Value(int id, NodeValue value) {}

    RunTerms(TermDictionary dictionary, Meter meter) {
        this.dictionary = dictionary;
        this.known = dictionary.size();
        this.meter = meter;
        this.next = known;
    }

    /** Sets whether the terms that get ids from now on are never forgotten. */
    void setCompiling(boolean isCompilingNow) {
        isCompiling = isCompilingNow;
    }

    /** Returns the id of a term. */
    int idOf(Node term) {
        int id = dictionary.idOf(term);
        if (id >= 0) {
            return id;
        }
        Integer before = ids.get(term);
        int found = before == null ? add(term) : before;
        if (isCompiling) {
            written.add(found);
        }
        return found;
    }

    private int add(Node term) {
        meter.charge(sizeOf(term));
        int id = next;
        next = Math.addExact(next, 1);
        made.put(id, term);
        ids.put(term, id);
        return id;
    }

    private static long sizeOf(Node term) {
        return BYTES_PER_TERM + (term.isLiteral() ? 2L * term.getLiteralLexicalForm().length() : 0);
    }

    /** Called for a step that keeps solutions: no term is forgotten from now on. */
    void keep() {
        keepsAll = true;
    }

    /** Returns whether there are so many made terms that some should be forgotten. */
    boolean areMany() {
        return !keepsAll && made.size() - written.size() > MANY;
    }

    /** Forgets the terms that the query has made, but for those that registers hold. */
    void forget(int[] registers) {
        Set<Integer> held = new HashSet<>(written);
        for (int id : registers) {
            held.add(id);
        }
        Iterator<Map.Entry<Integer, Node>> entries = made.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Integer, Node> entry = entries.next();
            if (!held.contains(entry.getKey())) {
                entries.remove();
                ids.remove(entry.getValue());
                meter.release(sizeOf(entry.getValue()));
            }
        }
    }

    /** Returns the id to look a term up in the index with. */
    int inIndex(int id) {
        return id < known ? id : TermDictionary.ABSENT;
    }

    /** Returns whether the snapshot has a term, so that its id means the same to all queries. */
    boolean isKnown(int id) {
        return id < known;
    }

    TermTexts texts(String format) {
        return dictionary.texts(format);
    }

    /** Returns the term of an id. */
    Node term(int id) {
        if (id < known) {
            return dictionary.term(id);
        }
        Node term = made.get(id);
        if (term == null) {
            throw new IllegalStateException("The term " + id + " is forgotten.");
        }
        return term;
    }

    /** Returns the value of a term. */
    NodeValue value(int id) {
        @Nullable Value[] kept = values;
        if (kept == null) {
            kept = new Value[VALUES];
            values = kept;
        }
        int slot = id & (VALUES - 1);
        Value last = kept[slot];
        if (last == null || last.id() != id) {
            last = new Value(id, NodeValue.makeNode(term(id)));
            kept[slot] = last;
        }
        return last.value();
    }

    /** Returns the {@link TermKind}; terms that the query made are {@link TermKind#OTHER}. */
    byte kind(int id) {
        return id < known ? dictionary.kind(id) : TermKind.OTHER;
    }

    /** Returns the key of a term of a kind that has keys. */
    long key(int id) {
        return dictionary.key(id);
    }
}
