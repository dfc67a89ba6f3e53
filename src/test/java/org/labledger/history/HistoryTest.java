package org.labledger.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.StoredConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.labledger.GitHome;
import org.labledger.HomeFolder;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;

@Timeout(60)
class HistoryTest {

    private static final String FILE = "data/a.ttl";

    @TempDir private Path folder;

    private GitHome git;

    @BeforeEach
    void init() throws IOException {
        git = GitHome.in(Files.createDirectory(folder.resolve("repository")));
    }

    @AfterEach
    void close() {
        git.close();
    }

    private String write(String text, String time) {
        git.home().with(FILE, text);
        return git.commit(text, time);
    }

    private static String name(int number) {
        return "<https://home.test/a> <https://home.test/b> " + number + " .";
    }

    private static String problem(History history, String text) {
        return assertThrows(NoSuchStateException.class, () -> history.find(text)).getMessage();
    }

    private static List<String> commits(History history) {
        return history.states().stream().map(State::commit).toList();
    }

    // States

    @Test
    void areTheCommitsThatChangedTheHome() throws Exception {
        String first = write(name(1), "2024-05-14T12:00:00Z");
        git.home().with("README.md", "About");
        git.commit("about", "2024-05-15T12:00:00Z");
        git.tag("v1", false);
        git.home().with("queries/q.rq", "SELECT * { ?s ?p ?o }");
        String second = git.commit("Add a question", "2024-05-16T12:00:00Z");
        git.tag("v2", true);
        try (History history = History.of(git.home().path())) {
            assertEquals(List.of(second, first), commits(history));
            assertEquals(
                    List.of(List.of("v2"), List.of("v1")),
                    history.states().stream().map(State::tags).toList());
            assertEquals("Add a question", history.states().getFirst().summary());
            assertEquals("2024-05-16T12:00:00Z", history.states().getFirst().time().toString());
        }
    }

    @Test
    void ofAMergedBranchAreOneStateOnTheLineAndEachByItsCommit() throws Exception {
        String first = write(name(1), "2024-05-14T12:00:00Z");
        git.onto("side");
        String side = write(name(2), "2024-05-15T12:00:00Z");
        git.onto("main");
        git.home().with("README.md", "About");
        git.commit("about", "2024-05-16T12:00:00Z");
        git.git()
                .merge()
                .include(ObjectId.fromString(side))
                .setFastForward(FastForwardMode.NO_FF)
                .setCommit(false)
                .call();
        String merge = git.commitIndex("Merge side", "2024-05-17T12:00:00Z").name();
        try (History history = History.of(git.home().path())) {
            assertEquals(List.of(merge, first), commits(history));
            assertEquals(first, history.find("2024-05-16").commit());
            assertEquals(side, history.find(side).commit());
        }
    }

    @Test
    void followHeadToNewCommitsAndOtherBranches() throws Exception {
        String first = write(name(1), "2024-05-14T12:00:00Z");
        try (History history = History.of(git.home().path())) {
            assertEquals(List.of(first), commits(history));
            git.onto("side");
            String second = write(name(2), "2024-05-15T12:00:00Z");
            assertEquals(List.of(second, first), commits(history));
            git.onto("main");
            assertEquals(List.of(first), commits(history));
            assertTrue(problem(history, second.substring(0, 7)).startsWith("No commit "));
            git.tag("later", false);
            assertEquals(List.of("later"), history.states().getFirst().tags());
        }
    }

    @Test
    void thatWereTakenBackAreNotFound() throws Exception {
        write(name(1), "2024-05-14T12:00:00Z");
        String secret = write(name(2), "2024-05-15T12:00:00Z");
        git.git().reset().setMode(ResetType.HARD).setRef("HEAD~1").call();
        try (History history = History.of(git.home().path())) {
            assertTrue(problem(history, secret).startsWith("No commit or snapshot " + secret));
        }
    }

    // Finding

