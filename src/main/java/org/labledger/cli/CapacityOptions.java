package org.labledger.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.labledger.settings.Capacity;
import picocli.CommandLine.Option;

/** The options of {@code serve} about how much the server takes on at once. */
final class CapacityOptions {

    private static final Capacity STANDARD = Capacity.STANDARD;
    private static final int MAX_MEGABYTES = 1 << 20;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            description =
                    "Maximum number of open connections; beyond it, those that are idle for the"
                            + " longest time are closed (default: 1000).")
    private int connections = STANDARD.connections();

    @Option(
            names = "--backlog",
            paramLabel = "N",
            description =
                    "Maximum number of connections that wait to be accepted (default: 1024; the"
                            + " system may allow fewer).")
    private int backlog = STANDARD.backlog();

    @Option(
            names = "--max-queries",
            paramLabel = "N",
            description =
                    "Maximum number of heavy queries at once (default: one for each processor, at"
                            + " least 2). They share half of the heap.")
    private int queries = STANDARD.queries();

    @Option(
            names = "--max-waiting",
            paramLabel = "N",
            description = "Maximum number of requests of one client that wait (default: 32).")
    private int waiting = STANDARD.waiting();

    @Option(
            names = "--max-spool",
            paramLabel = "MB",
            description =
                    "Maximum size of temporary files with answers that slow clients have not taken"
                            + " yet (default: 1024; half of it for one client).")
    private int spool = (int) (STANDARD.spoolBytes() >> 20);

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            split = ",",
            description =
                    "Address of a proxy whose X-Forwarded-For tells the client; can be repeated"
                            + " (default: 127.0.0.1 and ::1).")
    private List<String> proxies = List.copyOf(STANDARD.trustedProxies());

    /**
     * Returns the capacity.
     *
     * @throws UserException if a number is out of range
     */
    Capacity capacity() {
        require("--max-connections", connections, 1, Integer.MAX_VALUE);
        require("--backlog", backlog, 1, Integer.MAX_VALUE);
        require("--max-queries", queries, 1, 1_000);
        require("--max-waiting", waiting, 0, 10_000);
        require("--max-spool", spool, 0, MAX_MEGABYTES);
        Set<String> addresses = new LinkedHashSet<>();
        for (String proxy : proxies) {
            if (!proxy.matches("[0-9a-fA-F.:]+")) {
                throw new UserException(
                        "`--trusted-proxy` must be an IP address, not \"" + proxy + "\".");
            }
            addresses.add(proxy);
        }
        return new Capacity(connections, backlog, queries, waiting, (long) spool << 20, addresses);
    }

    private static void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UserException(
                    most == Integer.MAX_VALUE
                            ? "`" + option + "` must be at least " + least + ", not " + value + "."
                            : "`"
                                    + option
                                    + "` must be from "
                                    + least
                                    + " to "
                                    + most
                                    + ", not "
                                    + value
                                    + ".");
        }
    }
}
