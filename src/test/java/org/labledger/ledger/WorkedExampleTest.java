package org.labledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.cli.CommandRun;

/** The worked example of CONTRIBUTING.md, word for word, on a copy of the real home. */
@Tag("data")
class WorkedExampleTest {

    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");

    @TempDir Path home;

    @Test
    void doesWhatThePageSays() throws Exception {
        HomeFolder.in(home).withAllOf(HomeFolder.THIS_PROJECT);
        boolean hasGit =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "git")));
        assumeTrue(hasGit || "true".equals(System.getenv("CI")), "there is no git here");
        git("git init -q");
        git("git add .");
        git("git -c user.name=x -c user.email=x@example.org commit -q -m before");
        git("git config user.name x");
        git("git config user.email x@example.org");

        String page = Files.readString(Path.of("CONTRIBUTING.md"));
        String example =
                page.substring(page.indexOf("### A worked example"), page.indexOf("### Rules"));
        List<MatchResult> parts =
                Pattern.compile(
                                "(?s)goes to the end of `(?<file>[^`]+)`"
                                        + "|```(?<kind>[a-z]+)\n(?<text>.*?)```")
                        .matcher(example)
                        .results()
                        .toList();
        String file = "";
        String output = "";
        List<Integer> statuses = new ArrayList<>();
        int shown = 0;
        for (MatchResult part : parts) {
            if (part.group("file") != null) {
                file = part.group("file");
                continue;
            }
            String text = part.group("text");
            switch (part.group("kind")) {
                case "turtle" ->
                        Files.writeString(
                                home.resolve(file), "\n" + text, StandardOpenOption.APPEND);
                case "sh" -> {
                    StringBuilder printed = new StringBuilder();
                    statuses.clear();
                    for (String line : text.replaceAll("\\\\\n\\s*", "").lines().toList()) {
                        if (line.startsWith("git ")) {
                            printed.append(git(line));
                            statuses.add(0);
                        } else {
                            CommandRun run = run(line);
                            statuses.add(run.status());
                            printed.append(run.out()).append(run.err());
                        }
                    }
                    output = printed.toString();
                }
                case "text" -> {
                    for (String line : text.lines().toList()) {
                        assertTrue(output.contains(line), line + "\n is not in\n" + output);
                        shown++;
                    }
                    int expected = text.contains("Failed:") ? 1 : 0;
                    assertEquals(expected, statuses.getLast(), output);
                    assertTrue(
                            statuses.subList(0, statuses.size() - 1).stream()
                                    .allMatch(status -> status == 0),
                            output);
                }
                default -> throw new AssertionError(part.group());
            }
        }
        assertTrue(shown >= 8, example);
        assertEquals("", git("git status --porcelain"));
        assertEquals(0, CommandRun.on(home, "fmt", "--check").status());
    }

    private CommandRun run(String line) {
        List<String> words =
                WORD.matcher(line).results().map(w -> w.group().replace("\"", "")).toList();
        assertEquals("./lab-ledger", words.getFirst());
        return CommandRun.on(home, words.subList(1, words.size()).toArray(String[]::new));
    }

    private String git(String line) throws IOException, InterruptedException {
        List<String> words =
                WORD.matcher(line).results().map(w -> w.group().replace("\"", "")).toList();
        Process git =
                new ProcessBuilder(words)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .start();
        String printed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, git.waitFor(), line + "\n" + printed);
        return printed;
    }
}
