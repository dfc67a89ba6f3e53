package org.labledger.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.labledger.source.Home;

/**
 * Lists the files of a home in a tree of git, as {@link Home#read} would find them in a checkout:
 * without hidden ones and backups, through symbolic links that stay in the home. What a checkout
 * changes (line ends, filters) is not done: files have the bytes that git keeps.
 */
final class TreeFiles {

    /** As many links after one another as Linux follows. */
    private static final int MAX_LINKS = 40;

    private final ObjectReader reader;
    private final RevTree root;
    private final String home;
    private final String commit;
    private final TreeMap<String, ObjectId> files = new TreeMap<>();

    /** What a path leads to, through all links; the names are its real path. */
    private record Target(List<String> path, FileMode mode, ObjectId id) {}

    private TreeFiles(ObjectReader reader, RevTree root, String home, String commit) {
        this.reader = reader;
        this.root = root;
        this.home = home;
        this.commit = commit;
    }

    /**
     * Returns the files of a home, by their paths in it.
     *
     * @param home the path of the home, with {@code /} at its end unless it is empty
     * @throws UnreadableStateException if a part of it is in another repository
     */
    static TreeMap<String, ObjectId> of(
            ObjectReader reader, RevTree root, String home, String commit) throws IOException {
        TreeFiles all = new TreeFiles(reader, root, home, commit);
        for (String folder : Home.FOLDERS) {
            all.addFolder(folder);
        }
        return all.files;
    }

    /** Returns the content of a file. */
    static byte[] content(ObjectReader reader, ObjectId blob, String path, String commit)
            throws IOException {
        try (InputStream in = reader.open(blob).openStream()) {
            return in.readAllBytes();
        } catch (MissingObjectException e) {
            throw UnreadableStateException.incomplete(
                    "The clone lacks "
                            + path
                            + " of commit "
                            + commit
                            + ". Get all objects with `git fetch --refetch --no-filter`.");
        }
    }

    private void addFolder(String folder) throws IOException {
        List<String> path = new ArrayList<>(names(home));
        path.add(folder);
        Optional<Target> target = resolve(List.of(), path, 0);
        if (target.isEmpty()) {
            if (isLink(path)) {
                throw UnreadableStateException.incomplete(
                        folder
                                + "/ of commit "
                                + commit
                                + " is a symbolic link that leads out of the repository, so git"
                                + " does not have its files.");
            }
            return;
        }
        refuseSubmodule(target.get().mode(), folder);
        if (FileMode.TREE.equals(target.get().mode())) {
            // As for files on disk: links may lead anywhere in the home.
            List<String> real = target.get().path();
            List<String> limit =
                    Home.FOLDERS.contains(real.getLast()) ? real.subList(0, real.size() - 1) : real;
            walk(folder, target.get(), limit, new ArrayDeque<>());
        }
    }

    private boolean isLink(List<String> path) throws IOException {
        try (TreeWalk found = TreeWalk.forPath(reader, String.join("/", path), root)) {
            return found != null && FileMode.SYMLINK.equals(found.getFileMode(0));
        }
    }

    private void walk(String shown, Target folder, List<String> limit, Deque<List<String>> outer)
            throws IOException {
        if (outer.contains(folder.path())) {
            // A link to a folder above it.
            return;
        }
        outer.push(folder.path());
        CanonicalTreeParser entries = new CanonicalTreeParser();
        for (entries.reset(reader, folder.id()); !entries.eof(); entries.next()) {
            String name = entries.getEntryPathString();
            FileMode mode = entries.getEntryFileMode();
            if (name.startsWith(".")) {
                continue;
            }
            String path = shown + "/" + name;
            refuseSubmodule(mode, path);
            Target target =
                    FileMode.SYMLINK.equals(mode)
                            ? resolve(folder.path(), List.of(name), 0)
                                    .filter(t -> startsWith(t.path(), limit))
                                    .orElse(null)
                            : new Target(
                                    append(folder.path(), name), mode, entries.getEntryObjectId());
            if (target == null) {
                continue;
            }
            refuseSubmodule(target.mode(), path);
            if (FileMode.TREE.equals(target.mode())) {
                walk(path, target, limit, outer);
            } else if (!name.endsWith("~")) {
                files.put(path, target.id());
            }
        }
        outer.pop();
    }

    private void refuseSubmodule(FileMode mode, String path) {
        if (FileMode.GITLINK.equals(mode)) {
            throw UnreadableStateException.incomplete(
                    path
                            + " of commit "
                            + commit
                            + " is a submodule; its files are in another repository, which is not"
                            + " read.");
        }
    }

    /** Follows a path from a folder without links; empty if it leads nowhere or out of the tree. */
    private Optional<Target> resolve(List<String> folder, List<String> path, int links)
            throws IOException {
        Target at = new Target(folder, FileMode.TREE, root);
        if (!folder.isEmpty()) {
            Optional<Target> start = entry(folder);
            if (start.isEmpty()) {
                return start;
            }
            at = start.get();
        }
        for (String name : path) {
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (!FileMode.TREE.equals(at.mode())) {
                return Optional.empty();
            }
            if (name.equals("..")) {
                if (at.path().isEmpty()) {
                    return Optional.empty();
                }
                List<String> parent = at.path().subList(0, at.path().size() - 1);
                Optional<Target> up =
                        parent.isEmpty()
                                ? Optional.of(new Target(parent, FileMode.TREE, root))
                                : entry(parent);
                if (up.isEmpty()) {
                    return up;
                }
                at = up.get();
                continue;
            }
            Optional<Target> next = entry(append(at.path(), name));
            if (next.isPresent() && FileMode.SYMLINK.equals(next.get().mode())) {
                String link =
                        new String(
                                content(
                                        reader,
                                        next.get().id(),
                                        String.join("/", next.get().path()),
                                        commit),
                                StandardCharsets.UTF_8);
                next =
                        link.startsWith("/") || links >= MAX_LINKS
                                ? Optional.empty()
                                : resolve(at.path(), names(link), links + 1);
            }
            if (next.isEmpty()) {
                return next;
            }
            at = next.get();
        }
        return Optional.of(at);
    }

    private Optional<Target> entry(List<String> path) throws IOException {
        try (TreeWalk found = TreeWalk.forPath(reader, String.join("/", path), root)) {
            return found == null
                    ? Optional.empty()
                    : Optional.of(
                            new Target(
                                    List.copyOf(path), found.getFileMode(0), found.getObjectId(0)));
        }
    }

    private static List<String> names(String path) {
        return Arrays.stream(path.split("/", -1)).filter(name -> !name.isEmpty()).toList();
    }

    private static List<String> append(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }

    private static boolean startsWith(List<String> path, List<String> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }
}
