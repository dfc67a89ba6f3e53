package org.labledger;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.labledger.cli.LabLedger;

/** Where the program starts. */
public final class Main {

    /**
     * Lucene warns at each start that it could be faster with a module of the JDK that is still
     * being tried out. Nobody at the console can act on it: the index takes a second as it is.
     *
     * <p>Held here, since java.util.logging forgets the level of a logger that nobody holds.
     */
    private static final Logger VECTORS =
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    private Main() {}

    /** Runs the command that the arguments name, and exits with its status. */
    public static void main(String[] arguments) {
        VECTORS.setLevel(Level.SEVERE);
        System.exit(LabLedger.run(arguments));
    }
}
