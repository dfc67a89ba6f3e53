package org.labledger.changes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.labledger.history.History;
import org.labledger.history.State;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;

/**
 * What each state of a history changed, compared with the one before it. Differences are computed
 * when they are asked for, and kept within a bound; states never change, so they stay right.
 * Thread-safe.
 *
 * <p>Which states changed something about a thing takes all differences. They are computed once, by
 * a thread of their own, and of each only the hashes of the terms in it are kept.
 */
public final class ChangeLog implements AutoCloseable {

    /** Maximum number of changed quads kept, of all differences together. */
    private static final int MAX_QUADS = 100_000;

    /** Maximum number of bytes of files that are compared for one difference. */
    private static final long MAX_BYTES = 32L << 20;

    /** States read most recently; the older one of a pair is the newer one of the next. */
    private static final int MAX_HOMES = 3;

    private final History history;
    private final SubjectIndex subjects = new SubjectIndex();
    private final Cache<String, Home> homes = Caffeine.newBuilder().maximumSize(MAX_HOMES).build();
    private final Cache<String, Difference> differences =
            Caffeine.newBuilder()
                    .maximumWeight(MAX_QUADS)
                    .weigher((String pair, Difference d) ->
                            8 + d.added().size() + d.removed().size())
                    .build();

    /** The hashes of the terms that changed quads have, sorted, by the pair of states. */
    private final Map<String, long[]> terms = new ConcurrentHashMap<>();

    private final ExecutorService background =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform()
                            .name("changes")
                            .daemon()
                            .priority(Thread.MIN_PRIORITY)
                            .factory());

    /** Creates the log of a history. */
    public ChangeLog(History history) {
        this.history = history;
    }

    /** Returns why the home has no history, as a sentence; empty if it has one. */
    public Optional<String> absence() {
        return Optional.of(history.reason()).filter(reason -> !reason.isEmpty());
    }

    /** Returns all states, the newest first. */
    public List<State> states() {
        return history.states();
    }

    /** Returns the commit of the newest state, or an empty text if there is none. */
    public String head() {
        return history.states().stream().findFirst().map(State::commit).orElse("");
    }

    /**
     * Returns the position of the state that a text names.
     *
     * @param list all states, the newest first
     * @throws ProblemException if it names none of them
     */
    public int indexOf(String text, List<State> list) throws ProblemException {
        String commit = history.find(text).commit();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).commit().equals(commit)) {
                return i;
            }
        }
        throw new ProblemException(
                Problem.notFound(
                        "Commit "
                                + commit
                                + " is not one of the states that the home has had one after the"
                                + " other: it was made beside them and merged, or not at all."));
    }

    /**
     * Returns what a state changed; blocks while it is computed.
     *
     * @param list all states, the newest first
     * @param index the position of the state; the last one is compared with nothing
     * @throws org.labledger.history.UnreadableStateException if git does not have all files
     */
    public Difference difference(List<State> list, int index) {
        return differences.get(
                pair(list, index),
                key ->
                        compare(
                                index + 1 < list.size()
                                        ? home(list.get(index + 1))
                                        : Difference.NOTHING,
                                home(list.get(index))));
    }

    /**
     * Returns what a snapshot has that the newest state does not: edits that are not committed.
     * Empty if there are none, or no states.
     */
    public Optional<Difference> uncommitted(Snapshot snapshot, List<State> list) {
        if (list.isEmpty()) {
            return Optional.empty();
        }
        State newest = list.getFirst();
        Difference difference =
                differences.get(
                        newest.commit() + ".." + snapshot.id(),
                        key -> compare(home(newest), snapshot.home()));
        return difference.changedFiles() == 0 ? Optional.empty() : Optional.of(difference);
    }

    private Difference compare(Home before, Home after) {
        return Difference.between(before, after, subjects, MAX_BYTES);
    }

    private Home home(State state) {
        return homes.get(state.commit(), commit -> history.home(state));
    }

    private static String pair(List<State> list, int index) {
        return (index + 1 < list.size() ? list.get(index + 1).commit() : "")
                + ".."
                + list.get(index).commit();
    }

    /**
     * The states in which something about a thing changed.
     *
     * @param indexes their positions, the newest first
     * @param compared how many states have been compared; fewer than all if it took too long
     */
    public record Mentions(List<Integer> indexes, int compared) {}

    /**
     * Finds the states in which a term is the subject or the value of a changed statement, or the
     * graph that has it. Blocks while states are compared that have not been before.
     *
     * @param list all states, the newest first
     * @param timeout how long to wait for that; it goes on afterwards
     */
    public Mentions mentions(Node term, List<State> list, Duration timeout) {
        int missing = compared(list, timeout);
        List<Integer> found = new ArrayList<>();
        long hash = hash(term);
        for (int i = 0; i < list.size(); i++) {
            long[] known = terms.get(pair(list, i));
            if (known != null
                    && Arrays.binarySearch(known, hash) >= 0
                    && isMentioned(term, difference(list, i))) {
                found.add(i);
            }
        }
        return new Mentions(List.copyOf(found), list.size() - missing);
    }

    private static boolean isMentioned(Node term, Difference difference) {
        return difference.things().stream().anyMatch(change -> change.mentions(term));
    }

    /** Compares all states as far as the time goes, and returns how many are missing. */
    private int compared(List<State> list, Duration timeout) {
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (!terms.containsKey(pair(list, i))) {
                missing.add(i);
            }
        }
        if (missing.isEmpty()) {
            return 0;
        }
        CompletableFuture<?> all =
                CompletableFuture.runAsync(
                        () ->
                                missing.forEach(i ->
                                        terms.computeIfAbsent(
                                                pair(list, i),
                                                pair -> hashes(difference(list, i)))),
                        background);
        try {
            all.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return 0;
        } catch (TimeoutException e) {
            return (int) missing.stream().filter(i -> !terms.containsKey(pair(list, i))).count();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return missing.size();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(e.getCause());
        }
    }

    private static long[] hashes(Difference difference) {
        return Stream.concat(difference.added().stream(), difference.removed().stream())
                .flatMap(ChangeLog::termsOf)
                .distinct()
                .mapToLong(ChangeLog::hash)
                .sorted()
                .toArray();
    }

    private static Stream<Node> termsOf(Quad quad) {
        return Stream.of(quad.getGraph(), quad.getSubject(), quad.getObject()).filter(Node::isURI);
    }

    /** A hash of 64 bits (FNV-1a) of an IRI. */
    private static long hash(Node term) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; term.isURI() && i < term.getURI().length(); i++) {
            hash = (hash ^ term.getURI().charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** Stops comparing. */
    @Override
    public void close() {
        background.shutdownNow();
    }
}
