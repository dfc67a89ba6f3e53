package org.labledger.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What a command did: its exit status and what it printed. */
public record CommandRun(int status, String out, String err) {

    /** Runs a command on a home, without questions. */
    public static CommandRun on(Path home, String... arguments) {
        return answering("", home, arguments);
    }

    /** Runs a command on a home and types the answers; one at a time, for there is one keyboard. */
    public static synchronized CommandRun answering(
            String answers, Path home, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                LabLedger.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .setColorScheme(
                                CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--home");
        all.add(home.toString());
        if (arguments[0].equals("new")) {
            all.add(answers.isEmpty() ? "--no-ask" : "--ask");
        }
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)));
        try {
            int status = commandLine.execute(all.toArray(String[]::new));
            return new CommandRun(status, out.toString(), err.toString());
        } finally {
            System.setIn(before);
        }
    }
}
