package org.labledger.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What the process does when the system signals it (signal(7)): TERM and INT stop it in good order,
 * a second one at once; HUP reloads, as with other servers. A signal that was ignored at the start,
 * such as HUP under {@code nohup}, stays ignored.
 */
final class Signals {

    /** Added to the number of the signal that ended a process, in its exit status. */
    private static final int SIGNALLED = 128;

    private static final Path TERMINAL = Path.of("/dev/tty");

    private Signals() {}

    /**
     * Handles TERM and INT. Each runs in a thread of its own.
     *
     * @param stop is run at the first one; the process ends at the next
     */
    static void onStop(Runnable stop) {
        AtomicInteger received = new AtomicInteger();
        for (String name : new String[] {"TERM", "INT"}) {
            handle(
                    name,
                    signal -> {
                        if (received.getAndIncrement() == 0) {
                            stop.run();
                        } else {
                            end(signal);
                        }
                    });
        }
    }

    /**
     * Handles HUP, in a thread of its own. It also comes when the terminal is closed that the
     * program was started in: then it stops.
     */
    static void onHangup(Runnable reload, Runnable stop) {
        boolean hadTerminal = hasTerminal();
        handle("HUP", signal -> (hadTerminal && !hasTerminal() ? stop : reload).run());
    }

    /** Ends the process as HUP does by itself. */
    static void endByHangup() {
        end(new Signal("HUP"));
    }

    private static void end(Signal signal) {
        Runtime.getRuntime().halt(SIGNALLED + signal.getNumber());
    }

    /** A process has no terminal any more once that was closed: opening it fails (tty(4)). */
    private static boolean hasTerminal() {
        try (var terminal = Files.newByteChannel(TERMINAL)) {
            return terminal.isOpen();
        } catch (IOException e) {
            // There is none, or none any more.
            return false;
        }
    }

    private static void handle(String name, SignalHandler handler) {
        try {
            Signal.handle(new Signal(name), handler);
        } catch (IllegalArgumentException e) {
            // The system has no such signal, or the JVM was told to leave signals alone (-Xrs):
            // the process does then what processes do.
            return;
        }
    }
}
