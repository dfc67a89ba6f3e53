package org.labledger.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.expr.NodeValue;
import org.labledger.index.TermDictionary;
import org.labledger.index.TermKind;

/**
 * The terms of one execution: those of the snapshot under their ids, and terms that the query makes
 * under ids above. Each term has one id, so ids are equal if and only if terms are.
 */
final class RunTerms {

    /** An estimate of the bytes that a term takes besides its text. */
    private static final int BYTES_PER_TERM = 120;

    /** Number of values that are kept, a power of two. */
    private static final int VALUES = 1 << 10;

    private final TermDictionary dictionary;
    private final int known;
    private final Meter meter;
    private final List<Node> made = new ArrayList<>();
    private final Map<Node, Integer> ids = new HashMap<>();

    /** The last values by the low bits of their ids. */
    private final Value[] values = new Value[VALUES];

    private record Value(int id, NodeValue value) {}

    RunTerms(TermDictionary dictionary, Meter meter) {
        this.dictionary = dictionary;
        this.known = dictionary.size();
        this.meter = meter;
    }

    /** Returns the id of a term. */
    int idOf(Node term) {
        int id = dictionary.idOf(term);
        if (id >= 0) {
            return id;
        }
        Integer before = ids.get(term);
        if (before != null) {
            return before;
        }
        meter.charge(
                BYTES_PER_TERM
                        + (term.isLiteral() ? 2L * term.getLiteralLexicalForm().length() : 0));
        int next = Math.addExact(known, made.size());
        made.add(term);
        ids.put(term, next);
        return next;
    }

    /** Returns the id to look a term up in the index with. */
    int inIndex(int id) {
        return id < known ? id : TermDictionary.ABSENT;
    }

    /** Returns the term of an id. */
    Node term(int id) {
        return id < known ? dictionary.term(id) : made.get(id - known);
    }

    /** Returns the value of a term. */
    NodeValue value(int id) {
        int slot = id & (VALUES - 1);
        Value last = values[slot];
        if (last == null || last.id() != id) {
            last = new Value(id, NodeValue.makeNode(term(id)));
            values[slot] = last;
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
