package org.labledger.history;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;
import org.labledger.settings.Settings;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import org.labledger.source.HomeFile;

/**
 * The states of a home that its git repository knows: the commits that changed {@code ontology/},
 * {@code data/} or {@code queries/}, from HEAD back along first parents. Each names exactly the
 * bytes that git keeps, with the same snapshot hash as {@link Home#read} gives for a clean checkout
 * without filters of line ends.
 *
 * <p>The repository is only read: no lock, no file in it, no setting of the user. HEAD and the tags
 * are looked at for each call, so a new commit or another branch is seen at once. A commit that is
 * neither an ancestor of HEAD nor of a tag is not found, though git may still have it: what was
 * taken back stays so. Safe for concurrent use; methods block on file access.
 *
 * <pre>{@code
 * try (History history = History.of(Path.of("."))) {
 *     Snapshot snapshot = history.snapshot(history.find("2026-05-14"));
 * }
 * }</pre>
 */
public final class History implements AutoCloseable {

    /** Minimum number of digits of a commit. */
    static final int MIN_COMMIT = 7;

    /** Minimum number of digits of a snapshot hash. */
    public static final int MIN_SNAPSHOT = 12;

    /** Maximum number of states and searches that wait for {@link #ask}. */
    public static final int MAX_WAITING = 8;

    /** Maximum size of the files that are kept for other states, in bytes. */
    private static final long MAX_BLOB_BYTES = 16L << 20;

    /** How many states a message suggests. */
    private static final int SUGGESTIONS = 3;

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern DATE_TIME =
            Pattern.compile(
                    "(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?)(Z|[+-]\\d{2}:\\d{2})?");

    /** The home; {@code null} if its past is not asked for, which {@link #why} explains. */
    private final @Nullable Path home;

    private final String why;
    private final PastSnapshots snapshots;

    /** The repository, once it was needed and found. */
    private volatile @Nullable GitRepository repository;

    /** The hashes of blobs, by their names in git; of snapshots, by commit. */
    private final Map<ObjectId, String> blobHashes = new ConcurrentHashMap<>();

    private final Map<String, String> snapshotIds = new ConcurrentHashMap<>();

    private volatile @Nullable CommitLine line;

    /** Most files are the same in many states: they are read, and in memory, once. */
    private final Cache<Blob, HomeFile> blobs =
            Caffeine.newBuilder()
                    .maximumWeight(MAX_BLOB_BYTES)
                    .weigher((Blob blob, HomeFile file) -> 100 + file.length())
                    .build();

    /** A file of a state. */
    private record Blob(String path, ObjectId id) {}

    private History(
            @Nullable Path home, String why, Supplier<Optional<Snapshot>> inService, long memory) {
        this.home = home;
        this.why = why;
        this.snapshots = new PastSnapshots(this, inService, memory);
    }

    /** Returns the history of a home, for a command. Git is not asked yet. */
    public static History of(Path home) {
        return of(home, Optional::empty, Settings.HISTORY_BYTES);
    }

    /**
     * Returns the history of a home, for a server. Git is not asked yet.
     *
     * @param inService returns the snapshot in service, whose parsed files others share
     * @param memory how many bytes the snapshots that are kept may take, by estimate
     */
    public static History of(Path home, Supplier<Optional<Snapshot>> inService, long memory) {
        return new History(home, "", inService, memory);
    }

    /**
     * Returns a history without states.
     *
     * @param why why there are none, in sentences
     */
    public static History none(String why) {
        return new History(null, why, Optional::empty, 0);
    }

    /** Returns whether there is a git repository around the home, which may not know the home. */
    public boolean isInGit() {
        try {
            return home != null && GitRepository.top(home).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException("The home cannot be read.", e);
        }
    }

    /** Returns whether any state is known. */
    public boolean isKnown() {
        return reason().isEmpty();
    }

