package org.labledger.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.jena.fuseki.FusekiException;
import org.labledger.check.Checker;
import org.labledger.check.Report;
import org.labledger.live.CurrentSnapshot;
import org.labledger.live.Reloader;
import org.labledger.query.Limits;
import org.labledger.settings.Settings;
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
                    + " service."
        })
final class ServeCommand implements Callable<Integer> {

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

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (timeout < 1) {
            throw new UserException("`--timeout` must be at least 1 second.");
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
                        publicUrl);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Snapshot snapshot = home.load();
        Checker checker = new Checker(Limits.STANDARD);
        Report report = checker.check(snapshot);
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
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
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
        try (Reloader reloader =
                Reloader.start(settings.home(), current, checker, new Console(out, err, report))) {
            server.join();
        }
        return 0;
    }

    /** Prints the outcome of each reload. */
    private final class Console implements Reloader.Listener {
        private final PrintWriter out;
        private final PrintWriter err;
        private Report printed;

        Console(PrintWriter out, PrintWriter err, Report printed) {
            this.out = out;
            this.err = err;
            this.printed = printed;
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
        }

        @Override
        public void rejected(Report report) {
            print(report);
            Findings.printSummary(report, err);
            err.println("The last valid snapshot stays in service.");
            err.flush();
        }
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
        String message = String.valueOf(cause.getMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