    @ParameterizedTest
    @CsvSource({
        "2024-05-14,                    1",
        "2024-05-19,                    1",
        "2024-05-20,                    2",
        "2024-05-20T23:29:59Z,          1",
        "2024-05-20T23:30:00Z,          2",
        "2024-05-20T23:30:00,           2",
        "2024-05-21T01:29:59+02:00,     1",
        "2024-05-21T01:30:00+02:00,     2",
        "2024-05-21T01:30:00 02:00,     2",
        "2030-01-01,                    2",
        "v1,                            1",
    })
    void aStateByTagDateAndTime(String text, int expected) throws Exception {
        String first = write(name(1), "2024-05-14T00:00:00Z");
        git.tag("v1", true);
        String second = write(name(2), "2024-05-20T23:30:00Z");
        try (History history = History.of(git.home().path())) {
            assertEquals(expected == 1 ? first : second, history.find(text).commit());
        }
    }

    @Test
    void aStateByCommitAndSnapshot() throws Exception {
        String first = write(name(1), "2024-05-14T12:00:00Z");
        Home before = git.home().read();
        String second = write(name(2), "2024-05-15T12:00:00Z");
        Home now = git.home().read();
        try (History history = History.of(git.home().path())) {
            assertEquals(first, history.find(first.substring(0, 7)).commit());
            assertEquals(second, history.find(second).commit());
            assertEquals(first, history.find(before.snapshot()).commit());
            assertEquals(second, history.find(now.shortSnapshot()).commit());
            assertEquals(before.snapshot(), history.home(history.find(first)).snapshot());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abc12      | 400 | \"abc12\" is too short for a commit; give at least seven digits",
                "2024-02-30 | 400 | \"2024-02-30\" is not a date of the calendar. Write one as 2026-05-14.",
                "last week! | 400 | \"last week!\" names no state. Give at least seven digits",
                "main       | 404 | \"main\" names no state.",
                "abcdef0    | 404 | No commit abcdef0 is known. The newest states are ",
                "2024-05-13 | 404 | Nothing was known at 2024-05-13: the first state is commit ",
            })
    void tellsWhatIsWrong(String text, int status, String message) {
        write(name(1), "2024-05-14T12:00:00Z");
        try (History history = History.of(git.home().path())) {
            NoSuchStateException problem =
                    assertThrows(NoSuchStateException.class, () -> history.find(text));
            assertEquals(status, problem.problem().status());
            assertTrue(problem.getMessage().startsWith(message), problem::getMessage);
        }
    }

    // Repositories of all kinds

    @Test
    void needsARepositoryWithCommits() throws Exception {
        HomeFolder alone = HomeFolder.in(folder.resolve("alone")).with(FILE, name(1));
        try (History history = History.of(alone.path())) {
            assertFalse(history.isKnown());
            assertTrue(history.reason().startsWith("This home is not in a git repository"));
            assertTrue(problem(history, "2024-05-14").contains("`git init`"));
        }
        try (History history = History.of(git.home().path())) {
            assertTrue(history.reason().startsWith("No commit of the git repository holds data/"));
            write(name(1), "2024-05-14T12:00:00Z");
            assertTrue(history.isKnown());
        }
    }

    @Test
    void readsAHomeBelowTheTopOfARepository() throws Exception {
        try (GitHome other = GitHome.in(Files.createDirectory(folder.resolve("o")), "sub/home")) {
            other.home().withAllOf(HomeFolder.LIBRARY);
            String commit = other.commit("library", "2024-05-14T12:00:00Z");
            try (History history = History.of(other.home().path())) {
                assertEquals(
                        other.home().read().snapshot(),
                        history.home(history.find(commit)).snapshot());
                assertEquals(
                        other.home().load().quadCount(),
                        history.snapshot(history.find(commit)).quadCount());
            }
        }
    }

