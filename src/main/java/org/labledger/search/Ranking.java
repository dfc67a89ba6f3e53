package org.labledger.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;

/**
 * What is better than what: a name that is what was typed, before another name that is, before one
 * that begins so, before words of names, before beginnings of words, before words that are nearly
 * so, before words of descriptions and paraphrases. {@link TextRole} has the numbers of the roles.
 */
final class Ranking {

    /** What a name is worth of which what was typed is the first half or more. */
    private static final float BEGINS = 0.12f;

    /** What a longer name is worth that begins so. */
    private static final float BEGINS_LONGER = 0.015f;

    /** What a name is worth that is nearly what was typed, as a part of one that is equal. */
    private static final float NEARLY = 0.08f;

    /** What the beginning of a word is worth; a whole word is worth about 3 to 8, by its rarity. */
    private static final float BEGINNING_OF_WORD = 2.5f;

    /** What a word is worth in which one letter is wrong. */
    private static final float ONE_EDIT = 2;

    /** What a word is worth in which two letters are wrong. */
    private static final float TWO_EDITS = 1;

    /** Beginnings shorter than this are looked for in names only: they are in every long text. */
    private static final int MIN_PREFIX_IN_TEXTS = 3;

    /** A word that several roles have is worth a little more than in the best of them. */
    private static final float TIE_BREAKER = 0.1f;

    private Ranking() {}

    /**
     * Returns the query for the things that match.
     *
     * @param roles the roles of the texts to look into
     * @param least how many of the words a thing needs to have
     */
    static Query query(SearchText typed, List<TextRole> roles, int least) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        if (!typed.whole().isEmpty()) {
            roles.stream()
                    .filter(TextRole::isName)
                    .forEach(role -> query.add(whole(typed, role), Occur.SHOULD));
        }
        if (!typed.words().isEmpty()) {
            BooleanQuery.Builder words = new BooleanQuery.Builder();
            for (SearchText.SearchWord word : typed.words()) {
                words.add(word(word, roles), Occur.SHOULD);
            }
            words.setMinimumNumberShouldMatch(least);
            query.add(words.build(), Occur.SHOULD);
        }
        return query.build();
    }

    private static Query whole(SearchText typed, TextRole role) {
        Term term = new Term(role.whole(), typed.whole());
        List<Query> ways = new ArrayList<>();
        ways.add(worth(role.exact, new TermQuery(term)));
        ways.add(worth(role.exact * BEGINS, beginning(term)));
        ways.add(worth(role.exact * BEGINS_LONGER, new PrefixQuery(term)));
        int edits = typed.hasUnknownWord() ? SearchText.edits(typed.whole()) : 0;
        if (edits > 0) {
            ways.add(worth(role.exact * NEARLY, new FuzzyQuery(term, 1)));
        }
        if (edits > 1) {
            ways.add(worth(role.exact * NEARLY / 2, new FuzzyQuery(term, edits)));
        }
        return new DisjunctionMaxQuery(ways, 0);
    }

    /** Matches what begins so and is at most twice as long. */
    private static Query beginning(Term term) {
        String text = term.text();
        int length = text.codePointCount(0, text.length());
        Automaton automaton =
                Operations.concatenate(
                        List.of(
                                Automata.makeString(text),
                                Operations.repeat(Automata.makeAnyChar(), 0, length)));
        return new AutomatonQuery(
                term, Operations.determinize(automaton, Operations.DEFAULT_DETERMINIZE_WORK_LIMIT));
    }

    private static Query word(SearchText.SearchWord typed, List<TextRole> roles) {
        String word = typed.word().term();
        List<Query> ways = new ArrayList<>();
        for (TextRole role : roles) {
            for (String term : typed.word().terms()) {
                ways.add(new BoostQuery(new TermQuery(new Term(role.words(), term)), role.weight));
            }
            Term term = new Term(role.words(), word);
            if (typed.isOpen() && (role.isName() || word.length() >= MIN_PREFIX_IN_TEXTS)) {
                ways.add(worth(role.weight * BEGINNING_OF_WORD, new PrefixQuery(term)));
            }
            if (typed.edits() > 0) {
                ways.add(worth(role.weight * ONE_EDIT, new FuzzyQuery(term, 1)));
            }
            if (typed.edits() > 1) {
                ways.add(worth(role.weight * TWO_EDITS, new FuzzyQuery(term, typed.edits())));
            }
        }
        return new DisjunctionMaxQuery(ways, TIE_BREAKER);
    }

    private static Query worth(float points, Query query) {
        return new BoostQuery(new ConstantScoreQuery(query), points);
    }

    /** Returns the roles of names. */
    static List<TextRole> names() {
        return Arrays.stream(TextRole.values()).filter(TextRole::isName).toList();
    }
}
