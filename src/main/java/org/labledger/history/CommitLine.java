package org.labledger.history;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.jspecify.annotations.Nullable;
import org.labledger.source.Home;

/**
 * The commits from a head back along first parents: what was in service, one after the other, if
 * each was served when it was made. What a merge brings was in no service before it.
 */
final class CommitLine {

    /**
     * What is kept of a commit.
     *
     * @param parent the first one, or {@code null}, also at the end of a shallow clone
     * @param folders the names of the trees of the home's folders, as a text; empty without data
     */
    private record Commit(
            @Nullable ObjectId parent, Instant time, String summary, String folders) {}

    /** The commits of the line. */
    private final Map<ObjectId, Commit> commits;

    private final ObjectId head;
    private final Map<String, ObjectId> tags;
    private final List<State> states;

    /** For each commit, the place in the list of the state that it leaves the home in. */
    private final Map<ObjectId, Integer> places = new HashMap<>();

    private CommitLine(
            Map<ObjectId, Commit> commits,
            ObjectId head,
            Map<String, ObjectId> tags,
            List<ObjectId> line) {
        this.commits = commits;
        this.head = head;
        this.tags = tags;
        Map<ObjectId, TreeSet<String>> names = new HashMap<>();
        tags.forEach(
                (name, commit) -> names.computeIfAbsent(commit, c -> new TreeSet<>()).add(name));
        List<State> found = new ArrayList<>();
        TreeSet<String> tagsOfState = new TreeSet<>();
        for (int i = 0; i < line.size(); i++) {
            ObjectId id = line.get(i);
            Commit commit = Objects.requireNonNull(commits.get(id));
            if (commit.folders().isEmpty()) {
                tagsOfState.clear();
                continue;
            }
            tagsOfState.addAll(names.getOrDefault(id, new TreeSet<>()));
            places.put(id, found.size());
            Commit before = i + 1 < line.size() ? commits.get(line.get(i + 1)) : null;
            if (before == null || !before.folders().equals(commit.folders())) {
                found.add(
                        new State(
                                id.name(),
                                commit.time(),
                                commit.summary(),
                                List.copyOf(tagsOfState)));
                tagsOfState.clear();
            }
        }
        this.states = List.copyOf(found);
    }

    /**
     * Returns the line that ends at HEAD now; the one before if nothing has changed.
     *
     * @return empty if there is no commit yet
     */
    static Optional<CommitLine> read(GitRepository repository, @Nullable CommitLine before)
            throws IOException {
        RefDatabase refs = repository.git().getRefDatabase();
        Ref ref = refs.exactRef("HEAD");
        ObjectId head = ref == null ? null : ref.getObjectId();
        if (head == null) {
            return Optional.empty();
        }
        Map<String, ObjectId> tags = new HashMap<>();
        try (RevWalk walk = new RevWalk(repository.git())) {
            for (Ref tag : refs.getRefsByPrefix("refs/tags/")) {
                Ref peeled = refs.peel(tag);
                ObjectId commit =
                        peeled.getPeeledObjectId() == null
                                ? peeled.getObjectId()
                                : peeled.getPeeledObjectId();
                if (commit != null) {
                    tags.put(tag.getName().substring("refs/tags/".length()), commit.copy());
                }
            }
            if (before != null && before.head.equals(head) && before.tags.equals(tags)) {
                return Optional.of(before);
            }
            Map<ObjectId, Commit> known = before == null ? Map.of() : before.commits;
            Map<ObjectId, Commit> kept = new HashMap<>();
            List<ObjectId> line = new ArrayList<>();
            for (ObjectId at = head; at != null; ) {
                Commit commit = known.get(at);
                if (commit == null) {
                    commit = commit(walk.parseCommit(at), repository, walk);
                }
                ObjectId id = at.copy();
                kept.put(id, commit);
                line.add(id);
                at = commit.parent();
            }
            return Optional.of(new CommitLine(kept, head.copy(), tags, line));
        }
    }

    private static Commit commit(RevCommit commit, GitRepository repository, RevWalk walk)
            throws IOException {
        Commit read =
                new Commit(
                        commit.getParentCount() == 0 ? null : commit.getParent(0).copy(),
                        Instant.ofEpochSecond(commit.getCommitTime()),
                        commit.getShortMessage(),
                        folders(commit, repository, walk));
        commit.disposeBody();
        return read;
    }

    private static String folders(RevCommit commit, GitRepository repository, RevWalk walk)
            throws IOException {
        List<String> paths = Home.FOLDERS.stream().map(f -> repository.home() + f).toList();
        Map<String, String> found = new HashMap<>();
        try (TreeWalk tree = new TreeWalk(repository.git(), walk.getObjectReader())) {
            tree.addTree(commit.getTree());
            tree.setFilter(PathFilterGroup.createFromStrings(paths));
            while (tree.next()) {
                if (paths.contains(tree.getPathString())) {
                    found.put(tree.getPathString(), tree.getObjectId(0).name());
                } else if (tree.isSubtree()) {
                    tree.enterSubtree();
                }
            }
        }
        return found.containsKey(repository.home() + "data")
                ? String.join(" ", paths.stream().map(p -> found.getOrDefault(p, "-")).toList())
                : "";
    }

    /** Returns the states, the newest first. */
    List<State> states() {
        return states;
    }

    /** Returns the commits that tags name, also such as are not on this line. */
    Map<String, ObjectId> tags() {
        return tags;
    }

    ObjectId head() {
        return head;
    }

    /** Returns the state that a commit of this line leaves the home in. */
    Optional<State> after(ObjectId commit) {
        return Optional.ofNullable(places.get(commit)).map(states::get);
    }

    /** Returns whether a commit is on this line. */
    boolean has(ObjectId commit) {
        return commits.containsKey(commit);
    }

    /** Returns the newest state that was committed before a time. */
    Optional<State> before(Instant time) {
        return states.stream().filter(state -> state.time().isBefore(time)).findFirst();
    }
}
