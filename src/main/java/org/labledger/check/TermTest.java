package org.labledger.check;

import java.util.function.Predicate;
import org.apache.jena.graph.Node;
import org.labledger.source.LocatedQuads;

/**
 * A test of the terms of one file that is made once for each distinct term, however many quads have
 * it. For one thread.
 */
final class TermTest {

    private static final byte YES = 1;
    private static final byte NO = 2;

    private final LocatedQuads quads;
    private final Predicate<Node> test;
    private final byte[] results;

    TermTest(LocatedQuads quads, Predicate<Node> test) {
        this.quads = quads;
        this.test = test;
        this.results = new byte[quads.termCount()];
    }

    /** Returns the result for the term with a number in the file. */
    boolean test(int id) {
        if (results[id] == 0) {
            results[id] = test.test(quads.term(id)) ? YES : NO;
        }
        return results[id] == YES;
    }
}
