package org.labledger.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.jena.fuseki.FusekiException;
import org.jspecify.annotations.Nullable;
import org.labledger.check.Checker;
import org.labledger.check.Report;
import org.labledger.live.CurrentSnapshot;
import org.labledger.live.KeptSnapshots;
import org.labledger.live.Reloader;
import org.labledger.live.RestTimes;
import org.labledger.query.Limits;
import org.labledger.settings.Build;
import org.labledger.settings.Settings;
import org.labledger.settings.StandardFolders;
import org.labledger.snapshot.Snapshot;
import org.labledger.web.LedgerServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: checks the home, then serves it until stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serves the home: SPARQL at /sparql, saved queries at /query/.",
            "Reloads when files change; after an edit with errors the last valid snapshot stays in"
                    + " service.",
            "SIGHUP reloads without waiting for the files to rest. SIGTERM and Ctrl-C stop it: exit"
                    + " status 0 if all running answers ended whole, 1 if some were cut off; a second"
                    + " one ends it at once."
        })
final class ServeCommand implements Callable<Integer> {

    private static final int MAX_PORT = 65_535;

    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--host",
            paramLabel = "H",
            defaultValue = Settings.DEFAULT_HOST,
            description = "The host name or address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = Settings.DEFAULT_HOST;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + Settings.DEFAULT_PORT,
            description =
                    "The TCP port to listen on; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port = Settings.DEFAULT_PORT;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Maximum run time of a query (default: ${DEFAULT-VALUE}).")
    private int timeout = 30;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            defaultValue = "",
            description =
                    "The URL that clients use, if the server is behind a proxy, such as"
                            + " https://ledger.example.")
    private String publicUrl = "";

    @Option(
            names = "--stop-delay",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description =
                    "When told to stop, how long connections are still accepted while /readyz is 503"
                            + " (default: ${DEFAULT-VALUE}).")
    private int stopDelay = 1;

    @Option(
            names = "--stop-timeout",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description =
                    "How long running answers may take after that (default: ${DEFAULT-VALUE}).")
    private int stopTimeout = 20;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "The folder where the checked snapshot is kept for a faster next start (default:"
                            + " lab-ledger/snapshots in $XDG_CACHE_HOME or ~/.cache).")
    private @Nullable Path cache;

    @Option(
            names = "--no-cache",
            description = "Keep nothing for the next start; read and check all files.")
    private boolean isWithoutCache;

    @Option(
            names = "--history-memory",
            paramLabel = "MB",
            description =
                    "How much memory past states (`at=`) may keep, by estimate; 0 turns them off"
                            + " (default: an eighth of the heap).")
    private @Nullable Integer historyMemory;

    @Mixin private CapacityOptions capacity = new CapacityOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (timeout < 1) {
            throw new UserException("`--timeout` must be at least 1 second.");
        }
        if (port < 0 || port > MAX_PORT) {
            throw new UserException(
                    "`--port` must be from 0 to " + MAX_PORT + ", not " + port + ".");
        }
        if (host.isBlank()) {
            throw new UserException("`--host` must be a host name or address.");
        }
        if (stopDelay < 0 || stopTimeout < 0) {
            throw new UserException(
                    "`--stop-delay` and `--stop-timeout` must not be less than 0 seconds.");
        }
        if (historyMemory != null && historyMemory < 0) {
            throw new UserException("`--history-memory` must not be less than 0 MB.");
        }
        if (!publicUrl.isEmpty() && !publicUrl.matches("https?://[^/?#\\s]+")) {
            throw new UserException(
                    "`--public-url` must look like https://ledger.example, without a path.");
        }
        Settings settings =
                new Settings(
                        home.path(),
                        host,
                        port,
                        Duration.ofSeconds(timeout),
                        Limits.STANDARD.rows(),
                        publicUrl,
                        capacity.capacity(),
                        historyMemory == null
                                ? Settings.HISTORY_BYTES
                                : (long) historyMemory << 20);
        // Nothing is stale before the first snapshot, so there is nothing to reload.
        Signals.onHangup(() -> {}, Signals::endByHangup);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Checker checker = new Checker(Limits.STANDARD);
        KeptSnapshots kept = kept(settings.home());
        Report report =
                Reloader.first(settings.home(), checker, kept, RestTimes.STANDARD, new Waits(err));
        Snapshot snapshot = report.snapshot();
        Findings.print(report, err, spec.commandLine().getColorScheme().ansi());
        if (!report.passes()) {
            Findings.printSummary(report, err);
            err.println(
                    report.hasOnlyChangedAnswers()
                            ? "Expected answers are out of date. Run `./lab-ledger check"
                                    + " --write-expected`, then start again."
                            : "The home has errors. Correct them, then start again.");
            return 1;
        }
        CurrentSnapshot current = new CurrentSnapshot(snapshot);
        LedgerServer server = start(settings, current);
        current.keepWarm();
        CountDownLatch stop = new CountDownLatch(1);
        Signals.onStop(stop::countDown);
        CompletableFuture<Reloader> started = new CompletableFuture<>();
        Signals.onHangup(() -> started.thenAccept(Reloader::reloadNow), stop::countDown);
        out.println(
                "Lab Ledger is ready: "
                        + server.url()
                        + " ("
                        + snapshot.quadCount()
                        + " quads, "
                        + snapshot.sourceCount()
                        + " sources, snapshot "
                        + snapshot.home().shortSnapshot()
                        + ")");
        out.flush();
        kept.keepInBackground(report, current);
        try (Reloader reloader =
                Reloader.start(
                        settings.home(),
                        current,
                        checker,
                        RestTimes.STANDARD,
                        new Console(
                                out,
                                err,
                                report,
                                taken -> kept.keepInBackground(taken, current)))) {
            started.complete(reloader);
            stop.await();
        }
        out.println("Stopping.");
        out.flush();
        if (!server.stop(Duration.ofSeconds(stopDelay), Duration.ofSeconds(stopTimeout))) {
            err.println(
                    "Some answers took longer than `--stop-timeout` ("
                            + stopTimeout
                            + " s) and were"
                            + " cut off.");
            return 1;
        }
        return 0;
    }

    /** Prints once what the start waits for. */
    private record Waits(PrintWriter err, Set<String> told) implements Consumer<String> {

        Waits(PrintWriter err) {
            this(err, new HashSet<>());
        }

        @Override
        public void accept(String reason) {
            if (told.add(reason)) {
                err.println(reason + " Waiting …");
                err.flush();
            }
        }
    }

    /** Prints the outcome of each reload. */
    private final class Console implements Reloader.Listener {
        private final PrintWriter out;
        private final PrintWriter err;
        private Report printed;
        private final Consumer<Report> inService;

        Console(PrintWriter out, PrintWriter err, Report printed, Consumer<Report> inService) {
            this.out = out;
            this.err = err;
            this.printed = printed;
            this.inService = inService;
        }

        /** Prints errors, and warnings that the last report did not have. */
        private void print(Report report) {
            Findings.print(
                    report.withoutWarningsOf(printed),
                    err,
                    spec.commandLine().getColorScheme().ansi());
            printed = report;
        }

        @Override
        public void takenOver(Report report) {
            print(report);
            out.println("Reloaded. " + report.summary());
            out.flush();
            inService.accept(report);
        }

        @Override
        public void unchanged() {
            out.println("Nothing to reload: the files are those in service.");
            out.flush();
        }

        @Override
        public void rejected(Report report) {
            print(report);
            Findings.printSummary(report, err);
            err.println("The last valid snapshot stays in service.");
            err.flush();
        }
    }

    /** Under development there is no jar that tells one state of the program from another. */
    private KeptSnapshots kept(Path root) {
        Path folder = cache != null ? cache : StandardFolders.cache().orElse(null);
        return isWithoutCache || folder == null || !Build.isKnown()
                ? KeptSnapshots.none()
                : KeptSnapshots.in(folder, root, Build.id());
    }

    private static LedgerServer start(Settings settings, CurrentSnapshot current) {
        try {
            return LedgerServer.start(settings, current);
        } catch (FusekiException e) {
            throw new UserException(
                    "Cannot listen on "
                            + settings.host()
                            + " port "
                            + settings.port()
                            + ": "
                            + reason(e)
                            + ". Choose another port with `--port` (0 for any free one), or another"
                            + " address with `--host`.");
        }
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof UnresolvedAddressException) {
            return "there is no such host";
        }
        String message = String.valueOf(cause.getMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