    @Test
    void readsTheFilesThatACheckoutHas() throws Exception {
        Path home = git.home().path();
        git.home()
                .with(FILE, name(1))
                .with("data/.hidden.ttl", name(2))
                .with("data/.folder/b.ttl", name(3))
                .with("data/b.ttl~", name(4))
                .with("data/\u00e9.ttl", name(5))
                .with("data/Z.ttl", name(6))
                .with("shared/c.ttl", name(7))
                .with("outside.ttl", name(8))
                .with("data/crlf.ttl", name(9) + "\r\n");
        Files.createSymbolicLink(home.resolve("data/link.ttl"), Path.of("a.ttl"));
        Files.createSymbolicLink(home.resolve("data/again.ttl"), Path.of("link.ttl"));
        Files.createSymbolicLink(home.resolve("data/shared"), Path.of("../shared"));
        Files.createSymbolicLink(home.resolve("data/self"), Path.of("../data"));
        Files.createSymbolicLink(home.resolve("data/nowhere.ttl"), Path.of("none.ttl"));
        Files.createSymbolicLink(home.resolve("data/stray.ttl"), Path.of("../../elsewhere.ttl"));
        Files.createSymbolicLink(home.resolve("queries"), Path.of("shared"));
        Files.writeString(folder.resolve("elsewhere.ttl"), name(10));
        String commit = git.commit("all", "2024-05-14T12:00:00Z");
        try (History history = History.of(home)) {
            Home read = git.home().read();
            Home past = history.home(history.find(commit));
            assertEquals(paths(read), paths(past));
            assertTrue(paths(past).contains("data/shared/c.ttl"));
            assertEquals(read.snapshot(), past.snapshot());
        }
    }

    private static List<String> paths(Home home) {
        return home.files().stream().map(file -> file.path()).toList();
    }

    @Test
    void readsALinkedWorktree() throws Exception {
        String commit = write(name(1), "2024-05-14T12:00:00Z");
        Path main = git.home().path();
        Path linked = folder.resolve("linked");
        HomeFolder.in(linked).with(FILE, name(1));
        Path folderOfIt = Files.createDirectories(main.resolve(".git/worktrees/linked"));
        Files.writeString(linked.resolve(".git"), "gitdir: " + folderOfIt + "\n");
        Files.writeString(folderOfIt.resolve("HEAD"), commit + "\n");
        Files.writeString(folderOfIt.resolve("commondir"), "../..\n");
        Files.writeString(folderOfIt.resolve("gitdir"), linked.resolve(".git") + "\n");
        write(name(2), "2024-05-15T12:00:00Z");
        try (History history = History.of(linked)) {
            assertEquals(List.of(commit), commits(history));
            assertEquals(
                    Home.read(linked).snapshot(), history.home(history.find(commit)).snapshot());
        }
    }

    @Test
    void readsPackedObjectsAndRefs() throws Exception {
        String first = write(name(1), "2024-05-14T12:00:00Z");
        git.tag("v1", true);
        String second = write(name(2), "2024-05-15T12:00:00Z");
        git.git().gc().call();
        assertTrue(Files.readString(git.home().path().resolve(".git/packed-refs")).contains("v1"));
        try (History history = History.of(git.home().path())) {
            assertEquals(List.of(second, first), commits(history));
            assertEquals(first, history.find("v1").commit());
        }
    }

    @Test
    void knowsWhatAShallowCloneHas() throws Exception {
        write(name(1), "2024-05-14T12:00:00Z");
        String second = write(name(2), "2024-05-15T12:00:00Z");
        Path shallow = folder.resolve("shallow");
        try (Git clone =
                Git.cloneRepository()
                        .setURI(git.home().path().toUri().toString())
                        .setDirectory(shallow.toFile())
                        .setDepth(1)
                        .call()) {
            assertEquals(
                    second, Objects.requireNonNull(clone.getRepository().resolve("HEAD")).name());
        }
        try (History history = History.of(shallow)) {
            assertEquals(List.of(second), commits(history));
            assertTrue(
                    problem(history, "2024-05-14").contains("`git fetch --unshallow`"),
                    () -> problem(history, "2024-05-14"));
        }
    }

    @Test
    void refusesObjectsNamedBySha256() throws Exception {
        write(name(1), "2024-05-14T12:00:00Z");
        StoredConfig config = git.git().getRepository().getConfig();
        config.setInt("core", null, "repositoryformatversion", 1);
        config.setString("extensions", null, "objectformat", "sha256");
        config.save();
        try (History history = History.of(git.home().path())) {
            assertTrue(history.reason().contains("names its objects by sha256"), history::reason);
        }
    }

