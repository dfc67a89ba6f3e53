package org.labledger.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures Lab Ledger beside other stores on ledgers of several sizes, and writes the tables of
 * {@code docs/performance.md}. {@link Settings} says what can be chosen.
 */
public final class Bench {

    private static final String BEGIN = "<!-- bench:begin -->";
    private static final String END = "<!-- bench:end -->";

    private Bench() {}

    /** Measures all sizes, and prints the tables as they are done. */
    public static void main(String[] args) throws Exception {
        Settings settings = Settings.read();
        Files.createDirectories(settings.folder());
        Path result = settings.folder().resolve("tables.md");
        Report report = new Report(result);
        report.add(head(settings));
        LocalDateTime begun = LocalDateTime.now();
        for (int size : settings.sizes()) {
            String loadBefore = loadAverage();
            try (SizeRun run = new SizeRun(settings, size, report)) {
                run.measure();
            }
            report.add(
                    "\nLoad average of the machine before: %s; after: %s.\n"
                            .formatted(loadBefore, loadAverage()));
        }
        if (settings.parts().contains("jmh")) {
            report.add(stepByStep());
        }
        report.add(
                "\nThe run took %d minutes.\n"
                        .formatted(Duration.between(begun, LocalDateTime.now()).toMinutes()));
        if (!settings.report().isEmpty()) {
            put(report.toString(), Path.of(settings.report()));
        }
        System.out.println("\nWritten to " + result);
    }

    /** Runs the measurements of single steps; JMH prints what it does. */
    private static String stepByStep() throws RunnerException {
        Table table = new Table("Single steps", List.of("Step", "µs", "± µs (99.9 %)"));
        Options options =
                new OptionsBuilder()
                        .include("org\\.labledger\\.bench\\.jmh\\..*")
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2))
                        .build();
        for (RunResult result : new Runner(options).run()) {
            String name = result.getParams().getBenchmark();
            String parameters =
                    result.getParams().getParamsKeys().stream()
                            .map(key -> " " + result.getParams().getParam(key))
                            .collect(Collectors.joining());
            table.add(
                    List.of(
                            name.substring(name.indexOf(".jmh.") + 5) + parameters,
                            Table.number(result.getPrimaryResult().getScore()),
                            Table.number(result.getPrimaryResult().getScoreError())));
        }
        return table.toString();
    }

    private static void put(String tables, Path report) throws IOException {
        String text = Files.readString(report);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(report + " needs the comments " + BEGIN + " and " + END + ".");
        }
        Files.writeString(
                report,
                text.substring(0, begin + BEGIN.length()) + "\n" + tables + text.substring(end));
    }

    private static String head(Settings settings) throws IOException {
        return """

        Measured %s, commit %s, %s %s on %d × %s, %s. %s. Heap of every server %s, parallel collector. \
        Seed %d, %d rounds.
        """
                .formatted(
                        LocalDateTime.now().truncatedTo(ChronoUnit.MINUTES),
                        commit(),
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors(),
                        line("/proc/cpuinfo", "model name"),
                        line("/proc/meminfo", "MemTotal").replace(" kB", " kB of memory"),
                        settings.versions(),
                        settings.heap(),
                        settings.seed(),
                        settings.rounds());
    }

    private static String commit() throws IOException {
        String commit = output("git", "rev-parse", "--short=12", "HEAD");
        boolean isEdited = !output("git", "status", "--porcelain", "src/main", "pom.xml").isEmpty();
        return commit + (isEdited ? " with edits" : "");
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static String loadAverage() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file)
                ? String.join(", ", List.of(Files.readString(file).split(" ", -1)).subList(0, 3))
                : "unknown";
    }

    /** Returns the value of the first line of a file that begins so, or a dash. */
    private static String line(String file, String begin) throws IOException {
        if (!Files.exists(Path.of(file))) {
            return "–";
        }
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(begin))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("–");
        }
    }
}
