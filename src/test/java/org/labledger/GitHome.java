package org.labledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.TagCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * A git repository that a test makes, with the dates that it chooses.
 *
 * <pre>{@code
 * GitHome git = GitHome.in(folder);
 * git.home().with("data/a.ttl", "<#a> <#b> <#c> .");
 * String commit = git.commit("first", "2024-05-14T12:00:00Z");
 * }</pre>
 */
public final class GitHome implements AutoCloseable {

    private final Git git;
    private final HomeFolder home;

    private GitHome(Git git, HomeFolder home) {
        this.git = git;
        this.home = home;
    }

    /** Begins a repository whose top folder is the home. */
    public static GitHome in(Path folder) {
        return in(folder, "");
    }

    /** Begins a repository with the home in a folder of it. */
    public static GitHome in(Path folder, String below) {
        try {
            Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
            return new GitHome(git, HomeFolder.in(folder.resolve(below)));
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the home. */
    public HomeFolder home() {
        return home;
    }

    /** Returns the repository, for what this class does not do. */
    public Git git() {
        return git;
    }

    /** Commits the files as they are now, and returns the commit's name. */
    public String commit(String message, String time) {
        try {
            git.add().addFilepattern(".").call();
            git.add().addFilepattern(".").setUpdate(true).call();
            return commitIndex(message, time).name();
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Commits what is in the index. */
    public RevCommit commitIndex(String message, String time) {
        PersonIdent who = new PersonIdent("A", "a@home.test", Instant.parse(time), ZoneOffset.UTC);
        try {
            return git.commit()
                    .setMessage(message)
                    .setAuthor(who)
                    .setCommitter(who)
                    .setSign(false)
                    .setAllowEmpty(true)
                    .call();
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tags HEAD. */
    public Ref tag(String name, boolean isAnnotated) {
        try {
            TagCommand tag = git.tag().setName(name).setAnnotated(isAnnotated).setSigned(false);
            if (isAnnotated) {
                tag.setTagger(new PersonIdent("A", "a@home.test", Instant.EPOCH, ZoneOffset.UTC));
            }
            return tag.call();
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Switches to a branch, which begins here if there is none of its name. */
    public void onto(String branch) {
        try {
            boolean isNew = git.getRepository().exactRef("refs/heads/" + branch) == null;
            git.checkout().setName(branch).setCreateBranch(isNew).call();
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        git.close();
    }
}
