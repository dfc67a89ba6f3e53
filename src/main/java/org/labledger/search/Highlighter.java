package org.labledger.search;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.util.automaton.ByteRunAutomaton;

/** Finds the matches of a search text in the texts of a thing, for its snippet. */
final class Highlighter {

    /** Maximum length of a snippet, in UTF-16 units. */
    private static final int MAX_SNIPPET_LENGTH = 220;

    /** Maximum length of the text before the first match in a snippet, in UTF-16 units. */
    private static final int LEAD = 60;

    private final SearchText typed;
    private final String language;
    private final List<Optional<ByteRunAutomaton>> nearness;
    private final Optional<ByteRunAutomaton> wholeNearness;

    Highlighter(SearchText typed, String language) {
        this.typed = typed;
        this.language = language.toLowerCase(Locale.ROOT);
        this.nearness = typed.words().stream().map(SearchText.SearchWord::nearness).toList();
        int edits = typed.wholeEdits();
        this.wholeNearness =
                edits == 0
                        ? Optional.empty()
                        : Optional.of(SearchText.nearness(typed.whole(), edits));
    }

    /**
     * A text with its matches.
     *
     * @param text the text
     * @param snippet the part of it to show
     */
    record Found(IndexEntry.Text text, Snippet snippet) {}

    private record Match(double worth, List<Snippet.Range> ranges) {}

    /** Returns the text of a thing with the best match. */
    Found best(IndexEntry entry) {
        IndexEntry.Text bestText = entry.texts().getFirst();
        Match best = new Match(-1, List.of());
        for (IndexEntry.Text text : entry.texts()) {
            Match match = match(text);
            if (match.worth() > best.worth()) {
                best = match;
                bestText = text;
            }
        }
        return new Found(bestText, snippet(bestText, best.ranges()));
    }

    private Match match(IndexEntry.Text text) {
        // Equal matches are decided by the reader's language.
        double preference = speaks(text.language()) ? 0.5 : 0;
        if (text.role().isName()) {
            int end = wholeEnd(text.text());
            if (end > 0) {
                boolean isAll = end == text.text().length();
                return new Match(
                        (isAll ? 10 : 2) * text.role().weight * (1 + typed.words().size())
                                + preference,
                        List.of(new Snippet.Range(0, end)));
            }
        }
        Set<Integer> found = new HashSet<>();
        List<Snippet.Range> ranges = new ArrayList<>();
        for (WordAnalyzer.Token word : WordAnalyzer.INDEX.words(text.text())) {
            for (int i = 0; i < typed.words().size(); i++) {
                if (matches(typed.words().get(i), nearness.get(i), word)) {
                    found.add(i);
                    add(word.start(), word.end(), ranges);
                }
            }
        }
        return new Match(text.role().weight * found.size() + preference, List.copyOf(ranges));
    }

    private boolean speaks(String tag) {
        String own = tag.toLowerCase(Locale.ROOT);
        return !language.isEmpty()
                && (own.equals(language)
                        || own.startsWith(language + "-")
                        || language.startsWith(own + "-"));
    }

    private static boolean matches(
            SearchText.SearchWord typed,
            Optional<ByteRunAutomaton> nearness,
            WordAnalyzer.Token word) {
        for (String term : word.terms()) {
            if (typed.word().terms().contains(term)
                    || (typed.isOpen() && term.startsWith(typed.word().term()))
                    || (nearness.isPresent() && SearchText.accepts(nearness.get(), term))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the end of the prefix of a name that equals the search text, or 0 if there is none.
     */
    private int wholeEnd(String name) {
        String folded = WordAnalyzer.fold(name);
        if (typed.whole().isEmpty() || folded.isEmpty()) {
            return 0;
        }
        if (folded.equals(typed.whole())
                || (wholeNearness.isPresent() && SearchText.accepts(wholeNearness.get(), folded))) {
            return name.length();
        }
        if (folded.startsWith(typed.whole())) {
            for (int end = 1; end < name.length(); end++) {
                if (!Character.isHighSurrogate(name.charAt(end - 1))
                        && WordAnalyzer.fold(name.substring(0, end)).equals(typed.whole())) {
                    return end;
                }
            }
        }
        return 0;
    }

    /** Appends a range; merges it with the last one if they overlap, as CJK bigrams do. */
    private static void add(int start, int end, List<Snippet.Range> ranges) {
        if (!ranges.isEmpty() && start <= ranges.getLast().end()) {
            Snippet.Range last = ranges.removeLast();
            ranges.add(new Snippet.Range(Math.min(last.start(), start), Math.max(last.end(), end)));
        } else {
            ranges.add(new Snippet.Range(start, end));
        }
    }

    private static Snippet snippet(IndexEntry.Text text, List<Snippet.Range> ranges) {
        String all = text.text();
        int start = 0;
        int end = all.length();
        if (all.length() > MAX_SNIPPET_LENGTH) {
            BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
            words.setText(all);
            int first = ranges.isEmpty() ? 0 : ranges.getFirst().start();
            start = first <= LEAD ? 0 : words.preceding(first - LEAD + 1);
            end =
                    start + MAX_SNIPPET_LENGTH >= all.length()
                            ? all.length()
                            : words.preceding(start + MAX_SNIPPET_LENGTH);
            if (end <= start) {
                end = boundary(all, start + MAX_SNIPPET_LENGTH);
            }
        }
        int from = start;
        int to = end;
        return new Snippet(
                all.substring(from, to),
                text.language(),
                from > 0,
                to < all.length(),
                ranges.stream()
                        .filter(range -> range.start() >= from && range.start() < to)
                        .map(range ->
                                new Snippet.Range(
                                        range.start() - from, Math.min(range.end(), to) - from))
                        .toList());
    }

    private static int boundary(String text, int near) {
        return Character.isLowSurrogate(text.charAt(near)) ? near - 1 : near;
    }
}
