package org.labledger.changes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.labledger.display.Language;
import org.labledger.history.State;
import org.labledger.problem.ProblemException;
import org.labledger.snapshot.Snapshot;

/**
 * The changes of a history as lists, page by page, in the words of one snapshot. Safe for
 * concurrent use. Methods block while states are compared.
 */
public final class Listings {

    /** How many states a page has. */
    public static final int PAGE_SIZE = 20;

    /** How many things and files are listed of a state among others. */
    private static final int GROUPS_IN_LIST = 8;

    /** How many things and files are listed of a state by itself. */
    private static final int GROUPS_OF_STATE = 500;

    /** How many states are looked at for the last change in substance. */
    private static final int MAX_LOOKED_AT = 20;

    /** How long a request waits for all states to be compared. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(4);

    private final ChangeLog log;
    private final Snapshot snapshot;
    private final Wording wording;

    /** Creates the lists of a log in the words of a snapshot. */
    public Listings(ChangeLog log, Snapshot snapshot) {
        this.log = log;
        this.snapshot = snapshot;
        this.wording = new Wording(snapshot);
    }

    /**
     * A state in a list.
     *
     * @param state the state; empty for edits that are not committed
     * @param report what it changed
     * @param isLayoutOnly whether nothing changed in substance
     * @param changes how many things and files changed, of which the report may list a part
     */
    public record Item(
            Optional<State> state, ChangeReport report, boolean isLayoutOnly, int changes) {}

    /**
     * One page of a list.
     *
     * @param items the states, the newest first
     * @param page the number of the page, from 1
     * @param pages how many pages there are, at least 1
     * @param total how many states there are
     * @param newest the newest state of the history; empty if it has none
     */
    public record Page(List<Item> items, int page, int pages, int total, Optional<State> newest) {}

    /** Returns why there is nothing to list, as a sentence; empty if the home has a history. */
    public Optional<String> absence() {
        return log.absence();
    }

    /**
     * Returns a page of the states, the newest first. The first page begins with edits that are not
     * committed, if there are any.
     *
     * @param number the number of the page; the last page if there are fewer
     */
    public Page states(int number, Language language) {
        List<State> list = log.states();
        int pages = Math.max(1, (list.size() + PAGE_SIZE - 1) / PAGE_SIZE);
        int page = Math.min(number, pages);
        List<Item> items = new ArrayList<>();
        if (page == 1) {
            log.uncommitted(snapshot, list)
                    .ifPresent(
                            difference -> items.add(item(Optional.empty(), difference, language)));
        }
        int end = Math.min(list.size(), page * PAGE_SIZE);
        for (int i = (page - 1) * PAGE_SIZE; i < end; i++) {
            items.add(item(Optional.of(list.get(i)), log.difference(list, i), language));
        }
        return new Page(List.copyOf(items), page, pages, list.size(), list.stream().findFirst());
    }

    private Item item(Optional<State> state, Difference difference, Language language) {
        return item(state, difference, GROUPS_IN_LIST, language);
    }

    private Item item(
            Optional<State> state, Difference difference, int maxGroups, Language language) {
        return new Item(
                state,
                wording.of(difference, maxGroups, language),
                difference.isEmpty(),
                difference.things().size() + difference.files().size());
    }

    /**
     * Returns a page of the states that changed something about a thing.
     *
     * @throws StillComparingException if not all states could be compared in time
     */
    public Page about(Node thing, int number, Language language) throws StillComparingException {
        List<State> list = log.states();
        ChangeLog.Mentions mentions = log.mentions(thing, list, MAX_WAIT);
        if (mentions.compared() < list.size()) {
            throw new StillComparingException(mentions.compared(), list.size());
        }
        List<Integer> found = mentions.indexes();
        int pages = Math.max(1, (found.size() + PAGE_SIZE - 1) / PAGE_SIZE);
        int page = Math.min(number, pages);
        List<Item> items = new ArrayList<>();
        for (int i :
                found.subList((page - 1) * PAGE_SIZE, Math.min(found.size(), page * PAGE_SIZE))) {
            Difference difference = log.difference(list, i);
            ChangeReport report = wording.about(thing, difference, GROUPS_IN_LIST, language);
            items.add(
                    new Item(
                            Optional.of(list.get(i)),
                            report,
                            false,
                            (int)
                                    difference.things().stream()
                                            .filter(change -> change.mentions(thing))
                                            .count()));
        }
        return new Page(List.copyOf(items), page, pages, found.size(), list.stream().findFirst());
    }

    /**
     * Returns what one state changed, with more of it than in a list.
     *
     * @param text a commit, a tag, a date or the hash of a snapshot
     * @throws ProblemException if there is no such state
     */
    public Item state(String text, Language language) throws ProblemException {
        List<State> list = log.states();
        int index = log.indexOf(text, list);
        return item(
                Optional.of(list.get(index)),
                log.difference(list, index),
                GROUPS_OF_STATE,
                language);
    }

    /**
     * Returns the last state that changed something in substance, if a recent one did.
     *
     * @param until the commit of the newest state to look at; empty for the newest of all
     */
    public Optional<Item> latest(Optional<String> until, Language language) {
        List<State> list = log.states();
        int from =
                until.isEmpty()
                        ? 0
                        : list.stream().map(State::commit).toList().indexOf(until.get());
        for (int i = from; i >= 0 && i < Math.min(from + MAX_LOOKED_AT, list.size()); i++) {
            Difference difference = log.difference(list, i);
            if (!difference.isEmpty()) {
                return Optional.of(item(Optional.of(list.get(i)), difference, language));
            }
        }
        return Optional.empty();
    }
}
