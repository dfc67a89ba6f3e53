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
 * Builds the Lucene query for a search text, which scores matches in this order: a name that equals
 * the text; another name that does; a name that begins with it; words of names; prefixes of words;
 * words with typing errors; words of descriptions and paraphrases. {@link TextRole} has the weights
 * of the roles.
 */
final class Ranking {

    /** Factor for a name that begins with the search text and is at most twice as long. */
    private static final float PREFIX = 0.12f;

    /** Factor for a longer name that begins with the search text. */
    private static final float LONG_PREFIX = 0.015f;

    /** Factor for a name that equals the search text but for typing errors. */
    private static final float FUZZY = 0.08f;

    /** Score of the prefix of a word. A whole word scores about 3 to 8, depending on its rarity. */
    private static final float WORD_PREFIX = 2.5f;

    /** Score of a word with one edit. */
    private static final float ONE_EDIT = 2;

    /** Score of a word with two edits. */
    private static final float TWO_EDITS = 1;

    /**
     * Minimum length of a prefix that is searched for outside names; shorter ones are in every long
     * text.
     */
    private static final int MIN_PREFIX_IN_TEXTS = 3;

    /** Share of the scores of further roles that is added to that of the best role. */
    private static final float TIE_BREAKER = 0.1f;

    private Ranking() {}

    /**
     * Returns the query for the things that match.
     *
     * @param least the minimum number of words that must match
     */
    static Query query(SearchText typed, int least) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        if (!typed.whole().isEmpty()) {
            Arrays.stream(TextRole.values())
                    .filter(TextRole::isName)
                    .forEach(role -> query.add(whole(typed, role), Occur.SHOULD));
        }
        if (!typed.words().isEmpty()) {
            BooleanQuery.Builder words = new BooleanQuery.Builder();
            for (SearchText.SearchWord word : typed.words()) {
                words.add(word(word), Occur.SHOULD);
            }
            words.setMinimumNumberShouldMatch(least);
            query.add(words.build(), Occur.SHOULD);
        }
        return query.build();
    }

    private static Query whole(SearchText typed, TextRole role) {
        Term term = new Term(role.whole(), typed.whole());
        List<Query> alternatives = new ArrayList<>();
        alternatives.add(score(role.exact, new TermQuery(term)));
        alternatives.add(score(role.exact * PREFIX, shortPrefix(term)));
        alternatives.add(score(role.exact * LONG_PREFIX, new PrefixQuery(term)));
        int edits = typed.wholeEdits();
        if (edits > 0) {
            alternatives.add(score(role.exact * FUZZY, new FuzzyQuery(term, 1)));
        }
        if (edits > 1) {
            alternatives.add(score(role.exact * FUZZY / 2, new FuzzyQuery(term, edits)));
        }
        return new DisjunctionMaxQuery(alternatives, 0);
    }

    /** Matches names that begin with a text and are at most twice as long. */
    private static Query shortPrefix(Term term) {
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

    private static Query word(SearchText.SearchWord typed) {
        String word = typed.word().term();
        List<Query> alternatives = new ArrayList<>();
        for (TextRole role : TextRole.values()) {
            for (String term : typed.word().terms()) {
                alternatives.add(
                        new BoostQuery(new TermQuery(new Term(role.words(), term)), role.weight));
            }
            Term term = new Term(role.words(), word);
            // 20 is not meant for 2024.
            boolean isNumber = word.chars().allMatch(Character::isDigit);
            if (typed.isOpen()
                    && !isNumber
                    && (role.isName() || word.length() >= MIN_PREFIX_IN_TEXTS)) {
                alternatives.add(score(role.weight * WORD_PREFIX, new PrefixQuery(term)));
            }
            if (typed.edits() > 0) {
                alternatives.add(score(role.weight * ONE_EDIT, new FuzzyQuery(term, 1)));
            }
            if (typed.edits() > 1) {
                alternatives.add(
                        score(role.weight * TWO_EDITS, new FuzzyQuery(term, typed.edits())));
            }
        }
        return new DisjunctionMaxQuery(alternatives, TIE_BREAKER);
    }

    private static Query score(float points, Query query) {
        return new BoostQuery(new ConstantScoreQuery(query), points);
    }
}
