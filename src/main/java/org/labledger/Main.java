package org.labledger;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.labledger.cli.LabLedger;

/** The entry point of the program. */
public final class Main {

    /**
     * Lucene warns at each start that an incubator module of the JDK would make it faster. The
     * index is built in a second without it, so the warning is suppressed.
     *
     * <p>A static reference, since java.util.logging drops the level of an unreferenced logger.
     */
    private static final Logger VECTORIZATION =
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    private Main() {}

    /** Runs a command and exits with its status. */
    public static void main(String[] arguments) {
        VECTORIZATION.setLevel(Level.SEVERE);
        System.exit(LabLedger.run(arguments));
    }
}
