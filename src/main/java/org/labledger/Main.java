package org.labledger;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.labledger.cli.LabLedger;
import org.labledger.cli.StandardOutput;

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

    /** What the reader of JSON-LD logs, our findings tell with file and position. */
    private static final Logger JSON_LD = Logger.getLogger("com.apicatalog.jsonld");

    private Main() {}

    /** Runs the command named by the arguments and exits the JVM with its status. */
    public static void main(String[] arguments) {
        StandardOutput out = new StandardOutput();
        ignoreTheMachine(out);
        VECTORIZATION.setLevel(Level.SEVERE);
        JSON_LD.setLevel(Level.SEVERE);
        int status = LabLedger.run(arguments);
        System.out.flush();
        Optional<String> loss = out.loss();
        loss.ifPresent(System.err::println);
        System.exit(loss.isPresent() && status == 0 ? 1 : status);
    }

    /**
     * Makes answers and files independent of the machine's language, time zone and charset. Our own
     * code names a locale, zone and charset wherever one counts; libraries take the defaults: for
     * the letters of {@code LCASE}, the digits of a cast to {@code xsd:date}, the offset of {@code
     * NOW()}, durations across a change of the clocks, the language of an error message. Must run
     * before any of their classes is loaded, since some keep the default that they found.
     */
    private static void ignoreTheMachine(OutputStream out) {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        System.setOut(utf8(out));
        System.setErr(utf8(new FileOutputStream(FileDescriptor.err)));
    }

    private static PrintStream utf8(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }
}
