package org.labledger.term;

import org.apache.jena.sparql.core.Var;

/** A solution whose terms have numbers in a snapshot, so that their texts can be kept. */
public interface NumberedSolution {

    /** No number: the variable has no value, or one that the query made. */
    int NO_NUMBER = -1;

    /** Returns the number of a variable's value, or {@link #NO_NUMBER}. */
    int number(Var variable);

    /**
     * Returns the texts of the snapshot's terms in a format.
     *
     * @param format any name; always the same table for the same name
     */
    TermTexts texts(String format);
}
