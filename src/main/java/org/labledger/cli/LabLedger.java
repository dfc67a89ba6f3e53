package org.labledger.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.labledger.settings.Build;
import org.labledger.settings.Heap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line {@code lab-ledger}, with its subcommands. */
@Command(
        name = "lab-ledger",
        description = "A sourced knowledge graph: every statement names its source.",
        mixinStandardHelpOptions = true,
        versionProvider = LabLedger.Version.class,
        subcommands = {
            ServeCommand.class,
            CheckCommand.class,
            QueryCommand.class,
            NewCommand.class,
            FormatCommand.class,
            StatsCommand.class,
            HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class LabLedger {

    /** The version of the program. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Lab Ledger " + Build.version()};
        }
    }

    /**
     * Runs a command line.
     *
     * @return the exit status: 0 for success, 1 for failure, 2 for an invalid command line
     */
    public static int run(String... arguments) {
        try {
            return commandLine().execute(arguments);
        } catch (OutOfMemoryError e) {
            System.err.println(Heap.tooSmallFor("The home"));
            return 1;
        }
    }

    /** Returns the command line, for callers that redirect its output. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new LabLedger());
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            // These are the user's to correct and get one sentence; others are defects and keep
            // their stack trace.
            if (exception instanceof IOException || exception instanceof UserException) {
                command.getErr().println(command.getColorScheme().errorText(sentence(exception)));
                return 1;
            }
            for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
                if (cause instanceof OutOfMemoryError error) {
                    throw error;
                }
            }
            throw exception;
        });
        CommandLine.IParameterExceptionHandler usage = commandLine.getParameterExceptionHandler();
        commandLine.setParameterExceptionHandler((exception, arguments) -> {
            if (exception.getArgSpec() == null) {
                return usage.handleParseException(exception, arguments);
            }
            // Who gave an option a wrong value knows the option; the usage would hide the error.
            CommandLine command = exception.getCommandLine();
            String message =
                    String.valueOf(exception.getMessage())
                            .replaceAll("is not an? (int|long)$", "is not a whole number");
            command.getErr().println(command.getColorScheme().errorText(message + "."));
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
        return commandLine;
    }

    /** The message of a file system exception is often only a path. */
    static String sentence(Exception exception) {
        String message = String.valueOf(exception.getMessage());
        return switch (exception) {
            case NoSuchFileException e -> "No such file: " + message;
            case AccessDeniedException e -> "Permission denied: " + message;
            case CharacterCodingException e -> "A file is not valid UTF-8: " + message;
            default -> message;
        };
    }
}
