package org.labledger;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.labledger.cli.LabLedger;

/** The entry point of the program. */
public final class Main {

    /**
     * Lucene warns at each start that the incubating module {@code jdk.incubator.vector} would make
     * it faster. The warning is suppressed: the index takes about a second without it.
     *
     * <p>A field keeps the logger reachable; java.util.logging holds loggers weakly and would lose
     * the level.
     */
    private static final Logger VECTORIZATION =
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    private Main() {}

    /** Runs the command named by the arguments and exits the JVM with its status. */
    public static void main(String[] arguments) {
        VECTORIZATION.setLevel(Level.SEVERE);
        System.exit(LabLedger.run(arguments));
    }
}
