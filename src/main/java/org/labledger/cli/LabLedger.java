package org.labledger.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.labledger.settings.Build;
import org.labledger.settings.Heap;
import org.labledger.source.NativeText;
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
            DiffCommand.class,
            QueryCommand.class,
            VerifyCommand.class,
            NewCommand.class,
            RenameCommand.class,
            MergeCommand.class,
            RetractCommand.class,
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
     * Runs a command line. Its words must have arrived undamaged, see {@link NativeText}.
     *
     * @return the exit status: 0 for success, 1 for failure, 2 for an invalid command line
     */
    public static int run(String... arguments) {
        CommandLine commandLine =
                commandLine().setOut(writer(System.out)).setErr(writer(System.err));
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        words.add(System.getProperty(HomeOption.PROPERTY, ""));
        for (String word : words) {
            if (NativeText.isDamaged(word)) {
                PrintWriter err = commandLine.getErr();
                err.println("\"" + word + "\" cannot be read. " + NativeText.REMEDY);
                err.flush();
                return commandLine.getCommandSpec().exitCodeOnInvalidInput();
            }
        }
        if (words.getFirst().equals("serve")) {
            HeapAdvice.advice().ifPresent(commandLine.getErr()::println);
        }
        try {
            return commandLine.execute(arguments);
        } catch (OutOfMemoryError e) {
            System.err.println(Heap.tooSmallFor("The home"));
            return 1;
        }
    }

    /** The charset is the stream's own; picocli would take that of the terminal. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
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