    @Test
    void refusesASubmoduleAndSaysWhere() throws Exception {
        write(name(1), "2024-05-14T12:00:00Z");
        DirCache index = git.git().getRepository().lockDirCache();
        DirCacheEditor editor = index.editor();
        editor.add(
                new DirCacheEditor.PathEdit("data/other") {
                    @Override
                    public void apply(DirCacheEntry entry) {
                        entry.setFileMode(FileMode.GITLINK);
                        entry.setObjectId(ObjectId.fromString("a".repeat(40)));
                    }
                });
        assertTrue(editor.commit());
        String commit = git.commitIndex("submodule", "2024-05-15T12:00:00Z").name();
        try (History history = History.of(git.home().path())) {
            State state = history.find(commit);
            UnreadableStateException e =
                    assertThrows(UnreadableStateException.class, () -> history.snapshot(state));
            assertEquals(409, e.problem().status());
            assertTrue(e.problem().detail().startsWith("data/other of commit "));
        }
    }

    @Test
    void saysWhatAPartialCloneLacks() throws Exception {
        String commit = write(name(1), "2024-05-14T12:00:00Z");
        String blob =
                Objects.requireNonNull(git.git().getRepository().resolve("HEAD:" + FILE)).name();
        Files.delete(
                git.home()
                        .path()
                        .resolve(".git/objects")
                        .resolve(blob.substring(0, 2))
                        .resolve(blob.substring(2)));
        try (History history = History.of(git.home().path())) {
            State state = history.find(commit);
            assertTrue(
                    assertThrows(UnreadableStateException.class, () -> history.snapshot(state))
                            .problem()
                            .detail()
                            .startsWith("The clone lacks data/a.ttl of commit "));
        }
    }

    @Test
    void writesNothingIntoTheRepository() throws Exception {
        write(name(1), "2024-05-14T12:00:00Z");
        write(name(2), "2024-05-15T12:00:00Z");
        Map<String, Long> before = times();
        try (History history = History.of(git.home().path())) {
            history.snapshot(history.find("2024-05-14"));
            assertEquals(2, history.states().size());
        }
        assertEquals(before, times());
    }

    private Map<String, Long> times() throws IOException {
        try (Stream<Path> files = Files.walk(git.home().path())) {
            Map<String, Long> times = new TreeMap<>();
            for (Path file : files.toList()) {
                times.put(file.toString(), Files.getLastModifiedTime(file).toMillis());
            }
            return times;
        }
    }

    @Test
    @Tag("data")
    void givesTheHashOfACleanCheckoutOfThisProject() throws Exception {
        Path project = HomeFolder.THIS_PROJECT.path().toAbsolutePath();
        Path common = GitRepository.around(project).git().getCommonDirectory().toPath();
        Path clean = clone(common.toUri(), "clean");
        try (History history = History.of(clean)) {
            State newest = history.states().getFirst();
            assertEquals(Home.read(clean).snapshot(), history.home(newest).snapshot());
            assertEquals(newest, history.find(Home.read(clean).shortSnapshot()));
        }
    }

    @Test
    void ofTwoCleanClonesHaveTheSameHashes() throws Exception {
        git.home().withAllOf(HomeFolder.LIBRARY);
        git.commit("library", "2024-05-14T12:00:00Z");
        git.home().with("data/more.ttl", name(1));
        git.commit("more", "2024-05-15T12:00:00Z");
        List<List<String>> hashes =
                Stream.of(
                                clone(git.home().path().toUri(), "one"),
                                clone(git.home().path().toUri(), "two"))
                        .map(HistoryTest::hashes)
                        .toList();
        assertEquals(hashes.getFirst(), hashes.getLast());
        assertEquals(2, hashes.getFirst().size());
        assertEquals(Home.read(folder.resolve("one")).snapshot(), hashes.getFirst().getFirst());
    }

    private Path clone(URI repository, String name) throws Exception {
        Path target = folder.resolve(name);
        Git.cloneRepository()
                .setURI(repository.toString())
                .setDirectory(target.toFile())
                .call()
                .close();
        return target;
    }

    private static List<String> hashes(Path home) {
        try (History history = History.of(home)) {
            return history.states().stream().map(s -> history.home(s).snapshot()).toList();
        }
    }

    // Snapshots