    /** Returns why no state is known, and what to do, in sentences; empty if some is. */
    public String reason() {
        try {
            return line(open()).map(CommitLine::states).orElse(List.of()).isEmpty()
                    ? "No commit of the git repository holds data/ of this home, so no past states"
                            + " of it are known. Commit its files."
                    : "";
        } catch (GitRepository.Unusable e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Returns the states, the newest first; none if there is no repository. */
    public List<State> states() {
        try {
            return line(open()).map(CommitLine::states).orElse(List.of());
        } catch (GitRepository.Unusable e) {
            // Told by reason().
            return List.of();
        }
    }

    private GitRepository open() throws GitRepository.Unusable {
        if (home == null) {
            throw new GitRepository.Unusable(why);
        }
        GitRepository known = repository;
        if (known == null) {
            synchronized (blobHashes) {
                known = repository;
                if (known == null) {
                    known = GitRepository.around(home);
                    repository = known;
                }
            }
        }
        return known;
    }

    private Optional<CommitLine> line(GitRepository git) {
        try {
            Optional<CommitLine> now = CommitLine.read(git, line);
            line = now.orElse(null);
            return now;
        } catch (IOException e) {
            throw new UncheckedIOException("The git repository cannot be read.", e);
        }
    }

    /**
     * Finds a state.
     *
     * @param text at least seven digits of a commit; a tag; an {@code xsd:date} or {@code
     *     xsd:dateTime}, for the last state at the end of that day in UTC or at that time (UTC
     *     unless it says otherwise); or at least twelve digits of a snapshot hash. No branch: it
     *     moves. To find a snapshot, the files of all states may have to be hashed once
     * @throws NoSuchStateException if there is none, with the remedy
     */
    public State find(String text) throws NoSuchStateException {
        Optional<State> quick = findQuickly(text);
        if (quick.isPresent()) {
            return quick.get();
        }
        String id = text.strip().toLowerCase(Locale.ROOT);
        List<State> all = states();
        return all.stream()
                .filter(state ->
                        snapshotId(state).filter(known -> known.startsWith(id)).isPresent())
                .findFirst()
                .orElseThrow(() -> unknown("commit or snapshot " + id, all));
    }

    /**
     * Finds a state, unless files have to be hashed to find it.
     *
     * @return empty if it may be the prefix of a snapshot hash that is not known yet
     * @throws NoSuchStateException if there is none for sure
     */
    Optional<State> findQuickly(String text) throws NoSuchStateException {
        String reason = reason();
        if (!reason.isEmpty()) {
            throw NoSuchStateException.unknown(reason);
        }
        String at = text.strip();
        CommitLine known = line(git()).orElseThrow();
        Optional<Instant> end = endOf(at);
        if (end.isPresent()) {
            return Optional.of(
                    known.before(end.get()).orElseThrow(() -> tooEarly(at, known.states())));
        }
        ObjectId tagged = known.tags().get(at);
        if (tagged != null) {
            return Optional.of(stateOf(tagged, "The tag " + at, known));
        }
        if (!HEX.matcher(at).matches()
                || at.length() > Constants.OBJECT_ID_STRING_LENGTH && at.length() != 64) {
            throw unknownName(at, known);
        }
        if (at.length() < MIN_COMMIT) {
            throw NoSuchStateException.malformed(
                    "\"" + at + "\" is too short for a commit; give at least seven digits of it.");
        }
        String digits = at.toLowerCase(Locale.ROOT);
        Optional<State> byCommit = byCommit(digits, known);
        if (byCommit.isPresent()) {
            return byCommit;
        }
        if (digits.length() < MIN_SNAPSHOT) {
            throw unknown("commit " + digits, known.states());
        }
        return known.states().stream()
                .filter(state -> snapshotIds.getOrDefault(state.commit(), "").startsWith(digits))
                .findFirst();
    }

    /** Returns the first instant after a day, or after an instant; empty if it is neither. */
    private static Optional<Instant> endOf(String text) throws NoSuchStateException {
        try {
            if (DATE.matcher(text).matches()) {
                return Optional.of(
                        LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            // A plus sign in a query string that nobody has escaped is a space.
            Matcher time = DATE_TIME.matcher(text.replace(' ', '+'));
            if (time.matches()) {
                Instant instant =
                        time.group(2) == null
                                ? LocalDateTime.parse(time.group(1)).toInstant(ZoneOffset.UTC)
                                : OffsetDateTime.parse(time.group()).toInstant();
                return Optional.of(instant.plusNanos(1));
            }
            return Optional.empty();
        } catch (DateTimeException e) {
            throw NoSuchStateException.malformed(
                    "\"" + text + "\" is not a date of the calendar. Write one as 2026-05-14.");
        }
    }

    private Optional<State> byCommit(String digits, CommitLine known) throws NoSuchStateException {
        if (digits.length() > Constants.OBJECT_ID_STRING_LENGTH) {
            return Optional.empty();
        }
        GitRepository git = git();
        try (ObjectReader reader = git.git().newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            List<RevCommit> commits = new ArrayList<>();
            for (ObjectId id : reader.resolve(AbbreviatedObjectId.fromString(digits))) {
                if (known.has(id)
                        || walk.parseAny(id) instanceof RevCommit && isPublic(id, known)) {
                    commits.add(walk.parseCommit(id));
                }
            }
            if (commits.size() > 1) {
                throw NoSuchStateException.malformed(
                        "Several commits begin with " + digits + "; give more digits.");
            }
            return commits.isEmpty()
                    ? Optional.empty()
                    : Optional.of(stateOf(commits.getFirst(), "Commit " + digits, known));
        } catch (MissingObjectException e) {
            // Named and not there, as beyond the end of a shallow clone.
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The git repository cannot be read.", e);
        }
    }

    /** Returns whether HEAD or a tag leads to a commit that is not on the line. */
    private boolean isPublic(ObjectId id, CommitLine known) throws IOException {
        try (RevWalk walk = new RevWalk(git().git())) {
            RevCommit commit = walk.parseCommit(id);
            List<RevCommit> ends = new ArrayList<>();
            for (ObjectId end :
                    Stream.concat(Stream.of(known.head()), known.tags().values().stream())
                            .distinct()
                            .toList()) {
                if (walk.parseAny(end) instanceof RevCommit tip) {
                    ends.add(tip);
                }
            }
            return walk.isMergedIntoAnyCommit(commit, ends);
        }
    }

    private State stateOf(ObjectId id, String what, CommitLine known) throws NoSuchStateException {
        Optional<State> onLine = known.after(id);
        if (onLine.isPresent()) {
            return onLine.get();
        }
        try (RevWalk walk = new RevWalk(git().git())) {
            if (walk.parseAny(id) instanceof RevCommit commit) {
                walk.parseBody(commit);
                State state =
                        new State(
                                commit.name(),
                                Instant.ofEpochSecond(commit.getCommitTime()),
                                commit.getShortMessage(),
                                known.tags().entrySet().stream()
                                        .filter(tag -> tag.getValue().equals(commit))
                                        .map(Map.Entry::getKey)
                                        .sorted()
                                        .toList());
                if (files(state).keySet().stream().anyMatch(path -> path.startsWith("data/"))) {
                    return state;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The git repository cannot be read.", e);
        }
        throw NoSuchStateException.unknown(
                what + " holds no data/ of this home. " + suggestion(known.states()));
    }

    private NoSuchStateException unknownName(String name, CommitLine known) {
        String shown = name.length() <= 60 ? name : name.substring(0, 59) + "…";
        String tags =
                known.states().stream()
                        .flatMap(state -> state.tags().stream())
                        .limit(SUGGESTIONS)
                        .collect(Collectors.joining(", "));
        String problem =
                "\""
                        + shown
                        + "\" names no state. Give at least seven digits of a commit, a tag"
                        + (tags.isEmpty() ? "" : " (such as " + tags + ")")
                        + ", a date such as 2026-05-14, or at least twelve digits of a snapshot."
                        + " Branches are not taken, since they move.";
        // What git allows in the name of a tag may have been one.
        return name.matches("[\\p{Alnum}._/-]+")
                ? NoSuchStateException.unknown(problem)
                : NoSuchStateException.malformed(problem);
    }

    private static NoSuchStateException unknown(String what, List<State> states) {
        return NoSuchStateException.unknown("No " + what + " is known. " + suggestion(states));
    }

    private NoSuchStateException tooEarly(String at, List<State> states) {
        State first = states.getLast();
        return NoSuchStateException.unknown(
                "Nothing was known at "
                        + at
                        + ": the first state is commit "
                        + first.shortCommit()
                        + " of "
                        + first.time()
                        + "."
                        + (isShallow()
                                ? " The clone is shallow; get the rest with `git fetch --unshallow`."
                                : ""));
    }

    private boolean isShallow() {
        try (ObjectReader reader = git().git().newObjectReader()) {
            return !reader.getShallowCommits().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException("The git repository cannot be read.", e);
        }
    }

    private static String suggestion(List<State> states) {
        return "The newest states are "
                + states.stream()
                        .limit(SUGGESTIONS)
                        .map(state -> state.shortCommit() + " (" + state.time() + ")")
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /**
     * Reads the files of a state.
     *
     * @throws UnreadableStateException if git does not have all of them
     */
    public Home home(State state) {
        try (ObjectReader reader = git().git().newObjectReader()) {
            List<HomeFile> files = new ArrayList<>();
            for (Map.Entry<String, ObjectId> file : files(state).entrySet()) {
                Blob blob = new Blob(file.getKey(), file.getValue());
                HomeFile known = blobs.getIfPresent(blob);
                if (known == null) {
                    known =
                            new HomeFile(
                                    blob.path(),
                                    TreeFiles.content(
                                            reader, blob.id(), blob.path(), state.shortCommit()));
                    blobs.put(blob, known);
                }
                files.add(known);
            }
            Home home = Home.of(files);
            snapshotIds.put(state.commit(), home.snapshot());
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("The git repository cannot be read.", e);
        }
    }

    private TreeMap<String, ObjectId> files(State state) throws IOException {
        GitRepository git = git();
        try (ObjectReader reader = git.git().newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            RevCommit commit = walk.parseCommit(ObjectId.fromString(state.commit()));
            return TreeFiles.of(reader, commit.getTree(), git.home(), state.shortCommit());
        }
    }

    /** Returns the snapshot hash of a state; empty if git does not have all of its files. */
    private Optional<String> snapshotId(State state) {
        String known = snapshotIds.get(state.commit());
        if (known != null) {
            return Optional.of(known);
        }
        try (ObjectReader reader = git().git().newObjectReader()) {
            Map<String, String> hashes = new TreeMap<>();
            for (Map.Entry<String, ObjectId> file : files(state).entrySet()) {
                String hash = blobHashes.get(file.getValue());
                if (hash == null) {
                    hash =
                            DigestUtils.sha256Hex(
                                    TreeFiles.content(
                                            reader,
                                            file.getValue(),
                                            file.getKey(),
                                            state.shortCommit()));
                    blobHashes.put(file.getValue(), hash);
                }
                hashes.put(file.getKey(), hash);
            }
            String id = Home.snapshotOf(hashes);
            snapshotIds.put(state.commit(), id);
            return Optional.of(id);
        } catch (UnreadableStateException e) {
            // It can have no snapshot, so it is not the one that is looked for.
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The git repository cannot be read.", e);
        }
    }

    /**
     * Returns the newest state with a snapshot hash, as far as hashes were computed before. Does
     * not block for hashing.
     */
    public Optional<State> stateOf(String snapshotId) {
        return states().stream()
                .filter(state -> snapshotId.equals(snapshotIds.get(state.commit())))
                .findFirst();
    }

    /** Returns the hash of a state if it was computed before. */
    Optional<String> knownSnapshotId(State state) {
        return Optional.ofNullable(snapshotIds.get(state.commit()));
    }

    /**
     * Returns the snapshot of a state, with the ontology, shapes and saved queries of that state.
     * Blocks while it is built, unless it is kept. What {@code check} would find in it is not
     * asked, but files that cannot be parsed are refused, since answers would miss what they say.
     *
     * @throws UnreadableStateException if it cannot be built; the problem names the commit
     */
    public Snapshot snapshot(State state) {
        return PastSnapshots.join(snapshots.of(state));
    }

    /** A state with its snapshot. */
    public record Past(State state, Snapshot snapshot) {}

    /**
     * Finds a state and returns its snapshot, as {@link #find} and {@link #snapshot} do, and blocks
     * for neither hashing nor building: one thread of low priority does that, in turn. The result
     * may fail with {@link NoSuchStateException} or {@link UnreadableStateException}.
     */
    public CompletableFuture<Past> ask(String text) {
        try {
            Optional<State> state = findQuickly(text);
            return state.isPresent()
                    ? past(state.get())
                    : snapshots.search(() -> find(text)).thenCompose(this::past);
        } catch (NoSuchStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Past> past(State state) {
        return snapshots.of(state).thenApply(snapshot -> new Past(state, snapshot));
    }

    private GitRepository git() {
        try {
            return open();
        } catch (GitRepository.Unusable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Closes the repository, and stops building. */
    @Override
    public void close() {
        snapshots.close();
        GitRepository known = repository;
        if (known != null) {
            known.git().close();
        }
    }
}
