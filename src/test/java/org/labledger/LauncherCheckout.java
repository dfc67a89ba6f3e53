package org.labledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A checkout with the real launcher, and stand-ins for Java and Maven: the stand-in for Maven
 * writes a few small jars, as slowly as the variable {@code SLOW} says (in seconds for each), and
 * the one for Java prints what it was given. So the launcher can be started hundreds of times.
 */
final class LauncherCheckout {

    /** What a launcher did. */
    record Run(int status, String out, String err) {

        /** The line of what Java was given. */
        String java() {
            return out.lines().filter(line -> line.startsWith("java")).findFirst().orElse("");
        }
    }

    private static final String MAVEN =
            """
            #!/usr/bin/env bash
            for word in "$@"; do case $word in -Dlab-ledger.target=*) target=${word#*=} ;; esac; done
            [ -z "${BROKEN:-}" ] || { echo "No space left on device"; exit 1; }
            mkdir -p "$target/lib" && echo built >>"${BASH_SOURCE[0]%/*}/builds"
            for jar in lib/a lib/b lib/c lab-ledger; do
                printf 'the first half of %s' "$jar" >"$target/$jar.jar"
                sleep "${SLOW:-0}"
                printf ' and the second' >>"$target/$jar.jar"
            done
            """;

    private static final String JAVA =
            """
            #!/usr/bin/env bash
            for word in "$@"; do
                case $word in -XX:AOTCacheOutput=*)
                    echo "preparing"
                    printf 'the first half' >"${word#*=}"
                    sleep "${SLOW:-0}"
                    printf ' and the second' >>"${word#*=}"
                    exit ;;
                esac
                case $word in -cp) classes=next ;; *) [ "${classes:-}" != next ] || classes=${word%/*} ;; esac
                case $word in -XX:AOTCache=*) archive=${word#*=} ;; esac
            done
            for jar in a b c lab-ledger; do
                case $(cat "$classes"/*/$jar.jar "$classes/$jar.jar" 2>/dev/null) in
                    *"$jar and the second") ;;
                    *) echo "NoClassDefFoundError: $jar"; exit 1 ;;
                esac
            done
            [ -z "${archive:-}" ] || [ "$(cat "$archive")" = "the first half and the second" ] || { echo "SIGSEGV"; exit 134; }
            echo "java $*"
            echo "LC_ALL=${LC_ALL-}"
            case " $* " in *" serve "*) echo ready; read -r -t 60 ;; esac
            exit 0
            """;

    private final Path path;
    private final Path tools;

    private LauncherCheckout(Path path, Path tools) {
        this.path = path;
        this.tools = tools;
    }

    static LauncherCheckout in(Path folder) throws IOException {
        Path path = Files.createDirectories(folder.resolve("checkout"));
        Path tools = Files.createDirectories(folder.resolve("tools"));
        Files.copy(Path.of("lab-ledger"), path.resolve("lab-ledger"));
        executable(path.resolve("lab-ledger"), Files.readString(Path.of("lab-ledger")));
        HomeFolder.in(path).with("pom.xml", "<project/>").with("src/main/A.java", "class A {}");
        Files.createDirectories(tools.resolve("jdk/bin"));
        Files.writeString(tools.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        executable(tools.resolve("jdk/bin/java"), JAVA);
        executable(tools.resolve("mvn"), MAVEN);
        return new LauncherCheckout(path, tools);
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true, false));
    }

    Path path() {
        return path;
    }

    /** How many builds Maven was asked for and did not refuse. */
    int builds() throws IOException {
        Path builds = tools.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    /** Makes a source newer than any build. */
    void edit() throws IOException {
        Files.setLastModifiedTime(
                path.resolve("src/main/A.java"), FileTime.from(Instant.now().plusSeconds(1)));
        // Until the clock has passed it, so that a build from now on is newer.
        while (Instant.now().isBefore(lastEdit())) {
            Thread.onSpinWait();
        }
    }

    private Instant lastEdit() throws IOException {
        return Files.getLastModifiedTime(path.resolve("src/main/A.java"))
                .toInstant()
                .plusMillis(20);
    }

    /** Deletes all that was built, as {@code mvn clean} does. */
    void deleteBuilds() throws IOException {
        try (Stream<Path> all = Files.walk(path.resolve("target"))) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** The build that {@code current} names. */
    Path build() throws IOException {
        Path run = path.resolve("target/run");
        return run.resolve(Files.readString(run.resolve("current")).strip());
    }

    /** The names of all files and folders below target/run, but for those of the build in use. */
    List<String> leftBehind() throws IOException {
        Path run = path.resolve("target/run");
        Path build = build();
        try (Stream<Path> all = Files.list(run)) {
            List<String> left =
                    new ArrayList<>(
                            all.filter(file -> !file.equals(build))
                                    .map(file -> file.getFileName().toString())
                                    .toList());
            left.remove("current");
            try (Stream<Path> built = Files.list(build)) {
                built.map(file -> file.getFileName().toString())
                        .filter(name -> name.startsWith(".work"))
                        .forEach(left::add);
            }
            return left;
        }
    }

    /** The archive of classes, if there is one. */
    List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(build())) {
            return files.filter(file -> file.toString().endsWith(".classes")).toList();
        }
    }

    Run run(String... arguments) throws Exception {
        return run(Map.of(), arguments);
    }

    Run run(Map<String, String> environment, String... arguments) throws Exception {
        return finish(start(environment, List.of(), arguments));
    }

    /**
     * Starts the launcher as the leader of its own process group.
     *
     * @param wrapper a command that runs the launcher; may be empty
     */
    Process start(Map<String, String> environment, List<String> wrapper, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(path.resolve("lab-ledger").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
        Map<String, String> variables = builder.environment();
        String before = variables.get("PATH");
        variables.clear();
        variables.put("PATH", tools + File.pathSeparator + before);
        variables.put("JAVA_HOME", tools.resolve("jdk").toString());
        variables.putAll(environment);
        return builder.start();
    }

    /** Waits for the end. What is printed is short enough for the buffers of the pipes. */
    static Run finish(Process process) throws Exception {
        process.getOutputStream().close();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the launcher hangs");
        return new Run(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), UTF_8),
                new String(process.getErrorStream().readAllBytes(), UTF_8));
    }

    /** Ends a launcher and all that it started, without giving them a chance. */
    static void killAll(Process process) throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        // What was started in the meantime.
        all.addAll(process.descendants().toList());
        all.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
        for (ProcessHandle handle : all) {
            handle.onExit().join();
        }
    }
}
