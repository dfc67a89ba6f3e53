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

/** {@code serve}: checks the home, then answers until it is stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serves the home: SPARQL at /sparql, saved queries at /query/.",
            "Edits of its files show within seconds; an edit with errors leaves the last good"
                    + " snapshot in service."
        })
final class Serve implements Callable<Integer> {

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
            description = "The port to listen on; 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port = Settings.DEFAULT_PORT;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long a query may run (default: ${DEFAULT-VALUE}).")
    private int timeout = 30;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            defaultValue = "",
            description =
                    "The address under which clients know the server, where a proxy stands before"
                            + " it, such as https://ledger.example.")
    private String publicUrl = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (timeout < 1) {
            throw new UserException("--timeout has to be at least 1 second.");
        }
        if (!publicUrl.isEmpty() && !publicUrl.matches("https?://[^/?#\\s]+")) {
            throw new UserException(
                    "--public-url has to be of the form https://ledger.example, without a path.");
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
            Findings.conclude(report, err);
            err.println(
                    report.hasOnlyOtherAnswers()
                            ? "A home is not served before its answers are written. Start again then."
                            : "A home with errors is not served. Put them right and start again.");
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

    /** Tells the person at the console what became of an edit. */
    private final class Console implements Reloader.Listener {
        private final PrintWriter out;
        private final PrintWriter err;
        private Report told;

        Console(PrintWriter out, PrintWriter err, Report told) {
            this.out = out;
            this.err = err;
            this.told = told;
        }

        /** Warnings that stand in the data are told once, not at every edit. */
        private void tell(Report report) {
            Findings.print(report.without(told), err, spec.commandLine().getColorScheme().ansi());
            told = report;
        }

        @Override
        public void takenOver(Report report) {
            tell(report);
            out.println("Reloaded. " + report.summary());
            out.flush();
        }

        @Override
        public void rejected(Report report) {
            tell(report);
            Findings.conclude(report, err);
            err.println("The last good snapshot stays in service.");
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
                            + ". Choose another with --port (0 takes a free one) or --host.");
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
