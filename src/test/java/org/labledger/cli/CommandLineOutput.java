package org.labledger.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * What a command line did.
 *
 * @param status the exit status
 * @param out what it printed
 * @param err what it printed as an error
 */
record CommandLineOutput(int status, String out, String err) {

    /** Runs a command line as a person would who sends its output to a file. */
    static CommandLineOutput of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = LabLedger.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        int status = commandLine.execute(arguments);
        return new CommandLineOutput(status, lines(out), lines(err));
    }

    private static String lines(StringWriter writer) {
        return writer.toString().replace(System.lineSeparator(), "\n");
    }
}