    @Test
    void buildsEachSnapshotOnce() throws Exception {
        git.home().withAllOf(HomeFolder.LIBRARY);
        git.commit("library", "2024-05-14T12:00:00Z");
        git.home().with("data/more.ttl", name(1));
        git.commit("more", "2024-05-15T12:00:00Z");
        try (History history = History.of(git.home().path())) {
            List<CompletableFuture<History.Past>> asked =
                    IntStream.range(0, 20)
                            .mapToObj(i -> history.ask(i % 2 == 0 ? "2024-05-14" : "2024-05-15"))
                            .toList();
            List<Snapshot> all = asked.stream().map(past -> past.join().snapshot()).toList();
            assertEquals(2, all.stream().distinct().count());
            assertEquals(all.get(0).quadCount() + 1, all.get(1).quadCount());
            assertSame(all.get(0), history.snapshot(history.find("2024-05-14")));
        }
    }

    @Test
    void areTheOneInServiceIfTheFilesAreTheSame() throws Exception {
        write(name(1), "2024-05-14T12:00:00Z");
        Snapshot inService = git.home().load();
        try (History history =
                History.of(git.home().path(), () -> Optional.of(inService), 1 << 20)) {
            assertSame(inService, history.snapshot(history.find("2024-05-14")));
            assertSame(inService, history.ask(inService.id()).join().snapshot());
        }
    }

    private static UnreadableStateException refused(CompletionException e) {
        return assertInstanceOf(UnreadableStateException.class, e.getCause());
    }

    @Test
    void waitInAShortQueue() throws Exception {
        List<String> commits =
                IntStream.rangeClosed(1, History.MAX_WAITING + 1)
                        .mapToObj(i -> write(name(i), "2024-05-14T12:00:%02dZ".formatted(i)))
                        .toList();
        CountDownLatch mayBuild = new CountDownLatch(1);
        Supplier<Optional<Snapshot>> inService =
                () -> {
                    if (Thread.currentThread().getName().equals("history")) {
                        try {
                            mayBuild.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    return Optional.empty();
                };
        try (History history = History.of(git.home().path(), inService, 1 << 22)) {
            List<CompletableFuture<History.Past>> asked =
                    commits.stream().map(history::ask).toList();
            CompletionException full =
                    assertThrows(CompletionException.class, () -> asked.getLast().join());
            assertEquals(503, refused(full).problem().status());
            // The same state is built once, so it needs no place of its own.
            CompletableFuture<History.Past> same = history.ask(commits.getFirst());
            assertFalse(same.isDone());
            mayBuild.countDown();
            assertSame(asked.getFirst().join().snapshot(), same.join().snapshot());
            for (CompletableFuture<History.Past> past : asked.subList(0, History.MAX_WAITING)) {
                assertEquals(1, past.join().snapshot().quadCount());
            }
            assertEquals(1, history.ask(commits.getLast()).join().snapshot().quadCount());
        }
    }

    @Test
    void areKeptWithinTheBudgetOnly() throws Exception {
        write(name(1), "2024-05-14T12:00:00Z");
        write(name(2), "2024-05-15T12:00:00Z");
        try (History history = History.of(git.home().path(), Optional::empty, 300 * 1024)) {
            State first = history.find("2024-05-14");
            State second = history.find("2024-05-15");
            Snapshot one = history.snapshot(first);
            Snapshot two = history.snapshot(second);
            // Each takes 256 KB by estimate.
            assertFalse(one == history.snapshot(first) && two == history.snapshot(second));
            assertEquals(one.id(), history.snapshot(first).id());
        }
    }

    @Test
    void thatCannotBeParsedAreRefused() {
        String commit = write("<https://home.test/a> <https://home.test/b", "2024-05-14T12:00:00Z");
        try (History history = History.of(git.home().path())) {
            CompletionException e =
                    assertThrows(CompletionException.class, () -> history.ask(commit).join());
            UnreadableStateException refused = refused(e);
            assertEquals(409, refused.problem().status());
            assertTrue(
                    refused.problem()
                            .detail()
                            .startsWith("Commit " + commit.substring(0, 7) + " has errors"));
            assertTrue(refused.problem().detail().contains("data/a.ttl:1:"));
        }
    }
}
